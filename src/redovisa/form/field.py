"""A field: one question of the form, with an identity that outlives the printed page."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FieldType(StrEnum):
    """How an answer is written; decides how it is parsed and formatted."""

    YEAR = "year"
    TEXT = "text"
    POSTAL_CODE = "postal_code"
    PHONE = "phone"
    EMAIL = "email"
    DECIMAL = "decimal"
    COUNT = "count"
    MONEY = "money"
    YES_NO = "yes_no"
    MARK = "mark"
    MARK_OR_COUNT = "mark_or_count"
    CHOICE = "choice"
    DATE = "date"


#: Types whose answer is words, kept as written with white space folded.
WORDS = frozenset({FieldType.TEXT, FieldType.POSTAL_CODE, FieldType.PHONE, FieldType.EMAIL})


@dataclass(frozen=True, slots=True)
class Field:
    """One question.

    ``key`` is the identity (``clients.new.women.18-29``), the same through all editions; ``section`` and
    ``label`` are Swedish, for people; ``choices`` names the allowed values of a ``choice``;
    ``person`` tells that the answer names or reaches a person, and is left out of public copies;
    ``moot_when`` names other fields and what is written in them when this one has nothing to answer ("" is a blank).
    """

    key: str
    section: str
    type: FieldType
    label: str
    choices: tuple[str, ...] = ()
    person: bool = False
    moot_when: tuple[tuple[str, str], ...] = ()
