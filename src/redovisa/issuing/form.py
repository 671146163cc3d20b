"""The form of an edition as it goes out: filled, prefilled with what the county board knows, or blank."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from redovisa.form.answer import Value
from redovisa.form.edition import Edition
from redovisa.form.format import written
from redovisa.form.load import read_yaml
from redovisa.form.record import to_line
from redovisa.form.redovisning import Redovisning
from redovisa.issuing.names import named_county
from redovisa.issuing.rendered import rendered
from redovisa.personligt_ombud.grant import GRANT, ROOM
from redovisa.places.place import County
from redovisa.places.register import counties
from redovisa.writing.document import Attachment, CannotWrite, Document
from redovisa.writing.form import FormWriter
from redovisa.writing.head import head_lines


class Part(StrEnum):
    """How much of the answers goes in."""

    FILLED = "filled"
    PREFILLED = "prefilled"
    BLANK = "blank"


def form(
    redovisning: Redovisning,
    *,
    day: date,
    to: str = "pdf",
    part: Part = Part.FILLED,
    county: str = "",
    fillable: bool = False,
) -> bytes:
    """The form as ``docx`` or ``pdf``, in the edition of the redovisning; the same input gives the same bytes.

    ``day`` is the date the file carries; ``county`` a code of two digits, else the redovisning's own. A finished PDF
    carries the answers as svar.json. Raises CannotWrite.
    """
    edition = edition_of(redovisning.edition or redovisning.year)
    answers, _ = answers_in(redovisning, edition, part)
    attach = part is Part.FILLED and not fillable
    at = county_of(redovisning, county)
    document = form_document(redovisning, edition, answers, at, day, part=part, attach=attach)
    return rendered(document, to, fillable=fillable)


def edition_of(year: int | None) -> Edition:
    """The edition of a year, the newest when no year is known; raises CannotWrite when there is none."""
    known = GRANT.form.editions
    if year is None:
        return known[max(known)]
    if year not in known:
        years = ", ".join(str(one) for one in sorted(known))
        raise CannotWrite(f"Det finns inget formulär för {year}. Ange --edition med ett av åren {years}.")
    return known[year]


def answers_in(record: Redovisning, edition: Edition, part: Part) -> tuple[dict[str, Value], list[str]]:
    """The answers that go in, and a Swedish sentence for each that does not."""
    values = record.values()
    if part is not Part.FILLED:
        words = _head_words()
        kept = set(words["prefilled"])
        if record.year == edition.year:
            kept |= set(words["prefilled_same_year"])
        values = {key: value for key, value in values.items() if key in kept and part is Part.PREFILLED}
        values["report.year"] = edition.year
    asked = set(edition.asked)
    left = [
        f"formuläret för {edition.year} frågar inte efter ”{GRANT.form.fields[key].label}”; "
        f"svaret ({written(GRANT.form.fields[key], value)[:60]}) står inte i dokumentet."
        for key, value in values.items()
        if key not in asked
    ]
    if record.doubts and part is Part.FILLED:
        rooms = "en ruta är tom" if len(record.doubts) == 1 else f"{len(record.doubts)} rutor är tomma"
        left.append(f"{rooms}, för där är det inte avgjort vad svaret är.")
    return {key: value for key, value in values.items() if key in asked}, left


@cache
def _head_words() -> dict[str, Any]:
    words: dict[str, Any] = read_yaml(ROOM / "form_head.yaml")
    return words


def county_of(record: Redovisning, given: str = "") -> County | None:
    """The county whose board the form goes to, or None; raises CannotWrite for a code that is no county's."""
    if given:
        return named_county(given)
    return counties().get(record.county or record.municipality[:2])


def form_document(
    record: Redovisning,
    edition: Edition,
    answers: dict[str, Value],
    county: County | None,
    day: date,
    *,
    part: Part,
    attach: bool,
) -> Document:
    """The form as a document, with room for a pen where it is not filled in.

    With ``attach`` the whole record travels within its PDF as JSON.
    """
    year = answers.get("report.year")
    head = head_lines(edition, year if isinstance(year, int) else edition.year, county, _head_words())
    attached: tuple[Attachment, ...] = ()
    if attach:
        about = "Svaren i formuläret, som de lästes"
        attached = (Attachment("svar.json", to_line(record).encode("utf-8", "replace"), "application/json", about),)
    document = FormWriter(edition, GRANT.form.fields, answers).document(head, day, attached)
    return document if part is Part.FILLED else replace(document, details={"by_hand": "yes"})
