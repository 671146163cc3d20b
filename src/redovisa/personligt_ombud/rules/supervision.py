"""Rules for section 1, supervision (handledning) of the ombud."""

from __future__ import annotations

from redovisa.checking.finding import Severity
from redovisa.checking.questions import FollowUp, Words, question
from redovisa.personligt_ombud.rules.sources import law, printed

_IF_YES, _IF_NO = printed("Om ja, ange vilken slags handledning."), printed("Om nej, ange varför.")

RULES = question(
    "supervision.offered",
    "handledning",
    FollowUp(
        "supervision.why_not",
        (False,),
        "Nej",
        lacking=Words(
            "HAN-02",
            Severity.EXPLAIN,
            _IF_NO,
            title="När handledning inte har erbjudits ska det stå varför",
            what="Ombuden har inte erbjudits handledning, men det står inte varför.",
            why="Ombud arbetar ensamma med svåra ärenden, så utebliven handledning behöver en förklaring.",
            do="Skriv varför ombuden inte erbjöds handledning.",
        ),
        unasked=Words(
            "HAN-04",
            Severity.NOTE,
            _IF_NO,
            title="Skälet till utebliven handledning hör bara till svaret Nej",
            what="Ombuden har erbjudits handledning, men det står också varför inte: {text}.",
            why="De två svaren säger emot varandra, eller så hör texten hemma i rutan ovanför.",
            do="Ta bort texten eller ändra svaret till Nej.",
        ),
    ),
    FollowUp(
        "supervision.kind",
        (True,),
        "Ja",
        lacking=Words(
            "HAN-03",
            Severity.EXPLAIN,
            _IF_YES,
            title="När handledning har erbjudits ska det stå vilken",
            what="Ombuden har erbjudits handledning, men det står inte vilken slags handledning.",
            why="Uppgiften visar vilket stöd ombuden har i sitt arbete.",
            do="Skriv vilken slags handledning det gällde.",
        ),
        unasked=Words(
            "HAN-05",
            Severity.NOTE,
            _IF_YES,
            title="Uppräknad handledning hör bara till svaret Ja",
            what="Ombuden har inte erbjudits handledning, men handledning är ändå angiven: {text}.",
            why="De två svaren säger emot varandra.",
            do="Ta bort texten eller ändra svaret till Ja.",
        ),
    ),
    asked=Words(
        "HAN-01",
        Severity.CORRECT,
        law("10 §"),
        title="Frågan om ombuden har erbjudits handledning ska vara besvarad",
        what="Varken Ja eller Nej är markerat för om ombuden har erbjudits handledning.",
        why="Redovisningen ska enligt förordningen visa om ombuden har fått handledning.",
        do="Markera Ja eller Nej.",
    ),
)
