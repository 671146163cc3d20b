"""Rules for the free comments: numbers claimed there against the table."""

from __future__ import annotations

from redovisa.checking.claims import Claim, claimed_total, claims, may_claim, may_total
from redovisa.checking.finding import Severity
from redovisa.checking.rule import Fault, Outcome, Rule, Silence, Test
from redovisa.checking.sheet import Sheet
from redovisa.checking.wording import number, quoted
from redovisa.personligt_ombud.rules.clients import TOTALS
from redovisa.personligt_ombud.rules.free_texts import COMMENTS, texts_sound
from redovisa.personligt_ombud.rules.sources import plausible


def _claim(sheet: Sheet) -> tuple[str, Claim] | None:
    """The first change since an earlier year that a comment claims, with its field."""
    if sheet.year is None or not may_claim(sheet.prose):
        return None
    for key in COMMENTS:
        text = sheet.get(key)
        if text and may_claim(text):
            for claim in claims(text, sheet.year):
                return key, claim
    return None


def _claimed_change(sheet: Sheet, *, compare: bool) -> Outcome:
    found = _claim(sheet)
    if found is None:
        return None
    key, claim = found
    before = sheet.previous if claim.year == (sheet.year or 0) - 1 else None
    known = None
    if before is not None and all(total in before for total in TOTALS):
        known = before[TOTALS[0]] + before[TOTALS[1]]
    if compare == (known is None):
        return None
    unknown = sheet.unknown(*TOTALS)
    if unknown:
        return Silence(unknown)
    now = sheet.get(TOTALS[0]) + sheet.get(TOTALS[1])
    least, most = claim.implies(now)
    if most <= 0:
        return None
    span = number(least) if least == most else f"{number(least)}–{number(most)}"
    said = (
        f"I texten står {quoted(claim.words)}. "
        f"Med {number(now)} klienter {sheet.year} betyder det {span} klienter {claim.year}"
    )
    if known is None:
        return Fault(f"{said}.", (key, *TOTALS))
    if least <= known <= most:
        return None
    return Fault(f"{said}, men redovisningen för {claim.year} har {number(known)}.", (key, *TOTALS))


def _change_against_last_year(sheet: Sheet) -> Outcome:
    return _claimed_change(sheet, compare=True)


def _change_to_look_up(sheet: Sheet) -> Outcome:
    return _claimed_change(sheet, compare=False)


def _total_in_text(sheet: Sheet) -> Outcome:
    if not may_total(sheet.prose):
        return None
    for key in COMMENTS:
        text = sheet.get(key)
        count = claimed_total(text) if text else None
        if count is None:
            continue
        unknown = sheet.unknown(*TOTALS)
        if unknown:
            return Silence(unknown)
        now = sheet.get(TOTALS[0]) + sheet.get(TOTALS[1])
        if count != now:
            return Fault(
                f"I texten står totalt {number(count)} klienter, men i tabellen {number(now)}.", (key, *TOTALS)
            )
    return None


RULES = (
    Rule(
        code="OVR-01",
        severity=Severity.EXPLAIN,
        title="En förändring som påstås i texten ska stämma med förra årets redovisning",
        source=plausible("Text och tabell i samma redovisning ska säga detsamma."),
        needs=(*COMMENTS, *TOTALS),
        test=Test(_change_against_last_year, unless=texts_sound),
        why="När texten och de två årens tabeller inte stämmer överens är något av talen fel.",
        do="Kontrollera talen för båda åren, och rätta tabellen eller texten.",
        compares=True,
    ),
    Rule(
        code="OVR-02",
        severity=Severity.NOTE,
        title="En förändring som påstås i texten går att räkna efter",
        source=plausible("Text och tabell i samma redovisning ska säga detsamma."),
        needs=(*COMMENTS, *TOTALS),
        test=Test(_change_to_look_up, unless=texts_sound),
        why="Påståendet kan räknas efter när den tidigare redovisningen finns till hands.",
        do="Jämför med redovisningen för det året.",
    ),
    Rule(
        code="OVR-03",
        severity=Severity.EXPLAIN,
        title="Ett totalt antal klienter i texten ska vara samma som i tabellen",
        source=plausible("Text och tabell i samma redovisning ska säga detsamma."),
        needs=(*COMMENTS, *TOTALS),
        test=Test(_total_in_text, unless=texts_sound),
        why="Läsaren vet annars inte vilket tal som gäller.",
        do="Rätta tabellen eller texten, eller förklara vad som skiljer.",
    ),
)
