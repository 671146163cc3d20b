"""What has been handed in: the receipt, the versions and their differences, and everything to download."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from redovisa.reviewing.act import MUNICIPALITY, Act
from redovisa.reviewing.policy import may_act
from redovisa.writing.letter_contents import short_code
from redovisa_service.accounts.access import for_roles
from redovisa_service.accounts.acting import Acting
from redovisa_service.cases import papers, queries
from redovisa_service.municipality.answers import as_read
from redovisa_service.pages.refusals import not_found


@require_GET
@for_roles(*MUNICIPALITY)
def versions(request: HttpRequest, acting: Acting, number: int) -> HttpResponse:
    """Everything handed in, and what changed from one version to the next."""
    case = queries.case(acting, number)
    signed = queries.versions(case)
    rows = [
        {
            "version": version,
            "number": queries.receipt_number(version),
            "changes": queries.changes(before, queries.texts_in(version)) if before else [],
            "reply": queries.reply_in(version),
            "is_first": before is None,
        }
        for version, before in zip(signed, [*signed[1:], None], strict=False)
    ]
    return render(request, "municipality/versions.html", {"case": case, "rows": rows})


@require_GET
@for_roles(*MUNICIPALITY)
def receipt(request: HttpRequest, acting: Acting, number: int, version: int) -> HttpResponse:
    """The receipt of one version, with the whole that was handed in."""
    case = queries.case(acting, number)
    found = queries.version(case, version)
    return render(
        request,
        "municipality/receipt.html",
        {
            "case": case,
            "version": found,
            "number": queries.receipt_number(found),
            "code": short_code(found.sha256),
            "sections": as_read(queries.redovisning_in(found), case.campaign.edition),
            "explanations": queries.explanations_in(found),
            "reply": queries.reply_in(found),
            "is_latest": found.number == len(queries.versions(case)),
            "may_unlock": may_act(Act.UNLOCK, case.stands, acting.roles),
        },
    )


#: What a version can be downloaded as: the ending, the kind, what makes it, and what its name begins with.
_PAPERS: dict[str, tuple[str, Callable[[Any], bytes], str]] = {
    "kvitto.pdf": ("application/pdf", papers.receipt, "kvitto"),
    "redovisning.pdf": ("application/pdf", papers.as_pdf, "redovisning"),
    "redovisning.docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        papers.as_docx,
        "redovisning",
    ),
    "svar.xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        papers.as_workbook,
        "svar",
    ),
    "svar.json": ("application/json; charset=utf-8", papers.as_json, "svar"),
}


@require_GET
@for_roles(*MUNICIPALITY)
def paper(request: HttpRequest, acting: Acting, number: int, version: int, name: str) -> HttpResponse:
    """A version to keep: the receipt or the form as PDF, the form as Word, the answers as workbook or data."""
    found = queries.version(queries.case(acting, number), version)
    if name not in _PAPERS:
        return not_found(request, Exception())
    kind, made, begins = _PAPERS[name]
    answer = HttpResponse(made(found), content_type=kind)
    ending = name.rsplit(".", 1)[1]
    answer.headers["Content-Disposition"] = f'attachment; filename="{begins}-{queries.receipt_number(found)}.{ending}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
