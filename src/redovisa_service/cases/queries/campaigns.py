"""The rounds as the nation sees them, and a county's round: who reports, what was granted, how far they have come."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from redovisa.personligt_ombud.grant import GRANT
from redovisa.places.register import municipalities
from redovisa.reviewing.status import Status
from redovisa_service.accounts.acting import Acting
from redovisa_service.accounts.models import Coverage, Kind, Organisation
from redovisa_service.cases import reach
from redovisa_service.cases.models import Campaign, Event, Extension, Granted
from redovisa_service.cases.reach import NotReached
from redovisa_service.clock import today

_RECEIVED = [status.value for status in Status if status.received]


@dataclass(frozen=True, slots=True)
class Reporter:
    """One of the county's reporters in a round.

    ``covers`` are the other municipalities it reports for, ``covered_by`` those who report for it; ``status`` is
    what the county board may know: of a draft only that nothing has come in.
    """

    organisation: Organisation
    status: Status
    granted: Granted | None
    extension: Extension | None
    covers: tuple[str, ...]
    covered_by: tuple[str, ...]


def campaigns() -> list[Campaign]:
    """Every round, newest first, with ``received`` of how many redovisningar."""
    count = Count("cases", filter=Q(cases__status__in=_RECEIVED))
    return list(Campaign.objects.annotate(received=count, begun=Count("cases")).order_by("-year"))


def campaign(year: int) -> Campaign:
    """The round of a year; raises NotReached when there is none."""
    found = Campaign.objects.filter(year=year).first()
    if found is None:
        raise NotReached
    return found


def editions(year: int) -> list[int]:
    """The editions of the form that a round of the year may use, the newest first."""
    return sorted((edition for edition in GRANT.form.editions if edition <= year), reverse=True)


def years_without_campaign() -> list[int]:
    """The years that could be opened next: those after the newest, to this year and the next."""
    known = set(Campaign.objects.values_list("year", flat=True))
    now = today().year
    return [year for year in range(now - 1, now + 2) if year not in known]


def campaign_events(year: int) -> list[Event]:
    """What was done with the round, newest first."""
    acts = ("open_campaign", "change_campaign")
    return list(Event.objects.filter(act__in=acts, details__year=year).select_related("person").order_by("-number"))


def in_county(by: Acting, year: int) -> list[Reporter]:
    """Every reporter of the county in the round, by name; the number of look-ups does not grow with theirs."""
    organisations = list(reach.reporters(by))
    found = campaign(year)
    granted = {one.organisation_id: one for one in found.granted.filter(organisation__in=organisations)}
    cases = {one.organisation_id: one.stands for one in found.cases.filter(organisation__in=organisations)}
    extensions: dict[int, Extension] = {}
    for one in found.extensions.filter(organisation__in=organisations, withdrawn_at=None).order_by("until"):
        extensions[one.organisation_id] = one
    known = {code: place.full_name for code, place in municipalities().items()}
    by_reporter: dict[int, list[str]] = {}
    by_code: dict[str, list[str]] = {}
    for coverage in Coverage.objects.holds(year).filter(organisation__in=organisations).select_related("organisation"):
        if coverage.municipality != coverage.organisation.code:
            name = known.get(coverage.municipality, coverage.municipality)
            by_reporter.setdefault(coverage.organisation_id, []).append(name)
            by_code.setdefault(coverage.municipality, []).append(coverage.organisation.name)
    return [
        Reporter(
            one,
            cases.get(one.pk, Status.NOT_STARTED),
            granted.get(one.pk),
            extensions.get(one.pk),
            tuple(by_reporter.get(one.pk, ())),
            tuple(by_code.get(one.code, ())) if one.kind == Kind.MUNICIPALITY else (),
        )
        for one in organisations
    ]


def reporters(by: Acting) -> list[Organisation]:
    """The county's reporters, by name."""
    return list(reach.reporters(by))


def reporter(by: Acting, organisation: int) -> Organisation:
    """One of the county's reporters; raises NotReached for others."""
    found = reach.reporters(by).filter(pk=organisation).first()
    if found is None:
        raise NotReached
    return found


def extensions(by: Acting, year: int, organisation: int) -> list[Extension]:
    """The longer times that a reporter of the county was given in the round, newest first."""
    return list(
        campaign(year)
        .extensions.filter(organisation=reporter(by, organisation))
        .select_related("given_by")
        .order_by("-pk")
    )


def coverage(by: Acting) -> list[Coverage]:
    """Who reports for whom in the county: what holds or will, and what has ended."""
    return list(
        Coverage.objects.filter(organisation__in=reach.reporters(by))
        .select_related("organisation")
        .order_by("organisation__name", "municipality", "from_year")
    )
