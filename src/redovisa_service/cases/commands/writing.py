"""Filling in the form: starting from what is known, writing in its cells, explaining what was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from redovisa.checking.finding import Severity
from redovisa.form.parse import is_blank
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reviewing.act import Act
from redovisa.reviewing.policy import Refused, check_act, check_day
from redovisa.reviewing.status import Status
from redovisa_service.accounts.acting import Acting
from redovisa_service.cases import draft, queries
from redovisa_service.cases.chain import record
from redovisa_service.cases.models import Campaign, Case, Cell, Explanation, Granted
from redovisa_service.cases.reach import NotReached, held, window
from redovisa_service.clock import now, today

#: What rarely changes from one year to the next, and is carried over to be looked through.
_CARRIED_OVER = ("contact.", "coverage.", "provider.", "priority.has_order", "priority.order")
_LEAST_EXPLANATION = 10


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cell that someone else changed meanwhile: what stands there, by whom; nothing was overwritten."""

    field: str
    theirs: str
    mine: str
    by: str
    revision: int


@dataclass(frozen=True, slots=True)
class Written:
    """What a save did: the new revision of each cell that was saved, and the cells that were not."""

    saved: Mapping[str, int]
    conflicts: tuple[Conflict, ...] = ()


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
            "länsstyrelsens beslut",
        )
        positions = draft.as_typed(fields["economy.granted.positions"], float(granted.positions))
        known["economy.granted.positions"] = positions, "länsstyrelsens beslut"
    return known


@transaction.atomic
def write(*, by: Acting, case: int, typed: Mapping[str, str], seen: Mapping[str, int]) -> Written:
    """Saves what was typed, right or wrong, as it was typed.

    ``seen`` is the revision of each cell that the writer had before her (0: an empty one). A cell that someone else
    has changed since is left as it is, and told as a conflict. Raises Refused when the case cannot be written in.
    """
    found, following = held(by, case, Act.WRITE)
    asked = draft.asked(found.campaign.edition)
    now_there = {cell.field: cell for cell in found.cells.select_related("changed_by")}
    saved: dict[str, int] = {}
    conflicts: list[Conflict] = []
    changed: list[str] = []
    for key, text in typed.items():
        if key not in asked:
            continue
        raw = _as_kept(text)
        cell = now_there.get(key)
        there, revision = (cell.raw, cell.revision) if cell else ("", 0)
        if raw == there:
            saved[key] = revision
        elif cell and seen.get(key, 0) != revision:
            conflicts.append(Conflict(key, there, raw, str(cell.changed_by), revision))
        else:
            saved[key] = put(by, found, key, raw, cell)
            changed.append(key)
    if changed:
        found.status = following
        found.save(update_fields=["status"])
        record(Act.WRITE, by=by, case=found, fields=sorted(changed))
    return Written(saved, tuple(conflicts))


def put(by: Acting, case: Case, key: str, raw: str, cell: Cell | None, place: str = "") -> int:
    """Writes one cell and gives its new revision; the caller has checked that it may be written."""
    if cell is None:
        Cell.objects.create(case=case, field=key, raw=raw, changed_by=by.person, changed_at=now(), place=place)
        return 1
    cell.raw, cell.revision, cell.place = raw, cell.revision + 1, place
    cell.changed_by, cell.changed_at = by.person, now()
    cell.save()
    return cell.revision


def _as_kept(text: str) -> str:
    """The text as it is kept: one sort of line ends, without the sign that no database keeps."""
    kept = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if len(kept) > draft.MOST_SIGNS:
        raise Refused(f"Texten är {len(kept)} tecken lång; i en ruta får det stå högst {draft.MOST_SIGNS}. Korta den.")
    return "" if is_blank(kept) else kept


@transaction.atomic
def explain(*, by: Acting, case: int, code: str, text: str) -> Explanation | None:
    """Gives the reason for a finding, or with an empty text takes it back; it holds for the values that stand now."""
    found, following = held(by, case, Act.EXPLAIN)
    finding = next((one for one in queries.draft_of(found).checked.findings if one.code == code), None)
    if finding is None:
        raise Refused("Anmärkningen finns inte längre: någon har ändrat uppgifterna. Läs in sidan på nytt.")
    if finding.severity is Severity.CORRECT:
        raise Refused("Det här går inte att förklara bort: rätta uppgiften, eller töm rutan om svaret inte är känt.")
    words = _as_kept(text).strip()
    found.status = following
    found.save(update_fields=["status"])
    if not words:
        Explanation.objects.filter(case=found, code=code).delete()
        record(Act.EXPLAIN, by=by, case=found, code=code, taken_back=True)
        return None
    if len(words) < _LEAST_EXPLANATION:
        raise Refused("Förklaringen är för kort för att länsstyrelsen ska förstå den. Skriv en hel mening.")
    explanation, _ = Explanation.objects.update_or_create(
        case=found,
        code=code,
        defaults={
            "fields": queries.explained_values(found, finding),
            "text": words,
            "given_by": by.person,
            "given_at": now(),
        },
    )
    record(Act.EXPLAIN, by=by, case=found, code=code)
    return explanation
