"""Rules for section 1, training of the ombud."""

from __future__ import annotations

from redovisa.checking.finding import Severity
from redovisa.checking.questions import FollowUp, Words, question
from redovisa.personligt_ombud.rules.sources import law, printed

_IF_YES, _IF_NO = printed("Om ja, ange vilken/vilka utbildningar."), printed("Om nej, ange varför.")

RULES = question(
    "training.offered",
    "utbildning",
    FollowUp(
        "training.why_not",
        (False,),
        "Nej",
        lacking=Words(
            "UTB-02",
            Severity.EXPLAIN,
            _IF_NO,
            title="När utbildning inte har erbjudits ska det stå varför",
            what="Ombuden har inte erbjudits utbildning, men det står inte varför.",
            why="Länsstyrelsen behöver veta vad som hindrade utbildningen för att kunna göra något åt det.",
            do="Skriv varför ombuden inte erbjöds utbildning.",
        ),
        unasked=Words(
            "UTB-04",
            Severity.NOTE,
            _IF_NO,
            title="Skälet till utebliven utbildning hör bara till svaret Nej",
            what="Ombuden har erbjudits utbildning, men det står också varför inte: {text}.",
            why="De två svaren säger emot varandra, eller så hör texten hemma i rutan ovanför.",
            do="Ta bort texten eller ändra svaret till Nej.",
        ),
    ),
    FollowUp(
        "training.which",
        (True,),
        "Ja",
        lacking=Words(
            "UTB-03",
            Severity.EXPLAIN,
            _IF_YES,
            title="När utbildning har erbjudits ska det stå vilken",
            what="Ombuden har erbjudits utbildning, men det står inte vilken.",
            why="Uppgiften visar vilka utbildningar som når ut i landet.",
            do="Skriv vilken eller vilka utbildningar det gällde.",
        ),
        unasked=Words(
            "UTB-05",
            Severity.NOTE,
            _IF_YES,
            title="Uppräknade utbildningar hör bara till svaret Ja",
            what="Ombuden har inte erbjudits utbildning, men utbildning är ändå angiven: {text}.",
            why="De två svaren säger emot varandra.",
            do="Ta bort texten eller ändra svaret till Ja.",
        ),
    ),
    asked=Words(
        "UTB-01",
        Severity.CORRECT,
        law("10 §"),
        title="Frågan om ombuden har erbjudits utbildning ska vara besvarad",
        what="Varken Ja eller Nej är markerat för om ombuden har erbjudits utbildning.",
        why="Redovisningen ska enligt förordningen visa om ombuden har fått utbildning.",
        do="Markera Ja eller Nej.",
    ),
)
