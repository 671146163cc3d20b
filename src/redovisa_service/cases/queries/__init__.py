"""What pages may know of cases: each question one function, and a constant number of look-ups."""

from __future__ import annotations

from redovisa_service.cases.queries.drafts import (
    Left,
    cells_of,
    content_hash,
    draft_of,
    explained_values,
    explanations,
    explanations_as_signed,
    holds,
    left_to_do,
    open_questions,
    previous,
)
from redovisa_service.cases.queries.overview import Round, case, days, rounds
from redovisa_service.cases.queries.versions import (
    Change,
    changes,
    document,
    documents,
    events,
    receipt_number,
    redovisning_in,
    texts_in,
    version,
    versions,
)

__all__ = [
    "Change",
    "Left",
    "Round",
    "case",
    "cells_of",
    "changes",
    "content_hash",
    "days",
    "document",
    "documents",
    "draft_of",
    "events",
    "explained_values",
    "explanations",
    "explanations_as_signed",
    "holds",
    "left_to_do",
    "open_questions",
    "previous",
    "receipt_number",
    "redovisning_in",
    "rounds",
    "texts_in",
    "version",
    "versions",
]
