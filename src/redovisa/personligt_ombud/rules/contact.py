"""Rules for the form's head: which municipality reports, for whom, and how it is reached."""

from __future__ import annotations

from functools import lru_cache

from redovisa.checking.contact_data import contacts_right, email_right, email_unbroken, phone_right, postal_code_right
from redovisa.checking.finding import Severity
from redovisa.checking.rule import Fault, Ground, Look, Outcome, Rule, Silence, Test
from redovisa.checking.shapes import answered, any_answered
from redovisa.checking.sheet import Sheet
from redovisa.checking.wording import listed, quoted
from redovisa.personligt_ombud.rules.sources import plausible, printed
from redovisa.places.find import Found, find
from redovisa.places.listed import find_all
from redovisa.places.register import counties, district, municipality

NAME, CITY, BOARD, OTHERS = "contact.municipality", "contact.city", "contact.board", "coverage.municipalities"
EMAIL, PHONE = "contact.email", "contact.phone"
contacts_sound = contacts_right((EMAIL, "signature.email"), (PHONE, "signature.phone"), ("contact.postal_code",))
#: The few hundred names that reports of a year hold are looked up once.
_named = lru_cache(2048)(find)
_named_all = lru_cache(2048)(find_all)


def reporting(sheet: Sheet) -> str:
    """The code of the municipality that reports: as recognised, else as its name says, else empty."""
    if sheet.municipality:
        return sheet.municipality
    name = sheet.get(NAME)
    return _named(name, sheet.year).municipality if name else ""


def others(sheet: Sheet) -> tuple[Found, ...]:
    """The other municipalities that the redovisning says it covers, as far as the names are understood."""
    text = sheet.get(OTHERS)
    return _named_all(text, sheet.year) if text else ()


def _reporter_is_known(sheet: Sheet) -> bool:
    """A quick look: the name is one municipality's, no district's, in the county that the form is printed for."""
    name = sheet.filled[NAME]
    if name is None or sheet.district or _named(name, sheet.year).place is None:
        return False
    return not sheet.county or reporting(sheet)[:2] == sheet.county


_reporter_known = Look(_reporter_is_known, (NAME,))


def _name_blank(sheet: Sheet) -> Outcome:
    if NAME in sheet.answers:
        return None
    if NAME in sheet.doubtful:
        return Silence((NAME,))
    what = "Kommunens namn är inte ifyllt"
    city = sheet.get(CITY)
    if city and _named(city, sheet.year).municipality:
        return Fault(
            f"{what}; {quoted(city)} står under Postort.",
            (NAME, CITY),
            do=f"Skriv {city.strip()} i rutan Kommun, om det är den kommun som redovisar.",
        )
    return Fault(f"{what}.", (NAME,))


def _own_among_others(sheet: Sheet) -> Outcome:
    text = sheet.get(OTHERS)
    if text is None:
        return None
    own = reporting(sheet)
    if not own:
        return Silence((NAME,))
    if all(found.municipality != own for found in others(sheet)):
        return None
    return Fault(f"Den egna kommunen står bland de andra kommunerna: {quoted(text)}.", (OTHERS, NAME))


def _unknown_name(sheet: Sheet) -> Outcome:
    name = sheet.get(NAME)
    if name is None:
        return Silence((NAME,))
    found = _named(name, sheet.year)
    if found.place is not None:
        return None
    what = f"Det går inte att säkert säga vilken kommun som menas med {quoted(name)}"
    if not found.candidates:
        return Fault(f"{what}.", (NAME,))
    names = listed([place.full_name for place in found.candidates], "eller")
    return Fault(f"{what}; menas {names}?", (NAME,))


def _unknown_others(sheet: Sheet) -> Outcome:
    if OTHERS not in sheet.answers:
        return None
    unclear = [found for found in others(sheet) if found.place is None]
    if not unclear:
        return None
    names = listed([quoted(found.text) for found in unclear])
    return Fault(f"Det går inte att säkert säga vilka kommuner som menas med {names}.", (OTHERS,))


def _other_county(sheet: Sheet) -> Outcome:
    if not sheet.county:
        return None
    own = reporting(sheet)
    if not own:
        return Silence((NAME,))
    if own[:2] == sheet.county:
        return None
    place, head, home = municipality(own), counties().get(sheet.county), counties().get(own[:2])
    if place is None or head is None or home is None:
        return None
    return Fault(
        f"{place.full_name} ligger i {home.name}, men formulärets huvud är ställt till {head.board}.",
        (NAME,),
        do=f"Sänd redovisningen till {home.board}, eller rätta kommunens namn.",
    )


def _city_district(sheet: Sheet) -> Outcome:
    if not sheet.district:
        return None
    place = district(sheet.district)
    if place is None:
        return None
    return Fault(f"Redovisningen är lämnad av {place.full_name}, en del av kommunen.", (BOARD, NAME))


RULES = (
    Rule(
        code="KON-01",
        severity=Severity.CORRECT,
        ground=Ground.REQUIRED,
        title="Kommunens namn ska vara ifyllt",
        source=printed("Kontaktuppgifter till den kommun som beviljats statsbidraget: Kommun"),
        needs=(NAME,),
        test=Test(_name_blank, blank=(NAME,)),
        why="Utan namn går det inte att säkert veta vilken kommun redovisningen gäller.",
        do="Skriv kommunens namn i rutan Kommun.",
    ),
    Rule(
        code="KON-02",
        severity=Severity.EXPLAIN,
        title="Den egna kommunen ska inte stå bland de andra kommunerna",
        source=printed("Den eller de kommuner, förutom redovisande kommun, som redovisningen omfattar"),
        needs=(NAME, OTHERS),
        test=Test(_own_among_others, given=(OTHERS,)),
        why="Där anges bara andra kommuner som ingår. Annars ser det ut som om kommunen redovisas två gånger.",
        do="Ta bort den egna kommunen, eller skriv den kommun som menades.",
    ),
    Rule(
        code="KON-03",
        severity=Severity.EXPLAIN,
        title="Kommunens namn ska gå att känna igen",
        source=plausible("Namnet jämförs med SCB:s 290 kommuner."),
        needs=(NAME,),
        test=Test(_unknown_name, unless=_reporter_known),
        why="Redovisningen kan annars hamna på fel kommun i statistiken.",
        do="Skriv namnet på den kommun som redovisar, till exempel Österåkers kommun.",
    ),
    Rule(
        code="KON-04",
        severity=Severity.EXPLAIN,
        title="Det ska gå att nå en kontaktperson",
        source=printed("Kontaktperson"),
        needs=("contact.contact_person",),
        test=answered({"contact.contact_person": "kontaktperson"}, "Ingen kontaktperson är angiven."),
        why="Länsstyrelsen behöver veta vem som kan svara på frågor.",
        do="Skriv namnet på den som kan svara på frågor om redovisningen.",
    ),
    Rule(
        code="KON-05",
        severity=Severity.EXPLAIN,
        title="Kontaktpersonen ska gå att nå per telefon eller e-post",
        source=printed("Telefon (inkl. riktnummer). E-postadress"),
        needs=(PHONE, EMAIL),
        test=any_answered((PHONE, EMAIL), "Varken telefon eller e-postadress är ifylld för kontaktpersonen."),
        why="Länsstyrelsen behöver kunna ställa frågor om redovisningen.",
        do="Fyll i telefonnummer eller e-postadress, helst båda.",
    ),
    Rule(
        code="KON-06",
        severity=Severity.EXPLAIN,
        title="Kontaktpersonens e-postadress ska kunna vara en adress",
        source=plausible("En e-postadress har ett namn, ett @ och en domän med punkt."),
        needs=(EMAIL,),
        test=email_right(EMAIL, "Kontaktpersonens e-postadress", contacts_sound),
        why="Frågor om redovisningen kommer annars inte fram.",
        do="Skriv hela e-postadressen med @.",
    ),
    Rule(
        code="KON-07",
        severity=Severity.NOTE,
        title="Kontaktpersonens e-postadress ska inte vara delad",
        source=plausible("En e-postadress har inga mellanslag."),
        needs=(EMAIL,),
        test=email_unbroken(EMAIL, "Kontaktpersonens e-postadress", contacts_sound),
        why="Mellanslaget kommer ofta av en radbrytning, men brev till adressen kommer inte fram.",
        do="Skriv adressen utan mellanslag.",
    ),
    Rule(
        code="KON-08",
        severity=Severity.EXPLAIN,
        title="Kontaktpersonens telefonnummer ska ha tillräckligt många siffror",
        source=printed("Telefon (inkl. riktnummer)"),
        needs=(PHONE,),
        test=phone_right(PHONE, "Kontaktpersonens telefonnummer", contacts_sound),
        why="Ett svenskt telefonnummer har minst sju siffror med riktnumret.",
        do="Skriv hela numret med riktnummer.",
    ),
    Rule(
        code="KON-09",
        severity=Severity.NOTE,
        title="Postnumret ska ha fem siffror",
        source=plausible("Ett svenskt postnummer har fem siffror och börjar inte med noll."),
        needs=("contact.postal_code",),
        test=postal_code_right("contact.postal_code", contacts_sound),
        why="Brev kommer annars inte fram.",
        do="Skriv postnumret med fem siffror.",
    ),
    Rule(
        code="KON-10",
        severity=Severity.EXPLAIN,
        title="Redovisningen ska gå till länsstyrelsen i det egna länet",
        source=printed("Sänds in till länsstyrelsen"),
        needs=(NAME,),
        test=Test(_other_county, unless=_reporter_known),
        why="Varje länsstyrelse sammanställer sitt eget län.",
        do="Sänd redovisningen till den egna länsstyrelsen, eller rätta kommunens namn.",
        yields_to=("KON-01", "KON-03"),
    ),
    Rule(
        code="KON-11",
        severity=Severity.NOTE,
        title="De andra kommunernas namn ska gå att känna igen",
        source=printed("Den eller de kommuner, förutom redovisande kommun, som redovisningen omfattar"),
        needs=(OTHERS,),
        test=Test(_unknown_others, given=(OTHERS,)),
        why="Uppgiften visar vilka kommuner i landet som har personligt ombud.",
        do="Skriv kommunernas namn med komma emellan, och inget annat i rutan.",
        yields_to=("KON-02",),
    ),
    Rule(
        code="KON-12",
        severity=Severity.NOTE,
        title="En stadsdel redovisar för en del av sin kommun",
        source=plausible("I Stockholm och Göteborg har stadsdelar lämnat egna redovisningar."),
        needs=(BOARD,),
        test=Test(_city_district, unless=_reporter_known),
        why="Kommunen kan då ha fler redovisningar för samma år, och siffrorna gäller bara stadsdelen.",
        do="Ingenting behöver göras om det stämmer.",
    ),
)
