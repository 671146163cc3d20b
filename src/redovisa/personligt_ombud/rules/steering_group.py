"""Rules for section 5, the steering group (ledningsgrupp): who must be in it, and who must be offered a seat."""

from __future__ import annotations

from functools import lru_cache

from redovisa.checking.finding import Severity
from redovisa.checking.rule import Fault, Ground, Outcome, Rule, Silence, Test
from redovisa.checking.sheet import Sheet
from redovisa.checking.wording import listed, quoted
from redovisa.personligt_ombud.rules.sources import law, printed

_AT, _ORG = "steering_group.authorities", "steering_group.organisations"
AUTHORITIES = {
    f"{_AT}.municipality": "kommunen",
    f"{_AT}.employment_service": "Arbetsförmedlingen",
    f"{_AT}.social_insurance": "Försäkringskassan",
    f"{_AT}.primary_care": "regionens primärvård",
    f"{_AT}.psychiatry": "regionens psykiatri",
}
ORGANISATIONS = {
    f"{_ORG}.patients": "patientorganisationer",
    f"{_ORG}.users": "brukarorganisationer",
    f"{_ORG}.relatives": "anhörigorganisationer",
    f"{_ORG}.other": "en annan organisation",
}
OFFERED = tuple(ORGANISATIONS)[:3]
WHICH = tuple(f"{key}.which" for key in ORGANISATIONS)
WHY, EFFORTS = "steering_group.why_missing", "steering_group.efforts"
_ASKED = printed(
    "Om ledningsgruppen inte har någon representant från kommunen, landstingets primärvård och psykiatri, "
    "Arbetsförmedlingen eller Försäkringskassan, ange varför."
)


def _absent(sheet: Sheet) -> list[str]:
    """The statutory members that are not marked Ja; those in doubt are not among them."""
    get = sheet.get
    return [key for key in AUTHORITIES if not get(key) and key not in sheet.doubtful]


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


@lru_cache(32)  # one for each choice of the five
def _absence(absent: tuple[str, ...]) -> str:
    names = _capitalised(listed([AUTHORITIES[key] for key in absent]))
    return f"{names} är inte {'markerad' if len(absent) == 1 else 'markerade'} med Ja i ledningsgruppen"


def _nothing_marked(sheet: Sheet) -> Outcome:
    answers = sheet.answers
    for key in AUTHORITIES:
        if key in answers:
            return None
    doubtful = tuple(key for key in AUTHORITIES if key in sheet.doubtful)
    if doubtful:
        return Silence(doubtful)
    return Fault("Ingen myndighet är markerad i ledningsgruppen, varken med Ja eller Nej.", tuple(AUTHORITIES))


def _absent_without_reason(sheet: Sheet) -> Outcome:
    absent = _absent(sheet)
    if not absent or WHY in sheet.answers:
        return None
    if WHY in sheet.doubtful:
        return Silence((WHY,))
    return Fault(f"{_absence(tuple(absent))}, och inget skäl är angivet.", (*absent, WHY))


def _absent_with_reason(sheet: Sheet) -> Outcome:
    if WHY not in sheet.answers:
        return None
    absent = _absent(sheet)
    if not absent or not sheet.says(WHY):
        return None
    return Fault(f"{_absence(tuple(absent))}. Skälet är angivet: {quoted(sheet.get(WHY))}.", (*absent, WHY))


def _reason_but_nobody_absent(sheet: Sheet) -> Outcome:
    get = sheet.get
    if WHY not in sheet.answers or not sheet.says(WHY):
        return None
    for key in AUTHORITIES:
        if not get(key):
            return None
    return Fault(f"Alla fem myndigheter är markerade, men det står varför någon saknas: {quoted(get(WHY))}.", (WHY,))


def _efforts_lacking(sheet: Sheet) -> Outcome:
    if EFFORTS in sheet.answers:
        return None
    absent = _absent(sheet)
    if not absent:
        return None
    if EFFORTS in sheet.doubtful:
        return Silence((EFFORTS,))
    what = f"{_absence(tuple(absent))}, och det står inte hur kommunen har arbetat för att få med alla."
    return Fault(what, (EFFORTS, *absent))


def _nobody_speaks_for_clients(sheet: Sheet) -> Outcome:
    get = sheet.get
    for key in OFFERED:
        if get(key) or key in sheet.doubtful:
            return None
    if sheet.says(EFFORTS) or sheet.says(WHY):
        return None
    return Fault(
        "Ingen patient-, brukar- eller anhörigorganisation är med i ledningsgruppen, och inget är sagt om det.", OFFERED
    )


def _which_lacking(sheet: Sheet) -> Outcome:
    get = sheet.get
    answers = sheet.answers
    lacking = [key for key in ORGANISATIONS if get(key) and f"{key}.which" not in answers]
    if not lacking:
        return None
    doubtful = tuple(f"{key}.which" for key in lacking if f"{key}.which" in sheet.doubtful)
    blank = [key for key in lacking if f"{key}.which" not in sheet.doubtful]
    if not blank:
        return Silence(doubtful)
    names = listed([ORGANISATIONS[key] for key in blank])
    which = "vilken" if blank == [f"{_ORG}.other"] else "vilka"
    fields = tuple(field for key in blank for field in (f"{key}.which", key))
    return Fault(
        f"{_capitalised(names)} är med i ledningsgruppen, men det står inte {which}.", fields, missing=doubtful
    )


def _which_but_no(sheet: Sheet) -> Outcome:
    get = sheet.get
    odd = [key for key in ORGANISATIONS if get(key) is False and sheet.says(f"{key}.which")]
    if not odd:
        return None
    rows = listed([f"{ORGANISATIONS[key]} {quoted(get(f'{key}.which'))}" for key in odd])
    fields = tuple(field for key in odd for field in (f"{key}.which", key))
    return Fault(f"Svaret är Nej, men en organisation är ändå namngiven: {rows}.", fields)


RULES = (
    Rule(
        code="LED-01",
        severity=Severity.CORRECT,
        ground=Ground.REQUIRED,
        title="Ledningsgruppens myndigheter ska vara markerade",
        source=law("5 §"),
        needs=tuple(AUTHORITIES),
        test=Test(_nothing_marked, blank=tuple(AUTHORITIES)[:1]),
        why="Det ska finnas en ledningsgrupp med kommunen, regionens primärvård och psykiatri, Arbetsförmedlingen "
        "och Försäkringskassan.",
        do="Markera Ja eller Nej för varje myndighet, och skriv varför om någon saknas.",
    ),
    Rule(
        code="LED-02",
        severity=Severity.EXPLAIN,
        title="Saknas en myndighet i ledningsgruppen ska det stå varför",
        source=law("5 §"),
        needs=(*AUTHORITIES, WHY),
        test=Test(_absent_without_reason, marks=tuple(AUTHORITIES), words=(WHY,)),
        why="Kommunen, Arbetsförmedlingen, Försäkringskassan och regionens primärvård och psykiatri ska enligt "
        "förordningen ingå i ledningsgruppen. Formuläret frågar varför någon saknas.",
        do="Markera Ja om de ingår, annars skriv varför de inte gör det.",
        yields_to=("LED-01",),
    ),
    Rule(
        code="LED-03",
        severity=Severity.NOTE,
        title="Alla fem myndigheter ska ingå i ledningsgruppen",
        source=law("5 §"),
        needs=(*AUTHORITIES, WHY),
        test=Test(_absent_with_reason, marks=tuple(AUTHORITIES), words=(WHY,)),
        why="Alla fem parter ska enligt förordningen ingå i ledningsgruppen, "
        "också när det finns skäl till att någon saknas.",
        do="Bjud gärna in den som saknas på nytt inför nästa år.",
        yields_to=("LED-01", "LED-05"),
    ),
    Rule(
        code="LED-04",
        severity=Severity.NOTE,
        title="Skälet till att en myndighet saknas hör bara dit när någon saknas",
        source=_ASKED,
        needs=tuple(AUTHORITIES),
        test=Test(_reason_but_nobody_absent, marks=tuple(AUTHORITIES), words=(WHY,)),
        why="Antingen är en markering fel, eller så hör texten hemma i nästa ruta.",
        do="Se efter att markeringarna stämmer, eller flytta texten.",
    ),
    Rule(
        code="LED-05",
        severity=Severity.NOTE,
        title="När en myndighet saknas ska det stå hur kommunen har arbetat för att få med den",
        source=printed("Ange hur kommunen har arbetat för att få representanter … att delta i ledningsgruppen?"),
        needs=(*AUTHORITIES, EFFORTS),
        test=Test(_efforts_lacking, marks=tuple(AUTHORITIES), words=(EFFORTS,)),
        why="Det visar om kommunen behöver hjälp att få med en myndighet.",
        do="Skriv vad kommunen har gjort.",
        yields_to=("LED-01", "LED-02"),
    ),
    Rule(
        code="LED-06",
        severity=Severity.EXPLAIN,
        title="Patient-, brukar- och anhörigorganisationer ska erbjudas plats i ledningsgruppen",
        source=law("5 §"),
        needs=(*OFFERED, EFFORTS),
        test=Test(_nobody_speaks_for_clients, marks=OFFERED, words=(EFFORTS, WHY)),
        why="Organisationerna ska enligt förordningen erbjudas att delta. Att de har tackat nej är ett fullgott svar.",
        do="Skriv om organisationerna har erbjudits plats.",
        yields_to=("LED-01",),
    ),
    Rule(
        code="LED-07",
        severity=Severity.EXPLAIN,
        title="En organisation i ledningsgruppen ska namnges",
        source=printed("Om ja, ange vilken/vilka"),
        needs=(*ORGANISATIONS, *WHICH),
        test=Test(_which_lacking, marks=tuple(ORGANISATIONS), words=WHICH),
        why="Namnet visar vilka organisationer som är med i landet.",
        do="Skriv vilken eller vilka organisationer det är.",
    ),
    Rule(
        code="LED-08",
        severity=Severity.NOTE,
        title="En organisation namnges bara när svaret är Ja",
        source=printed("Om ja, ange vilken/vilka"),
        needs=tuple(ORGANISATIONS),
        test=Test(_which_but_no, marks=tuple(ORGANISATIONS), words=WHICH),
        why="De två svaren säger emot varandra.",
        do="Ändra svaret till Ja, eller ta bort namnet.",
    ),
)
