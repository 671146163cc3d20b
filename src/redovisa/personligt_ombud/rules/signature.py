"""Rules for the signature: when, and by whom."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from redovisa.checking.contact_data import email_right, email_unbroken, phone_right
from redovisa.checking.finding import Severity
from redovisa.checking.rule import Fault, Ground, Look, Outcome, Rule, Silence, Test
from redovisa.checking.shapes import answered
from redovisa.checking.sheet import Sheet
from redovisa.personligt_ombud.rules.contact import contacts_sound
from redovisa.personligt_ombud.rules.sources import law, plausible, printed

DATE, NAME = "signature.date", "signature.name"
_MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)


def _signed_in_time(sheet: Sheet) -> bool:
    """A quick look: the year is over, and the signature came in time after it and not after today."""
    signed, year, today = sheet.filled[DATE], sheet.year, sheet.today
    if signed is None or year is None or signed.year != year + 1:
        return False
    return (signed.month, signed.day) <= sheet.figures["report_due"] and (today is None or signed <= today)


_dates_sound = Look(_signed_in_time, (DATE,))


def _before_year_ended(sheet: Sheet) -> Outcome:
    signed = sheet.get(DATE)
    if signed is None or sheet.year is None:
        return Silence(sheet.unknown(DATE, "report.year"))
    if signed.year > sheet.year:
        return None
    what = f"Redovisningen är undertecknad {signed.isoformat()}, men år {sheet.year} var inte slut då."
    fields = (DATE, "report.year")
    if signed.month > 2:
        return Fault(what, fields)
    last = monthrange(sheet.year + 1, signed.month)[1]
    meant = date(sheet.year + 1, signed.month, min(signed.day, last)).isoformat()
    return Fault(f"{what[:-1]}; menas {meant}?", fields, do="Rätta datumet om årtalet blev fel.")


def _in_the_future(sheet: Sheet) -> Outcome:
    signed = sheet.get(DATE)
    if signed is None or sheet.today is None:
        return Silence((DATE,)) if signed is None else None
    if signed <= sheet.today:
        return None
    return Fault(f"Redovisningen är undertecknad {signed.isoformat()}, ett datum som inte har varit ännu.", (DATE,))


def _late(sheet: Sheet) -> Outcome:
    signed = sheet.get(DATE)
    if signed is None or sheet.year is None:
        return Silence(sheet.unknown(DATE, "report.year"))
    month, day = sheet.figures["report_due"]
    if (signed.year, signed.month, signed.day) <= (sheet.year + 1, month, day):
        return None
    due = f"{day} {_MONTHS[month - 1]} {sheet.year + 1}"
    return Fault(
        f"Redovisningen är undertecknad {signed.isoformat()}, efter den {due} då den skulle vara inne.", (DATE,)
    )


def _year_not_over(sheet: Sheet) -> Outcome:
    if sheet.today is None or sheet.year is None or sheet.year < sheet.today.year:
        return None
    return Fault(f"Redovisningen avser {sheet.year}, men det året är inte slut ännu.", ("report.year",))


RULES = (
    Rule(
        code="HUV-01",
        severity=Severity.CORRECT,
        ground=Ground.IMPOSSIBLE,
        title="Det redovisade året ska vara slut",
        source=law("10 §"),
        needs=("report.year",),
        test=Test(_year_not_over, unless=_dates_sound),
        why="Redovisningen gäller ett helt kalenderår och lämnas året efter.",
        do="Rätta året i formulärets huvud, eller vänta tills året är slut.",
    ),
    Rule(
        code="UND-01",
        severity=Severity.CORRECT,
        ground=Ground.REQUIRED,
        title="Redovisningen ska ha ett datum",
        source=printed("Underskrift av behörig företrädare för kommunen: Datum"),
        needs=(DATE,),
        test=answered({DATE: "datum"}, "Datum för underskriften är inte ifyllt."),
        why="Datumet visar när kommunen stod för uppgifterna.",
        do="Fyll i datumet.",
    ),
    Rule(
        code="UND-02",
        severity=Severity.EXPLAIN,
        title="Redovisningen undertecknas när det redovisade året är slut",
        source=plausible("Redovisningen gäller hela kalenderåret."),
        needs=(DATE, "report.year"),
        test=Test(_before_year_ended, unless=_dates_sound),
        why="Siffrorna ska gälla hela året. Den som skriver under tidigare kan ha missat årets sista klienter.",
        do="Rätta datumet, eller bekräfta att siffrorna gäller till och med den 31 december.",
        yields_to=("HUV-01",),
    ),
    Rule(
        code="UND-03",
        severity=Severity.CORRECT,
        ground=Ground.IMPOSSIBLE,
        title="Datumet för underskriften kan inte ligga i framtiden",
        source=plausible("Ingen skriver under i förväg."),
        needs=(DATE,),
        test=Test(_in_the_future, unless=_dates_sound),
        why="Datumet visar när kommunen stod för uppgifterna.",
        do="Rätta datumet.",
    ),
    Rule(
        code="UND-04",
        severity=Severity.NOTE,
        title="Redovisningen ska vara inne i tid",
        source=law("10 §"),
        needs=(DATE, "report.year"),
        test=Test(_late, unless=_dates_sound),
        why="Länsstyrelsen ska redovisa vidare till Socialstyrelsen redan den 1 mars.",
        do="Ingenting behöver göras om länsstyrelsen har gett längre tid.",
        yields_to=("UND-03",),
    ),
    Rule(
        code="UND-05",
        severity=Severity.CORRECT,
        ground=Ground.REQUIRED,
        title="En behörig företrädare ska stå för redovisningen",
        source=printed("Underskrift av behörig företrädare för kommunen: Namnförtydligande"),
        needs=(NAME,),
        test=answered({NAME: "namn"}, "Namnet på den som undertecknar är inte ifyllt."),
        why="Någon som får företräda kommunen måste stå för uppgifterna, också när beslutet är digitalt.",
        do="Skriv namnet på den behöriga företrädaren.",
    ),
    Rule(
        code="UND-06",
        severity=Severity.NOTE,
        title="Den som undertecknar anger sin titel",
        source=printed("Titel"),
        needs=("signature.title",),
        test=answered({"signature.title": "titel"}, "Titeln på den som undertecknar är inte ifylld."),
        why="Titeln visar att den som undertecknar är behörig.",
        do="Skriv titeln.",
        yields_to=("UND-05",),
    ),
    Rule(
        code="UND-07",
        severity=Severity.EXPLAIN,
        title="Undertecknarens e-postadress ska kunna vara en adress",
        source=plausible("En e-postadress har ett namn, ett @ och en domän med punkt."),
        needs=("signature.email",),
        test=email_right("signature.email", "Undertecknarens e-postadress", contacts_sound),
        why="Beslut och frågor kommer annars inte fram.",
        do="Skriv hela e-postadressen med @.",
    ),
    Rule(
        code="UND-08",
        severity=Severity.NOTE,
        title="Undertecknarens e-postadress ska inte vara delad",
        source=plausible("En e-postadress har inga mellanslag."),
        needs=("signature.email",),
        test=email_unbroken("signature.email", "Undertecknarens e-postadress", contacts_sound),
        why="Mellanslaget kommer ofta av en radbrytning, men brev till adressen kommer inte fram.",
        do="Skriv adressen utan mellanslag.",
    ),
    Rule(
        code="UND-09",
        severity=Severity.EXPLAIN,
        title="Undertecknarens telefonnummer ska ha tillräckligt många siffror",
        source=printed("Telefon (inkl. riktnummer)"),
        needs=("signature.phone",),
        test=phone_right("signature.phone", "Undertecknarens telefonnummer", contacts_sound),
        why="Ett svenskt telefonnummer har minst sju siffror med riktnumret.",
        do="Skriv hela numret med riktnummer.",
    ),
)
