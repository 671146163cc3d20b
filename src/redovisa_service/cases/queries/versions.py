"""What has been handed in: versions, their differences, documents and the course of events."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery

from redovisa.counting.plan import CountingRule
from redovisa.form.redovisning import Redovisning
from redovisa.personligt_ombud.grant import GRANT
from redovisa_service.accounts.acting import Acting
from redovisa_service.cases import draft
from redovisa_service.cases.intake.lane import NOW
from redovisa_service.cases.intake.reading import PageWanted
from redovisa_service.cases.models import Case, Document, Event, Version
from redovisa_service.cases.reach import NotReached


@dataclass(frozen=True, slots=True)
class Change:
    """A room of the form whose text is not the same as before."""

    field: str
    label: str
    before: str
    after: str


def versions(case: Case) -> list[Version]:
    """What has been signed, the newest first."""
    return list(case.versions.select_related("signed_by", "signed_for").order_by("-number"))


def version(case: Case, number: int) -> Version:
    """One version of a case; raises NotReached when there is none."""
    found = case.versions.select_related("signed_by", "signed_for").filter(number=number).first()
    if found is None:
        raise NotReached
    return found


def handed_in() -> Iterator[Redovisning]:
    """What stands handed in, all years: the newest version of each case, as statistics are made of it."""
    newest = Version.objects.filter(case=OuterRef("case")).order_by("-number").values("number")[:1]
    for one in Version.objects.filter(number=Subquery(newest)).order_by("case").iterator():
        yield redovisning_in(one)


def redovisning_in(version: Version) -> Redovisning:
    """The redovisning that was signed."""
    return draft.redovisning_of(json.loads(version.text)["redovisning"])


def texts_in(version: Version) -> dict[str, str]:
    """The texts as typed that were signed, by field."""
    texts: dict[str, str] = json.loads(version.text)["cells"]
    return texts


def explanations_in(version: Version) -> list[dict[str, Any]]:
    """The explanations that were handed in, each with what was found."""
    said: list[dict[str, Any]] = json.loads(version.text).get("explanations", [])
    return said


def reply_in(version: Version) -> str:
    """What was answered in words to a komplettering, with the version."""
    words: str = json.loads(version.text).get("reply", "")
    return words


def said_of_herself(by: Acting) -> dict[str, str]:
    """What a signatory said of herself when she last signed for the organisation, by field: title and so on."""
    own = Version.objects.filter(signed_by=by.person, case__organisation=by.organisation)
    last = own.order_by("signed_at", "pk").last()
    answers = redovisning_in(last).answers if last else {}
    return {key: str(answer.value) for key, answer in answers.items() if key.startswith(draft.SIGNATURE)}


def receipt_number(version: Version) -> str:
    """The receipt's number: year, code of who reports, case and version."""
    case = version.case
    return f"{case.campaign.year}-{case.organisation.code}-{case.pk}-{version.number}"


def changes(before: Version | None, after: Mapping[str, str]) -> list[Change]:
    """What has changed in the texts since a version, in the form's order; nothing when there is none before."""
    if before is None:
        return []
    old = texts_in(before)
    return [
        Change(key, field.label, old.get(key, ""), after.get(key, ""))
        for key, field in GRANT.form.fields.items()
        if old.get(key, "") != after.get(key, "")
    ]


def documents(case: Case) -> list[Document]:
    """The documents of a case without their bytes, the newest first."""
    return list(case.documents.defer("data", "page", "record", "sizes").select_related("dropped_by"))


def document(case: Case, number: int) -> Document:
    """One document with its bytes; raises NotReached when there is none."""
    found = case.documents.filter(pk=number).first()
    if found is None:
        raise NotReached
    return found


def read_in(document: Document) -> Redovisning:
    """What a document was read as."""
    return draft.redovisning_of(document.record)


@dataclass(frozen=True, slots=True)
class OfTally:
    """What a tally tells: how each number was counted, by field, the rules that were used, and notes on the whole.

    Of each number ``words`` says all in Swedish, ``of`` is of how many rows, ``rules`` are the rules' codes.
    """

    counted: Mapping[str, Mapping[str, Any]]
    rules: tuple[CountingRule, ...]
    notes: tuple[str, ...]


def tallies(case: Case) -> dict[int, OfTally]:
    """The tallies that were dropped in a case, by the document's number; nothing of them but numbers was kept."""
    records = case.documents.filter(size=0).values_list("pk", "record")
    return {number: _of_tally(record) for number, record in records if "counted" in record}


def _of_tally(record: Mapping[str, Any]) -> OfTally:
    used = {code for one in record["counted"].values() for code in one["rules"]}
    rules = tuple(rule for rule in GRANT.tally.rules.values() if rule.code in used)
    return OfTally(record["counted"], rules, tuple(record["notes"]))


def page_picture(document: Document, number: int) -> bytes:
    """A page of a document as PNG, painted outside this process; empty when it cannot be."""
    if not 1 <= number <= len(document.sizes):
        return b""
    return NOW.paint(PageWanted(bytes(document.data), number, bool(document.record.get("scanned"))))


def events(case: Case, most: int = 100) -> list[Event]:
    """What has been done with the case, the newest first."""
    return list(case.events.select_related("person", "organisation").order_by("-number")[:most])
