"""Values as people write them in the form, and as JSON: the inverse of the parser."""

from __future__ import annotations

from datetime import date

from redovisa.form.answer import Value
from redovisa.form.field import Field, FieldType

_NBSP = "\u00a0"


def written(field: Field, value: Value) -> str:
    """The value as it is written in the form's cell: ``1 184 619``, ``2,25``, ``x``, ``2024-01-05``."""
    match field.type, value:
        case FieldType.MONEY, int():
            return thousands(value)
        case FieldType.DECIMAL, int() | float():
            return decimals(float(value))
        case ((FieldType.MARK | FieldType.MARK_OR_COUNT), True):
            return "x"
        case FieldType.MARK_OR_COUNT, 1:  # a bare 1 may be a mark as well
            return "1 kommun"
        case FieldType.YES_NO, bool():
            return "Ja" if value else "Nej"
        case FieldType.MARK, False:
            return ""
        case _, date():
            return value.isoformat()
        case _:
            return str(value)


def thousands(number: int) -> str:
    """A whole number in groups of three with no-break spaces, as Swedish is written."""
    return f"{number:,}".replace(",", _NBSP)


def decimals(number: float) -> str:
    """A number with decimal comma and at least two decimals, and as many more as it has."""
    two = f"{number:.2f}"
    exact = two if float(two) == number else repr(number)
    return exact.replace(".", ",")


def plain(value: Value) -> int | float | bool | str:
    """The value as JSON holds it: dates in ISO form, the others as they are."""
    return value.isoformat() if isinstance(value, date) else value
