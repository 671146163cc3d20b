"""What is done with people and organisations: each one function, whole or not at all, told to the chain."""

from __future__ import annotations

from redovisa_service.accounts.commands.inviting import (
    accept,
    accept_as,
    accept_from_provider,
    check_invited,
    invite,
    open_invitation,
    withdraw_invitation,
)
from redovisa_service.accounts.commands.organising import (
    cover,
    end_coverage,
    end_engagement,
    engage,
    found_organisation,
)
from redovisa_service.accounts.commands.roles import delegate_signing, end_membership

__all__ = [
    "accept",
    "accept_as",
    "accept_from_provider",
    "check_invited",
    "cover",
    "delegate_signing",
    "end_coverage",
    "end_engagement",
    "end_membership",
    "engage",
    "found_organisation",
    "invite",
    "open_invitation",
    "withdraw_invitation",
]
