"""Documents: a file is kept first and read after, what it says is proposed, and a wrong one is taken back."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext, gettext_noop

from redovisa.compiling.workers import Lost
from redovisa.form.redovisning import Kind, Redovisning
from redovisa.reading.bounds import MAX_BYTES, too_large
from redovisa.reviewing.act import Act
from redovisa.reviewing.policy import Refused
from redovisa_service.accounts.acting import Acting, chosen, held_by
from redovisa_service.accounts.naming import as_name
from redovisa_service.cases import draft
from redovisa_service.cases.chain import record
from redovisa_service.cases.commands.proposals import take
from redovisa_service.cases.commands.writing import lay
from redovisa_service.cases.intake.lane import LATER, NOW, Lane
from redovisa_service.cases.intake.proposals import of_redovisning
from redovisa_service.cases.intake.reading import TALLY, File, Read, is_sheet
from redovisa_service.cases.models import Case, Cell, Document
from redovisa_service.cases.reach import held
from redovisa_service.clock import now
from redovisa_service.pages.swedish import Swedish

_MOST_DOCUMENTS = 50
#: A reader that has had a file this long has died with its process: the file is read anew.
_GIVEN_UP = timedelta(minutes=10)
_KEPT = "Filen är kvar i ärendet."
_TIME = (
    "Dokumentet tog för lång tid att läsa. Spara om det som Word-fil eller PDF och lägg in det igen, eller fyll i "
    f"formuläret här. {_KEPT}"
)
_DIED = (
    "Dokumentet gick inte att läsa: läsningen avbröts av något i filen. Spara om det som Word-fil eller PDF och lägg "
    f"in det igen, eller fyll i formuläret här. {_KEPT}"
)
_MOST_OF_NAME, _ENDING = 200, 20
_NOT_COUNTED = gettext_noop(
    "Kalkylbladet gick inte att läsa och är inte sparat här. Hämta ett tomt räkneblad och flytta över raderna, eller "
    "fyll i formuläret här."
)
_SEVERAL = "I filen finns flera redovisningar. Spara den som gäller som en egen fil och lägg in den."


@transaction.atomic
def keep_document(*, by: Acting, case: int, name: str, data: bytes, key: str = "") -> Document:
    """Keeps a file as it came, before anything is read; the same ``key`` a second time gives the file kept already.

    Raises Refused when the file is too large to keep, or the case has too many.
    """
    found, _ = held(by, case, Act.DROP_DOCUMENT)
    sent = found.documents.filter(key=key).first() if key else None
    if sent is not None:
        return sent
    if len(data) > MAX_BYTES:
        raise Refused(Swedish(too_large(len(data))))
    if found.documents.count() >= _MOST_DOCUMENTS:
        raise Refused(
            "Det finns redan %(most)s dokument i ärendet. Fyll i resten i formuläret.", most=str(_MOST_DOCUMENTS)
        )
    document = Document.objects.create(
        case=found,
        name=_cut(as_name(name) or "dokument"),
        data=data,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        key=key[:40],
        dropped_by=by.person,
        dropped_at=now(),
    )
    record(Act.DROP_DOCUMENT, by=by, case=found, document=document.pk, sha256=document.sha256)
    return document


def drop_document(*, by: Acting, case: int, name: str, data: bytes, key: str = "") -> Document:
    """Keeps a file and reads it; one that takes long waits for the timer (``read_at`` is then empty).

    A spreadsheet, or text in its columns, may be a year's tally: it is counted and never kept (ADR 15), nor its name.
    """
    if is_sheet(data):
        return _drop_tally(by=by, case=case, data=data, key=key)
    return read_document(document=keep_document(by=by, case=case, name=name, data=data, key=key).pk)


def _drop_tally(*, by: Acting, case: int, data: bytes, key: str) -> Document:
    """Counts a tally and proposes its numbers; raises Refused, with nothing kept, when it cannot be counted."""
    read = NOW.read(File(TALLY, data))
    if isinstance(read, Lost):
        raise Refused(gettext(_NOT_COUNTED))
    if read.records[0]["kind"] != Kind.REDOVISNING:
        raise Refused("%(why)s Kalkylbladet är inte sparat här.", why=Swedish(" ".join(read.records[0]["notes"])))
    with transaction.atomic():
        document = keep_document(by=by, case=case, name=TALLY, data=b"", key=key)
        _settle(document, read)
    return document


def read_document(*, document: int, lane: Lane = NOW) -> Document:
    """Reads a kept file outside this process and proposes what it says; what was read before is left as it is."""
    found = Document.objects.select_related("case__campaign", "case__organisation", "dropped_by").get(pk=document)
    waits = Document.objects.filter(pk=document, read_at=None)
    free = waits.filter(Q(reading_since=None) | Q(reading_since__lt=now() - _GIVEN_UP))
    if not free.update(reading_since=now()):
        found.refresh_from_db(fields=["read_at", "taken", "why_not"])
        return found
    read = lane.read(File(found.name, bytes(found.data)))
    if read is Lost.TIME and lane is not LATER:
        waits.update(reading_since=None)
        return found
    _settle(found, read)
    return found


def read_waiting(most: int = 20) -> int:
    """Reads the files that wait, the oldest first; how many. The timer does it."""
    waits = Document.objects.filter(read_at=None).order_by("pk").values_list("pk", flat=True)
    return sum(read_document(document=number, lane=LATER).read_at is not None for number in list(waits[:most]))


@transaction.atomic
def _settle(document: Document, read: Read | Lost) -> None:
    """Keeps what was read and proposes it, if that may still be done; else says why not."""
    if not Document.objects.select_for_update(of=("self",)).filter(pk=document.pk, read_at=None).exists():
        return
    document.read_at, document.reading_since = now(), None
    if isinstance(read, Lost):
        document.why_not = _TIME if read is Lost.TIME else _DIED
    else:
        document.page, document.sizes = read.pieces, [list(size) for size in read.sizes]
        _propose(document, read.records)
    document.save()


def _propose(document: Document, records: list[dict[str, Any]]) -> None:
    documents = [_as_read(one) for one in records]
    forms = [one for one in documents if one.kind is Kind.REDOVISNING]
    said = (forms or documents)[0]
    document.kind = said.kind.value
    document.record = records[documents.index(said)]
    document.why_not = _SEVERAL if len(forms) > 1 else _unfit(said, document.case)
    if document.why_not:
        return
    try:
        by = _dropper(document)
        case, following = held(by, document.case_id, Act.DROP_DOCUMENT)
    except Refused as refused:
        document.why_not = f"Inget är hämtat ur dokumentet, för ärendet ändrades medan det lästes. {refused}"
    else:
        # A tally has no data of its own here, and says nothing of fields that it does not count.
        proposals = of_redovisning(said)
        proposals = replace(proposals, is_whole=proposals.is_whole and document.size > 0)
        document.taken = take(by, case, document, proposals)
        case.status = following
        case.save(update_fields=["status"])


def _as_read(one: dict[str, Any]) -> Redovisning:
    """The redovisning in a record, with the words that stood there."""
    read, raws = draft.redovisning_of(one), one.get("raws", {})
    answers = {key: replace(answer, raw=raws.get(key, answer.raw)) for key, answer in read.answers.items()}
    return replace(read, answers=answers)


def _dropper(document: Document) -> Acting:
    """The one who dropped it, as she acts today; raises Refused when she does so no longer."""
    by = chosen(document.dropped_by, held_by(document.dropped_by), document.case.organisation_id)
    if by is None or by.organisation.pk != document.case.organisation_id:
        raise Refused(
            "%(name)s arbetar inte längre för %(organisation)s.",
            name=str(document.dropped_by),
            organisation=str(document.case.organisation),
        )
    return by


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


@transaction.atomic
def take_back_document(*, by: Acting, case: int, document: int) -> Document:
    """Takes back a wrong file: where the form stands as it gave it, what stood before does; its questions are gone."""
    found, following = held(by, case, Act.DROP_DOCUMENT)
    dropped = found.documents.filter(pk=document, taken_back_at=None).first()
    if dropped is None:
        raise Refused(gettext("Dokumentet är redan borttaget. Läs in sidan på nytt."))
    stay = set(found.documents.filter(taken_back_at=None).exclude(pk=dropped.pk).values_list("pk", flat=True))
    for cell in found.cells.filter(document=dropped):
        _uncover(by, cell, stay)
    found.questions.filter(document=dropped, settled_at=None).update(settled_at=now())
    dropped.taken_back_at = now()
    # A file that is being read is not proposed any longer.
    dropped.read_at = dropped.read_at or now()
    dropped.save(update_fields=["taken_back_at", "read_at"])
    found.status = following
    found.save(update_fields=["status"])
    record("take_back_document", by=by, case=found, document=dropped.pk)
    return dropped


def _uncover(by: Acting, cell: Cell, stay: Collection[int]) -> None:
    """Gives back what stood in a cell before what is taken back; ``stay`` are the keys of the other documents."""
    beneath = [layer for layer in cell.beneath if layer[2] is None or layer[2] in stay]
    raw, place, document = beneath.pop() if beneath else ("", draft.TAKEN_BACK, None)
    lay(by, cell, (raw, place, document), beneath)


def _cut(name: str) -> str:
    """The name as it has room: a long one loses its middle and keeps its ending, which tells what the file is."""
    if len(name) <= _MOST_OF_NAME:
        return name
    ending = name[-_ENDING:]
    return f"{name[: _MOST_OF_NAME - _ENDING - 1]}…{ending}"
