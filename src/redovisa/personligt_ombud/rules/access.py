"""Rules for section 6, access to society's services: routines, deficiencies (brister) and measures."""

from __future__ import annotations

from redovisa.checking.finding import Severity
from redovisa.checking.rule import Fault, Outcome, Rule, Silence, Test
from redovisa.checking.shapes import answered
from redovisa.checking.sheet import Sheet
from redovisa.personligt_ombud.rules.sources import law, printed

ROUTINES, DEFICIENCIES, MEASURES = "access.routines", "access.deficiencies", "access.measures"


def _no_routines(sheet: Sheet) -> Outcome:
    if sheet.get(ROUTINES) is not False:
        return Silence((ROUTINES,)) if ROUTINES not in sheet.answers else None
    return Fault("Det finns inga rutiner för hur uppmärksammade brister ska hanteras.", (ROUTINES,))


def _measures_lacking(sheet: Sheet) -> Outcome:
    if MEASURES in sheet.answers or not sheet.says(DEFICIENCIES):
        return None
    if MEASURES in sheet.doubtful:
        return Silence((MEASURES,))
    return Fault("Brister är beskrivna, men inga åtgärder.", (MEASURES, DEFICIENCIES))


def _measures_without_deficiency(sheet: Sheet) -> Outcome:
    if DEFICIENCIES in sheet.answers or not sheet.says(MEASURES):
        return None
    if DEFICIENCIES in sheet.doubtful:
        return Silence((DEFICIENCIES,))
    return Fault("Åtgärder är beskrivna, men inte den brist de gällde.", (DEFICIENCIES, MEASURES))


RULES = (
    Rule(
        code="SAM-01",
        severity=Severity.EXPLAIN,
        title="Frågan om rutiner för brister ska vara besvarad",
        source=printed("Rutiner har upprättats för hur uppmärksammade brister ska hanteras i verksamheten."),
        needs=(ROUTINES,),
        test=answered({ROUTINES: "rutiner"}, "Varken Ja eller Nej är markerat för rutiner för uppmärksammade brister."),
        why="Rutiner är det som gör att en brist som ett ombud ser också når någon som kan åtgärda den.",
        do="Markera Ja eller Nej.",
    ),
    Rule(
        code="SAM-02",
        severity=Severity.NOTE,
        title="Det bör finnas rutiner för uppmärksammade brister",
        source=law("3 §"),
        needs=(ROUTINES,),
        test=Test(_no_routines, marks=(ROUTINES,)),
        why="Bidraget ska också ge underlag till åtgärder mot brister, och då behövs ett sätt att föra dem vidare.",
        do="Kom gärna överens i ledningsgruppen om hur brister tas emot och förs vidare.",
    ),
    Rule(
        code="SAM-03",
        severity=Severity.EXPLAIN,
        title="Uppmärksammade brister ska sammanfattas",
        source=law("10 §"),
        needs=(DEFICIENCIES,),
        test=answered({DEFICIENCIES: "brister"}, "Inga brister i tillgången till vård, stöd och service är beskrivna."),
        why="Bristerna är ett av bidragets ändamål: de blir underlag till åtgärder i hela landet.",
        do="Beskriv de brister ombuden har sett, eller skriv att inga har uppmärksammats.",
    ),
    Rule(
        code="SAM-04",
        severity=Severity.EXPLAIN,
        title="Till beskrivna brister hör åtgärder",
        source=printed(
            "Ge exempel på åtgärder som har vidtagits för att komma tillrätta med de brister som har identifierats"
        ),
        needs=(DEFICIENCIES, MEASURES),
        test=Test(_measures_lacking, words=(DEFICIENCIES, MEASURES)),
        why="Andra kommuner kan lära av det som har prövats.",
        do="Ge ett exempel på en åtgärd, eller skriv att ingen har vidtagits och varför.",
    ),
    Rule(
        code="SAM-05",
        severity=Severity.NOTE,
        title="Till beskrivna åtgärder hör en brist",
        source=printed(
            "Ge exempel på åtgärder som har vidtagits för att komma tillrätta med de brister som har identifierats"
        ),
        needs=(DEFICIENCIES, MEASURES),
        test=Test(_measures_without_deficiency, words=(DEFICIENCIES, MEASURES)),
        why="Utan bristen går det inte att förstå åtgärden.",
        do="Beskriv den brist som åtgärden gällde.",
        yields_to=("SAM-03",),
    ),
)
