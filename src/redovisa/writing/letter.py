"""Letters of a county board: the expert's words, filled in, under the board's own head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from redovisa.places.place import County
from redovisa.writing.document import Document
from redovisa.writing.swedish import spelled
from redovisa.writing.template import Filling, Template, TemplateBroken, filled, filled_title, load_template


class Kind(StrEnum):
    """The letters there are; each has its words in a file of the same name."""

    RECEIPT = "receipt"
    KOMPLETTERING = "komplettering"
    REMINDER = "reminder"
    DECISION = "decision"
    RECOVERY = "recovery"
    NO_REPORT = "no_report"


#: What a letter must say, whoever words it.
REQUIRED = {
    Kind.RECEIPT: frozenset({"received", "number", "sender", "matter", "hash", "short_code"}),
    Kind.KOMPLETTERING: frozenset({"answer_by"}),
    Kind.REMINDER: frozenset({"deadline"}),
    Kind.DECISION: frozenset({"total", "amount_per_position"}),
    Kind.RECOVERY: frozenset({"municipality", "granted", "spent", "unused", "law"}),
    Kind.NO_REPORT: frozenset({"municipality", "granted", "deadline", "law"}),
}
#: What a letter must not be called: another authority decides on recovery (15 §).
_NEVER = dict.fromkeys((Kind.RECOVERY, Kind.NO_REPORT), "beslut")


@dataclass(frozen=True, slots=True)
class Envelope:
    """What stands around a letter: who sends it, its registered number, who receives it, and when."""

    county: County
    number: str
    receiver: str
    day: date


def load_letter(folder: Path, kind: Kind) -> Template:
    """The words of a letter; raises TemplateBroken with file and line when something is missing that must be said."""
    template = load_template(folder / f"{kind}.md", REQUIRED[kind])
    never = _NEVER.get(kind)
    if never and never in template.title.casefold():
        raise TemplateBroken(template.file, 1, f"brevet får inte heta ”{never}”: det beslutar Socialstyrelsen.")
    return template


def letter(template: Template, envelope: Envelope, filling: Filling, address: Sequence[str] = ()) -> Document:
    """The letter as a document; ``address`` are the lines below the board's name, as far as they are known."""
    county = envelope.county
    common = {
        "board": county.board,
        "board_email": county.board_email,
        "number": envelope.number,
        "receiver": envelope.receiver,
        "date": spelled(envelope.day),
    }
    whole = Filling({**common, **filling.values}, filling.lists, filling.tables)
    title = filled_title(template, whole)
    number = (("Diarienummer", envelope.number),) if envelope.number else ()
    return Document(
        title=title,
        title_lines=(title,),
        blocks=filled(template, whole),
        day=envelope.day,
        head=tuple(address),
        sender=county.board,
        facts=(("Datum", spelled(envelope.day)), *number),
        receiver=tuple(envelope.receiver.split("\n")) if envelope.receiver else (),
        details={"footer": f"{county.board}, {county.board_email}"},
    )
