"""Reasons to choose among when what was questioned stands as it is, and the rules that none of them is enough for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from redovisa.checking.finding import Finding, Severity


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason of the expert's list: ``words`` is a Swedish sentence, ``rules`` the beginnings of the rules' codes.

    ``needs_words`` tells that the sentence alone explains nothing.
    """

    key: str
    words: str
    rules: tuple[str, ...] = ()
    needs_words: bool = False

    def fits(self, code: str) -> bool:
        """Whether it can be the reason for what the rule found; one that names no rule fits all."""
        return not self.rules or code.startswith(self.rules)


@dataclass(frozen=True, slots=True)
class Reasons:
    """The list in its order, and the rules that no reason is enough for, each with a Swedish sentence that says why."""

    listed: Sequence[Reason]
    never: Mapping[str, str]

    def for_rule(self, code: str) -> tuple[Reason, ...]:
        """The reasons to choose among, those for all rules last."""
        fitting = [reason for reason in self.listed if reason.fits(code)]
        return tuple(sorted(fitting, key=lambda reason: not reason.rules))

    def find(self, key: str, code: str) -> Reason | None:
        """The reason with the key, if it can be one for the rule."""
        return next((reason for reason in self.for_rule(code) if reason.key == key), None)

    def may_explain(self, finding: Finding) -> bool:
        """Whether the finding asks for something, and that can be an explanation instead of a correction."""
        return finding.severity is not Severity.NOTE and finding.code not in self.never
