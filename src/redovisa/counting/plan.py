"""What is counted: the sexes, age bands and contact reasons of the form, and the rules in the expert's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CountingRule:
    """One rule of counting: its code is never reused; ``name`` and ``words`` are Swedish, for people."""

    code: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Plan:
    """How a year is counted.

    ``sexes`` and ``reasons`` give the printed word by the part of the field's key (``women``: Kvinna); ``bands`` the
    youngest and oldest age in whole years by the key's part (``18-29``), None for no oldest. ``rules`` are by what
    they decide: once, year, new, ended, age, children, reasons.
    """

    sexes: Mapping[str, str]
    bands: Mapping[str, tuple[int, int | None]]
    reasons: Mapping[str, str]
    rules: Mapping[str, CountingRule]

    def band_words(self, band: str) -> str:
        """The age band as it is chosen in the sheet: ``18–29 år``, ``65 år eller äldre``."""
        youngest, oldest = self.bands[band]
        return f"{youngest} år eller äldre" if oldest is None else f"{youngest}–{oldest} år"

    def band_at(self, age: int) -> str:
        """The band of an age in whole years; empty when it is in none."""
        for band, (youngest, oldest) in self.bands.items():
            if age >= youngest and (oldest is None or age <= oldest):
                return band
        return ""
