"""Rules for section 3, the trends that the ombud have noticed."""

from __future__ import annotations

from redovisa.checking.finding import Severity
from redovisa.checking.rule import Rule
from redovisa.checking.shapes import any_answered
from redovisa.personligt_ombud.rules.sources import printed

TRENDS = ("trends.reasons", "trends.groups")

RULES = (
    Rule(
        code="TEN-01",
        severity=Severity.NOTE,
        title="Tendenser till förändring beskrivs när de finns",
        source=printed("Ser ni några tendenser till förändring …? I så fall, på vilket sätt?"),
        needs=TRENDS,
        test=any_answered(TRENDS, "Ingen av de två frågorna om tendenser är besvarad."),
        why="Ombudens iakttagelser är ofta det första tecknet på att något förändras i landet.",
        do="Skriv gärna en mening om vad ombuden har sett, eller att ingen förändring märkts.",
    ),
)
