"""What people are called in a case: a colleague from elsewhere by the name that her sender wrote, and by no other."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Q

from redovisa_service.accounts.models import Membership, Person
from redovisa_service.cases.models import Case


def names_in(case: Case) -> dict[int, str]:
    """By person: the name last written for each who was sent a part of the case and does not work for its organisation.

    One look-up when nothing was sent, else two. Whoever has an address may be anyone: to one who only wrote the
    address, nothing is told of what she is called elsewhere.
    """
    sent = {part.colleague_id: part.called for part in case.parts.select_related("colleague").order_by("pk")}
    if not sent:
        return {}
    here = Q(organisation=case.organisation_id) | Q(organisation__engagements__organisation=case.organisation_id)
    own = set(Membership.objects.filter(here, person__in=sent).values_list("person", flat=True))
    return {person: name for person, name in sent.items() if person not in own}


def called(person: Person, names: Mapping[int, str]) -> str:
    """What a person is called where ``names`` hold: ``names_in`` of the case."""
    return names.get(person.pk) or str(person)
