"""Letters as they go out: the expert's words under the board's own head, and the receipt in one call."""

from __future__ import annotations

from datetime import date

from redovisa.form.load import read_yaml
from redovisa.form.redovisning import Redovisning
from redovisa.issuing.rendered import rendered
from redovisa.personligt_ombud.grant import ROOM
from redovisa.places.place import County
from redovisa.writing import letter_contents as contents
from redovisa.writing.document import Document
from redovisa.writing.letter import Envelope, Kind, letter, load_letter
from redovisa.writing.template import Filling


def letter_document(kind: Kind, envelope: Envelope, filling: Filling) -> Document:
    """The letter of a kind with what goes into it; raises CannotWrite with file and line when its words are broken."""
    return letter(load_letter(ROOM / "letters", kind), envelope, filling, address(envelope.county))


def receipt(
    redovisning: Redovisning, *, county: County, sender: str, received: date, number: str, to: str = "pdf"
) -> bytes:
    """The receipt for what came in on the day ``received`` under the registered ``number``, as ``pdf`` or ``docx``.

    ``sender`` is the municipality's name. The same input gives the same bytes. Raises CannotWrite.
    """
    filling = contents.receipt(redovisning, sender, received, number)
    return rendered(letter_document(Kind.RECEIPT, Envelope(county, number, sender, received), filling), to)


def address(county: County) -> tuple[str, ...]:
    """The lines below the board's name in its letters, as far as they are known."""
    lines: list[str] = read_yaml(ROOM / "board_addresses.yaml").get(county.code) or []
    return tuple(lines)
