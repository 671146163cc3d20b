"""Every route names its roles: a view without one of these words fails the house's test."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeAlias

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern

from redovisa.reviewing.act import Role
from redovisa_service.accounts.acting import Acting
from redovisa_service.accounts.models import Kind
from redovisa_service.accounts.trace import tell
from redovisa_service.pages.refusals import signed_out
from redovisa_service.pages.unsaved import unsaved

P = ParamSpec("P")
View: TypeAlias = Callable[..., HttpResponse]

#: What a view that anyone may see names as its roles.
EVERYONE: frozenset[Role] = frozenset()
#: What a view that is about the one who is signed in names: whatever her role, and also when she has none.
SIGNED_IN: frozenset[Role] = frozenset(Role)


def for_roles(*roles: Role) -> Callable[[Callable[Concatenate[HttpRequest, Acting, P], HttpResponse]], View]:
    """Lets in those who act in one of the roles; the view is handed whom they act for. Other attempts are noted."""

    def named(view: Callable[Concatenate[HttpRequest, Acting, P], HttpResponse]) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return signed_out(request)
            acting: Acting | None = request.acting  # type: ignore[attr-defined]  # set by this house, unknown to the library's types
            if acting is None or acting.roles.isdisjoint(roles):
                note_attempt(request, "role")
                return _wrong_role(request, roles=roles)
            return view(request, acting, *args, **kwargs)

        guarded.roles = frozenset(roles)  # type: ignore[attr-defined]  # set by this house, unknown to the library's types
        return guarded

    return named


def for_kinds(kinds: Iterable[str], urlpatterns: list[URLPattern]) -> list[URLPattern]:
    """An audience's routes, for those who act for an organisation of these kinds.

    A role has the same name in several: a municipality's registrator is not a county board's.
    """
    wanted = frozenset(kinds)
    for pattern in urlpatterns:
        pattern.callback = _of_kinds(wanted, pattern.callback)
    return urlpatterns


def _of_kinds(kinds: frozenset[str], view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        acting: Acting | None = getattr(request, "acting", None)
        if acting is not None and acting.organisation.kind not in kinds and roles_of(view):
            note_attempt(request, "kind")
            return _wrong_role(request, kinds=[Kind(kind).label for kind in kinds])
        return view(request, *args, **kwargs)

    guarded.kinds = kinds  # type: ignore[attr-defined]  # set by this house, unknown to the library's types
    return guarded


def _wrong_role(request: HttpRequest, **meant: Any) -> HttpResponse:
    """A page that says for whom the one she asked for is meant, and shows what she sent to it."""
    return render(request, "pages/wrong_role.html", meant | {"unsaved": unsaved(request)}, status=403)


def for_everyone(view: View) -> View:
    """Lets in anyone, signed in or not."""
    view.roles = EVERYONE  # type: ignore[attr-defined]  # set by this house, unknown to the library's types
    return view


def for_signed_in(view: View) -> View:
    """Lets in anyone who is signed in: what is shown is her own."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return signed_out(request)
        return view(request, *args, **kwargs)

    guarded.roles = SIGNED_IN  # type: ignore[attr-defined]  # set by this house, unknown to the library's types
    return guarded


def roles_of(view: Any) -> frozenset[Role] | None:
    """The roles a view names, or None when it names none."""
    return getattr(view, "roles", None)


def kinds_of(view: Any) -> frozenset[str] | None:
    """The kinds of organisation a view is for, or None when it is for all."""
    return getattr(view, "kinds", None)


def note_attempt(request: HttpRequest, why: str) -> None:
    """Notes that a signed-in person was turned away: what was asked for, and nothing of what was sent."""
    if request.user.is_authenticated:
        acting: Acting | None = getattr(request, "acting", None)
        tell(
            "attempt",
            person=request.user,
            organisation=acting.organisation if acting else None,
            method=request.method,
            path=request.path[:200],
            why=why,
        )
