"""The form's pages as cases know them: the sections of an edition, each with the fields that stand in it."""

from __future__ import annotations

from functools import cache

from redovisa.personligt_ombud.grant import GRANT
from redovisa_service.cases import draft
from redovisa_service.pages.layout import Section, sections


@cache
def sections_of(edition: int) -> tuple[Section, ...]:
    """The pages of the form of an edition."""
    return sections(draft.edition(edition), GRANT.form.fields, draft.asked(edition))


def section_of(edition: int, number: int) -> Section | None:
    """The page with the number, or None."""
    return next((section for section in sections_of(edition) if section.number == number), None)


def section_with(edition: int, key: str) -> int:
    """The number of the page where a field is; 1 for one that is on no page."""
    return next((section.number for section in sections_of(edition) if key in section.keys), 1)
