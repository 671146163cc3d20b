"""How people sign in: nobody signs up alone, and no account is merged by its e-mail address."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.contrib.sites.shortcuts import get_current_site
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from redovisa_service.accounts import commands
from redovisa_service.accounts.acting import CHOSEN
from redovisa_service.accounts.models import Person
from redovisa_service.accounts.naming import as_name
from redovisa_service.accounts.post import post

#: Where a session keeps the secret of the invitation that is being answered by the organisation's own sign-in.
ANSWERED = "invitation"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Local accounts: by invitation only; letters go by the post of the house."""

    #: As long as ``ACCOUNT_RATE_LIMITS`` counts a wrong password; a new one is taken at once.
    error_messages: ClassVar = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": gettext_lazy(
            "För många försök med fel lösenord. Vänta fem minuter och försök igen, eller välj ett nytt lösenord."
        )
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an invitation makes the account."""
        return False

    def format_email_subject(self, subject: str) -> str:
        """The subject as it is."""
        return str(subject)

    def send_mail(self, template_prefix: str, email: str, known: dict[str, Any]) -> None:
        """Queues the letter: no page waits for a mail server."""
        request = context.request
        site = get_current_site(request)
        mail = self.render_mail(
            template_prefix, email, {"request": request, "email": email, "current_site": site, **known}
        )
        post(to=email, subject=mail.subject, text=str(mail.body))

    def send_notification_mail(
        self, template_prefix: str, user: Person, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tells a person by letter that her way of signing in was changed."""
        super().send_notification_mail(template_prefix, user, context, email or user.email)


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Accounts from an organisation's own sign-in: tied to a person by her invitation, or by herself once inside."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never: one who is unknown is told to ask for an invitation."""
        return False

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> Person:
        """The name that the sign-in tells; the address is that of the invitation."""
        names = (data.get("first_name"), data.get("last_name"))
        person: Person = sociallogin.user
        person.name = as_name(str(data.get("name") or " ".join(name for name in names if name)))[:120]
        return person

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Answers the invitation that this sign-in was begun with; raises Refused when it no longer holds."""
        if sociallogin.state.get("process") != "login":
            return
        secret = request.session.pop(ANSWERED, None)
        if secret is None:
            return
        with transaction.atomic():
            organisation = commands.open_invitation(secret).organisation_id
            if sociallogin.is_existing:
                commands.accept_as(secret=secret, person=sociallogin.user)
            else:
                person = commands.accept_from_provider(secret=secret, name=sociallogin.user.name)
                sociallogin.connect(request, person)
        request.session[CHOSEN] = organisation
