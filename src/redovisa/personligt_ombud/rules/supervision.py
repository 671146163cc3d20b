"""Rules for section 1, supervision (handledning) of the ombud."""

from __future__ import annotations

from redovisa.checking.finding import Severity
from redovisa.checking.rule import Rule
from redovisa.checking.shapes import answered, not_applicable_when, reason_when
from redovisa.personligt_ombud.rules.sources import law, printed

OFFERED, KIND, WHY_NOT = "supervision.offered", "supervision.kind", "supervision.why_not"

RULES = (
    Rule(
        code="HAN-01",
        severity=Severity.CORRECT,
        title="Frågan om ombuden har erbjudits handledning ska vara besvarad",
        source=law("10 §"),
        needs=(OFFERED,),
        test=answered(
            {OFFERED: "handledning"}, "Varken Ja eller Nej är markerat för om ombuden har erbjudits handledning."
        ),
        why="Redovisningen ska enligt förordningen visa om ombuden har fått handledning.",
        do="Markera Ja eller Nej.",
    ),
    Rule(
        code="HAN-02",
        severity=Severity.EXPLAIN,
        title="När handledning inte har erbjudits ska det stå varför",
        source=printed("Om nej, ange varför."),
        needs=(OFFERED, WHY_NOT),
        test=reason_when(
            OFFERED, (False,), WHY_NOT, "Ombuden har inte erbjudits handledning, men det står inte varför."
        ),
        why="Ombud arbetar ensamma med svåra ärenden, så utebliven handledning behöver en förklaring.",
        do="Skriv varför ombuden inte erbjöds handledning.",
    ),
    Rule(
        code="HAN-03",
        severity=Severity.EXPLAIN,
        title="När handledning har erbjudits ska det stå vilken",
        source=printed("Om ja, ange vilken slags handledning."),
        needs=(OFFERED, KIND),
        test=reason_when(
            OFFERED, (True,), KIND, "Ombuden har erbjudits handledning, men det står inte vilken slags handledning."
        ),
        why="Uppgiften visar vilket stöd ombuden har i sitt arbete.",
        do="Skriv vilken slags handledning det gällde.",
    ),
    Rule(
        code="HAN-04",
        severity=Severity.NOTE,
        title="Skälet till utebliven handledning hör bara till svaret Nej",
        source=printed("Om nej, ange varför."),
        needs=(OFFERED,),
        test=not_applicable_when(
            OFFERED, (True,), (WHY_NOT,), "Ombuden har erbjudits handledning, men det står också varför inte: {text}."
        ),
        why="De två svaren säger emot varandra, eller så hör texten hemma i rutan ovanför.",
        do="Ta bort texten eller ändra svaret till Nej.",
    ),
    Rule(
        code="HAN-05",
        severity=Severity.NOTE,
        title="Uppräknad handledning hör bara till svaret Ja",
        source=printed("Om ja, ange vilken slags handledning."),
        needs=(OFFERED,),
        test=not_applicable_when(
            OFFERED,
            (False,),
            (KIND,),
            "Ombuden har inte erbjudits handledning, men handledning är ändå angiven: {text}.",
        ),
        why="De två svaren säger emot varandra.",
        do="Ta bort texten eller ändra svaret till Ja.",
    ),
)
