"""Which cases one reaches: those of the organisation one acts for, or what its county board has received."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.http import Http404

from redovisa.reviewing.act import Act
from redovisa.reviewing.policy import Window, check_act, check_day
from redovisa.reviewing.status import Status
from redovisa_service.accounts.acting import Acting
from redovisa_service.accounts.models import REPORTING, Kind, Organisation
from redovisa_service.cases.models import Case, Extension
from redovisa_service.clock import today


class NotReached(Http404):
    """A case that is not there for the one who asks; whether it exists is not told."""


_RECEIVED = [status.value for status in Status if status.received]


def cases(by: Acting) -> QuerySet[Case]:
    """Every case that the organisation reaches; the only way in to the table."""
    organisation = by.organisation
    every = Case.objects.select_related("campaign", "organisation")
    if organisation.reports:
        return every.filter(organisation=organisation)
    if organisation.kind == Kind.COUNTY_BOARD:
        return every.filter(organisation__county=organisation.code, status__in=_RECEIVED)
    if organisation.kind == Kind.NATIONAL:
        return every.filter(status__in=_RECEIVED)
    return every.none()


def reporters(by: Acting) -> QuerySet[Organisation]:
    """Those who report to the county board that one acts for; none for others."""
    if by.organisation.kind != Kind.COUNTY_BOARD:
        return Organisation.objects.none()
    return Organisation.objects.filter(kind__in=REPORTING, county=by.organisation.code)


def one(by: Acting, number: int) -> Case:
    """The case with the number; raises NotReached when it is not the organisation's."""
    case = cases(by).filter(pk=number).first()
    if case is None:
        raise NotReached
    return case


def owner_among(organisations: Iterable[Organisation], number: int) -> int | None:
    """Which of these organisations that report the case with the number belongs to, by its key; None when to none."""
    reporting = [organisation.pk for organisation in organisations if organisation.reports]
    owners = Case.objects.filter(pk=number, organisation__in=reporting).values_list("organisation", flat=True)
    return owners.first()


def held(by: Acting, number: int, act: Act) -> tuple[Case, Status]:
    """The case, held against others until the transaction ends, and the status that the act leads to.

    Raises NotReached, or Refused and WrongRole with the reason.
    """
    if not cases(by).filter(pk=number).exists():
        raise NotReached
    case = Case.objects.select_for_update(of=("self",)).select_related("campaign", "organisation").get(pk=number)
    following = check_act(act, case.stands, by.roles)
    check_day(act, case.stands, window(case), today())
    return case, following


def window(case: Case) -> Window:
    """When the case can be answered, with what the county board has extended."""
    campaign = case.campaign
    given = Extension.objects.filter(campaign=campaign, organisation=case.organisation, withdrawn_at=None)
    longest = given.order_by("until").last()
    return Window(campaign.opens, campaign.last_new, campaign.last_correction, longest.until if longest else None)
