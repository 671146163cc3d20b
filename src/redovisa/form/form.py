"""The form of a grant through the years: its fields, and the editions they were printed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from redovisa.form.edition import Edition
from redovisa.form.field import Field


@dataclass(frozen=True, slots=True)
class Form:
    """All fields by key in printed order, and the editions by reported year."""

    fields: Mapping[str, Field]
    editions: Mapping[int, Edition]

    def edition_for(self, year: int | None) -> Edition:
        """The edition of the year, else the nearest (the newer of two as near); the newest for no known year."""
        if year is None:
            return self.editions[max(self.editions)]
        return self.editions[min(self.editions, key=lambda known: (abs(known - year), -known))]
