"""The chain of events: each is hashed together with the hash of the one before, so that no change goes unseen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction

from redovisa_service.accounts.acting import Acting
from redovisa_service.accounts.models import Organisation, Person
from redovisa_service.cases.models import Case, Event
from redovisa_service.clock import now

#: What the first event holds in the place of a hash.
BEGINNING = "0" * 64
#: One writer of events at a time: the number of PostgreSQL's advisory lock. SQLite has one writer anyway.
_LOCK = 20_130_522


def record(act: str, *, by: Acting, case: Case | None = None, **details: Any) -> Event:
    """Adds an event to the chain, within the transaction of what was done."""
    return add(act, person=by.person, organisation=by.organisation, case=case, details=details)


@transaction.atomic
def add(
    act: str, *, person: Person, organisation: Organisation | None, case: Case | None, details: dict[str, Any]
) -> Event:
    """Adds an event of a person, who may at that moment act for nobody."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    last = Event.objects.order_by("-number").values_list("number", "sha256").first() or (0, BEGINNING)
    event = Event(
        number=last[0] + 1,
        act=act,
        case=case,
        person=person,
        organisation=organisation,
        at=now().isoformat(),
        details=details,
        previous=last[1],
    )
    event.sha256 = hashed(event)
    event.save(force_insert=True)
    return event


def hashed(event: Event) -> str:
    """The hash of everything in an event and of the hash before it."""
    return hashlib.sha256(
        canonical(
            {
                "number": event.number,
                "act": event.act,
                "case": event.case_id,
                "person": event.person_id,
                "organisation": event.organisation_id,
                "at": event.at,
                "details": event.details,
                "previous": event.previous,
            }
        ).encode()
    ).hexdigest()


def canonical(value: Any) -> str:
    """JSON that is the same for the same values: keys in order, no blanks."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def broken(events: Iterable[Event]) -> list[str]:
    """Where the chain does not hold, as Swedish sentences; empty when every link is whole."""
    wrong: list[str] = []
    number, previous = 0, BEGINNING
    for event in events:
        if event.number != number + 1:
            wrong.append(f"Händelse {number + 1} saknas före händelse {event.number}.")
        if event.previous != previous:
            wrong.append(f"Händelse {event.number} hänger inte ihop med den före.")
        if event.sha256 != hashed(event):
            wrong.append(f"Händelse {event.number} är ändrad efter att den skrevs.")
        number, previous = event.number, event.sha256
    return wrong
