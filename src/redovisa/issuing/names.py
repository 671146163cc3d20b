"""Names for people: who made a redovisning, and which municipality a code stands for."""

from __future__ import annotations

from redovisa.form.redovisning import Redovisning
from redovisa.places.register import district, municipality
from redovisa.writing.document import CannotWrite


def named(record: Redovisning) -> str:
    """The reporter's name for people; the city district where one reports."""
    part = district(record.district) if record.district else None
    place = part or municipality(record.municipality, record.year)
    return place.full_name if place else str(record.value("contact.municipality") or record.file)


def named_place(code: str, year: int) -> str:
    """The name of the municipality with the code; raises CannotWrite when none had it in the year."""
    place = municipality(code, year)
    if place is None:
        raise CannotWrite(f"Det finns ingen kommun med koden {code} år {year}.")
    return place.full_name
