"""The language of the page: Swedish until English is chosen, in this browser or by the one who signs in.

The form's own words are always Swedish.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

_YEAR = 365 * 24 * 60 * 60
#: Where a session keeps what was chosen before anyone signed in.
_CHOSEN = "language"


class LanguageMiddleware:
    """Speaks the language that was chosen. What the browser prefers is not asked: a county in Sweden reads Swedish."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(known(request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""))):
            request.her_language = ""  # type: ignore[attr-defined]  # set when someone signs in
            answer = self._answer(request)
            answer.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        if request.her_language:  # type: ignore[attr-defined]  # set above
            _keep(answer, request.her_language)  # type: ignore[attr-defined]  # set above
        return answer


def known(language: str) -> str:
    """The language, or Swedish when it is none of ours."""
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keeps the choice in this browser and for the person, and goes back to the page where it was made."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    language = known(request.POST.get("language", ""))
    if request.user.is_authenticated:
        request.user.language = language  # her letters speak it too
        request.user.save(update_fields=["language"])
    else:
        request.session[_CHOSEN] = language
    answer = HttpResponseRedirect(back)
    _keep(answer, language)
    return answer


def signed_in(request: HttpRequest, user: Any, **_: Any) -> None:
    """Speaks the language of the one who signs in; what she has chosen just before becomes hers.

    What the browser has kept since long ago may be another's choice: it counts for one who has never chosen.
    """
    kept = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    language = request.session.pop(_CHOSEN, "") or user.language or kept
    if not language:
        return
    language = known(language)
    if user.language != language:
        user.language = language
        user.save(update_fields=["language"])
    if hasattr(request, "her_language"):
        request.her_language = language
        translation.activate(language)  # what the page says of her signing in


def _keep(answer: HttpResponse, language: str) -> None:
    """Has the browser remember the language for a year."""
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
