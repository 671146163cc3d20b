"""Tells that something was done with people or refused; the room above writes it in the chain of events."""

from __future__ import annotations

from typing import Any

from django.dispatch import Signal

from redovisa_service.accounts.models import Organisation, Person

#: Sent within the transaction of what was done, with ``act``, ``person``, ``organisation`` (or None) and ``details``.
happened = Signal()


def tell(act: str, *, person: Person, organisation: Organisation | None, **details: Any) -> None:
    """Tells of an act; what listens writes it down, or the act is not done."""
    happened.send(sender=None, act=act, person=person, organisation=organisation, details=details)
