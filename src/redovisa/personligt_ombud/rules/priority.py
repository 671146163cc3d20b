"""Rules for section 4, the order of priority when there is a queue."""

from __future__ import annotations

from redovisa.checking.finding import Severity
from redovisa.checking.rule import Rule
from redovisa.checking.shapes import answered, not_applicable_when, reason_when
from redovisa.personligt_ombud.rules.sources import law, printed

HAS, ORDER, WHY_NOT = "priority.has_order", "priority.order", "priority.why_not"

RULES = (
    Rule(
        code="PRI-01",
        severity=Severity.EXPLAIN,
        title="Frågan om prioriteringsordning ska vara besvarad",
        source=law("10 §"),
        needs=(HAS,),
        test=answered(
            {HAS: "prioritering"},
            "Varken Ja eller Nej är markerat för bedömningsriktlinjer eller prioriteringsordning.",
        ),
        why="Redovisningen ska enligt förordningen visa vilka prioriteringar som gjorts.",
        do="Markera Ja eller Nej.",
    ),
    Rule(
        code="PRI-02",
        severity=Severity.EXPLAIN,
        title="Den som har en prioriteringsordning ska beskriva den",
        source=printed("Om ja, rangordna prioriteringsordningen i er kommun"),
        needs=(HAS, ORDER),
        test=reason_when(HAS, (True,), ORDER, "Det finns en prioriteringsordning, men den är inte beskriven."),
        why="Ordningen visar vem som får hjälp först.",
        do="Skriv vilka som går först, i ordning.",
    ),
    Rule(
        code="PRI-03",
        severity=Severity.EXPLAIN,
        title="Den som saknar prioriteringsordning ska skriva varför",
        source=printed("Om nej, ange varför."),
        needs=(HAS, WHY_NOT),
        test=reason_when(HAS, (False,), WHY_NOT, "Det finns ingen prioriteringsordning, men det står inte varför."),
        why="Utan ordning är det svårt att säga vem som får vänta.",
        do="Skriv varför ni inte har någon prioriteringsordning.",
    ),
    Rule(
        code="PRI-04",
        severity=Severity.NOTE,
        title="Skälet till att prioriteringsordning saknas hör bara till svaret Nej",
        source=printed("Om nej, ange varför."),
        needs=(HAS,),
        test=not_applicable_when(
            HAS, (True,), (WHY_NOT,), "Det finns en prioriteringsordning, men det står också varför den saknas: {text}."
        ),
        why="De två svaren säger emot varandra.",
        do="Ta bort texten eller ändra svaret till Nej.",
    ),
    Rule(
        code="PRI-05",
        severity=Severity.NOTE,
        title="En prioriteringsordning beskrivs bara av den som har en",
        source=printed("Om ja, rangordna prioriteringsordningen i er kommun"),
        needs=(HAS,),
        test=not_applicable_when(
            HAS, (False,), (ORDER,), "Svaret är att prioriteringsordning saknas, men en är beskriven: {text}."
        ),
        why="De två svaren säger emot varandra.",
        do="Ta bort texten eller ändra svaret till Ja.",
    ),
)
