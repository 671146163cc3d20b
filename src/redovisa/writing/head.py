"""The head of the form: where it is sent and by when, for whichever county board."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from redovisa.form.edition import Edition
from redovisa.places.place import County
from redovisa.writing.swedish import spelled


def head_lines(edition: Edition, year: int, county: County | None, words: Mapping[str, Any]) -> tuple[str, ...]:
    """The lines above the form for the reported ``year``.

    The county board's own head where the edition has one seen in print for that year, else the lines of ``words``
    (``form_head.yaml``) with the board's address; ``county`` is None when it is not known.
    """
    if county and year == edition.year:
        for head in edition.heads:
            if head.county == county.code:
                return head.lines
    given = words["deadline"]
    deadline = spelled(date(year + 1, int(given["month"]), int(given["day"])))
    if county is None:
        return tuple(line.format(deadline=deadline) for line in words["unknown"])
    return tuple(
        line.format(board=county.board, email=county.board_email, deadline=deadline) for line in words["lines"]
    )
