"""Rules for section 3: why new clients make contact."""

from __future__ import annotations

from operator import itemgetter

from redovisa.checking.finding import Severity
from redovisa.checking.rule import Fault, Ground, Look, Outcome, Rule, Silence, Test
from redovisa.checking.shapes import Excess, Pair, any_answered, at_most
from redovisa.checking.sheet import Sheet
from redovisa.checking.wording import number, quoted
from redovisa.personligt_ombud.rules.clients import GROUPS, PERSONS
from redovisa.personligt_ombud.rules.counts import reasons_sound
from redovisa.personligt_ombud.rules.sources import law, printed

REASONS = {
    "economy": "Ekonomi",
    "housing": "Bostad",
    "occupation": "Sysselsättning",
    "daily_structure": "Struktur i vardagen",
    "isolation": "Bryta isolering",
    "relationships": "Relationsfrågor",
    "existential": "Existentiella frågor",
    "authority_contact": "Stöd i kontakten med myndighet",
    "healthcare_contact": "Stöd i kontakten med sjukvården",
    "other": "Annan orsak",
}
WOMEN = tuple(f"contact_reasons.{reason}.women" for reason in REASONS)
MEN = tuple(f"contact_reasons.{reason}.men" for reason in REASONS)
OTHER = ("contact_reasons.other.women", "contact_reasons.other.men")
OTHER_TEXT = "contact_reasons.other.text"
NEW = ("clients.new.women", "clients.new.men")
reasons_for_women, reasons_for_men = itemgetter(*WOMEN), itemgetter(*MEN)
_SIDES = ((WOMEN, reasons_for_women, NEW[0], "new.women"), (MEN, reasons_for_men, NEW[1], "new.men"))
_INSTRUCTION = printed("Ange orsaken/orsakerna till att nya klienter tar kontakt med verksamheten.")


def _say(found: list[Excess]) -> str:
    rows: dict[str, list[str]] = {}
    for each in found:
        _, reason, sex = each.pair.part.split(".")
        new = PERSONS[f"new.{sex}"]
        whole = f"{number(each.whole)} {new.one if each.whole == 1 else new.many}"
        rows.setdefault(REASONS[reason], []).append(f"{number(each.part)} av {whole}")
    said = [f"{reason} {' och '.join(counts)}" for reason, counts in rows.items()]
    return f"Några kontaktorsaker är fler än de nya klienterna: {'; '.join(said)}."


def _reasons_lacking(sheet: Sheet) -> Outcome:
    get = sheet.get
    few: list[str] = []
    fields: list[str] = []
    rows: list[tuple[str, ...]] = []
    missing: list[str] = []
    filled = sheet.filled
    for reasons, counts, new, sex in _SIDES:
        count = get(new)
        if count is None:
            missing.append(new)
            continue
        told = sum(counts(filled))
        if told < count:
            doubtful = [key for key in reasons if key in sheet.doubtful]
            if doubtful:
                missing += doubtful
            elif told:
                one = "1 orsak" if told == 1 else f"{number(told)} orsaker"
                few.append(f"{one} för {PERSONS[sex].counted(count)}")
                row = (new, *(key for key in reasons if get(key)))
                fields += row
                # An age band of new clients that is too large makes the reasons too few: one cause.
                rows.append((*row, *GROUPS[sex].parts))
    if few:
        what = f"Kontaktorsakerna är färre än de nya klienterna: {' och '.join(few)}."
        return Fault(what, tuple(fields), rows=tuple(rows))
    return Silence(tuple(missing)) if missing else None


def _other_agrees(sheet: Sheet) -> bool:
    """A quick look: another reason is counted just when it is described."""
    women, men = OTHER
    return bool(sheet.filled[women] or sheet.filled[men]) is (OTHER_TEXT in sheet.answers)


_other_sound = Look(_other_agrees, (*OTHER, OTHER_TEXT))


def _other_unsaid(sheet: Sheet) -> Outcome:
    count = (sheet.get(OTHER[0]) or 0) + (sheet.get(OTHER[1]) or 0)
    if not count or OTHER_TEXT in sheet.answers:
        return None
    if OTHER_TEXT in sheet.doubtful:
        return Silence((OTHER_TEXT,))
    times = "en gång" if count == 1 else f"{number(count)} gånger"
    return Fault(f"Annan orsak är angiven {times}, men det står inte vilken.", (OTHER_TEXT, *OTHER))


def _other_said_but_not_counted(sheet: Sheet) -> Outcome:
    if not sheet.says(OTHER_TEXT) or sheet.get(OTHER[0]) or sheet.get(OTHER[1]):
        return None
    doubtful = tuple(key for key in OTHER if key in sheet.doubtful)
    if doubtful:
        return Silence(doubtful)
    text = quoted(sheet.get(OTHER_TEXT))
    return Fault(f"En annan orsak är beskriven, {text}, men ingen är räknad på raden Annan orsak.", OTHER)


RULES = (
    Rule(
        code="ORS-01",
        severity=Severity.EXPLAIN,
        title="En kontaktorsak gäller högst så många som de nya klienterna",
        source=_INSTRUCTION,
        needs=(*NEW, *WOMEN, *MEN),
        test=at_most(
            tuple(Pair(key, new) for pair in zip(WOMEN, MEN, strict=True) for key, new in zip(pair, NEW, strict=True)),
            _say,
            reasons_sound,
        ),
        why="Frågan gäller bara dem som var nya under året, och varje person räknas högst en gång per orsak. "
        "Det är lätt hänt att alla klienter räknas, men då kan kommuner och år inte jämföras.",
        do="Räkna orsakerna för enbart de nya klienterna, eller rätta antalet nya. "
        "Har ni räknat alla klienter och kan inte skilja ut de nya räcker det att skriva det.",
        yields_to=(
            "KLI-02",
            "KLI-03",
        ),
    ),
    Rule(
        code="ORS-02",
        severity=Severity.EXPLAIN,
        title="Kontaktorsakerna är minst lika många som de nya klienterna",
        source=_INSTRUCTION,
        needs=(*NEW, *WOMEN, *MEN),
        test=Test(_reasons_lacking, unless=reasons_sound),
        why="Den som tar kontakt har minst en orsak, och flera orsaker kan anges per person.",
        do="Ange minst en orsak för varje ny klient, eller förklara varför orsaken inte är känd för alla.",
        yields_to=("ORS-01", "KLI-02", "KLI-03", "KLI-04"),
    ),
    Rule(
        code="ORS-03",
        severity=Severity.CORRECT,
        ground=Ground.REQUIRED,
        title="Kontaktorsakerna ska vara ifyllda",
        source=law("10 §"),
        needs=(*WOMEN, *MEN),
        test=any_answered((*WOMEN, *MEN), "Ingen kontaktorsak är ifylld."),
        why="Redovisningen ska enligt förordningen visa de vanligaste orsakerna till att klienter tar kontakt.",
        do="Fyll i hur många nya klienter som tog kontakt av varje orsak, och skriv 0 där det inte var någon.",
    ),
    Rule(
        code="ORS-04",
        severity=Severity.EXPLAIN,
        title="En annan orsak ska beskrivas",
        source=printed("Om annan orsak, ange vilken."),
        needs=(*OTHER, OTHER_TEXT),
        test=Test(_other_unsaid, unless=_other_sound),
        why="Nya slags orsaker syns bara om de beskrivs.",
        do="Skriv vilken orsak det var.",
    ),
    Rule(
        code="ORS-05",
        severity=Severity.NOTE,
        title="En beskriven annan orsak ska också räknas",
        source=printed("Om annan orsak, ange vilken."),
        needs=(*OTHER, OTHER_TEXT),
        test=Test(_other_said_but_not_counted, unless=_other_sound),
        why="Orsaken kommer inte med i statistiken om den bara är beskriven.",
        do="Fyll i antalet på raden Annan orsak, eller flytta dem som hör till en av de andra raderna.",
    ),
)
