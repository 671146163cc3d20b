"""Being let in: where an invitation's link leads, and setting up what is shown beside a password."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from allauth.socialaccount.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET

from redovisa.reviewing.policy import Refused
from redovisa_service.accounts import commands
from redovisa_service.accounts.access import for_everyone, for_signed_in
from redovisa_service.accounts.acting import CHOSEN
from redovisa_service.accounts.commands.inviting import has_account
from redovisa_service.accounts.models import Invitation
from redovisa_service.accounts.second_factor import before_second_factor, is_strong
from redovisa_service.accounts.signing_in import ANSWERED

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@for_everyone
@sensitive_post_parameters("password")
def accept(request: HttpRequest, secret: str) -> HttpResponse:
    """Where the letter's link leads: choose how to sign in, or take on one more role."""
    invitation = commands.open_invitation(secret)
    if request.user.is_authenticated and not is_strong(request):
        return redirect("second_factor")
    why = ""
    try:
        if request.method == "POST":
            return _answered(request, invitation, secret)
        if request.user.is_authenticated:
            commands.check_invited(invitation, request.user)
    except Refused as refused:
        why = refused.told(_)
    return render(
        request,
        "accounts/accept.html",
        {
            "invitation": invitation,
            "why": why,
            "name": request.POST.get("name", ""),
            "known": has_account(invitation),
            "providers": get_adapter().list_providers(request),
        },
        status=422 if why else 200,
    )


def _answered(request: HttpRequest, invitation: Invitation, secret: str) -> HttpResponse:
    if request.user.is_authenticated:
        commands.accept_as(secret=secret, person=request.user)
        messages.success(
            request,
            _("Du är nu %(role)s för %(organisation)s.")
            % {"role": _(invitation.role_word), "organisation": invitation.organisation},
        )
        request.session[CHOSEN] = invitation.organisation_id
        return redirect("/")
    by = request.POST.get("by", "")
    if by:
        chosen = next((one for one in get_adapter().list_providers(request) if one.sub_id == by), None)
        if chosen is None:
            raise Refused(_("Den inloggningen finns inte längre. Läs in sidan på nytt."))
        request.session[ANSWERED] = secret
        begun: HttpResponse = chosen.redirect(request, process="login", next_url="/")
        return begun
    person = commands.accept(
        secret=secret, name=request.POST.get("name", ""), password=request.POST.get("password", "")
    )
    login(request, person, backend=_BACKEND)
    # She has just chosen it, and is not asked for it again before setting up what goes beside it.
    record_authentication(request, person, "password", reauthenticated=True)
    request.session[CHOSEN] = invitation.organisation_id
    return redirect("/" if is_strong(request) else "second_factor")


@require_GET
@before_second_factor
@for_signed_in
def second_factor(request: HttpRequest) -> HttpResponse:
    """What has to be set up beside the password, and why."""
    if is_strong(request):
        return redirect("/")
    return render(request, "accounts/second_factor.html")
