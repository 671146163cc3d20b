"""Sending a part on to a colleague, and the colleague's page: one section through a link, and no more."""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from redovisa.reviewing.act import WRITERS, Act
from redovisa.reviewing.policy import Refused, check_act, may_act
from redovisa_service.accounts.access import for_everyone, for_roles
from redovisa_service.accounts.acting import Acting
from redovisa_service.cases import commands, draft, queries
from redovisa_service.cases.commands.writing import Conflict, Written
from redovisa_service.cases.sections import section_of, sections_of
from redovisa_service.clock import today
from redovisa_service.municipality.present import Look
from redovisa_service.municipality.saving import WORDS, left_in_words, told_of, told_of_others
from redovisa_service.municipality.typed import seen_in, typed_in
from redovisa_service.pages.unsaved import unsaved

_USUAL = timedelta(days=5)
#: What her page says otherwise: she has not signed in.
_WORDS = {
    "session": gettext_lazy("Sidan har varit öppen för länge. Det du skrev finns kvar på den här datorn."),
    "sign_in": gettext_lazy("Läs in sidan igen"),
}


@for_roles(*WRITERS)
def parts(request: HttpRequest, acting: Acting, number: int) -> HttpResponse:
    """What has been sent on, and the form to send on a part."""
    case = queries.case(acting, number)
    check_act(Act.WRITE, case.stands, acting.roles)
    if request.method == "POST":
        return _sent(request, acting, number)
    edition = case.campaign.edition
    titles = {section.number: section.title for section in sections_of(edition)}
    due = max(today(), min(today() + _USUAL, case.campaign.deadline))
    return render(
        request,
        "municipality/parts.html",
        {
            "case": case,
            "parts": [(part, titles.get(part.section, "")) for part in queries.parts(case)],
            "sections": sections_of(edition),
            "chosen": request.GET.get("section", ""),
            "due": due,
            "today": today(),
            "key": secrets.token_urlsafe(12),
            "most": draft.MOST_SIGNS_BESIDE,
        },
    )


def _sent(request: HttpRequest, acting: Acting, number: int) -> HttpResponse:
    try:
        section, due = int(request.POST.get("section", "")), date.fromisoformat(request.POST.get("due", ""))
    except ValueError:
        raise Refused(_("Välj en del, och skriv sista dagen som 2024-01-12.")) from None
    link = request.build_absolute_uri(reverse("part", args=["SECRET"])).replace("SECRET", "{secret}")
    part = commands.send_part(
        by=acting,
        case=number,
        section=section,
        email=request.POST.get("email", "").strip(),
        name=request.POST.get("name", ""),
        words=request.POST.get("words", ""),
        due=due,
        link=link,
        key=request.POST.get("key", "")[:40],
    )
    messages.success(request, _("%(name)s får ett brev med en länk till just den delen.") % {"name": part.called})
    return redirect("parts", number)


@require_POST
@for_roles(*WRITERS)
def withdraw(request: HttpRequest, acting: Acting, number: int, part: int) -> HttpResponse:
    """Takes back what was sent on."""
    taken = commands.withdraw_part(by=acting, case=number, part=part)
    messages.success(
        request, _("Länken till %(name)s gäller inte längre. Det som är ifyllt är kvar.") % {"name": taken.called}
    )
    return redirect("parts", number)


@for_everyone
def part(request: HttpRequest, secret: str) -> HttpResponse:
    """Where the letter's link leads: one section of the form, for the one who was asked."""
    try:
        asked = commands.open_part(secret)
    except Refused as refused:
        return _closed(request, refused.told(_))
    page = section_of(asked.case.campaign.edition, asked.section)
    theirs: dict[str, Conflict] = {}
    reply = request.POST.get("reply", "")
    if request.method == "POST":
        typed, seen = typed_in(request), seen_in(request)
        if "done" in request.POST:
            done = commands.finish_part(secret=secret, typed=typed, seen=seen, reply=reply)
        else:
            done = commands.write_part(secret=secret, typed=typed, seen=seen)
        if not done.conflicts:
            if asked.done_at is None and "done" not in request.POST:
                messages.success(request, _("Allt är sparat. Tryck på Klar när du har fyllt i det du kan."))
            return redirect("part", secret)
        theirs = {one.field: one for one in done.conflicts}
    if asked.done_at is not None and not theirs:
        return _guarded(render(request, "municipality/part_done.html", {"part": asked, "page": page}))
    if not may_act(Act.WRITE, asked.case.stands, WRITERS):
        why = _("Redovisningen är redan inlämnad. Hör av dig till %(name)s om något är fel.") % {"name": asked.sent_by}
        return _closed(request, why)
    typed = {key: one.mine for key, one in theirs.items()}
    assert page is not None  # noqa: S101 - a part is of a section that is there
    by = commands.in_place_of_the_sender(asked)
    if asked.done_at is None:
        commands.be_seen(by=by, case=asked.case, section=page.number)
    stamp = queries.stamp(asked.case)
    look = Look(asked.case, typed=typed, theirs=theirs, explains=False)
    shown = {
        "part": asked,
        "page": page,
        "secret": secret,
        "parts": look.page(page),
        "is_conflict": bool(theirs),
        "reply": reply,
        "most": draft.MOST_SIGNS_BESIDE,
        "last_year": asked.case.campaign.year - 1,
        "calm": look.calm.issuperset(page.keys),
        "left": left_in_words(look, page),
        "others": told_of_others(queries.others(asked.case, by), page.number),
        "stamp": stamp,
        "words": {name: str(text) for name, text in (WORDS | _WORDS).items()},
    }
    return _guarded(render(request, "municipality/part.html", shown, status=409 if theirs else 200))


@require_POST
@for_everyone
def part_autosave(request: HttpRequest, secret: str) -> HttpResponse:
    """Saves what the colleague has changed, and tells what her page should now show."""
    try:
        asked = commands.open_part(secret)
        check_act(Act.WRITE, asked.case.stands, WRITERS)
        _check_not_done(asked)
        writes = any(name.startswith("f:") for name in request.POST)
        typed, seen = typed_in(request), seen_in(request)
        done = commands.write_part(secret=secret, typed=typed, seen=seen) if writes else Written({})
    except Refused as refused:
        return _guarded(JsonResponse({"why": refused.told(_)}, status=409))
    by = commands.in_place_of_the_sender(asked)
    return _guarded(JsonResponse(told_of(request, by, asked.case, asked.section, done, explains=False)))


def _check_not_done(asked: Any) -> None:
    """Raises Refused for a page that was left open when Klar was pressed in another: it saves no more by itself."""
    if asked.done_at is not None:
        raise Refused(
            "Din del är redan klar, så det du skriver här sparas inte. Ska något ändras: hör av dig till %(name)s.",
            name=str(asked.sent_by),
        )


def _closed(request: HttpRequest, why: str) -> HttpResponse:
    """A page that says why the link opens nothing, and shows what was sent to it."""
    known = {"why": why, "unsaved": unsaved(request)}
    return _guarded(render(request, "municipality/part_closed.html", known, status=410))


def _guarded(answer: HttpResponse) -> HttpResponse:
    """A page behind a link that is itself a secret: kept by nobody, and told to nobody."""
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
