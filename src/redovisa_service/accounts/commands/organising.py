"""How organisations belong together over time: who reports for whom, and who does the work for whom."""

from __future__ import annotations

import re
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from redovisa.places.register import municipalities
from redovisa.reviewing.act import COUNTY, Role
from redovisa.reviewing.policy import Refused, WrongRole
from redovisa_service.accounts.acting import Acting
from redovisa_service.accounts.commands.inviting import invite_to
from redovisa_service.accounts.commands.roles import check_administrator
from redovisa_service.accounts.models import Coverage, Engagement, Kind, Organisation
from redovisa_service.accounts.naming import as_name
from redovisa_service.accounts.trace import tell
from redovisa_service.clock import today

_NUMBER = re.compile(r"(\d{6})-?(\d{4})")
_FIRST_YEAR = 2014


@transaction.atomic
def found_organisation(
    *, by: Acting, name: str, municipality: str, from_year: int, email: str, link: str
) -> Organisation:
    """A service that several municipalities of the county share, and its first administrator invited by letter.

    It reports for the municipality from the year on; ``cover`` adds the others.
    """
    _check_county(by)
    words = as_name(name)
    if not 3 <= len(words) <= 120:
        raise Refused(_("Skriv vad den gemensamma verksamheten heter, med 3 till 120 tecken."))
    if Organisation.objects.filter(name__iexact=words).exists():
        raise Refused(_("Det finns redan en organisation som heter %(name)s.") % {"name": words})
    count = Organisation.objects.filter(kind=Kind.SHARED, county=by.organisation.code).count()
    made = Organisation.objects.create(
        kind=Kind.SHARED, name=words, code=f"{by.organisation.code}-G{count + 1:02}", county=by.organisation.code
    )
    tell("found_organisation", person=by.person, organisation=by.organisation, made=made.pk, name=words)
    cover(by=by, organisation=made.pk, municipality=municipality, from_year=from_year)
    invite_to(made, by=by, email=email, role=Role.ADMINISTRATOR, link=link)
    return made


@transaction.atomic
def cover(*, by: Acting, organisation: int, municipality: str, from_year: int) -> Coverage:
    """Lets an organisation of the county report for a municipality too, from a reported year on."""
    reporter = _of_the_county(by, organisation)
    known = municipalities()
    if municipality not in known:
        raise Refused(_("Välj en kommun i listan."))
    if not _FIRST_YEAR <= from_year <= today().year + 1:
        raise Refused(_("Skriv ett redovisat år mellan %(first)s och nästa år.") % {"first": _FIRST_YEAR})
    overlapping = Coverage.objects.filter(organisation=reporter, municipality=municipality).exclude(
        to_year__lt=from_year
    )
    if overlapping.exists():
        raise Refused(
            _("%(reporter)s redovisar redan för %(municipality)s från det året.")
            % {"reporter": reporter, "municipality": known[municipality].full_name}
        )
    made = Coverage.objects.create(organisation=reporter, municipality=municipality, from_year=from_year)
    tell(
        "cover",
        person=by.person,
        organisation=by.organisation,
        reporter=reporter.pk,
        municipality=municipality,
        from_year=from_year,
    )
    return made


@transaction.atomic
def end_coverage(*, by: Acting, coverage: int, last_year: int) -> Coverage:
    """The last reported year that an organisation reports for a municipality; what was reported stays."""
    _check_county(by)
    found = Coverage.objects.filter(organisation__county=by.organisation.code, pk=coverage).first()
    if found is None or found.to_year is not None:
        raise Refused(_("Uppgiften finns inte i länet, eller är redan avslutad. Läs in sidan på nytt."))
    if last_year < found.from_year:
        raise Refused(_("Sista året ska inte vara före %(year)s.") % {"year": found.from_year})
    found.to_year = last_year
    found.save(update_fields=["to_year"])
    tell("end_coverage", person=by.person, organisation=by.organisation, coverage=found.pk, last_year=last_year)
    return found


@transaction.atomic
def engage(*, by: Acting, name: str, number: str, begin: date, end: date | None, email: str, link: str) -> Engagement:
    """Lets a provider do the work for the organisation between two days; ``number`` is its organisationsnummer.

    A provider that is new here gets an invitation to its first administrator.
    """
    check_administrator(by)
    if not by.organisation.reports:
        raise Refused(_("Bara den som redovisar kan ha en utförare."))
    if end is not None and end < begin:
        raise Refused(_("Sista dagen ska inte vara före den första. Ändra datumen."))
    provider = _provider(by, name, number, email, link)
    overlapping = Engagement.objects.filter(provider=provider, organisation=by.organisation).exclude(valid_to__lt=begin)
    if (overlapping.filter(valid_from__lte=end) if end else overlapping).exists():
        raise Refused(_("%(provider)s är redan er utförare någon av de dagarna.") % {"provider": provider})
    made = Engagement.objects.create(provider=provider, organisation=by.organisation, valid_from=begin, valid_to=end)
    tell("engage", person=by.person, organisation=by.organisation, provider=provider.pk, begin=begin.isoformat())
    return made


@transaction.atomic
def end_engagement(*, by: Acting, engagement: int) -> Engagement:
    """Ends yesterday what a provider does for the organisation: its people reach nothing there any more."""
    check_administrator(by)
    still = Q(valid_to__isnull=True) | Q(valid_to__gte=today())
    found = Engagement.objects.filter(still, organisation=by.organisation, pk=engagement).first()
    if found is None:
        raise Refused(_("Uppdraget finns inte hos er, eller är redan avslutat. Läs in sidan på nytt."))
    tell("end_engagement", person=by.person, organisation=by.organisation, provider=found.provider_id)
    if found.valid_from >= today():
        found.delete()
    else:
        found.valid_to = today() - timedelta(days=1)
        found.save(update_fields=["valid_to"])
    return found


def _provider(by: Acting, name: str, number: str, email: str, link: str) -> Organisation:
    digits = _NUMBER.fullmatch(number.strip())
    if digits is None:
        raise Refused(_("Skriv utförarens organisationsnummer med tio siffror, som 802000-0000."))
    code = f"{digits[1]}-{digits[2]}"
    known = Organisation.objects.filter(kind=Kind.PROVIDER, code=code).first()
    if known is not None:
        return known
    words = as_name(name)
    if not 2 <= len(words) <= 120:
        raise Refused(_("Skriv vad utföraren heter."))
    made = Organisation.objects.create(kind=Kind.PROVIDER, name=words, code=code, county="")
    invite_to(made, by=by, email=email, role=Role.ADMINISTRATOR, link=link)
    return made


def _of_the_county(by: Acting, organisation: int) -> Organisation:
    _check_county(by)
    found = Organisation.objects.filter(pk=organisation, county=by.organisation.code).first()
    if found is None or not found.reports:
        raise Refused(_("Organisationen redovisar inte till er länsstyrelse. Läs in sidan på nytt."))
    return found


def _check_county(by: Acting) -> None:
    if by.roles.isdisjoint(COUNTY) or by.organisation.kind != Kind.COUNTY_BOARD:
        raise WrongRole(_("Du kan inte ändra vem som redovisar för vem. Det gör den som handlägger på länsstyrelsen."))
