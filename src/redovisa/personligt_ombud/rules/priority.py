"""Rules for section 4, the order of priority when there is a queue."""

from __future__ import annotations

from redovisa.checking.finding import Severity
from redovisa.checking.questions import FollowUp, Words, question
from redovisa.personligt_ombud.rules.sources import law, printed

_IF_YES, _IF_NO = printed("Om ja, rangordna prioriteringsordningen i er kommun"), printed("Om nej, ange varför.")

RULES = question(
    "priority.has_order",
    "prioritering",
    FollowUp(
        "priority.order",
        (True,),
        "Ja",
        lacking=Words(
            "PRI-02",
            Severity.EXPLAIN,
            _IF_YES,
            title="Den som har en prioriteringsordning ska beskriva den",
            what="Det finns en prioriteringsordning, men den är inte beskriven.",
            why="Ordningen visar vem som får hjälp först.",
            do="Skriv vilka som går först, i ordning.",
        ),
        unasked=Words(
            "PRI-05",
            Severity.NOTE,
            _IF_YES,
            title="En prioriteringsordning beskrivs bara av den som har en",
            what="Svaret är att prioriteringsordning saknas, men en är beskriven: {text}.",
            why="De två svaren säger emot varandra.",
            do="Ta bort texten eller ändra svaret till Ja.",
        ),
    ),
    FollowUp(
        "priority.why_not",
        (False,),
        "Nej",
        lacking=Words(
            "PRI-03",
            Severity.EXPLAIN,
            _IF_NO,
            title="Den som saknar prioriteringsordning ska skriva varför",
            what="Det finns ingen prioriteringsordning, men det står inte varför.",
            why="Utan ordning är det svårt att säga vem som får vänta.",
            do="Skriv varför ni inte har någon prioriteringsordning.",
        ),
        unasked=Words(
            "PRI-04",
            Severity.NOTE,
            _IF_NO,
            title="Skälet till att prioriteringsordning saknas hör bara till svaret Nej",
            what="Det finns en prioriteringsordning, men det står också varför den saknas: {text}.",
            why="De två svaren säger emot varandra.",
            do="Ta bort texten eller ändra svaret till Nej.",
        ),
    ),
    asked=Words(
        "PRI-01",
        Severity.EXPLAIN,
        law("10 §"),
        title="Frågan om prioriteringsordning ska vara besvarad",
        what="Varken Ja eller Nej är markerat för bedömningsriktlinjer eller prioriteringsordning.",
        why="Redovisningen ska enligt förordningen visa vilka prioriteringar som gjorts.",
        do="Markera Ja eller Nej.",
    ),
)
