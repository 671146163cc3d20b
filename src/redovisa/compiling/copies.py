"""Copies: the same redovisning sent or saved more than once counts once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from redovisa.compiling.brief import Brief


def marked(briefs: Iterable[Brief]) -> list[Brief]:
    """The briefs in the same order; each that holds the same as an earlier one says which."""
    first: dict[str, str] = {}
    found = []
    for brief in briefs:
        original = first.setdefault(brief.same, brief.name) if brief.same else brief.name
        found.append(brief if original == brief.name else replace(brief, copy_of=original))
    return found
