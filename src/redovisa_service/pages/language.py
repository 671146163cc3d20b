"""The language of the page: Swedish unless this browser has chosen English; the form's own words are always Swedish."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

_YEAR = 365 * 24 * 60 * 60


class LanguageMiddleware:
    """Speaks the language that was chosen. What the browser prefers is not asked: a county in Sweden reads Swedish."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(known(request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""))):
            answer = self._answer(request)
            answer.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        return answer


def known(language: str) -> str:
    """The language, or Swedish when it is none of ours."""
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keeps the choice in this browser, and for the person's letters, and goes back to the page where it was made."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    language = known(request.POST.get("language", ""))
    if request.user.is_authenticated:
        request.user.language = language  # her letters speak it too
        request.user.save(update_fields=["language"])
    answer = HttpResponseRedirect(back)
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer
