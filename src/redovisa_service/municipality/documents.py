"""Dropping the document one already has, following how it is read, seeing what was read, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from redovisa.form.redovisning import Redovisning
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reviewing.act import MUNICIPALITY, WRITERS, Act
from redovisa.reviewing.policy import Refused, may_act
from redovisa_service.accounts.access import for_roles
from redovisa_service.accounts.acting import Acting
from redovisa_service.cases import commands, draft, queries
from redovisa_service.cases.sections import section_of, sections_of
from redovisa_service.municipality.paper import paper
from redovisa_service.pages.layout import Section
from redovisa_service.pages.swedish import Swedish, marked


@require_POST
@for_roles(*WRITERS)
def drop(request: HttpRequest, acting: Acting, number: int) -> HttpResponse:
    """Takes a file: it is kept before it is read, and tells what came of it."""
    queries.case(acting, number)
    if len(request.FILES.getlist("file")) > 1:
        raise Refused(_("En fil i taget: inget är inläst. Lägg in den ena först och sedan den andra."))
    file = request.FILES.get("file")
    if file is None:
        raise Refused(_("Ingen fil valdes. Välj den ifyllda redovisningen och försök igen."))
    document = commands.drop_document(
        by=acting, case=number, name=file.name or "", data=file.read(), key=request.POST.get("key", "")
    )
    if document.read_at is None:
        return redirect("document_read", number, document.pk)
    return _after(request, number, document)


def _after(request: HttpRequest, number: int, document: Any) -> HttpResponse:
    """Where to go when a document has been read: to what differs, to what is doubtful, or to what was read."""
    if document.why_not:
        messages.warning(request, format_html("{}: {}", document.name, marked(Swedish(document.why_not))))
        return redirect("case", number)
    told = ngettext(
        "%(name)s är läst: %(taken)s svar stämmer med formuläret eller är hämtat till det.",
        "%(name)s är läst: %(taken)s svar stämmer med formuläret eller är hämtade till det.",
        document.taken,
    )
    # A file keeps its name as it is; a tally has none of its own (ADR 15), but a word that begins the sentence.
    name = document.name if document.size else document.name.capitalize()
    messages.success(request, told % {"name": name, "taken": document.taken})
    if elsewhere := _elsewhere(queries.read_in(document)):
        messages.warning(request, elsewhere)
    if queries.open_differences(document.case):
        return redirect("differences", number)
    if queries.open_questions(document.case):
        return redirect("questions", number)
    return redirect("document_read", number, document.pk)


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
    messages.success(
        request, _("%(name)s är borttaget. Där det stod svar ur det står det som fanns förut.") % {"name": taken.name}
    )
    return redirect("case", number)


@require_GET
@for_roles(*MUNICIPALITY)
def read(request: HttpRequest, acting: Acting, number: int, document: int) -> HttpResponse:
    """What was read in a document, section by section, beside the document; while it is being read, how it goes."""
    case = queries.case(acting, number)
    found = queries.document(case, document)
    if found.read_at is None:
        return render(request, "municipality/reading.html", {"case": case, "document": found})
    said = queries.read_in(found)
    tally = queries.tallies(case).get(found.pk)
    pages = sections_of(case.campaign.edition)
    if tally:  # it says nothing of the other pages
        said_of = said.answers.keys() | {doubt.field for doubt in said.doubts}
        pages = tuple(one for one in pages if not said_of.isdisjoint(one.keys))
    key = request.GET.get("field", "")
    page = next((one for one in pages if key in one.keys), None)
    page = page or section_of(case.campaign.edition, _whole(request.GET.get("section", ""))) or pages[0]
    place, raw = _where(said, key)
    return render(
        request,
        "municipality/document.html",
        {
            "case": case,
            "document": found,
            "rows": _rows(case, found, said, page, tally.counted if tally else {}),
            "tally": tally,
            "elsewhere": _elsewhere(said),
            "has_answers": bool(said.answers or said.doubts),
            "page": page,
            "sections": pages,
            "chosen": key,
            "paper": paper(found, place, raw, page=_whole(request.GET.get("page", ""))),
            "writes": may_act(Act.WRITE, case.stands, acting.roles),
        },
    )


@require_GET
@for_roles(*MUNICIPALITY)
def progress(request: HttpRequest, acting: Acting, number: int, document: int) -> HttpResponse:
    """Whether a document has been read yet, for the page that waits."""
    found = queries.document(queries.case(acting, number), document)
    return JsonResponse({"is_read": found.read_at is not None})


@require_GET
@for_roles(*MUNICIPALITY)
def picture(request: HttpRequest, acting: Acting, number: int, document: int, page: int) -> HttpResponse:
    """A page of a document as a picture."""
    painted = queries.page_picture(queries.document(queries.case(acting, number), document), page)
    if not painted:
        return HttpResponse(status=404)
    answer = HttpResponse(painted, content_type="image/png")
    answer.headers["Cache-Control"] = "private, max-age=3600, immutable"
    return answer


def _rows(
    case: Any, document: Any, said: Redovisning, page: Section, counted: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Each field of a section as the document has it: certain, asked about, settled since, or empty."""
    fields = GRANT.form.fields
    waiting = [*queries.open_questions(case), *queries.open_differences(case)]
    asked = {one.field: one for one in waiting if one.document_id == document.pk}
    doubts = {doubt.field: doubt for doubt in said.doubts}
    rows = []
    for key in page.keys:
        answer = said.answers.get(key)
        if key in asked:
            state = "difference" if asked[key].is_difference else "ask"
        elif key in doubts:
            state = "elsewhere" if doubts[key].is_elsewhere else "settled"
        else:
            state = "certain" if answer else "empty"
        text = draft.as_typed(fields[key], answer.value) if answer else doubts[key].raw if key in doubts else ""
        row = {"key": key, "label": fields[key].label, "text": text, "state": state, "question": asked.get(key)}
        rows.append(row | {"counted": counted.get(key)})
    return rows


def _elsewhere(said: Redovisning) -> str:
    """What to do when the document is one page of the form; empty for a whole one."""
    many = sum(doubt.is_elsewhere for doubt in said.doubts)
    told = ngettext(
        "Det här är bara en sida av formuläret: %(many)s fråga står inte på den. Lägg in de andra sidorna också, "
        "eller fyll i den här.",
        "Det här är bara en sida av formuläret: %(many)s frågor står inte på den. Lägg in de andra sidorna också, "
        "eller fyll i dem här.",
        many,
    )
    return told % {"many": many} if many else ""


def _where(said: Redovisning, key: str) -> tuple[str, str]:
    """The place and the words of a field in the document."""
    doubt = next((one for one in said.doubts if one.field == key), None)
    answer = said.answers.get(key)
    found = doubt or answer
    return (found.place, found.raw if doubt else "") if found else ("", "")


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
