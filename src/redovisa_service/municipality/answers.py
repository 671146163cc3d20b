"""Reading through: all questions with their answers, laid out as the form is, each with the way to change it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from redovisa.form.field import FieldType
from redovisa.form.format import written
from redovisa.form.redovisning import Redovisning
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reviewing.act import MUNICIPALITY, Act
from redovisa.reviewing.policy import may_act
from redovisa_service.accounts.access import for_roles
from redovisa_service.accounts.acting import Acting
from redovisa_service.cases import draft as drafts
from redovisa_service.cases import queries
from redovisa_service.cases.sections import sections_of
from redovisa_service.municipality.present import Look
from redovisa_service.pages.layout import Grid, Line, Room, Rooms, Section, Text

_MARK = "x"


@require_GET
@for_roles(*MUNICIPALITY)
def answers(request: HttpRequest, acting: Acting, number: int) -> HttpResponse:
    """What stands in the form just now, to be read through before it is handed in."""
    case = queries.case(acting, number)
    look = Look(case)
    writes = may_act(Act.WRITE, case.stands, acting.roles)
    return render(
        request,
        "municipality/answers.html",
        {
            "case": case,
            "sections": [_section(section, look.draft.cells) for section in sections_of(case.campaign.edition)],
            "may_change": writes,
            "progress": look.progress() if writes else [],
            "left": len(queries.left_to_do(case, look.draft)) if writes else 0,
            "may_ask": may_act(Act.ASK_FOR_SIGNATURE, case.stands, acting.roles),
            "may_sign": may_act(Act.SIGN, case.stands, acting.roles),
        },
    )


def as_read(redovisning: Redovisning, edition: int, changed: Collection[str] = frozenset()) -> list[dict[str, Any]]:
    """A redovisning for reading, section by section as ``read.html`` takes it; the signature comes last, if any.

    ``changed`` are the fields that are not as when they were last read: each section tells how many it has.
    """
    fields = GRANT.form.fields
    texts = {key: written(fields[key], answer.value) for key, answer in redovisning.answers.items()}
    shown = [_section(section, texts, changed) for section in sections_of(edition)]
    signed = [(fields[key].label, text, "") for key, text in texts.items() if key.startswith(drafts.SIGNATURE)]
    if not signed:
        return shown
    rows = {"kind": "rows", "rows": signed}
    return [*shown, {"title": "Underskrift", "parts": [rows], "answered": len(signed), "of": len(signed)}]


def _section(section: Section, texts: Mapping[str, str], changed: Collection[str] = frozenset()) -> dict[str, Any]:
    return {
        "title": section.title,
        "number": section.number,
        "parts": list(_parts(section, texts)),
        "answered": sum(bool(texts.get(key)) for key in section.keys),
        "of": len(section.keys),
        "changed": len(set(section.keys) & set(changed)),
    }


def _parts(section: Section, texts: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The section's tables, and its other questions gathered in lists between them."""
    rows: list[tuple[str, str, str]] = []
    for part in section.parts:
        if isinstance(part, Grid) and part.adds_up:
            if rows:
                yield {"kind": "rows", "rows": rows}
                rows = []
            yield {"kind": "grid", "grid": part, "lines": [_line(line, texts) for line in part.lines]}
        elif isinstance(part, Grid):
            rows += [_row(room, texts) for line in part.lines for room in _once(line)]
        elif isinstance(part, Rooms):
            rows += [_row(room, texts) for room in part.rooms]
        else:
            assert isinstance(part, Text)  # noqa: S101 - headings and instructions are not answers
    if rows:
        yield {"kind": "rows", "rows": rows}


def _row(room: Room, texts: Mapping[str, str]) -> tuple[str, str, str]:
    """The question, what is answered in the words of the page, and the room's place in it."""
    text = texts.get(room.key, "")
    chosen = dict(room.options).get(text, text)
    if text and room.kind == "mark":
        chosen = "Ja"
    elif GRANT.form.fields[room.key].type is FieldType.MARK_OR_COUNT and text.lower() == _MARK:
        chosen = "Ikryssat"  # ”Nej: x” is no answer to one who has not seen the form
    return room.name, chosen, room.html_id


def _once(line: Line) -> list[Room]:
    return list({room.key: room for room in line.rooms if room}.values())


def _line(line: Line, texts: Mapping[str, str]) -> dict[str, Any]:
    cells = [texts.get(room.key, "") if room else "" for room in line.rooms]
    return {"label": line.label, "is_part": line.is_part, "cells": cells}
