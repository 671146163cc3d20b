"""Saving what is written, as it was typed: without JavaScript a page at a time, with it each change by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from redovisa.reviewing.act import WRITERS, Act
from redovisa.reviewing.policy import Refused, check_act
from redovisa_service.accounts.access import for_roles
from redovisa_service.accounts.acting import Acting
from redovisa_service.cases import commands, queries
from redovisa_service.cases.commands.writing import Written
from redovisa_service.cases.sections import section_of
from redovisa_service.clock import now
from redovisa_service.municipality.present import Look
from redovisa_service.municipality.typed import seen_in, typed_in
from redovisa_service.pages.layout import Grid, Section

#: What the page says of its own accord while it saves; the rest is said by the service.
WORDS = {
    "saving": gettext_lazy("Sparar …"),
    "again": gettext_lazy("Inte sparat – försöker igen. Det du skriver finns kvar på den här datorn."),
    "offline": gettext_lazy(
        "Ingen kontakt: det du skriver finns kvar på den här datorn, och sparas när kontakten är tillbaka."
    ),
    "offline_unkept": gettext_lazy(
        "Ingen kontakt, och den här webbläsaren får inte spara något själv. Stäng inte sidan."
    ),
    "session": gettext_lazy("Du är utloggad. Det du skrev finns kvar på den här datorn."),
    "sign_in": gettext_lazy("Logga in igen"),
    "contested": gettext_lazy("Någon annan har ändrat samma ruta. Välj vid rutan vad som ska gälla."),
    "nothing": gettext_lazy("Allt är sparat."),
}


def save(request: HttpRequest, acting: Acting, number: int) -> Written:
    """Writes the rooms that the request holds. Raises Refused for a page whose hidden numbers are damaged."""
    return commands.write(by=acting, case=number, typed=typed_in(request), seen=seen_in(request))


@require_POST
@for_roles(*WRITERS)
def autosave(request: HttpRequest, acting: Acting, number: int, section: int) -> HttpResponse:
    """Saves what has changed, if anything, and tells what the page should now show: others' changes too."""
    case = queries.case(acting, number)
    try:
        check_act(Act.WRITE, case.stands, acting.roles)
        writes = any(name.startswith("f:") for name in request.POST)
        done = save(request, acting, number) if writes else Written({})
    except Refused as refused:
        return JsonResponse({"why": refused.told(_)}, status=409)
    return JsonResponse(told_of(request, acting, case, section, done))


def told_of(
    request: HttpRequest, by: Acting, case: Any, section: int, done: Written, *, explains: bool = True
) -> dict[str, Any]:
    """What a page is told after an exchange, as JSON has it: what was saved, and what it should show if that is new."""
    page = section_of(case.campaign.edition, section)
    commands.be_seen(by=by, case=case, section=section)
    stamp = str(queries.stamp(case))
    told: dict[str, Any] = {
        "saved": done.saved,
        "conflicts": {one.field: one.revision for one in done.conflicts},
        "stamp": stamp,
        "others": told_of_others(queries.others(case, by), section),
        "words": _("Sparat %(time)s") % {"time": f"{now():%H:%M}"} if done.saved else _("Allt är sparat."),
    }
    if page and (stamp != request.POST.get("stamp") or done.conflicts):
        theirs = {one.field: one for one in done.conflicts}
        calm = page if "calm" in request.POST else None
        told |= _shown(Look(case, theirs=theirs, explains=explains, calm=calm), page)
    return told


def _shown(look: Look, page: Section) -> Mapping[str, Any]:
    """What stands in the page's rooms, what is said beside them, and its sums."""
    return {
        "left": left_in_words(look, page),
        "cells": {key: [look.typed.get(key, ""), look.revisions.get(key, 0)] for key in page.keys},
        "signs": {room.html_id: look.sign(room.key) for room in page.rooms()},
        "notices": {f"n-{room.html_id}": look.notices(room) for room in page.rooms()},
        "sums": {
            f"s-{look.line(part, line).html_id}": look.sum(line.rooms)
            for part in page.parts
            if isinstance(part, Grid) and part.adds_up
            for line in part.lines
        },
    }


def left_in_words(look: Look, page: Section) -> str:
    """How many answers the page still lacks, in words; empty when it lacks none."""
    left = look.left(page)
    return _("Frågor kvar på sidan: %(left)s.") % {"left": left} if left else ""


def told_of_others(others: list[queries.Present], section: int) -> str:
    """Who else has the form open, in a sentence; empty when nobody has."""
    here = [one.name for one in others if one.section == section]
    there = [one.name for one in others if one.section != section]
    said = [
        ngettext("%(names)s har den här sidan öppen nu.", "%(names)s har den här sidan öppen nu.", len(here))
        % {"names": _listed(here)}
        if here
        else "",
        ngettext("%(names)s skriver på en annan sida.", "%(names)s skriver på en annan sida.", len(there))
        % {"names": _listed(there)}
        if there
        else "",
    ]
    return " ".join(sentence for sentence in said if sentence)


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else " ".join((", ".join(names[:-1]), _("och"), names[-1]))
