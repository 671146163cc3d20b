"""The sign-in library's pages that this service has, each with whom it is for; what is not named is not there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from allauth.socialaccount import views as provided
from allauth.socialaccount.providers.openid_connect import views as oidc
from allauth.socialaccount.providers.saml import views as saml
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path, re_path

from redovisa_service.accounts.access import EVERYONE, SIGNED_IN
from redovisa_service.accounts.entering import second_factor
from redovisa_service.accounts.second_factor import before_second_factor


def _route(address: str, view: Any, name: str, roles: frozenset[Any], *, early: bool = False) -> URLPattern:
    """A page of the library's, wrapped so that the same view elsewhere is not marked with it."""

    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer: HttpResponseBase = view(request, *args, **kwargs)
        return answer

    page.roles = roles  # type: ignore[attr-defined]  # set by this house, unknown to the library's types
    page.csrf_exempt = getattr(view, "csrf_exempt", False)  # type: ignore[attr-defined]  # set by this house, unknown to the library's types
    make: Callable[..., URLPattern] = re_path if address.startswith("^") else path
    return make(address, before_second_factor(page) if early else page, name=name)


_RESET = r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$"
_OF = r"^saml/(?P<organization_slug>[^/]+)/"
_KEYS = "2fa/webauthn/"

urlpatterns = [
    _route("login/", account.login, "account_login", EVERYONE),
    _route("logout/", account.logout, "account_logout", EVERYONE),
    _route("inactive/", account.account_inactive, "account_inactive", EVERYONE),
    # Nobody signs up alone: the library shows its page for that, and names the address in others.
    _route("signup/", account.signup, "account_signup", EVERYONE),
    _route("reauthenticate/", account.reauthenticate, "account_reauthenticate", SIGNED_IN, early=True),
    _route("password/change/", account.password_change, "account_change_password", SIGNED_IN),
    _route("password/set/", account.password_set, "account_set_password", SIGNED_IN),
    _route("password/reset/", account.password_reset, "account_reset_password", EVERYONE),
    _route("password/reset/done/", account.password_reset_done, "account_reset_password_done", EVERYONE),
    _route(_RESET, account.password_reset_from_key, "account_reset_password_from_key", EVERYONE),
    _route(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        "account_reset_password_from_key_done",
        EVERYONE,
    ),
    path("second-factor/", second_factor, name="second_factor"),
    _route("2fa/", factors.index, "mfa_index", SIGNED_IN),
    _route("2fa/authenticate/", factors.authenticate, "mfa_authenticate", EVERYONE),
    _route("2fa/reauthenticate/", factors.reauthenticate, "mfa_reauthenticate", SIGNED_IN),
    _route("2fa/totp/activate/", totp.activate_totp, "mfa_activate_totp", SIGNED_IN, early=True),
    _route("2fa/totp/deactivate/", totp.deactivate_totp, "mfa_deactivate_totp", SIGNED_IN),
    _route("2fa/recovery-codes/", codes.view_recovery_codes, "mfa_view_recovery_codes", SIGNED_IN),
    _route("2fa/recovery-codes/generate/", codes.generate_recovery_codes, "mfa_generate_recovery_codes", SIGNED_IN),
    _route("2fa/recovery-codes/download/", codes.download_recovery_codes, "mfa_download_recovery_codes", SIGNED_IN),
    _route(_KEYS, keys.list_webauthn, "mfa_list_webauthn", SIGNED_IN),
    _route(f"{_KEYS}add/", keys.add_webauthn, "mfa_add_webauthn", SIGNED_IN, early=True),
    _route(f"{_KEYS}login/", keys.login_webauthn, "mfa_login_webauthn", EVERYONE),
    _route(f"{_KEYS}reauthenticate/", keys.reauthenticate_webauthn, "mfa_reauthenticate_webauthn", SIGNED_IN),
    _route(f"{_KEYS}keys/<int:pk>/remove/", keys.remove_webauthn, "mfa_remove_webauthn", SIGNED_IN),
    _route(f"{_KEYS}keys/<int:pk>/edit/", keys.edit_webauthn, "mfa_edit_webauthn", SIGNED_IN),
    _route("3rdparty/", provided.connections, "socialaccount_connections", SIGNED_IN),
    _route("3rdparty/signup/", provided.signup, "socialaccount_signup", EVERYONE),
    _route("3rdparty/login/cancelled/", provided.login_cancelled, "socialaccount_login_cancelled", EVERYONE),
    _route("3rdparty/login/error/", provided.login_error, "socialaccount_login_error", EVERYONE),
    _route("oidc/<str:provider_id>/login/", oidc.login, "openid_connect_login", EVERYONE),
    _route("oidc/<str:provider_id>/login/callback/", oidc.callback, "openid_connect_callback", EVERYONE),
    _route(f"{_OF}login/$", saml.login, "saml_login", EVERYONE),
    _route(f"{_OF}acs/$", saml.acs, "saml_acs", EVERYONE),
    _route(f"{_OF}acs/finish/$", saml.finish_acs, "saml_finish_acs", EVERYONE),
    _route(f"{_OF}sls/$", saml.sls, "saml_sls", EVERYONE),
    _route(f"{_OF}metadata/$", saml.metadata, "saml_metadata", EVERYONE),
]
