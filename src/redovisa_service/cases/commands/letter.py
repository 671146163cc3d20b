"""A letter about a case: it always knows whose redovisning it is about, and of which year."""

from __future__ import annotations

from redovisa_service.accounts.models import Letter
from redovisa_service.accounts.post import post
from redovisa_service.cases.models import Case


def write_about(case: Case, *, to: str, subject: str, text: str, **more: object) -> Letter:
    """Queues a letter as ``post`` does; the places ``campaign``, ``organisation`` and ``year`` are the case's."""
    campaign = case.campaign
    about = {"campaign": campaign, "organisation": case.organisation, "year": campaign.year}
    return post(to=to, subject=subject, text=text, **about, **more)
