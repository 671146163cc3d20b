"""Every route names its roles: a view without one of these words fails the house's test."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeAlias

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from redovisa.reviewing.act import Role
from redovisa_service.accounts.acting import Acting

P = ParamSpec("P")
View: TypeAlias = Callable[..., HttpResponse]

#: What a view that anyone may see names as its roles.
EVERYONE: frozenset[Role] = frozenset()


def for_roles(*roles: Role) -> Callable[[Callable[Concatenate[HttpRequest, Acting, P], HttpResponse]], View]:
    """Lets in those who act in one of the roles; the view is handed whom they act for."""

    def named(view: Callable[Concatenate[HttpRequest, Acting, P], HttpResponse]) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            acting: Acting | None = request.acting  # type: ignore[attr-defined]
            if acting is None or acting.roles.isdisjoint(roles):
                return render(request, "pages/wrong_role.html", {"roles": roles}, status=403)
            return view(request, acting, *args, **kwargs)

        guarded.roles = frozenset(roles)  # type: ignore[attr-defined]
        return guarded

    return named


def for_everyone(view: View) -> View:
    """Lets in anyone, signed in or not."""
    view.roles = EVERYONE  # type: ignore[attr-defined]
    return view


def roles_of(view: Any) -> frozenset[Role] | None:
    """The roles a view names, or None when it names none."""
    return getattr(view, "roles", None)
