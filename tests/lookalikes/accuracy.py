"""Holds what was read against the truth, field by field: right, asked about, or silently wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from redovisa.form.answer import Value
from redovisa.form.edition import Edition
from redovisa.form.redovisning import Redovisning


@dataclass(slots=True)
class Score:
    """Counts of fields: right, put to a person, and silently wrong (a wrong or lost value without a doubt)."""

    fields: int = 0
    right: int = 0
    asked: int = 0
    silent: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, edition: Edition, read: Redovisning, truth: Mapping[str, Value]) -> None:
        """Counts one form; a doubt that merely confirms a value read in a picture does not excuse a wrong value."""
        doubted = {doubt.field: doubt for doubt in read.doubts}
        for key in edition.asked:
            value, expected = read.value(key), truth.get(key)
            self.fields += 1
            if (
                value == expected
                and isinstance(value, bool) == isinstance(expected, bool)
                and (value is not None or key not in doubted)
            ):
                self.right += 1
            elif key in doubted and value is None:
                self.asked += 1
                self.examples.append(f"? {read.file} {key}: {doubted[key].raw!r} för {expected!r}: {doubted[key].why}")
            else:
                self.silent += 1
                self.examples.append(f"! {read.file} {key}: läst {value!r}, rätt {expected!r}")

    def __add__(self, other: Score) -> Score:
        return Score(
            self.fields + other.fields,
            self.right + other.right,
            self.asked + other.asked,
            self.silent + other.silent,
            self.examples + other.examples,
        )
