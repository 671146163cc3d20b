"""Words: an answer as people read it, with the choices as the form of its year prints them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from redovisa.form.answer import Value
from redovisa.form.edition import Edition, Option, Row, Table
from redovisa.form.field import Field, FieldType
from redovisa.form.form import Form
from redovisa.form.format import written

#: What an answer of each type is.
TYPE_WORDS = {
    FieldType.YEAR: "årtal",
    FieldType.TEXT: "text",
    FieldType.POSTAL_CODE: "postnummer",
    FieldType.PHONE: "telefonnummer",
    FieldType.EMAIL: "e-postadress",
    FieldType.DECIMAL: "tal med två decimaler",
    FieldType.COUNT: "antal",
    FieldType.MONEY: "hela kronor",
    FieldType.YES_NO: "ja eller nej",
    FieldType.MARK: "kryss",
    FieldType.MARK_OR_COUNT: "kryss eller antal",
    FieldType.CHOICE: "ett av flera svar",
    FieldType.DATE: "datum",
}
_LAST = str.maketrans("åäöéü", "{|}ey")


class Words:
    """Labels and answers of one form in Swedish."""

    def __init__(self, form: Form) -> None:
        self._form = form
        said = Counter(field.label for field in form.fields.values())
        self._labels = {key: _label(field, said[field.label] > 1) for key, field in form.fields.items()}

    def label(self, key: str) -> str:
        """The question's label, with its section when two questions have the same label."""
        return self._labels.get(key, key)

    def section(self, key: str) -> str:
        """The section of the form that the question stands in."""
        field = self._form.fields.get(key)
        return field.section if field else ""

    def elsewhere(self, keys: Sequence[str]) -> str:
        """Swedish for questions that are on other pages than the one that was read: how many, and of which sections."""
        sections = Counter(self.section(key).lstrip("0123456789 ") for key in keys)
        many = "1 fråga" if len(keys) == 1 else f"{len(keys)} frågor"
        where = ", ".join(f"{section} {count}" for section, count in sections.items())
        return f"{many} står inte på den sida som har lästs ({where})."

    def answer(self, key: str, value: Value, edition: int | None) -> str:
        """The answer as text: ``1 184 619``, ``Ja``, ``Delvis``."""
        field: Field = self._form.fields[key]
        if field.type is FieldType.CHOICE:
            return _choices(self._form.edition_for(edition)).get((key, str(value)), str(value))
        return written(field, value)


def in_order(name: str) -> str:
    """What Swedish names are sorted by: å, ä and ö come last, in that order."""
    return name.casefold().translate(_LAST)


def _label(field: Field, shared: bool) -> str:
    """The label without the full stop some are printed with."""
    label = field.label.rstrip(".")
    return f"{label} ({field.section.lstrip('0123456789 ')})" if shared else label


@lru_cache(maxsize=8)
def _choices(edition: Edition) -> dict[tuple[str, str], str]:
    """The printed words of each choice: by field and value."""
    return dict(_printed(edition))


def _printed(edition: Edition) -> Iterator[tuple[tuple[str, str], str]]:
    for block in edition.blocks:
        if isinstance(block, Option) and block.means:
            yield (block.field, block.means), block.words.printed
        elif isinstance(block, Table):
            for row in block.rows:
                if isinstance(row, Row):
                    for key, column in zip(row.fields, block.columns, strict=True):
                        if key and column.means:
                            yield (key, column.means), column.words.printed
