"""A link to a case leads there, whichever of one's organisations it belongs to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from redovisa_service.accounts.access import kinds_of
from redovisa_service.accounts.acting import CHOSEN, Acting, chosen, held_by
from redovisa_service.accounts.models import REPORTING
from redovisa_service.cases.reach import owner_among


class OwnerMiddleware:
    """Lets someone who works for several act for the one whose case she asks for.

    So a letter's link opens also when she last worked for another, and a page that was open while she changed over in
    another window is saved where it belongs. Her roles are those that she has there.
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._answer(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        """Changes for whom she acts in this request; and from now on, when it is a page that she goes to."""
        acting: Acting | None = getattr(request, "acting", None)
        number = kwargs.get("number")
        if acting is None or not acting.others or number is None or kinds_of(view) != frozenset(REPORTING):
            return
        owner = owner_among(acting.others, number)
        if owner is None:
            return
        request.acting = chosen(acting.person, held_by(acting.person), owner)  # type: ignore[attr-defined]  # set by this house, unknown to the library's types
        if request.method == "GET" and request.headers.get("Sec-Fetch-Dest", "document") == "document":
            request.session[CHOSEN] = owner
