"""What is being written, seen as the library sees it: cells as typed become answers, doubts and findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext_noop

from redovisa.checking.check import check
from redovisa.checking.finding import Checked, Finding, Severity
from redovisa.form.answer import Answer, Doubt, Value
from redovisa.form.edition import Edition
from redovisa.form.field import Field, FieldType
from redovisa.form.format import written
from redovisa.form.parse import Unclear, parse
from redovisa.form.record import from_record
from redovisa.form.redovisning import Kind, Redovisning
from redovisa.personligt_ombud.grant import GRANT
from redovisa_service.accounts import models as accounts
from redovisa_service.accounts.models import Organisation

#: The signature is made by signing, not by writing.
SIGNATURE = "signature."
#: Where a cell says it comes from when it was carried over from the year before.
LAST_YEAR = gettext_noop("förra årets redovisning")
#: The same when someone has said that it holds this year too.
CONFIRMED = "förra årets redovisning, bekräftat"
#: Where a cell says it comes from when its document was taken back: it may be filled anew.
TAKEN_BACK = "ett borttaget dokument"
#: Where a cell says it comes from when the county board has decided it.
BOARDS_DECISION = gettext_noop("länsstyrelsens beslut")
#: The most signs in a box of the form or in a reply, and in the words said beside it: an explanation, what to change.
MOST_SIGNS = 20_000
MOST_SIGNS_BESIDE = 2_000


def edition(year: int) -> Edition:
    """The edition that a campaign names."""
    return GRANT.form.edition_for(year)


def asked(year: int) -> frozenset[str]:
    """The fields that people write in: all but the signature."""
    return frozenset(key for key in edition(year).asked if not key.startswith(SIGNATURE))


def as_typed(field: Field, value: Value) -> str:
    """The value as one would write it, so that it is read back the same: one municipality is no mark."""
    if field.type is FieldType.MARK_OR_COUNT and value == 1 and not isinstance(value, bool):
        return "1 kommun"
    return written(field, value)


@dataclass(frozen=True, slots=True)
class Draft:
    """A form being written: the cells as typed, what they mean, and what is found in it."""

    year: int
    cells: Mapping[str, str]
    redovisning: Redovisning
    checked: Checked

    def unclear(self, key: str) -> Doubt | None:
        """Why a cell's text cannot be used as it stands, if so."""
        return next((doubt for doubt in self.redovisning.doubts if doubt.field == key), None)

    def moot_because(self, key: str) -> tuple[Field, ...]:
        """The fields whose answers leave this one with nothing to answer; none when it is to be answered."""
        conditions = GRANT.form.fields[key].moot_when
        others = [GRANT.form.fields[other] for other, _ in conditions]
        for field, (_, text) in zip(others, conditions, strict=True):
            if self.unclear(field.key) or self.redovisning.value(field.key) != parse(field, text):
                return ()
        return tuple(field for field, (_, text) in zip(others, conditions, strict=True) if text)

    def findings_at(self, key: str) -> tuple[Finding, ...]:
        """The findings whose first field this is: each is shown in one place."""
        return tuple(finding for finding in self.checked.findings if finding.fields[:1] == (key,))

    def asks(self, severity: Severity) -> tuple[Finding, ...]:
        """The findings of a severity."""
        return tuple(finding for finding in self.checked.findings if finding.severity is severity)


def draft(
    *,
    organisation: Organisation,
    year: int,
    edition_year: int,
    cells: Mapping[str, str],
    previous: Redovisning | None,
    today: date,
    signer: str = "",
) -> Draft:
    """The draft that the cells make, held against the rules as if it were signed today by ``signer``."""
    answers, doubts = meant(cells)
    for key, value in signature(signer, today).items():
        answers[key] = Answer(key, value, str(value))
    made = Redovisning(
        file="",
        kind=Kind.REDOVISNING,
        edition=edition(edition_year).year,
        year=year,
        answers=answers,
        doubts=tuple(doubts),
        county=organisation.county,
        municipality=municipality_of(organisation),
        district=organisation.code if organisation.kind == accounts.Kind.DISTRICT else "",
    )
    checked = check(made, GRANT.rules, previous=previous, today=today)
    # What is said of the signature alone is for the page where it is made.
    of_the_form = tuple(one for one in checked.findings if not all(key.startswith(SIGNATURE) for key in one.fields))
    return Draft(year, cells, made, replace(checked, findings=of_the_form))


def meant(cells: Mapping[str, str]) -> tuple[dict[str, Answer], list[Doubt]]:
    """What the cells mean, in the form's order: answers, and a doubt for each text that cannot be used."""
    answers: dict[str, Answer] = {}
    doubts: list[Doubt] = []
    for key, field in GRANT.form.fields.items():
        raw = cells.get(key, "")
        parsed = parse(field, raw)
        if isinstance(parsed, Unclear):
            doubts.append(Doubt(key, parsed.why, raw, parsed.candidates))
        elif parsed is not None:
            answers[key] = Answer(key, parsed, raw)
    return answers, doubts


def signature(signer: str, today: date) -> dict[str, Value]:
    """The answers that signing here gives: the day, who, and that no pen is needed."""
    return {"signature.date": today, "signature.name": signer or "–", "signature.decided_digitally": True}


def municipality_of(organisation: Organisation) -> str:
    """The municipality's code: a district reports below its own."""
    if organisation.kind == accounts.Kind.MUNICIPALITY:
        return organisation.code
    first = organisation.coverage.first()
    return first.municipality if first else ""


def redovisning_of(record: Mapping[str, Any]) -> Redovisning:
    """The redovisning that a version or a document holds."""
    return from_record(record, GRANT.form.fields)


def typed_candidates(field: Field, candidates: Iterable[Value]) -> list[str]:
    """Candidates as one would write them, each once."""
    return list(dict.fromkeys(as_typed(field, candidate) for candidate in candidates))
