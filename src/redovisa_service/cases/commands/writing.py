"""Writing in the form: every change is kept as it was typed, and nothing of anyone else's is overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from redovisa.form.parse import is_blank
from redovisa.reviewing.act import Act
from redovisa.reviewing.policy import Refused, next_status
from redovisa_service.accounts.acting import Acting
from redovisa_service.accounts.naming import unturned
from redovisa_service.cases import draft
from redovisa_service.cases.chain import record
from redovisa_service.cases.models import Case, Cell, Document
from redovisa_service.cases.names import called, names_in
from redovisa_service.cases.reach import held
from redovisa_service.clock import now


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
def write(*, by: Acting, case: int, typed: Mapping[str, str], seen: Mapping[str, int]) -> Written:
    """Saves what was typed, right or wrong, as it was typed.

    ``seen`` is the revision of each cell that the writer had before her (0: an empty one). A cell that someone else
    has changed since is left as it is, and told as a conflict. Raises Refused when the case cannot be written in.
    """
    found, _ = held(by, case, Act.WRITE)
    return write_in(found, by=by, typed=typed, seen=seen, room_for=draft.asked(found.campaign.edition))


def write_in(
    found: Case, *, by: Acting, typed: Mapping[str, str], seen: Mapping[str, int], room_for: frozenset[str]
) -> Written:
    """Saves what was typed in a case that the caller holds; fields that are not in ``room_for`` are passed over."""
    now_there = {cell.field: cell for cell in found.cells.select_related("changed_by")}
    saved: dict[str, int] = {}
    conflicts: list[Conflict] = []
    changed: list[str] = []
    for key, text in typed.items():
        if key not in room_for:
            continue
        raw = as_written(text)
        cell = now_there.get(key)
        there, revision = (cell.raw, cell.revision) if cell else ("", 0)
        if raw == there:
            saved[key] = revision
        elif cell and seen.get(key, 0) != revision:
            conflicts.append(Conflict(key, there, raw, called(cell.changed_by, names_in(found)), revision))
        else:
            saved[key] = put(by, found, key, raw, cell)
            changed.append(key)
    if changed:
        found.status = next_status(found.stands, Act.WRITE)
        found.save(update_fields=["status"])
        record(Act.WRITE, by=by, case=found, fields=sorted(changed))
    return Written(saved, tuple(conflicts))


def put(
    by: Acting, case: Case, key: str, raw: str, cell: Cell | None, place: str = "", document: Document | None = None
) -> int:
    """Writes one cell and gives its new revision; the caller has checked that it may be written.

    What a document gives covers what stood there, so that it comes back if the document is taken back.
    """
    if cell is None:
        Cell.objects.create(
            case=case, field=key, raw=raw, changed_by=by.person, changed_at=now(), place=place, document=document
        )
        return 1
    beneath = [] if document is None else cell.beneath
    if document is not None and cell.document_id != document.pk:
        beneath = [*beneath, [cell.raw, cell.place, cell.document_id]]
    return lay(by, cell, (raw, place, document.pk if document else None), beneath)


def lay(by: Acting, cell: Cell, layer: tuple[str, str, int | None], beneath: list[Any]) -> int:
    """Writes one cell with what is to lie beneath it; a layer is a text, its place and its document's key."""
    cell.raw, cell.place, cell.document_id = layer
    cell.beneath, cell.revision = beneath, cell.revision + 1
    cell.changed_by, cell.changed_at = by.person, now()
    cell.save()
    return cell.revision


def as_kept(text: str, most: int = draft.MOST_SIGNS) -> str:
    """Words that someone says, as they are kept: as typed, but shown in the order in which they are written.

    Raises Refused when they are longer than ``most``: nothing is cut in silence.
    """
    return as_written(unturned(text), most)


def as_written(text: str, most: int = draft.MOST_SIGNS) -> str:
    """What stands in a cell: one sort of line ends, without the sign that no database keeps.

    Raises Refused when it is longer than ``most``.
    """
    kept = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if len(kept) > most:
        raise Refused(
            "Texten är %(length)s tecken lång; i en ruta får det stå högst %(most)s. Korta den.",
            length=str(len(kept)),
            most=str(most),
        )
    return "" if is_blank(kept) else kept
