"""A sheet: what the rules see of one redovisning, its plain values and what surrounds them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from redovisa.checking.outline import skeleton
from redovisa.form.answer import Answer
from redovisa.form.redovisning import Redovisning

#: What people write when they have nothing to say.
_NOTHING = frozenset(
    {"", "-", "–", "—", "/", "0", "x", "nej", "ingen", "inga", "inget", "n/a", "ej aktuellt", "inte aktuellt"}
)
#: Longer texts say something: room for the longest of them, and for blanks and a full stop.
_LONGEST_NOTHING = 40
_NO_DOUBTS: frozenset[str] = frozenset()


class Sheet:
    """One redovisning, laid open for the rules.

    ``answers`` are all answers by field key. ``get`` gives the value answered to a field, or None; its type is the
    field's (counts and kronor int, positions float or int, marks bool, dates date, words str), which parsing has
    already assured, hence Any. ``filled`` has a value for every field that the rules look at: where nothing is
    answered it is 0 for a count, no words for a free text, else None. ``doubtful`` holds the keys in doubt without an
    answer: not answered, but not blank either. ``previous`` is last year's values, or None when there is no such
    report. ``figures`` are the grant's numbers for the year. ``county`` is the code of the county board in the
    printed head, ``municipality`` and ``district`` those of who reports; all three may be empty.
    """

    __slots__ = (
        *("answers", "county", "district", "doubtful", "edition", "figures", "filled", "municipality", "previous"),
        *("today", "year", "_counts", "_bones", "_prose", "_row", "_texts"),
    )

    def __init__(
        self,
        redovisning: Redovisning,
        *,
        figures: Mapping[str, Any],
        year: int | None,
        blank: dict[str, Any],
        previous: Mapping[str, Any] | None = None,
        counts: Callable[[dict[str, Any]], tuple[int, ...]] | None = None,
        texts: Callable[[dict[str, Any]], tuple[str, ...]] | None = None,
        today: date | None = None,
    ) -> None:
        self.answers: Mapping[str, Answer] = redovisning.answers
        # A copy of the blank form that is written over: much quicker than to ask each field whether it is answered.
        self.filled = filled = blank.copy()
        for key, answer in redovisning.answers.items():
            filled[key] = answer.value
        # A value that only asks to be confirmed (read in a picture) is still the best there is to check.
        doubted = (doubt.field for doubt in redovisning.doubts if doubt.field not in redovisning.answers)
        self.doubtful = frozenset(doubted) if redovisning.doubts else _NO_DOUBTS
        self.edition = redovisning.edition
        self.year = year
        self.county = redovisning.county
        self.municipality = redovisning.municipality
        self.district = redovisning.district
        self.previous = previous
        self.figures = figures
        self.today = today
        self._row = counts
        self._counts: tuple[int, ...] | None = None
        self._texts = texts
        self._prose: str | None = None
        self._bones: bytes | None = None

    def get(self, key: str, default: Any = None) -> Any:
        """The value answered to a field, else None (or ``default``)."""
        answer = self.answers.get(key)
        return default if answer is None else answer.value

    @property
    def counts(self) -> tuple[int, ...]:
        """The rulebook's counts in its order, with 0 for those that are not answered."""
        if self._counts is None:
            self._counts = () if self._row is None else self._row(self.filled)
        return self._counts

    @property
    def prose(self) -> str:
        """All free texts on end, a line or more each: where nothing is found here, no text needs to be looked at."""
        if self._prose is None:
            self._prose = "" if self._texts is None else "\n".join(self._texts(self.filled))
        return self._prose

    @property
    def bones(self) -> bytes:
        """The skeleton of ``prose``."""
        if self._bones is None:
            self._bones = skeleton(self.prose)
        return self._bones

    def blank(self, key: str) -> bool:
        """Whether nothing stands there; a field in doubt is not blank."""
        return key not in self.answers and key not in self.doubtful

    def unknown(self, *keys: str) -> tuple[str, ...]:
        """Those of the fields that are not answered, be it blank or in doubt."""
        return tuple(key for key in keys if key not in self.answers)

    def says(self, key: str) -> bool:
        """Whether words stand there that mean something: a dash or "nej" does not."""
        answer = self.answers.get(key)
        if answer is None:
            return False
        text = str(answer.value)
        return len(text) > _LONGEST_NOTHING or text.strip().rstrip(".").casefold() not in _NOTHING


def plain_values(redovisning: Redovisning) -> dict[str, Any]:
    """The values of all answered fields, those included that a person is only asked to confirm."""
    return {key: answer.value for key, answer in redovisning.answers.items()}


def reported_year(redovisning: Redovisning) -> int | None:
    """The year the redovisning is about, best known first: as recognised, as answered, as printed."""
    if redovisning.year is not None:
        return redovisning.year
    answered = redovisning.value("report.year")
    return answered if isinstance(answered, int) else redovisning.edition
