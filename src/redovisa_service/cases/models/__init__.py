"""The tables of cases; only the commands and the queries of this room touch them."""

from __future__ import annotations

from redovisa_service.cases.models.campaign import Campaign, Extension, Granted
from redovisa_service.cases.models.case import Case, Cell, Document, Explanation, Question
from redovisa_service.cases.models.part import Part, Seen
from redovisa_service.cases.models.presence import Presence
from redovisa_service.cases.models.trace import Event, Version

__all__ = [
    "Campaign",
    "Case",
    "Cell",
    "Document",
    "Event",
    "Explanation",
    "Extension",
    "Granted",
    "Part",
    "Presence",
    "Question",
    "Seen",
    "Version",
]
