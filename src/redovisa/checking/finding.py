"""A finding: what a rule has to say about one redovisning, in three Swedish sentences."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple


class Severity(StrEnum):
    """How much a finding asks of the municipality, the strongest first."""

    CORRECT = "correct"
    EXPLAIN = "explain"
    NOTE = "note"

    @property
    def swedish(self) -> str:
        """The word that people see."""
        return {"correct": "måste rättas", "explain": "förklara", "note": "bra att veta"}[self.value]

    @property
    def rank(self) -> int:
        """0 for the strongest, for sorting."""
        return ("correct", "explain", "note").index(self.value)


class Finding(NamedTuple):
    """What is wrong, why it matters and what to do; ``fields`` are the keys concerned, the most telling first."""

    code: str
    severity: Severity
    fields: tuple[str, ...]
    what: str
    why: str
    do: str

    def as_json(self) -> dict[str, Any]:
        """The finding as the JSON contract has it."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "fields": list(self.fields),
            "what": self.what,
            "why": self.why,
            "do": self.do,
        }


class NotChecked(NamedTuple):
    """A rule that kept silent, wholly or partly, because the fields in ``missing`` were not answered."""

    code: str
    missing: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The silence as the JSON contract has it."""
        return {"code": self.code, "missing": list(self.missing)}


@dataclass(frozen=True, slots=True)
class Checked:
    """All that was found in one redovisning.

    ``findings`` come in the order of the rules; ``quiet`` are true findings kept back because one among
    ``findings`` already tells the same cause; ``notes`` are Swedish sentences on the check as a whole.
    """

    findings: tuple[Finding, ...] = ()
    not_checked: tuple[NotChecked, ...] = ()
    quiet: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def must_be_corrected(self) -> bool:
        """Whether any finding must be corrected."""
        return any(finding.severity is Severity.CORRECT for finding in self.findings)

    def by_severity(self) -> dict[Severity, tuple[Finding, ...]]:
        """The findings under each severity that has any, the strongest first."""
        groups = {each: tuple(f for f in self.findings if f.severity is each) for each in Severity}
        return {severity: findings for severity, findings in groups.items() if findings}

    def as_json(self) -> dict[str, Any]:
        """Findings and silences as the JSON contract has them (the caller adds ``file``)."""
        return {
            "findings": [finding.as_json() for finding in self.findings],
            "not_checked": [silence.as_json() for silence in self.not_checked],
        }
