"""The county board's acts beside the cases: what each one was granted, and longer time with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from redovisa.form.parse import Unclear, parse
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reviewing.act import COUNTY, Role
from redovisa.reviewing.policy import Refused, WrongRole
from redovisa_service.accounts.acting import Acting
from redovisa_service.accounts.models import Kind, Membership, Organisation
from redovisa_service.accounts.naming import as_name
from redovisa_service.accounts.post import post
from redovisa_service.cases.chain import record
from redovisa_service.cases.models import Campaign, Extension, Granted
from redovisa_service.cases.reach import NotReached, reporters
from redovisa_service.clock import now, today

AMOUNT, POSITIONS = "economy.granted.amount", "economy.granted.positions"
_MOST_AMOUNT = 2_000_000_000
_MOST_POSITIONS = 9_999
_LEAST_REASON = 10
_MOST_REASON = 2_000


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in a row of the table: the amount in kronor and the positions, as typed."""

    amount: str
    positions: str


class NotGranted(Refused):
    """Rows that cannot be used as they stand; nothing was saved. ``rows`` says why, by organisation."""

    def __init__(self, rows: Mapping[int, str]) -> None:
        super().__init__(_("Inget är sparat: %(count)s rader behöver rättas.") % {"count": len(rows)})
        self.rows = rows


@transaction.atomic
def grant(*, by: Acting, year: int, rows: Mapping[int, Typed], seen: Mapping[int, Typed]) -> int:
    """Saves what the county's reporters were granted, all rows or none; how many were changed.

    ``seen`` is what each row showed when it was opened: one that someone else has changed since is not overwritten.
    A row left empty is one without a grant. Raises NotGranted with the reason for each row.
    """
    campaign = _campaign(by, year)
    reach = {one.pk: one for one in reporters(by)}
    if not rows.keys() <= reach.keys():
        raise NotReached
    stood = {one.organisation_id: one for one in campaign.granted.select_for_update().filter(organisation__in=reach)}
    wrong: dict[int, str] = {}
    meant: dict[int, tuple[int, Decimal] | None] = {}
    for number, typed in rows.items():
        known = meaning(typed)
        if isinstance(known, str):
            wrong[number] = known
        elif (was := _stands(stood.get(number))) != known:
            if number in seen and meaning(seen[number]) != was:
                wrong[number] = _("Någon annan har ändrat raden till %(theirs)s sedan sidan öppnades.") % {
                    "theirs": _("tom") if was is None else f"{was[0]} kr, {was[1]}"
                }
            else:
                meant[number] = known
    if wrong:
        raise NotGranted(wrong)
    for number, known in meant.items():
        was = _stands(stood.get(number))
        if known is None:
            stood[number].delete()
        else:
            Granted.objects.update_or_create(
                campaign=campaign, organisation=reach[number], defaults={"amount": known[0], "positions": known[1]}
            )
        record("grant", by=by, year=year, to=number, before=_told(was), after=_told(known))
    return len(meant)


def meaning(typed: Typed) -> tuple[int, Decimal] | str | None:
    """Amount and positions, None for an empty row, or why they cannot be used."""
    amount, positions = (
        parse(GRANT.form.fields[key], raw) for key, raw in ((AMOUNT, typed.amount), (POSITIONS, typed.positions))
    )
    for value in (amount, positions):
        if isinstance(value, Unclear):
            # Why, exactly, the parser tells in Swedish alone.
            return value.why if get_language() != "en" else _("Talet går inte att läsa. Skriv det bara med siffror.")
    if amount is None and positions is None:
        return None
    if not isinstance(amount, int) or not isinstance(positions, int | float):
        return _("Skriv både belopp och årsanställningar, eller lämna båda tomma.")
    if not 0 <= amount <= _MOST_AMOUNT or not 0 <= positions <= _MOST_POSITIONS:
        return _("Talet är för stort eller mindre än noll.")
    if Decimal(str(positions)) != round(Decimal(str(positions)), 2):
        return _("Skriv årsanställningar med högst två decimaler.")
    return amount, Decimal(str(positions)).quantize(Decimal("0.01"))


def _stands(granted: Granted | None) -> tuple[int, Decimal] | None:
    return None if granted is None else (granted.amount, granted.positions.quantize(Decimal("0.01")))


def _told(value: tuple[int, Decimal] | None) -> list[str] | None:
    return None if value is None else [str(value[0]), str(value[1])]


@transaction.atomic
def extend(*, by: Acting, year: int, organisation: int, until: date, reason: str, link: str) -> Extension:
    """Gives one of the county's reporters longer time, with the reason; a letter tells those who write and sign."""
    campaign = _campaign(by, year)
    found = reporters(by).filter(pk=organisation).first()
    if found is None:
        raise NotReached
    words = as_name(reason)
    if not _LEAST_REASON <= len(words) <= _MOST_REASON:
        raise Refused(_("Skriv varför längre tid ges, med minst %(least)s tecken.") % {"least": _LEAST_REASON})
    if until <= campaign.last_new or until < today():
        raise Refused(
            _("Längre tid ska gå längre än till %(last)s, som gäller för alla, och inte ha passerat.")
            % {"last": campaign.last_new.isoformat()}
        )
    if until.year > campaign.year + 3:
        raise Refused(_("Dagen ligger långt fram. Kontrollera årtalet."))
    made = Extension.objects.create(
        campaign=campaign, organisation=found, until=until, reason=words, given_by=by.person
    )
    _tell(found, campaign, until, by.organisation, link)
    record("extend", by=by, year=year, to=found.pk, until=until.isoformat(), reason=words)
    return made


@transaction.atomic
def withdraw_extension(*, by: Acting, extension: int) -> Extension:
    """Takes longer time back; what was handed in during it stays received."""
    _check_county(by)
    found = (
        Extension.objects.select_for_update(of=("self",))
        .select_related("campaign", "organisation")
        .filter(pk=extension, organisation__in=reporters(by))
        .first()
    )
    if found is None:
        raise NotReached
    if found.withdrawn_at is not None:
        raise Refused(_("Den längre tiden är redan återtagen."))
    found.withdrawn_at = now()
    found.save(update_fields=["withdrawn_at"])
    record("withdraw_extension", by=by, year=found.campaign.year, to=found.organisation_id)
    return found


def _tell(organisation: Organisation, campaign: Campaign, until: date, board: Organisation, link: str) -> None:
    able = (Role.REPORTER, Role.SIGNATORY, Role.OMBUD)
    held = Membership.objects.valid(today()).filter(organisation=organisation, role__in=able).select_related("person")
    for person in sorted({one.person for one in held if one.person.is_active}, key=lambda one: one.pk):
        post(
            to=person.email,
            subject=gettext_noop("Längre tid: %(campaign)s"),
            text=gettext_noop(
                "%(board)s har gett %(organisation)s längre tid: redovisningen för %(year)s ska lämnas senast den "
                "%(until)s.\n\nGå till redovisningen:\n%(link)s"
            ),
            campaign=campaign,
            board=board,
            organisation=organisation,
            year=campaign.year,
            until=until.isoformat(),
            link=link,
        )


def _campaign(by: Acting, year: int) -> Campaign:
    _check_county(by)
    campaign = Campaign.objects.filter(year=year).first()
    if campaign is None:
        raise NotReached
    return campaign


def _check_county(by: Acting) -> None:
    if by.roles.isdisjoint(COUNTY) or by.organisation.kind != Kind.COUNTY_BOARD:
        raise WrongRole(
            _("Du kan inte ändra beviljade medel eller ge längre tid. Det gör den som är %(who)s.")
            % {"who": _(Role.COUNTY_OFFICER.swedish)}
        )
