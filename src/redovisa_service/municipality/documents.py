"""Dropping the document one already has, and answering what it left open beside the document itself."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from redovisa.form.parse import folded
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reviewing.act import MUNICIPALITY, WRITERS
from redovisa.reviewing.policy import Refused
from redovisa_service.accounts.access import for_roles
from redovisa_service.accounts.acting import Acting
from redovisa_service.cases import commands, queries
from redovisa_service.municipality.present import section_with

#: So many pieces of the document are shown on each side of the one that is asked about.
_AROUND = 30


@require_POST
@for_roles(*WRITERS)
def drop(request: HttpRequest, acting: Acting, number: int) -> HttpResponse:
    """Takes a file and tells what came of it."""
    queries.case(acting, number)
    file = request.FILES.get("file")
    if file is None:
        raise Refused("Ingen fil valdes. Välj den ifyllda redovisningen och försök igen.")
    dropped = commands.drop_document(by=acting, case=number, name=file.name or "dokument", data=file.read())
    if dropped.why_not:
        messages.warning(request, f"{dropped.document.name}: {dropped.why_not}")
        return redirect("case", number)
    messages.success(request, f"{dropped.taken} svar är hämtade ur {dropped.document.name}.")
    return redirect("questions", number) if dropped.asked else redirect("case", number)


@require_GET
@for_roles(*MUNICIPALITY)
def download(request: HttpRequest, acting: Acting, number: int, document: int) -> HttpResponse:
    """The file as it came: always downloaded, never opened in the page."""
    found = queries.document(queries.case(acting, number), document)
    answer = HttpResponse(bytes(found.data), content_type="application/octet-stream")
    plain = "".join(sign if sign.isalnum() or sign in "._- " else "_" for sign in found.name)
    answer.headers["Content-Disposition"] = f'attachment; filename="{plain.encode("ascii", "replace").decode()}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@require_POST
@for_roles(*WRITERS)
def take_back(request: HttpRequest, acting: Acting, number: int, document: int) -> HttpResponse:
    """Takes back a wrong file."""
    taken = commands.take_back_document(by=acting, case=number, document=document)
    messages.success(request, f"{taken.name} är borttaget, och det som hämtats ur det är tömt.")
    return redirect("case", number)


@require_GET
@for_roles(*WRITERS)
def questions(request: HttpRequest, acting: Acting, number: int) -> HttpResponse:
    """One question at a time, beside the document with the cell lit up."""
    case = queries.case(acting, number)
    waiting = queries.open_questions(case)
    if not waiting:
        messages.success(request, "Alla frågor om dokumentet är besvarade.")
        return redirect("case", number)
    wanted = request.GET.get("question", "")
    at = next((n for n, one in enumerate(waiting) if str(one.pk) == wanted), 0)
    question = waiting[at]
    stands = queries.cells_of(case).get(question.field, "")
    return render(
        request,
        "municipality/question.html",
        {
            "case": case,
            "question": question,
            "field": GRANT.form.fields[question.field],
            "stands": stands,
            "at": at + 1,
            "of": len(waiting),
            "following": waiting[(at + 1) % len(waiting)] if len(waiting) > 1 else None,
            "blocks": _blocks(question.document.page, question.place, question.raw, whole="whole" in request.GET),
            "section": section_with(case.campaign.edition, question.field),
        },
    )


@require_POST
@for_roles(*WRITERS)
def answer(request: HttpRequest, acting: Acting, number: int, question: int) -> HttpResponse:
    """Settles a question with a candidate, another text, or nothing."""
    chosen = request.POST.get("answer", "")
    if chosen == "other":
        typed = request.POST.get("other", "")
    elif chosen.startswith("is:"):
        typed = chosen[3:]
    elif chosen == "empty":
        typed = ""
    else:
        raise Refused("Välj ett av svaren, och spara sedan.")
    commands.answer_question(by=acting, case=number, question=question, typed=typed)
    return redirect("questions", number)


def _blocks(page: list[dict[str, Any]], place: str, raw: str, *, whole: bool) -> list[dict[str, Any]]:
    """The document's text around the place, as paragraphs and tables; the pieces asked about are lit."""
    asked = _asked_about(page, place, raw)
    lit = min(asked, default=None)
    begin, end = (0, len(page)) if whole or lit is None else (max(0, lit - _AROUND), lit + _AROUND)
    if lit is None and not whole:
        end = 2 * _AROUND
    blocks: list[dict[str, Any]] = []
    shown = [{**piece, "lit": number in asked} for number, piece in enumerate(page)][begin:end]
    for table, pieces in groupby(shown, key=lambda piece: piece["table"]):
        marked = list(pieces)
        if table is None:
            blocks.append({"lines": marked})
            continue
        rows = [
            [_cell(list(cell)) for _, cell in groupby(row, key=lambda piece: piece["column"])]
            for _, row in groupby(marked, key=lambda piece: piece["row"])
        ]
        blocks.append({"rows": rows})
    return blocks


def _asked_about(page: list[dict[str, Any]], place: str, raw: str) -> frozenset[int]:
    """Which pieces a question is about: those in its place, and of several there the ones with its words."""
    there = [number for number, piece in enumerate(page) if place and piece["place"] == place]
    words = folded(raw)
    with_words = [number for number in there if words and words in folded(page[number]["text"])]
    return frozenset(with_words or there)


def _cell(pieces: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "text": "\n".join(piece["text"] for piece in pieces),
        "lit": any(piece["lit"] for piece in pieces),
        "span": pieces[0]["span"],
    }
