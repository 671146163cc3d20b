"""Binds all content of the grant into one value, GRANT, that the commands and the service hand to the engine."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from redovisa.form.form import Form
from redovisa.form.load import load_form

ROOM = Path(__file__).parent


class Grant:
    """The grant to personligt ombud; each part is loaded when first asked for: a command starts quickly."""

    @cached_property
    def form(self) -> Form:
        """Fields and editions."""
        return load_form(ROOM)


GRANT = Grant()
