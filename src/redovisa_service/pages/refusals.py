"""What is refused, missing or broken: each has a page that says what happened and what to do."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, gettext, gettext_noop

from redovisa.reviewing.policy import Refused, WrongRole
from redovisa_service.pages.swedish import told
from redovisa_service.pages.unsaved import unsaved

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
            return _too_large(request)  # before any of it is read
        return self._answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for what was refused; None leaves every other error to Django."""
        if isinstance(error, WrongRole):
            return refused(request, told(error), 403)
        if isinstance(error, Refused):
            return refused(request, told(error), 409)
        if isinstance(error, RequestDataTooBig | TooManyFilesSent):
            return _too_large(request)
        return None


def refused(request: HttpRequest, why: str, status: int = 409) -> HttpResponse:
    """A page that says what was not done, why, what was typed, and the way back."""
    known = {"why": why, "back": _back(request), "unsaved": unsaved(request)}
    return render(request, "pages/refused.html", known, status=status)


def signed_out(request: HttpRequest) -> HttpResponse:
    """What answers one who is not signed in: the page to sign in, or where she sent something, that with the way there.

    A script is sent to the page to sign in, by which it knows that the session has ended.
    """
    if request.method != "POST" or not request.accepts("text/html"):
        return redirect_to_login(request.get_full_path())
    known = {
        "why": gettext("Du har blivit utloggad, så det du skickade togs inte emot."),
        "sign_in": redirect_to_login(_back(request)).headers["Location"],
    }
    return render(request, "pages/refused.html", known | {"unsaved": unsaved(request)}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A page for an address where nothing is, or nothing for the one who asks."""
    return render(request, "pages/not_found.html", {"unsaved": unsaved(request)}, status=404)


def too_many(request: HttpRequest) -> HttpResponse:
    """A page for one who has tried too often, or shares an address with those who have."""
    return render(request, "pages/too_many.html", status=429)


def broken(request: HttpRequest) -> HttpResponse:
    """A page for what should never happen; it asks nothing of the database."""
    known = {"language": get_language(), "unsaved": unsaved(request)}
    return render(request, "pages/broken.html", known, status=500)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A page for a form whose session has ended since it was opened."""
    why = gettext("Sidan var öppen för länge, så det du skickade togs inte emot. Du kan behöva logga in igen.")
    return refused(request, why, 403)


def _too_large(request: HttpRequest) -> HttpResponse:
    """A page that shows nothing of what was sent: reading it is what was refused."""
    return render(request, "pages/refused.html", {"why": gettext(_TOO_LARGE), "back": _back(request)}, status=413)


def _back(request: HttpRequest) -> str:
    """The address of the page that the request was sent from, if it is ours; else where everyone begins."""
    back = request.headers.get("referer", "/")
    return back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else "/"
