"""Who tried to reach what is for others is noted in the chain of events, whatever page she was shown."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from redovisa.reviewing.policy import WrongRole
from redovisa_service.accounts.access import note_attempt
from redovisa_service.cases.reach import NotReached


class AttemptMiddleware:
    """Notes what the commands and the reach of cases refuse; the routes note those of a wrong role themselves."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> None:
        """Notes the attempt; the page is made by others."""
        if isinstance(error, NotReached):
            note_attempt(request, "reach")
        elif isinstance(error, WrongRole):
            note_attempt(request, "role")
