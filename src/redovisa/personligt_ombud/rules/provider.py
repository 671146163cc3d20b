"""Rules for section 5, who carries out the service."""

from __future__ import annotations

from redovisa.checking.finding import Severity
from redovisa.checking.rule import Fault, Outcome, Rule, Silence, Test
from redovisa.checking.sheet import Sheet
from redovisa.checking.wording import listed, number, quoted
from redovisa.personligt_ombud.rules.sources import law, plausible, printed

MUNICIPALITY, NAME = "provider.municipality", "provider.other.name"
OTHERS = {
    "provider.association": "en förening",
    "provider.foundation": "en stiftelse",
    "provider.company": "ett aktiebolag",
    "provider.other": "en annan utförare",
}
PROVIDERS = {MUNICIPALITY: "kommunen", **OTHERS}


def _nobody(sheet: Sheet) -> Outcome:
    for key in PROVIDERS:
        if sheet.get(key):
            return None
    doubtful = tuple(key for key in PROVIDERS if key in sheet.doubtful)
    if doubtful:
        return Silence(doubtful)
    return Fault("Ingen utförare är markerad med Ja.", tuple(PROVIDERS))


def _name_lacking(sheet: Sheet) -> Outcome:
    if NAME in sheet.answers:
        return None
    outside = [key for key in OTHERS if sheet.get(key)]
    if not outside:
        return None
    if NAME in sheet.doubtful:
        return Silence((NAME,))
    who = listed([OTHERS[key] for key in outside])
    return Fault(f"Verksamheten bedrivs av {who}, men organisationens namn är inte ifyllt.", (NAME, *outside))


def _name_but_municipality(sheet: Sheet) -> Outcome:
    if NAME not in sheet.answers or not sheet.get(MUNICIPALITY) or not sheet.says(NAME):
        return None
    if any(sheet.get(key) or key in sheet.doubtful for key in OTHERS):
        return None
    text = quoted(sheet.get(NAME))
    return Fault(f"Bara kommunen är markerad som utförare, men en annan är namngiven: {text}.", (NAME, *OTHERS))


def _several(sheet: Sheet) -> Outcome:
    get = sheet.get
    marked = [key for key in PROVIDERS if get(key)]
    if len(marked) < 2:
        return None
    who = listed([PROVIDERS[key] for key in marked])
    return Fault(f"{number(len(marked))} utförare är markerade: {who}.", tuple(marked))


RULES = (
    Rule(
        code="UTF-01",
        severity=Severity.EXPLAIN,
        title="Minst en utförare ska vara markerad",
        source=law("10 §"),
        needs=tuple(PROVIDERS),
        test=Test(_nobody, marks=tuple(PROVIDERS)),
        why="Redovisningen ska enligt förordningen visa hur verksamheten är organiserad.",
        do="Markera vem som bedriver verksamheten.",
    ),
    Rule(
        code="UTF-02",
        severity=Severity.EXPLAIN,
        title="En annan utförare än kommunen ska namnges",
        source=printed("Om annan utförare än kommunen, ange organisationens namn"),
        needs=(*OTHERS, NAME),
        test=Test(_name_lacking, marks=tuple(OTHERS), words=(NAME,)),
        why="Namnet visar vilka organisationer som bedriver personligt ombud i landet.",
        do="Skriv organisationens namn.",
    ),
    Rule(
        code="UTF-03",
        severity=Severity.NOTE,
        title="En annan utförare namnges bara när den är markerad",
        source=printed("Om annan utförare än kommunen, ange organisationens namn"),
        needs=(MUNICIPALITY, NAME),
        test=Test(_name_but_municipality, marks=tuple(PROVIDERS), words=(NAME,)),
        why="Svaren visar inte tydligt vem som bedriver verksamheten.",
        do="Markera utföraren med Ja, eller ta bort namnet.",
    ),
    Rule(
        code="UTF-04",
        severity=Severity.NOTE,
        title="Oftast är det en utförare som bedriver verksamheten",
        source=plausible("Flera utförare förekommer, men är ovanligt."),
        needs=tuple(PROVIDERS),
        test=Test(_several, marks=tuple(PROVIDERS)),
        why="Flera utförare förekommer, men ibland har Ja och Nej förväxlats.",
        do="Se efter att markeringarna stämmer.",
    ),
)
