"""Documents: a file is dropped and read, what it says is put in the form, and what is doubtful is asked."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache

from django.db import transaction

from redovisa.form.answer import Value
from redovisa.form.parse import is_blank, parse
from redovisa.form.record import to_record
from redovisa.form.redovisning import Kind, Redovisning
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reading.apart.guarded import Guarded
from redovisa.reading.bounds import MAX_BYTES
from redovisa.reading.read import Reader
from redovisa.reviewing.act import Act
from redovisa.reviewing.policy import Refused
from redovisa_service.accounts.acting import Acting
from redovisa_service.cases import draft
from redovisa_service.cases.chain import record
from redovisa_service.cases.commands.writing import put
from redovisa_service.cases.models import Case, Cell, Document, Question
from redovisa_service.cases.reach import NotReached, held
from redovisa_service.cases.shown import as_shown
from redovisa_service.clock import now

_MOST_DOCUMENTS = 50


@dataclass(frozen=True, slots=True)
class Dropped:
    """What came of a dropped file: the document as kept, how much was taken, and why nothing was, if so."""

    document: Document
    taken: int = 0
    asked: int = 0
    why_not: str = ""


@cache
def _reader() -> Reader:
    return Reader(GRANT.form, Guarded())


def read_document(name: str, data: bytes) -> Redovisning:
    """The one redovisning in a file. Reads before anything is locked: it may take a second.

    Raises Refused when the file is too large to keep, or holds several.
    """
    if len(data) > MAX_BYTES:
        raise Refused(_reader().read(name, data[: MAX_BYTES + 1])[0].notes[0])
    documents = _reader().read(name, data)
    forms = [document for document in documents if document.kind is Kind.REDOVISNING]
    if len(forms) > 1:
        raise Refused("I filen finns flera redovisningar. Spara den som gäller som en egen fil och lägg in den.")
    return (forms or documents)[0]


def drop_document(*, by: Acting, case: int, name: str, data: bytes) -> Dropped:
    """Keeps a file and takes what it says into the form; a file that cannot be used is kept and the reason told."""
    read = read_document(name[:200], data)
    return _drop(by=by, case=case, name=name[:200], data=data, read=read)


@transaction.atomic
def _drop(*, by: Acting, case: int, name: str, data: bytes, read: Redovisning) -> Dropped:
    found, following = held(by, case, Act.DROP_DOCUMENT)
    if found.documents.count() >= _MOST_DOCUMENTS:
        raise Refused(f"Det finns redan {_MOST_DOCUMENTS} dokument i ärendet. Fyll i resten i formuläret.")
    document = Document.objects.create(
        case=found,
        name=name,
        data=data,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        kind=read.kind.value,
        record=to_record(read),
        page=as_shown(name, data, read),
        dropped_by=by.person,
        dropped_at=now(),
    )
    why_not = _unfit(read, found)
    taken = asked = 0
    if not why_not:
        taken, asked = _take(by, found, document, read)
        found.status = following
        found.save(update_fields=["status"])
    record(Act.DROP_DOCUMENT, by=by, case=found, document=document.pk, sha256=document.sha256, taken=taken, asked=asked)
    return Dropped(document, taken, asked, why_not)


def _unfit(read: Redovisning, case: Case) -> str:
    """Why nothing can be taken from the document, as the reader said it or because it belongs elsewhere."""
    if read.kind in (Kind.OTHER, Kind.UNREADABLE):
        return " ".join(read.notes)
    if read.kind is Kind.BLANK:
        return "Formuläret är tomt. Lägg in det ifyllda formuläret, eller fyll i det här."
    if read.year is not None and read.year != case.campaign.year:
        return (
            f"Dokumentet gäller {read.year}, men det här ärendet gäller {case.campaign.year}. "
            "Inget har hämtats ur det. Är årtalet fel i dokumentet: rätta det och lägg in dokumentet igen."
        )
    if read.municipality and read.municipality != draft.municipality_of(case.organisation):
        said = read.answers["contact.municipality"].raw
        return f"Dokumentet är från ”{said}”, men det här ärendet är {case.organisation}s. Inget har hämtats ur det."
    return ""


def _take(by: Acting, case: Case, document: Document, read: Redovisning) -> tuple[int, int]:
    """Puts certain answers in empty cells, and asks about the rest; how many of each."""
    fields, asked = GRANT.form.fields, draft.asked(case.campaign.edition)
    cells = {cell.field: cell for cell in case.cells.all()}
    doubted = {doubt.field for doubt in read.doubts}
    taken = 0
    questions: list[Question] = []
    for key, answer in read.answers.items():
        if key not in asked or key in doubted:
            continue
        text = draft.as_typed(fields[key], answer.value)
        cell = cells.get(key)
        if cell is None or is_blank(cell.raw) or cell.place == draft.LAST_YEAR:
            if cell is None or cell.raw != text:
                put(by, case, key, text, cell, f"{document.name}, {answer.place}"[:120])
            taken += 1
        elif not _same(key, cell.raw, answer.value):
            why = f"I formuläret står ”{_short(cell.raw)}”, i dokumentet ”{_short(text)}”. Vilket ska gälla?"
            questions.append(_question(case, document, key, why, answer.raw, [cell.raw, text], answer.place))
    known = _settled(case)
    for doubt in read.doubts:
        cell = cells.get(doubt.field)
        if doubt.field in asked and not (cell and cell.raw and (doubt.field, doubt.raw) in known):
            texts = draft.typed_candidates(fields[doubt.field], doubt.candidates)
            questions.append(_question(case, document, doubt.field, doubt.why, doubt.raw, texts, doubt.place))
    # A later document's question takes the place of an earlier one about the same field.
    case.questions.filter(settled_at=None, field__in=[one.field for one in questions]).update(settled_at=now())
    Question.objects.bulk_create(questions)
    return taken, len(questions)


def _question(
    case: Case, document: Document, key: str, why: str, raw: str, candidates: list[str], place: str
) -> Question:
    return Question(case=case, document=document, field=key, why=why, raw=raw, candidates=candidates, place=place[:120])


def _same(key: str, raw: str, value: Value) -> bool:
    return parse(GRANT.form.fields[key], raw) == value


def _settled(case: Case) -> set[tuple[str, str]]:
    """The doubts that someone has answered before: the same doubt is not asked again."""
    return set(case.questions.exclude(settled_by=None).values_list("field", "raw"))


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


@transaction.atomic
def answer_question(*, by: Acting, case: int, question: int, typed: str) -> Question:
    """Settles a question: what was chosen or typed stands in the cell; empty leaves the cell empty."""
    found, following = held(by, case, Act.ANSWER_QUESTION)
    asked = found.questions.select_related("document").filter(pk=question).first()
    if asked is None:
        raise NotReached
    if asked.settled_at is not None:
        raise Refused("Frågan är redan besvarad. Gå till formuläret om svaret ska ändras.")
    if len(typed) > draft.MOST_SIGNS:
        raise Refused(f"Texten är för lång; i en ruta får det stå högst {draft.MOST_SIGNS} tecken. Korta den.")
    raw = "" if is_blank(typed) else typed.replace("\r\n", "\n").replace("\x00", "")
    cell = Cell.objects.filter(case=found, field=asked.field).first()
    if raw != (cell.raw if cell else ""):
        put(by, found, asked.field, raw, cell, f"{asked.document.name}, {asked.place}"[:120])
    asked.settled_by, asked.settled_at = by.person, now()
    asked.save(update_fields=["settled_by", "settled_at"])
    found.status = following
    found.save(update_fields=["status"])
    record(Act.ANSWER_QUESTION, by=by, case=found, question=asked.pk, field=asked.field)
    return asked


@transaction.atomic
def take_back_document(*, by: Acting, case: int, document: int) -> Document:
    """Takes back a wrong file: cells that still stand as it gave them are emptied, its questions are withdrawn."""
    found, following = held(by, case, Act.DROP_DOCUMENT)
    dropped = found.documents.filter(pk=document, taken_back_at=None).first()
    if dropped is None:
        raise Refused("Dokumentet är redan borttaget. Läs in sidan på nytt.")
    from_it = found.cells.filter(place__startswith=f"{dropped.name}, ", changed_at__gte=dropped.dropped_at)
    for cell in from_it:
        put(by, found, cell.field, "", cell)
    found.questions.filter(document=dropped, settled_at=None).update(settled_at=now())
    dropped.taken_back_at = now()
    dropped.save(update_fields=["taken_back_at"])
    found.status = following
    found.save(update_fields=["status"])
    record("take_back_document", by=by, case=found, document=dropped.pk)
    return dropped
