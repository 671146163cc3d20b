"""Makes the reader that the commands use, also in worker processes, which find this function by its name."""

from __future__ import annotations

from redovisa.personligt_ombud.grant import GRANT
from redovisa.reading.read import Reader


def make_reader() -> Reader:
    """A reader of this grant's forms."""
    return Reader(GRANT.form)
