"""Makes the readers that the commands use, for this process and for workers, which find theirs by its name."""

from __future__ import annotations

from redovisa.personligt_ombud.grant import GRANT
from redovisa.reading.apart.guarded import Guarded
from redovisa.reading.read import Reader


def make_reader() -> Reader:
    """A reader of this grant's forms, for a process that may be lost."""
    return Reader(GRANT.form)


def guarded_reader() -> Reader:
    """A reader of this grant's forms, which takes the files that may bring a process down apart in another."""
    return Reader(GRANT.form, Guarded())
