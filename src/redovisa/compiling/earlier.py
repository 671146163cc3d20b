"""Earlier: last year's redovisning of the same municipality, when there is just one."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeAlias

from redovisa.compiling.brief import Brief
from redovisa.form.field import Field
from redovisa.form.record import from_record
from redovisa.form.redovisning import Kind, Redovisning

Fetch: TypeAlias = Callable[[], Redovisning]
_Key: TypeAlias = tuple[str, str, int]


class Earlier:
    """Redovisningar by municipality, district and year."""

    def __init__(self) -> None:
        self._known: dict[_Key, list[Fetch]] = defaultdict(list)

    def add(self, brief: Brief, fetch: Callable[[Brief], Redovisning]) -> None:
        """Takes in a document that is fetched when it is needed."""
        if brief.counts and brief.year is not None and brief.municipality:
            self._known[brief.municipality, brief.district, brief.year].append(lambda: fetch(brief))

    def add_all(self, documents: Iterable[Redovisning]) -> None:
        """Takes in documents that are kept in memory."""
        for document in documents:
            if document.kind is Kind.REDOVISNING and document.year is not None and document.municipality:
                key = (document.municipality, document.district, document.year)
                self._known[key].append(lambda document=document: document)  # type: ignore[misc]  # mypy infers no type for a lambda's defaults

    def before(self, brief: Brief) -> Redovisning | None:
        """The redovisning of the year before; None when there is none, or more than one to choose from."""
        if brief.year is None or not brief.municipality:
            return None
        found = self._known.get((brief.municipality, brief.district, brief.year - 1), [])
        return found[0]() if len(found) == 1 else None


def from_lines(path: Path, fields: Mapping[str, Field]) -> list[Redovisning]:
    """The redovisningar that ``redovisa read --json`` wrote, one a line.

    Raises:
        ValueError: a line is no such record; the message is Swedish.
    """
    found = []
    with path.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            try:
                if line.strip():
                    found.append(from_record(json.loads(line), fields))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise ValueError(
                    f"Rad {number} i {path.name} är inte en redovisning som redovisa read --json har skrivit."
                ) from error
    return found
