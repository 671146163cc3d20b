"""Proposals: what is certain fills empty cells, what differs is asked, and nothing is overwritten silently."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext

from redovisa.form.parse import is_blank, parse
from redovisa.personligt_ombud.grant import GRANT
from redovisa.places.find import find
from redovisa.reviewing.act import Act
from redovisa.reviewing.policy import Refused
from redovisa_service.accounts.acting import Acting
from redovisa_service.cases import draft
from redovisa_service.cases.chain import record
from redovisa_service.cases.commands.writing import put
from redovisa_service.cases.intake.proposals import Offered, Proposals
from redovisa_service.cases.models import Case, Cell, Document, Question
from redovisa_service.cases.reach import NotReached, held
from redovisa_service.clock import now

_EMPTY = "Rutan är tom i det nya dokumentet, men ifylld ur ett tidigare. Ska den tömmas?"


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of differences: fields taken from the document, kept as they were, and changed meanwhile."""

    taken: tuple[str, ...]
    kept: tuple[str, ...]
    meanwhile: tuple[str, ...]


def take(by: Acting, case: Case, document: Document, proposals: Proposals) -> int:
    """Puts certain answers in cells that nobody has filled, and asks about the rest; how many answers stand now.

    The caller holds the case.
    """
    asked = draft.asked(case.campaign.edition)
    cells = {cell.field: cell for cell in case.cells.select_related("document")}
    questions: list[Question] = []
    stands = 0
    for one in proposals.offered:
        cell = cells.get(one.field)
        if one.field not in asked:
            continue
        if cell is None or _is_free(cell):
            put(by, case, one.field, one.text, cell, _place(document, one.place), document)
        elif not _same(one.field, cell.raw, one.text):
            questions.append(_difference(case, document, one))
            continue
        stands += 1
    questions += _doubts(case, document, proposals, cells, asked)
    questions += _emptied(case, document, proposals, cells)
    # A later document's question takes the place of an earlier one about the same field.
    case.questions.filter(settled_at=None, field__in=[one.field for one in questions]).update(settled_at=now())
    Question.objects.bulk_create(questions)
    return stands


def _is_free(cell: Cell) -> bool:
    """Whether nobody has said what is to stand in the cell: not even that it is to be empty."""
    return cell.place in (draft.LAST_YEAR, draft.TAKEN_BACK)


def _same(key: str, raw: str, text: str) -> bool:
    """Whether two texts mean the same: as values, or as two ways to write one municipality."""
    field = GRANT.form.fields[key]
    if key == "contact.municipality":
        places = {find(name).municipality or name for name in (raw, text)}
        return len(places) == 1
    return raw == text or (not is_blank(raw) and parse(field, raw) == parse(field, text))


def _place(document: Document, place: str) -> str:
    return f"{document.name}, {place}"[:120]


def _difference(case: Case, document: Document, one: Offered, why: str = "") -> Question:
    return Question(
        case=case,
        document=document,
        field=one.field,
        why=why or "I dokumentet står något annat än i formuläret.",
        raw=one.raw,
        candidates=[one.text],
        place=one.place[:120],
        is_difference=True,
    )


def _doubts(
    case: Case, document: Document, proposals: Proposals, cells: Mapping[str, Cell], asked: frozenset[str]
) -> list[Question]:
    """What the source leaves open, unless someone has answered the same before and the answer still stands."""
    known = set(case.questions.exclude(settled_by=None).values_list("field", "raw"))
    return [
        Question(
            case=case,
            document=document,
            field=one.field,
            why=one.why,
            raw=one.raw,
            candidates=list(one.candidates),
            place=one.place[:120],
        )
        for one in proposals.asked
        if one.field in asked
        and not ((one.field, one.raw) in known and not (one.field in cells and _is_free(cells[one.field])))
    ]


def _emptied(case: Case, document: Document, proposals: Proposals, cells: Mapping[str, Cell]) -> list[Question]:
    """Cells that stand as an earlier document gave them, and that this one leaves blank."""
    if not proposals.is_whole:
        return []
    said = {one.field for one in proposals.offered} | {one.field for one in proposals.asked}
    return [
        _difference(case, document, Offered(key, "", "", ""), _EMPTY)
        for key, cell in cells.items()
        if cell.document_id not in (None, document.pk) and not is_blank(cell.raw) and key not in said
    ]


@transaction.atomic
def answer_question(*, by: Acting, case: int, question: int, typed: str) -> Question:
    """Settles a question: what was chosen or typed stands in the cell; empty leaves the cell empty.

    A second click with the same answer does nothing. Raises Refused when it was settled otherwise.
    """
    found, following = held(by, case, Act.ANSWER_QUESTION)
    asked = found.questions.select_related("document").filter(pk=question).first()
    if asked is None:
        raise NotReached
    if len(typed) > draft.MOST_SIGNS:
        raise Refused(
            "Texten är %(length)s tecken lång; i en ruta får det stå högst %(most)s. Korta den.",
            length=str(len(typed)),
            most=str(draft.MOST_SIGNS),
        )
    raw = "" if is_blank(typed) else typed.replace("\r\n", "\n").replace("\x00", "")
    cell = Cell.objects.filter(case=found, field=asked.field).first()
    stands = cell.raw if cell else ""
    if asked.settled_at is not None:
        if asked.settled_by_id == by.person.pk and raw == stands:
            return asked
        raise Refused(gettext("Frågan är redan besvarad. Gå till formuläret om svaret ska ändras."))
    if raw != stands or cell is None:
        put(by, found, asked.field, raw, cell, _place(asked.document, asked.place), asked.document)
    _settle(by, asked)
    found.status = following
    found.save(update_fields=["status"])
    record(Act.ANSWER_QUESTION, by=by, case=found, question=asked.pk, field=asked.field)
    return asked


@transaction.atomic
def settle_differences(*, by: Acting, case: int, takes: Mapping[int, bool], seen: Mapping[int, int]) -> Settled:
    """Takes the document's text, or keeps the form's, for each difference by its number.

    ``seen`` is the revision of each cell that the page showed (0: none): a cell that has changed since is left, and its
    difference stays open. One that is settled already is passed over: a second click does nothing.
    """
    found, following = held(by, case, Act.ANSWER_QUESTION)
    cells = {cell.field: cell for cell in found.cells.all()}
    taken: list[str] = []
    kept: list[str] = []
    meanwhile: list[str] = []
    wanted = found.questions.filter(pk__in=takes, is_difference=True, settled_at=None).select_related("document")
    for one in wanted:
        cell = cells.get(one.field)
        if seen.get(one.pk, 0) != (cell.revision if cell else 0):
            meanwhile.append(one.field)
            continue
        if takes[one.pk]:
            put(by, found, one.field, one.candidates[0], cell, _place(one.document, one.place), one.document)
        _settle(by, one)
        (taken if takes[one.pk] else kept).append(one.field)
    if taken or kept:
        found.status = following
        found.save(update_fields=["status"])
        record(Act.ANSWER_QUESTION, by=by, case=found, taken=sorted(taken), kept=sorted(kept))
    return Settled(tuple(taken), tuple(kept), tuple(meanwhile))


def _settle(by: Acting, question: Question) -> None:
    question.settled_by, question.settled_at = by.person, now()
    question.save(update_fields=["settled_by", "settled_at"])
