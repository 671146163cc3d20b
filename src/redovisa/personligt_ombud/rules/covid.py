"""Rules for section 8 of the form of 2020, the Corona pandemic."""

from __future__ import annotations

from redovisa.checking.finding import Severity
from redovisa.checking.rule import Fault, Outcome, Rule, Silence, Test
from redovisa.checking.shapes import answered
from redovisa.checking.sheet import Sheet
from redovisa.checking.wording import listed, quoted
from redovisa.personligt_ombud.rules.sources import plausible, printed

AFFECTED, OTHER_TEXT, COMMENT = "covid.affected", "covid.effects.other.text", "covid.comment"
EFFECTS = {
    "covid.effects.demand_up": "ökad efterfrågan",
    "covid.effects.demand_down": "minskad efterfrågan",
    "covid.effects.supply_up": "ökat utbud",
    "covid.effects.supply_down": "minskat utbud",
    "covid.effects.training_cancelled": "uteblivna utbildningar",
    "covid.effects.supervision_cancelled": "utebliven handledning",
    "covid.effects.other": "annan förändring",
}
_OTHER = "covid.effects.other"
_CANCELLED = (
    ("covid.effects.training_cancelled", "training.offered", "utbildning"),
    ("covid.effects.supervision_cancelled", "supervision.offered", "handledning"),
)
_HOW = printed("Om ja, ange hur Coronapandemin har påverkat er verksamhet med personliga ombud?")


def _effects(sheet: Sheet) -> list[str]:
    get = sheet.get
    return [key for key in EFFECTS if get(key)]


def _affected_but_how(sheet: Sheet) -> Outcome:
    affected = sheet.get(AFFECTED)
    if affected is None:
        return Silence((AFFECTED,))
    if affected != "yes" or _effects(sheet) or sheet.says(COMMENT) or sheet.says(OTHER_TEXT):
        return None
    doubtful = tuple(key for key in (*EFFECTS, COMMENT) if key in sheet.doubtful)
    if doubtful:
        return Silence(doubtful)
    return Fault("Pandemin har påverkat användningen av bidraget, men det står inte hur.", (AFFECTED, *EFFECTS))


def _not_affected_but_effects(sheet: Sheet) -> Outcome:
    if sheet.get(AFFECTED) != "no":
        return Silence((AFFECTED,)) if AFFECTED not in sheet.answers else None
    effects = _effects(sheet)
    told = sheet.says(OTHER_TEXT)
    if not effects and not told:
        return None
    what = listed([EFFECTS[key] for key in effects]) if effects else EFFECTS[_OTHER]
    text = f" ({quoted(sheet.get(OTHER_TEXT))})" if told else ""
    fields = (AFFECTED, *effects, *((OTHER_TEXT,) if told else ()))
    return Fault(f"Svaret är att pandemin inte har påverkat, men ändå anges {what}{text}.", fields)


def _other_unsaid(sheet: Sheet) -> Outcome:
    if not sheet.get(_OTHER) or OTHER_TEXT in sheet.answers or sheet.says(COMMENT):
        return None
    if OTHER_TEXT in sheet.doubtful:
        return Silence((OTHER_TEXT,))
    return Fault("Annan förändring är markerad, men det står inte vilken.", (OTHER_TEXT, _OTHER))


def _both_ways(sheet: Sheet) -> Outcome:
    get = sheet.get
    for up, down in (
        ("covid.effects.demand_up", "covid.effects.demand_down"),
        ("covid.effects.supply_up", "covid.effects.supply_down"),
    ):
        if get(up) and get(down):
            return Fault(f"{EFFECTS[up].capitalize()} och {EFFECTS[down]} är båda markerade för samma år.", (up, down))
    return None


def _cancelled_but_offered(sheet: Sheet) -> Outcome:
    get = sheet.get
    odd = [(effect, offered, name) for effect, offered, name in _CANCELLED if get(effect) and get(offered)]
    if not odd:
        return None
    names = listed([name for _, _, name in odd])
    fields = tuple(key for effect, offered, _ in odd for key in (effect, offered))
    return Fault(f"Avsnitt 1 säger att {names} har erbjudits, men här att den inte kunnat erbjudas.", fields)


RULES = (
    Rule(
        code="COR-01",
        severity=Severity.EXPLAIN,
        title="Frågan om pandemins påverkan ska vara besvarad",
        source=printed("Har Coronapandemin påverkat er användning av statsbidraget under 2020?"),
        needs=(AFFECTED,),
        test=answered({AFFECTED: "pandemin"}, "Frågan om Coronapandemins påverkan är inte besvarad."),
        why="Svaret behövs för att förstå årets siffror.",
        do="Markera Ja, Nej eller Kan inte bedöma.",
        until=2022,
    ),
    Rule(
        code="COR-02",
        severity=Severity.EXPLAIN,
        title="Har pandemin påverkat ska det stå hur",
        source=_HOW,
        needs=(AFFECTED, *EFFECTS),
        test=Test(_affected_but_how, marks=(AFFECTED, *EFFECTS), words=(OTHER_TEXT, COMMENT)),
        why="Svaret behövs för att förstå årets siffror.",
        do="Markera hur verksamheten påverkades, eller kommentera svaret.",
        until=2022,
    ),
    Rule(
        code="COR-03",
        severity=Severity.EXPLAIN,
        title="En förändring beskrivs bara om pandemin har påverkat",
        source=_HOW,
        needs=(AFFECTED,),
        test=Test(_not_affected_but_effects, marks=(AFFECTED, *EFFECTS), words=(OTHER_TEXT,)),
        why="Svaren säger emot varandra: frågan räknas som Nej fast en förändring är beskriven.",
        do="Ändra svaret till Ja, eller förklara att förändringen inte påverkade hur bidraget användes.",
        until=2022,
    ),
    Rule(
        code="COR-04",
        severity=Severity.EXPLAIN,
        title="En annan förändring ska beskrivas",
        source=printed("Annan förändring, ange vad"),
        needs=(_OTHER, OTHER_TEXT),
        test=Test(_other_unsaid, marks=(_OTHER,), words=(OTHER_TEXT, COMMENT)),
        why="Markeringen säger ingenting utan text.",
        do="Skriv vad som förändrades.",
        until=2022,
    ),
    Rule(
        code="COR-05",
        severity=Severity.EXPLAIN,
        title="Efterfrågan och utbud har inte både ökat och minskat",
        source=plausible("Under samma år är det ena eller det andra det vanliga."),
        needs=tuple(EFFECTS)[:4],
        test=Test(_both_ways, marks=tuple(EFFECTS)[:4]),
        why="Svaren säger emot varandra, om inte året var delat i två.",
        do="Ta bort en av markeringarna, eller förklara i kommentaren.",
        until=2022,
    ),
    Rule(
        code="COR-06",
        severity=Severity.NOTE,
        title="Det som inte kunnat erbjudas har inte heller erbjudits",
        source=plausible("Samma fråga är ställd på två ställen i formuläret."),
        needs=("covid.effects.training_cancelled", "covid.effects.supervision_cancelled"),
        test=Test(_cancelled_but_offered, marks=tuple(key for pair in _CANCELLED for key in pair[:2])),
        why="Båda kan vara sanna, om något erbjöds och annat ställdes in.",
        do="Se efter att båda svaren stämmer.",
        until=2022,
    ),
)
