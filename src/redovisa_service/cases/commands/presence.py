"""Being seen: a page of the form that is open tells so now and then, and is forgotten when it falls silent."""

from __future__ import annotations

from datetime import timedelta

from redovisa_service.accounts.acting import Acting
from redovisa_service.cases.models import Case, Presence
from redovisa_service.clock import now

#: One who was heard of so lately need not be written down again: a page asks more often than it tells.
_OFTEN = timedelta(seconds=30)
_FORGOTTEN = timedelta(days=1)


def be_seen(*, by: Acting, case: Case, section: int) -> None:
    """Notes that the person has this page open."""
    moment = now()
    there = Presence.objects.filter(case=case, person=by.person).first()
    if there and there.section == section and moment - there.seen_at < _OFTEN:
        return
    Presence.objects.update_or_create(case=case, person=by.person, defaults={"section": section, "seen_at": moment})
    if there is None:
        Presence.objects.filter(seen_at__lt=moment - _FORGOTTEN).delete()


def be_gone(*, by: Acting, case: Case) -> None:
    """Notes that the person is done: she is not said to be writing until her page has been silent long enough."""
    Presence.objects.filter(case=case, person=by.person).delete()
