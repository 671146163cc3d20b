"""Where the municipality begins: its rounds, and one case with what is left to do."""

from __future__ import annotations

from secrets import token_urlsafe

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from redovisa.reviewing.act import MUNICIPALITY, WRITERS, Act, Role
from redovisa.reviewing.policy import may_act, may_day
from redovisa_service.accounts.access import for_roles
from redovisa_service.accounts.acting import Acting
from redovisa_service.cases import commands, draft, queries
from redovisa_service.clock import today
from redovisa_service.municipality.present import Look
from redovisa_service.municipality.tally import years


@require_GET
@for_roles(*Role)
def home(request: HttpRequest, acting: Acting) -> HttpResponse:
    """The organisation's rounds; those who begin elsewhere are sent there."""
    if acting.begins != "home":
        return redirect(acting.begins)
    rounds = queries.rounds(acting)
    now = [one for one in rounds if one.case is None or one.case.stands != "closed"][:1]
    return render(
        request,
        "municipality/home.html",
        {
            "now": now,
            "earlier": [one for one in rounds if one not in now],
            # What she may send back is what waits for her signature.
            "signs": any(one.case and may_act(Act.SEND_BACK, one.case.stands, acting.roles) for one in now),
            "may_start": not acting.roles.isdisjoint(WRITERS),
        },
    )


@require_POST
@for_roles(*WRITERS)
def begin(request: HttpRequest, acting: Acting, year: int) -> HttpResponse:
    """Begins the year's redovisning."""
    return redirect("case", commands.start(by=acting, year=year).pk)


@require_GET
@for_roles(*MUNICIPALITY)
def case(request: HttpRequest, acting: Acting, number: int) -> HttpResponse:
    """One case: where it stands, how far each section has come, its documents and the next step."""
    found = queries.case(acting, number)
    look = Look(found)
    window = queries.days(found)
    writes = may_act(Act.WRITE, found.stands, acting.roles)
    questions = queries.open_questions(found)
    left = queries.left_to_do(found, look.draft) if writes else []
    progress = look.progress() if writes else []
    names = queries.names_in(found)
    return render(
        request,
        "municipality/case.html",
        {
            "case": found,
            "window": window,
            "writes": writes,
            "most": draft.MOST_SIGNS,
            "seen": queries.mark(found.reply),
            "may_sign": may_act(Act.SIGN, found.stands, acting.roles),
            "in_time": may_day(Act.SIGN, found.stands, window, today()),
            "may_ask": may_act(Act.ASK_FOR_SIGNATURE, found.stands, acting.roles),
            "may_lock": may_act(Act.LOCK, found.stands, acting.roles) and queries.is_as_signed(found, look.draft),
            "may_unlock": may_act(Act.UNLOCK, found.stands, acting.roles),
            "progress": progress,
            "done": sum(row["sign"] == "done" or row["is_optional"] for row in progress),
            "questions": questions,
            "left": left,
            "differences": sum(one.is_difference for one in left),
            "carried_over": next((one for one in left if one.is_carried_over), None),
            "parts": queries.parts(found) if writes else [],
            "sent_back": queries.sent_back(found) if writes else None,
            "key": token_urlsafe(12),
            "tally_years": years(found),
            "filled": bool(_given(look)),
            "documents": queries.documents(found),
            "versions": queries.versions(found),
            "events": [(one, queries.called(one.person, names)) for one in queries.events(found, most=12)],
        },
    )


def _given(look: Look) -> set[str]:
    """The fields that someone has written in: what was there from the start is not counted."""
    return {key for key in look.draft.cells if not look.came_by_itself(key)}
