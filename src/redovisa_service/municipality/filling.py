"""Filling in the form page by page, with every change saved as typed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from redovisa.reviewing.act import WRITERS, Act
from redovisa.reviewing.policy import check_act, may_act
from redovisa_service.accounts.access import for_roles
from redovisa_service.accounts.acting import Acting
from redovisa_service.cases import commands, queries
from redovisa_service.cases.commands.writing import Conflict
from redovisa_service.cases.sections import sections_of
from redovisa_service.municipality.present import Look
from redovisa_service.municipality.saving import WORDS, left_in_words, save, told_of_others
from redovisa_service.pages.refusals import not_found


@for_roles(*WRITERS)
def section(request: HttpRequest, acting: Acting, number: int, section: int) -> HttpResponse:
    """One page of the form; a save without JavaScript comes here and goes on to the next page."""
    case = queries.case(acting, number)
    if request.method == "GET" and not may_act(Act.WRITE, case.stands, acting.roles):
        return redirect("answers", number)  # it is handed in: there it is read
    check_act(Act.WRITE, case.stands, acting.roles)
    pages = sections_of(case.campaign.edition)
    page = next((one for one in pages if one.number == section), None)
    if page is None:
        return not_found(request, Exception())
    following = next((one for one in pages if one.number > section), None)
    theirs: dict[str, Conflict] = {}
    if request.method == "POST":
        done = save(request, acting, number)
        theirs = {one.field: one for one in done.conflicts}
        if not theirs:
            stays = not request.POST.keys().isdisjoint({"stay", "take", "keep"})
            goal = number, section if stays or following is None else following.number
            return redirect("section", *goal) if stays or following else redirect("answers", number)
    commands.be_seen(by=acting, case=case, section=section)
    stamp = queries.stamp(case)
    typed = {key: one.mine for key, one in theirs.items()}
    look = Look(case, typed=typed, theirs=theirs, says_all="all" in request.GET)
    return render(
        request,
        "municipality/section.html",
        {
            "case": case,
            "page": page,
            "parts": look.page(page),
            "progress": look.progress(),
            "calm": look.calm.issuperset(page.keys),
            "left": left_in_words(look, page),
            "of": len(pages),
            "at": pages.index(page) + 1,
            "before": next((one for one in reversed(pages) if one.number < section), None),
            "following": following,
            "is_conflict": bool(theirs),
            "last_year": case.campaign.year - 1,
            "latest": queries.last_change_by_another(case, page.keys, acting),
            "others": told_of_others(queries.others(case, acting), section),
            "stamp": stamp,
            "words": {name: str(text) for name, text in WORDS.items()},
        },
        status=409 if theirs else 200,
    )
