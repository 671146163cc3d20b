"""The tables of people and organisations."""

from __future__ import annotations

from redovisa_service.accounts.models.letter import Letter
from redovisa_service.accounts.models.membership import Invitation, Membership
from redovisa_service.accounts.models.organisation import REPORTING, ROLES_OF, Coverage, Engagement, Kind, Organisation
from redovisa_service.accounts.models.person import Person

__all__ = [
    "REPORTING",
    "ROLES_OF",
    "Coverage",
    "Engagement",
    "Invitation",
    "Kind",
    "Letter",
    "Membership",
    "Organisation",
    "Person",
]
