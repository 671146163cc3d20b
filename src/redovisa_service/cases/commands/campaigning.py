"""The nation's acts: opening a year's round of redovisningar, and changing its days and its edition."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from redovisa.personligt_ombud.grant import GRANT
from redovisa.reviewing.act import Role
from redovisa.reviewing.policy import Refused, WrongRole
from redovisa_service.accounts.acting import Acting
from redovisa_service.accounts.models import Kind
from redovisa_service.cases.chain import record
from redovisa_service.cases.models import Campaign
from redovisa_service.clock import today

_FIRST_YEAR = 2014


@dataclass(frozen=True, slots=True)
class Days:
    """What is decided of a campaign: the edition of the form, and its days in order."""

    edition: int
    opens: date
    deadline: date
    last_new: date
    last_correction: date

    def as_told(self) -> dict[str, Any]:
        """As events keep it."""
        return {key: value.isoformat() if isinstance(value, date) else value for key, value in asdict(self).items()}


@transaction.atomic
def open_campaign(*, by: Acting, year: int, days: Days) -> Campaign:
    """Makes the round of a reported year; raises Refused when it is there already, or its days cannot be."""
    _check_nation(by)
    if not _FIRST_YEAR <= year <= today().year + 1:
        raise Refused(
            _("Året ska vara mellan %(first)s, då förordningen började gälla, och nästa år.") % {"first": _FIRST_YEAR}
        )
    if Campaign.objects.filter(year=year).exists():
        raise Refused(_("Det finns redan en redovisningsomgång för %(year)s. Ändra den i stället.") % {"year": year})
    _check(year, days)
    made = Campaign.objects.create(year=year, **asdict(days))
    record("open_campaign", by=by, year=year, **days.as_told())
    return made


@transaction.atomic
def change_campaign(*, by: Acting, year: int, days: Days, seen: Days) -> Campaign:
    """Changes a round; ``seen`` is what the page showed. Raises Refused when someone else has changed it meanwhile.

    The edition stays once anyone has begun, and so does that it has opened.
    """
    _check_nation(by)
    found = Campaign.objects.select_for_update().filter(year=year).first()
    if found is None:
        raise Refused(_("Det finns ingen redovisningsomgång för %(year)s.") % {"year": year})
    stood = of_campaign(found)
    if stood != seen:
        raise Refused(
            _("Någon annan har ändrat omgången sedan sidan öppnades. Läs in den på nytt och se vad som gäller.")
        )
    _check(year, days)
    if found.cases.exists():
        if days.edition != stood.edition:
            raise Refused(_("Formulärets årgång kan inte bytas: kommuner har redan börjat fylla i."))
        if days.opens > max(today(), stood.opens):
            raise Refused(_("Omgången kan inte öppna senare: kommuner har redan börjat fylla i."))
    if days == stood:
        return found
    for name, value in asdict(days).items():
        setattr(found, name, value)
    found.save(update_fields=list(asdict(days)))
    record("change_campaign", by=by, year=year, before=stood.as_told(), after=days.as_told())
    return found


def of_campaign(campaign: Campaign) -> Days:
    """What is decided of the campaign as it stands."""
    return Days(campaign.edition, campaign.opens, campaign.deadline, campaign.last_new, campaign.last_correction)


def _check(year: int, days: Days) -> None:
    if days.edition not in GRANT.form.editions or days.edition > year:
        raise Refused(_("Välj en årgång av formuläret som finns och inte är nyare än året."))
    if not days.opens <= days.deadline <= days.last_new <= days.last_correction:
        raise Refused(
            _(
                "Dagarna ska komma i ordning: omgången öppnar, sista dag som visas, sista dag för en första "
                "redovisning, sista dag för rättelser. Ändra den som kommer för tidigt."
            )
        )
    if not date(year, 1, 1) <= days.opens or days.last_correction.year > year + 3:
        raise Refused(_("Dagarna ligger långt från året %(year)s. Kontrollera årtalen.") % {"year": year})


def _check_nation(by: Acting) -> None:
    if Role.NATIONAL_OFFICER not in by.roles or by.organisation.kind != Kind.NATIONAL:
        raise WrongRole(_("Du kan inte ändra redovisningsomgångar. Det gör den som är handläggare på Socialstyrelsen."))
