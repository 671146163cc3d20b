"""What the rules rest on: the ordinance, the form's own printed words, or what is plausible."""

from __future__ import annotations

from redovisa.checking.rule import Source, Strength

ORDINANCE = "förordning (2013:522) om statsbidrag till kommuner som bedriver verksamhet med personligt ombud"


def law(paragraph: str) -> Source:
    """A paragraph of the ordinance, such as ``10 §``; its content stands in ``law.yaml``."""
    return Source(Strength.LAW, f"{paragraph} {ORDINANCE}", paragraph)


def printed(words: str) -> Source:
    """Words printed in the form itself."""
    return Source(Strength.INSTRUCTION, words)


def plausible(thought: str) -> Source:
    """No source but reason: why it is likely a mistake."""
    return Source(Strength.PLAUSIBILITY, thought)
