"""A redovisning as the rest of the house knows it: answers and doubts, and what kind of document they came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from redovisa.form.answer import Answer, Doubt, Value


class Kind(StrEnum):
    """What a document is."""

    REDOVISNING = "redovisning"
    BLANK = "blank"
    OTHER = "other"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Redovisning:
    """One document, read.

    ``edition`` is the year of the edition it was read with, ``year`` the reported year when it is known.
    ``county`` and ``municipality`` are SCB codes (two and four digits) or empty; ``county`` is that of the
    county board in the printed head, ``district`` the code of a city district that reports below its municipality.
    ``notes`` are Swedish sentences about the document as a whole: read with the nearest edition, struck-out text,
    comments, why it could not be read and what to do.
    """

    file: str
    kind: Kind
    edition: int | None = None
    year: int | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()
    county: str = ""
    municipality: str = ""
    district: str = ""
    notes: tuple[str, ...] = ()

    def value(self, key: str) -> Value | None:
        """The value answered to the field, or None when it was left blank or could not be known."""
        answer = self.answers.get(key)
        return None if answer is None else answer.value

    def values(self) -> dict[str, Value]:
        """All answers as plain values by field key."""
        return {key: answer.value for key, answer in self.answers.items()}
