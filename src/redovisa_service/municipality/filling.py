"""Filling in the form page by page, with every change saved as it was typed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from redovisa.reviewing.act import WRITERS, Act
from redovisa.reviewing.policy import Refused, check_act
from redovisa_service.accounts.access import for_roles
from redovisa_service.accounts.acting import Acting
from redovisa_service.cases import commands, queries
from redovisa_service.cases.commands.writing import Written
from redovisa_service.cases.sections import sections_of
from redovisa_service.clock import now
from redovisa_service.municipality.present import Look
from redovisa_service.municipality.typed import seen_in, typed_in
from redovisa_service.pages.layout import Grid, Section
from redovisa_service.pages.refusals import not_found


@for_roles(*WRITERS)
def section(request: HttpRequest, acting: Acting, number: int, section: int) -> HttpResponse:
    """One page of the form; a save without JavaScript comes here and goes on to the next page."""
    case = queries.case(acting, number)
    check_act(Act.WRITE, case.stands, acting.roles)
    pages = sections_of(case.campaign.edition)
    page = next((one for one in pages if one.number == section), None)
    if page is None:
        return not_found(request, Exception())
    following = next((one for one in pages if one.number > section), None)
    theirs: dict[str, str] = {}
    typed: dict[str, str] = {}
    if request.method == "POST":
        done = _write(request, acting, number)
        if not done.conflicts:
            if "stay" in request.POST:
                return redirect("section", number, section)
            return redirect("section", number, following.number) if following else redirect("findings", number)
        theirs = {one.field: f"{one.by} har under tiden skrivit ”{one.theirs}”." for one in done.conflicts}
        typed = {one.field: one.mine for one in done.conflicts}
    look = Look(case, typed=typed, theirs=theirs)
    return render(
        request,
        "municipality/section.html",
        {
            "case": case,
            "page": page,
            "parts": look.page(page),
            "of": len(pages),
            "at": pages.index(page) + 1,
            "before": next((one for one in reversed(pages) if one.number < section), None),
            "following": following,
            "is_conflict": bool(theirs),
            "last_year": case.campaign.year - 1,
            "latest": _latest(case, page, acting),
        },
        status=409 if theirs else 200,
    )


def _latest(case: object, page: Section, acting: Acting) -> object:
    """The newest change on the page by someone else, so that two who write see each other."""
    cells = case.cells.filter(field__in=page.keys).exclude(changed_by=acting.person)  # type: ignore[attr-defined]
    return cells.select_related("changed_by").order_by("-changed_at").first()


def _write(request: HttpRequest, acting: Acting, number: int) -> Written:
    return commands.write(by=acting, case=number, typed=typed_in(request), seen=seen_in(request))


@require_POST
@for_roles(*WRITERS)
def autosave(request: HttpRequest, acting: Acting, number: int, section: int) -> HttpResponse:
    """Saves what has changed, and tells what the page should now say about each of its rooms."""
    try:
        done = _write(request, acting, number)
    except Refused as refused:
        return JsonResponse({"why": str(refused)}, status=409)
    case = queries.case(acting, number)
    page = next((one for one in sections_of(case.campaign.edition) if one.number == section), None)
    theirs = {
        one.field: f"{one.by} har under tiden skrivit ”{one.theirs}”. Det du skrev står kvar här men är inte sparat. "
        "Ändra rutan om ditt ska gälla."
        for one in done.conflicts
    }
    look = Look(case, theirs=theirs)
    return JsonResponse(
        {
            "saved": done.saved,
            "conflicts": {one.field: one.revision for one in done.conflicts},
            "notices": {f"n-{room.html_id}": look.notices(room.key) for room in page.rooms()} if page else {},
            "sums": _sums(look, page) if page else {},
            "words": "Någon annan har ändrat samma ruta. Se vid rutan."
            if done.conflicts
            else f"Allt är sparat, klockan {now():%H.%M}.",
        }
    )


def _sums(look: Look, page: Section) -> dict[str, str]:
    return {
        f"s-{look.line(part, line).html_id}": look.sum(line.rooms)
        for part in page.parts
        if isinstance(part, Grid) and part.adds_up
        for line in part.lines
    }
