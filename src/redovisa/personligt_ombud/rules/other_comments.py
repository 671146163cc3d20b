"""Rules for the free comments: numbers claimed there against the table."""

from __future__ import annotations

from redovisa.checking.claims import Claim, claims, counted, may_claim, may_tell_a_change
from redovisa.checking.finding import Severity
from redovisa.checking.rule import Fault, Outcome, Rule, Silence, Test
from redovisa.checking.sheet import Sheet
from redovisa.checking.wording import Noun, listed, number, quoted
from redovisa.personligt_ombud.rules.clients import TOTALS
from redovisa.personligt_ombud.rules.free_texts import COMMENTS, no_claims
from redovisa.personligt_ombud.rules.sources import plausible

_COUNTED = {
    "total": TOTALS,
    "new": ("clients.new.women", "clients.new.men"),
    "closed": ("clients.closed.women", "clients.closed.men"),
    "women": TOTALS[:1],
    "men": TOTALS[1:],
}
_NOUNS = {
    "total": Noun("klient", "klienter"),
    "new": Noun("ny klient", "nya klienter"),
    "closed": Noun("avslutad klient", "avslutade klienter"),
    "women": Noun("kvinna", "kvinnor"),
    "men": Noun("man", "män"),
}


def _claim(sheet: Sheet) -> tuple[str, Claim] | None:
    """The first change since an earlier year that a comment claims, with its field."""
    if sheet.year is None or not may_tell_a_change(sheet.prose):
        return None
    for key in COMMENTS:
        text = sheet.get(key)
        if text and may_tell_a_change(text):
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
    if compare == (known is None) or (known is None and claim.before is not None):
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


def _other_numbers_in_text(sheet: Sheet) -> Outcome:
    if sheet.year is None or not may_claim(sheet.prose):
        return None
    told: dict[str, list[str]] = {}
    fields: list[str] = []
    missing: list[str] = []
    for key in COMMENTS:
        text = sheet.get(key)
        for claim in counted(text, sheet.year) if text else ():
            keys = _COUNTED[claim.kind]
            unknown = sheet.unknown(*keys)
            if unknown:
                missing += unknown
                continue
            count = sum(sheet.get(each) for each in keys)
            if claim.count != count:
                told.setdefault(quoted(claim.words, 90), []).append(_NOUNS[claim.kind].counted(count))
                fields += [key, *keys]
    once = tuple(dict.fromkeys(missing))
    if told:
        said = (f"I texten står {words}, men i tabellen {listed(counts)}." for words, counts in told.items())
        return Fault(" ".join(said), tuple(dict.fromkeys(fields)), missing=once)
    return Silence(once) if once else None


RULES = (
    Rule(
        code="OVR-01",
        severity=Severity.EXPLAIN,
        title="En förändring som påstås i texten ska stämma med förra årets redovisning",
        source=plausible("Text och tabell i samma redovisning ska säga detsamma."),
        needs=(*COMMENTS, *TOTALS),
        test=Test(_change_against_last_year, unless=no_claims),
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
        test=Test(_change_to_look_up, unless=no_claims),
        why="Påståendet kan räknas efter när den tidigare redovisningen finns till hands.",
        do="Jämför med redovisningen för det året.",
    ),
    Rule(
        code="OVR-03",
        severity=Severity.EXPLAIN,
        title="Ett antal klienter i texten ska vara samma som i tabellen",
        source=plausible("Text och tabell i samma redovisning ska säga detsamma."),
        needs=(*COMMENTS, *TOTALS, *_COUNTED["new"], *_COUNTED["closed"]),
        test=Test(_other_numbers_in_text, unless=no_claims),
        why="Läsaren vet annars inte vilket tal som gäller.",
        do="Rätta tabellen eller texten, eller förklara vad som skiljer.",
    ),
)
