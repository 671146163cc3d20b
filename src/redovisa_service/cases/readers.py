"""Who hears of a case: those who have written in it, as long as they work for its organisation."""

from __future__ import annotations

from django.db.models import Q

from redovisa.reviewing.act import WRITERS
from redovisa_service.accounts.models import Engagement, Membership, Person
from redovisa_service.cases.models import Case
from redovisa_service.clock import today


def readers(case: Case) -> list[Person]:
    """Those of the organisation, or of a provider it has engaged, who have written in the case; never anyone else.

    A colleague from elsewhere who filled in a part hears of her part alone. When all who wrote have left, it is all who
    may write.
    """
    day = today()
    providers = Engagement.objects.valid(day).filter(organisation=case.organisation_id).values("provider")
    here = Membership.objects.valid(day).filter(Q(organisation=case.organisation_id) | Q(organisation__in=providers))
    people = Person.objects.filter(is_active=True).order_by("pk").distinct()
    wrote = people.filter(pk__in=case.cells.values("changed_by"), memberships__in=here)
    return list(wrote) or list(people.filter(memberships__in=here.filter(role__in=WRITERS)))
