"""Rules for section 4, queue and waiting time."""

from __future__ import annotations

import re

from redovisa.checking.finding import Severity
from redovisa.checking.questions import FollowUp, Words, question
from redovisa.checking.rule import Fault, Look, Outcome, Rule, Silence, Test
from redovisa.checking.shapes import any_answered
from redovisa.checking.sheet import Sheet
from redovisa.checking.wording import Noun, listed, number, quoted
from redovisa.personligt_ombud.rules.contact import OTHERS, others, reporting
from redovisa.personligt_ombud.rules.sources import printed

YES, NO, DAYS, CAUSE = "queue.yes", "queue.no", "queue.wait_days", "queue.cause"
_DAYS_ASKED = printed("Ange uppgifterna i dagar per kommun")
_COUNTED = printed("Om fler kommuner ingår i verksamheten PO, ange antal kommuner med kö/väntetider")
_MUNICIPALITY = Noun("kommun", "kommuner")
_OTHER_UNIT = re.compile(r"vecka|veckor|månad|mån\b|år\b", re.IGNORECASE)
_DAYS_ALONE = re.compile(r"(\d{1,3})(?: dagar)?")
_NUMBER = re.compile(r"\d+")


def _had_queue(sheet: Sheet) -> bool:
    """Whether the cell Ja of the 2023 form holds a mark or a number of municipalities above zero."""
    return bool(sheet.get(YES))


def _follow_ups_lacking(sheet: Sheet) -> Outcome:
    if YES not in sheet.answers and NO not in sheet.answers:
        return Silence((YES, NO))
    if not _had_queue(sheet):
        return None
    lacking = [key for key in (DAYS, CAUSE) if sheet.blank(key)]
    doubtful = tuple(key for key in (DAYS, CAUSE) if key in sheet.doubtful)
    if not lacking:
        return Silence(doubtful) if doubtful else None
    names = {DAYS: "hur många dagar väntetiden var", CAUSE: "vad den berodde på"}
    what = f"Det har varit kö eller väntetid, men det står inte {listed([names[key] for key in lacking], 'eller')}."
    return Fault(what, (*lacking, YES), missing=doubtful)


def _marked_once(sheet: Sheet) -> bool:
    """A quick look: one of Ja and Nej holds a mark, and the other nothing."""
    yes, no = sheet.filled[YES], sheet.filled[NO]
    return (yes is None and no is True) or (no is None and yes is True)


_one_marked = Look(_marked_once, (YES, NO))


def _both_marked(sheet: Sheet) -> Outcome:
    if sheet.get(YES) is not True or sheet.get(NO) is not True:
        return None
    return Fault("Både Ja och Nej är markerade för kö eller väntetid.", (YES, NO))


def _no_queue_but_described(sheet: Sheet) -> Outcome:
    if YES not in sheet.answers and NO not in sheet.answers:
        return None
    if _had_queue(sheet) or not sheet.get(NO) or YES in sheet.doubtful:
        return None
    said = [key for key in (DAYS, CAUSE) if sheet.says(key)]
    if not said:
        return None
    text = listed([quoted(str(sheet.get(key))) for key in said])
    return Fault(f"Svaret är att ingen kö har funnits, men den är ändå beskriven: {text}.", (*said, NO))


def _municipalities_differ(sheet: Sheet) -> Outcome:
    yes, no = sheet.get(YES), sheet.get(NO)
    if yes is True or no is True or (yes is None and no is None):
        return None
    doubtful = tuple(key for key in (YES, NO, OTHERS) if key in sheet.doubtful)
    if doubtful:
        return Silence(doubtful)
    counted = (yes or 0) + (no or 0)
    named = others(sheet)
    own = {found.municipality for found in named} - {""}
    covered = len(own | {reporting(sheet) or "own"})
    if any(found.place is None for found in named) or counted == covered:
        return None
    return Fault(
        f"Frågan om kö är besvarad för {_MUNICIPALITY.counted(counted)}, men redovisningen omfattar {number(covered)}.",
        (YES, NO, OTHERS),
    )


def _plain_days(sheet: Sheet) -> bool:
    """A quick look: no waiting time, or just a number of days, not too many."""
    text = sheet.filled[DAYS]
    if text is None:
        return True
    match = _DAYS_ALONE.fullmatch(text)
    return match is not None and int(match[1]) <= sheet.figures["waiting_days_most"]


_days_sound = Look(_plain_days, (DAYS,))


def _not_in_days(sheet: Sheet) -> Outcome:
    text = sheet.get(DAYS)
    if text is None or not sheet.says(DAYS) or not _had_queue(sheet):
        return None
    if _NUMBER.search(text) and not _OTHER_UNIT.search(text):
        return None
    return Fault(f"Väntetiden är inte angiven i dagar: {quoted(text)}.", (DAYS,))


def _very_long(sheet: Sheet) -> Outcome:
    text = sheet.get(DAYS)
    if text is None or _OTHER_UNIT.search(text):
        return None
    longest = max(map(int, (digits[:9] for digits in _NUMBER.findall(text))), default=0)
    if longest <= sheet.figures["waiting_days_most"] or 1990 <= longest <= 2100:  # a year is no number of days
        return None
    return Fault(f"Väntetiden är {number(longest)} dagar, mer än ett år.", (DAYS,))


_WAS_THERE = printed(
    "Har ni haft kö eller väntetid för personer (uppdragsgivare) som söker kontakt med personliga ombud?"
)
_HOW_LONG = printed("Om ja, uppskatta hur lång väntetiden är eller har varit i er kommun")

#: The form of 2020 asks in words.
_IN_WORDS = question(
    "queue.had",
    "kö",
    FollowUp(
        "queue.wait",
        ("yes", "partly"),
        "Ja",
        lacking=Words(
            "KOE-02",
            Severity.EXPLAIN,
            _HOW_LONG,
            title="Den som har haft kö ska uppskatta väntetiden",
            what="Det har varit kö eller väntetid, men det står inte hur lång den var.",
            why="Hur länge människor väntar avgör hur stort behovet av fler ombud är.",
            do="Uppskatta hur lång väntetiden har varit.",
        ),
        unasked=Words(
            "KOE-03",
            Severity.NOTE,
            _HOW_LONG,
            title="Väntetid anges bara när det har varit kö",
            what="Svaret är att ingen kö har funnits, men en väntetid är angiven: {text}.",
            why="De två svaren säger emot varandra.",
            do="Ta bort väntetiden, eller ändra svaret till Ja eller Delvis.",
        ),
    ),
    asked=Words(
        "KOE-01",
        Severity.EXPLAIN,
        _WAS_THERE,
        title="Frågan om kö eller väntetid ska vara besvarad",
        what="Frågan om kö eller väntetid är inte besvarad.",
        why="Svaret visar om den som behöver ett ombud också får ett.",
        do="Markera Ja, Delvis eller Nej.",
    ),
    until=2022,
)

RULES = (
    *_IN_WORDS,
    Rule(
        code="KOE-04",
        severity=Severity.EXPLAIN,
        title="Frågan om kö eller väntetid ska vara besvarad",
        source=_WAS_THERE,
        needs=(YES, NO),
        test=any_answered((YES, NO), "Frågan om kö eller väntetid är inte besvarad."),
        why="Svaret visar om den som behöver ett ombud också får ett.",
        do="Markera Ja eller Nej, eller ange antalet kommuner med och utan kö.",
        since=2023,
    ),
    Rule(
        code="KOE-05",
        severity=Severity.EXPLAIN,
        title="Ja och Nej ska inte båda vara markerade för kö",
        source=_COUNTED,
        needs=(YES, NO),
        test=Test(_both_marked, unless=_one_marked),
        why="Har bara några av kommunerna haft kö ska antalet kommuner stå i rutorna.",
        do="Markera Ja eller Nej, eller ange antalet kommuner med och utan kö.",
        since=2023,
    ),
    Rule(
        code="KOE-06",
        severity=Severity.EXPLAIN,
        title="Den som har haft kö ska ange dagar och orsak",
        source=printed("Om ja, uppskatta hur lång väntetiden har varit. Om ja, ange orsak/orsaker"),
        needs=(YES, NO, DAYS, CAUSE),
        test=Test(_follow_ups_lacking, marks=(YES,), words=(NO, DAYS, CAUSE)),
        why="Hur länge människor väntar, och varför, avgör vad som behöver göras.",
        do="Uppskatta väntetiden i dagar och skriv vad den berodde på.",
        since=2023,
    ),
    Rule(
        code="KOE-07",
        severity=Severity.NOTE,
        title="Väntetid och orsak anges bara när det har varit kö",
        source=printed("Om ja, uppskatta hur lång väntetiden har varit. Om ja, ange orsak/orsaker"),
        needs=(YES, NO),
        test=Test(_no_queue_but_described, marks=(YES, NO), words=(DAYS, CAUSE)),
        why="De två svaren säger emot varandra.",
        do="Ta bort beskrivningen, eller ändra svaret till Ja.",
        since=2023,
    ),
    Rule(
        code="KOE-08",
        severity=Severity.NOTE,
        title="Kommunerna med och utan kö är lika många som redovisningen omfattar",
        source=_COUNTED,
        needs=(YES, NO, OTHERS),
        test=Test(_municipalities_differ, unless=_one_marked),
        why="Varje kommun som ingår har antingen haft kö eller inte.",
        do="Se efter att antalet kommuner stämmer, och att alla som ingår står i formulärets huvud.",
        since=2023,
        yields_to=("KON-02",),
    ),
    Rule(
        code="KOE-09",
        severity=Severity.EXPLAIN,
        title="Väntetiden anges i dagar",
        source=_DAYS_ASKED,
        needs=(DAYS,),
        test=Test(_not_in_days, unless=_days_sound),
        why="Väntetider kan bara jämföras om alla anger dem i dagar.",
        do="Räkna om väntetiden till dagar, en uppgift per kommun.",
        since=2023,
    ),
    Rule(
        code="KOE-10",
        severity=Severity.EXPLAIN,
        title="En väntetid över ett år är ovanlig",
        source=_DAYS_ASKED,
        needs=(DAYS,),
        test=Test(_very_long, unless=_days_sound),
        why="Så långa väntetider är ovanliga; ibland är det ett skrivfel.",
        do="Kontrollera antalet dagar, eller förklara den långa väntan.",
        since=2023,
    ),
)
