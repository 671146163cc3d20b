"""Rules for section 1, training of the ombud."""

from __future__ import annotations

from redovisa.checking.finding import Severity
from redovisa.checking.rule import Rule
from redovisa.checking.shapes import answered, not_applicable_when, reason_when
from redovisa.personligt_ombud.rules.sources import law, printed

OFFERED, WHICH, WHY_NOT = "training.offered", "training.which", "training.why_not"

RULES = (
    Rule(
        code="UTB-01",
        severity=Severity.CORRECT,
        title="Frågan om ombuden har erbjudits utbildning ska vara besvarad",
        source=law("10 §"),
        needs=(OFFERED,),
        test=answered(
            {OFFERED: "utbildning"}, "Varken Ja eller Nej är markerat för om ombuden har erbjudits utbildning."
        ),
        why="Redovisningen ska enligt förordningen visa om ombuden har fått utbildning.",
        do="Markera Ja eller Nej.",
    ),
    Rule(
        code="UTB-02",
        severity=Severity.EXPLAIN,
        title="När utbildning inte har erbjudits ska det stå varför",
        source=printed("Om nej, ange varför."),
        needs=(OFFERED, WHY_NOT),
        test=reason_when(
            OFFERED, (False,), WHY_NOT, "Ombuden har inte erbjudits utbildning, men det står inte varför."
        ),
        why="Länsstyrelsen behöver veta vad som hindrade utbildningen för att kunna göra något åt det.",
        do="Skriv varför ombuden inte erbjöds utbildning.",
    ),
    Rule(
        code="UTB-03",
        severity=Severity.EXPLAIN,
        title="När utbildning har erbjudits ska det stå vilken",
        source=printed("Om ja, ange vilken/vilka utbildningar."),
        needs=(OFFERED, WHICH),
        test=reason_when(OFFERED, (True,), WHICH, "Ombuden har erbjudits utbildning, men det står inte vilken."),
        why="Uppgiften visar vilka utbildningar som når ut i landet.",
        do="Skriv vilken eller vilka utbildningar det gällde.",
    ),
    Rule(
        code="UTB-04",
        severity=Severity.NOTE,
        title="Skälet till utebliven utbildning hör bara till svaret Nej",
        source=printed("Om nej, ange varför."),
        needs=(OFFERED,),
        test=not_applicable_when(
            OFFERED, (True,), (WHY_NOT,), "Ombuden har erbjudits utbildning, men det står också varför inte: {text}."
        ),
        why="De två svaren säger emot varandra, eller så hör texten hemma i rutan ovanför.",
        do="Ta bort texten eller ändra svaret till Nej.",
    ),
    Rule(
        code="UTB-05",
        severity=Severity.NOTE,
        title="Uppräknade utbildningar hör bara till svaret Ja",
        source=printed("Om ja, ange vilken/vilka utbildningar."),
        needs=(OFFERED,),
        test=not_applicable_when(
            OFFERED,
            (False,),
            (WHICH,),
            "Ombuden har inte erbjudits utbildning, men utbildning är ändå angiven: {text}.",
        ),
        why="De två svaren säger emot varandra.",
        do="Ta bort texten eller ändra svaret till Ja.",
    ),
)
