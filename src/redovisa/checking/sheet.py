"""A sheet: what the rules see of one redovisning, its plain values and what surrounds them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from redovisa.form.redovisning import Redovisning

#: What people write when they have nothing to say.
_NOTHING = frozenset({"", "-", "–", "—", "/", "0", "x", "nej", "ingen", "inga", "inget", "n/a", "ej aktuellt", "inte aktuellt"})
_NO_DOUBTS: frozenset[str] = frozenset()


class Sheet:
    """One redovisning, laid open for the rules.

    ``get`` gives the value answered to a field key, or None; its type is the field's (counts and kronor int,
    positions float or int, marks bool, dates date, words str), which parsing has already assured, hence Any.
    ``doubtful`` holds the keys in doubt: not answered, but not blank either. ``previous`` is last year's values, or
    None when there is no such report. ``figures`` are the grant's numbers for the year. ``county`` is the code of the
    county board in the printed head, ``municipality`` that of the reporting municipality; both may be empty.
    """

    __slots__ = ("county", "doubtful", "edition", "figures", "get", "municipality", "previous", "today", "values", "year")

    def __init__(
        self,
        redovisning: Redovisning,
        *,
        previous: Mapping[str, Any] | None = None,
        figures: Mapping[str, Any],
        today: date | None = None,
    ) -> None:
        values = plain_values(redovisning)
        self.values: dict[str, Any] = values
        self.get: Callable[[str], Any] = values.get
        self.doubtful = frozenset(doubt.field for doubt in redovisning.doubts) if redovisning.doubts else _NO_DOUBTS
        self.edition = redovisning.edition
        self.year = reported_year(redovisning)
        self.county = redovisning.county
        self.municipality = redovisning.municipality
        self.previous = previous
        self.figures = figures
        self.today = today

    def blank(self, key: str) -> bool:
        """Whether nothing stands there; a field in doubt is not blank."""
        return key not in self.values and key not in self.doubtful

    def unknown(self, *keys: str) -> tuple[str, ...]:
        """Those of the fields that are not answered, be it blank or in doubt."""
        return tuple(key for key in keys if key not in self.values)

    def says(self, key: str) -> bool:
        """Whether words stand there that mean something: a dash or "nej" does not."""
        text = self.values.get(key)
        return text is not None and str(text).strip().rstrip(".").casefold() not in _NOTHING


def plain_values(redovisning: Redovisning) -> dict[str, Any]:
    """The values of all answered fields; a field that is also in doubt counts as not answered."""
    values: dict[str, Any] = {key: answer.value for key, answer in redovisning.answers.items()}
    for doubt in redovisning.doubts:
        values.pop(doubt.field, None)
    return values


def reported_year(redovisning: Redovisning) -> int | None:
    """The year the redovisning is about, best known first: as recognised, as answered, as printed."""
    if redovisning.year is not None:
        return redovisning.year
    answered = redovisning.value("report.year")
    return answered if isinstance(answered, int) else redovisning.edition
