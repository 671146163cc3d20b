"""Names for people: who made a redovisning, and which municipality a code stands for."""

from __future__ import annotations

from redovisa.form.redovisning import Redovisning
from redovisa.form.words import in_order
from redovisa.places.place import County
from redovisa.places.register import counties, municipality, reporter_name
from redovisa.writing.document import CannotWrite


def named(record: Redovisning) -> str:
    """The reporter's name for people; where a city district reports, the district's and the city's."""
    return _known_name(record) or record.file


def sure_name(record: Redovisning) -> str:
    """The reporter's name as ``named`` has it; raises CannotWrite when it is not known."""
    known = _known_name(record)
    if not known:
        raise CannotWrite(
            f"{record.file}: kommunens namn är inte känt. Skriv det i formuläret, eller kommunkoden vid municipality "
            "i filen med svar, till exempel 1880."
        )
    return known


def _known_name(record: Redovisning) -> str:
    known = reporter_name(record.municipality, record.district, record.year)
    return known or str(record.value("contact.municipality") or "")


def by_name(record: Redovisning) -> tuple[str, str]:
    """What reporters are sorted by in a list for people: the districts of a city stand together, at the city."""
    place = municipality(record.municipality, record.year)
    return in_order(place.name if place else named(record)), in_order(named(record))


def named_county(code: str) -> County:
    """The county with the code; raises CannotWrite when there is none."""
    county = counties().get(code)
    if county is None:
        raise CannotWrite(
            f"Det finns inget län med koden {code}. Länskoder har två siffror, till exempel 18 för Örebro."
        )
    return county


def named_place(code: str, year: int) -> str:
    """The name of the municipality with the code; raises CannotWrite when none had it in the year."""
    place = municipality(code, year)
    if place is None:
        raise CannotWrite(
            f"Det finns ingen kommun med koden {code} år {year}. Kommunkoder har fyra siffror, till exempel 1880 för "
            "Örebro."
        )
    return place.full_name
