"""A password alone never suffices: the pages wait until a key or a code has been shown in this session."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.signals import authenticator_added
from django.conf import settings
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from redovisa_service.accounts.access import EVERYONE, roles_of
from redovisa_service.accounts.models import Person

#: How someone has shown who she is, beside a password: a key or a code, or her organisation's own sign-in.
_STRONG = frozenset({"mfa", "socialaccount"})


class SecondFactorMiddleware:
    """Sends one who has given only a password to the page where a key or a code is set up."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._answer(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """The way to the page, or None where one may go on."""
        open_to_all = roles_of(view) == EVERYONE or getattr(view, "before_second_factor", False)
        if open_to_all or not request.user.is_authenticated or is_strong(request):
            return None
        return redirect("second_factor")


def is_strong(request: HttpRequest) -> bool:
    """Whether more than a password has been shown in this session, or the service does not ask for it."""
    if not settings.REDOVISA_SECOND_FACTOR:
        return True
    records = get_authentication_records(request, request.user)
    return any(record.get("method") in _STRONG for record in records)


def before_second_factor(view: Any) -> Any:
    """Marks a view that is needed to get as far as a key or a code."""
    view.before_second_factor = True
    return view


@receiver(authenticator_added)
def note_shown(sender: Any, request: HttpRequest, user: Person, authenticator: Any, **known: Any) -> None:
    """One who has just set up a key or a code has shown it: other sessions of hers have not."""
    if authenticator.type != "recovery_codes":
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
