"""Starting: what is known already is proposed to be confirmed, so that nothing is typed twice; counts never."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from redovisa.personligt_ombud.grant import GRANT
from redovisa.reviewing.act import Act
from redovisa.reviewing.policy import check_act, check_day
from redovisa.reviewing.status import Status
from redovisa_service.accounts.acting import Acting
from redovisa_service.cases import draft, queries
from redovisa_service.cases.chain import record
from redovisa_service.cases.models import Campaign, Case, Cell, Granted
from redovisa_service.cases.reach import NotReached, held, window
from redovisa_service.clock import now, today

#: What rarely changes from one year to the next.
_CARRIED_OVER = ("contact.", "coverage.", "provider.", "steering_group.", "priority.has_order", "priority.order")


@transaction.atomic
def start(*, by: Acting, year: int) -> Case:
    """Begins the organisation's redovisning of a year; one that is begun already is given back as it is."""
    campaign = Campaign.objects.filter(year=year).first()
    if campaign is None or not by.organisation.reports:
        raise NotReached
    case, is_new = Case.objects.select_for_update(of=("self",)).get_or_create(
        campaign=campaign, organisation=by.organisation, defaults={"status": Status.NOT_STARTED}
    )
    if not is_new and case.stands is not Status.NOT_STARTED:
        return case
    case.status = check_act(Act.START, case.stands, by.roles)
    check_day(Act.START, Status.NOT_STARTED, window(case), today())
    case.save(update_fields=["status"])
    known = _known_from_start(case)
    Cell.objects.bulk_create(
        Cell(case=case, field=key, raw=raw, changed_by=by.person, changed_at=now(), place=place)
        for key, (raw, place) in known.items()
        if raw
    )
    record(Act.START, by=by, case=case, carried_over=sorted(known))
    return case


def _known_from_start(case: Case) -> dict[str, tuple[str, str]]:
    """What need not be typed: last year's answers that seldom change, the year, the name and what was granted."""
    fields, asked = GRANT.form.fields, draft.asked(case.campaign.edition)
    known: dict[str, tuple[str, str]] = {}
    previous = queries.previous(case)
    for key, value in (previous.values() if previous else {}).items():
        if key in asked and key.startswith(_CARRIED_OVER):
            known[key] = draft.as_typed(fields[key], value), draft.LAST_YEAR
    known["report.year"] = str(case.campaign.year), ""
    known.setdefault("contact.municipality", (case.organisation.name, ""))
    granted = Granted.objects.filter(campaign=case.campaign, organisation=case.organisation).first()
    if granted:
        known["economy.granted.amount"] = (
            draft.as_typed(fields["economy.granted.amount"], granted.amount),
            draft.BOARDS_DECISION,
        )
        positions = draft.as_typed(fields["economy.granted.positions"], float(granted.positions))
        known["economy.granted.positions"] = positions, draft.BOARDS_DECISION
    return known


@transaction.atomic
def confirm_last_year(*, by: Acting, case: int, fields: Collection[str]) -> int:
    """Says that what was carried over from last year holds for this year too, for the fields; how many it was."""
    found, following = held(by, case, Act.WRITE)
    carried = list(found.cells.filter(place=draft.LAST_YEAR, field__in=fields))
    for cell in carried:
        cell.place, cell.changed_by, cell.changed_at = draft.CONFIRMED, by.person, now()
        cell.save(update_fields=["place", "changed_by", "changed_at"])
    if carried:
        found.status = following
        found.save(update_fields=["status"])
        record(Act.WRITE, by=by, case=found, confirmed=sorted(cell.field for cell in carried))
    return len(carried)
