"""What is refused, missing or broken: each has a page that says what happened and what to do."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, gettext, gettext_noop

from redovisa.reviewing.policy import Refused, WrongRole
from redovisa_service.pages.swedish import told

_MOST_BYTES = 51_000_000
_TOO_LARGE = gettext_noop(
    "Det som skickades var för stort. En redovisning får vara högst 50 MB och lämnas som en fil i taget."
)


class RefusalMiddleware:
    """Turns an act that the house refuses into a page; nothing has then been done."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if int(request.META.get("CONTENT_LENGTH") or 0) > _MOST_BYTES:
            return refused(request, gettext(_TOO_LARGE), 413)  # before any of it is read
        return self._answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for what was refused; None leaves every other error to Django."""
        if isinstance(error, WrongRole):
            return refused(request, told(error), 403)
        if isinstance(error, Refused):
            return refused(request, told(error), 409)
        if isinstance(error, RequestDataTooBig | TooManyFilesSent):
            return refused(request, gettext(_TOO_LARGE), 413)
        return None


def refused(request: HttpRequest, why: str, status: int = 409) -> HttpResponse:
    """A page that says what was not done, why, and the way back."""
    back = request.headers.get("referer", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
        back = "/"
    return render(request, "pages/refused.html", {"why": why, "back": back}, status=status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A page for an address where nothing is, or nothing for the one who asks."""
    return render(request, "pages/not_found.html", status=404)


def too_many(request: HttpRequest) -> HttpResponse:
    """A page for one who has tried too often, or shares an address with those who have."""
    return render(request, "pages/too_many.html", status=429)


def broken(request: HttpRequest) -> HttpResponse:
    """A page for what should never happen; it asks nothing of the database."""
    return render(request, "pages/broken.html", {"language": get_language()}, status=500)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A page for a form whose session has ended since it was opened."""
    return refused(
        request,
        gettext(
            "Sidan var öppen för länge, så du behöver logga in igen. Gå tillbaka: det du skrev står kvar på sidan. "
            "Kopiera det som är nytt, läs in sidan på nytt och spara."
        ),
        403,
    )
