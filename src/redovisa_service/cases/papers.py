"""What was handed in as documents to keep: the form as Word and PDF, the answers as a workbook, and the receipt."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from redovisa.issuing.form import form
from redovisa.issuing.workbook import workbook
from redovisa.personligt_ombud.grant import ROOM
from redovisa.writing.letter_contents import short_code
from redovisa.writing.pdf import write_pdf
from redovisa.writing.report import report
from redovisa.writing.swedish import spelled
from redovisa.writing.template import Filling, load_template
from redovisa_service.cases.models import Version
from redovisa_service.cases.queries.versions import receipt_number, redovisning_in

#: The words of the receipt, and what it must say whoever words it: the four data of registration, and what was signed.
_RECEIPT = ROOM / "receipts" / "handed_in.md"
_MUST_SAY = frozenset({"received", "receipt_number", "sender", "matter", "receiver", "hash", "short_code"})


def as_docx(version: Version) -> bytes:
    """The form as it was signed, as Word."""
    return form(redovisning_in(version), day=_day(version), to="docx", county=version.case.organisation.county)


def as_pdf(version: Version) -> bytes:
    """The form as it was signed, as PDF for the archive with the answers attached as JSON."""
    return form(redovisning_in(version), day=_day(version), to="pdf", county=version.case.organisation.county)


def as_workbook(version: Version) -> bytes:
    """The answers as an Excel workbook with typed cells."""
    return workbook([redovisning_in(version)], day=_day(version))


def as_json(version: Version) -> bytes:
    """The version's own text: its SHA-256 is the receipt's."""
    return version.text.encode()


def receipt(version: Version) -> bytes:
    """The municipality's receipt as PDF: who handed in what to whom, when, under which number and hash.

    The county board's own letter of receipt comes when it has registered the case; this one is there at once.
    """
    case = version.case
    in_place_of = f", som ersätter {version.signed_for.name}" if version.signed_for else ""
    values = {
        "received": f"{spelled(_day(version))} klockan {_moment(version):%H.%M}",
        "receipt_number": receipt_number(version),
        "sender": case.organisation.name,
        "matter": f"Redovisning av statsbidrag till verksamhet med personligt ombud {case.campaign.year}",
        "receiver": case.organisation.county_board or "länsstyrelsen",
        "signed_by": f"{version.signed_by.name}{in_place_of}",
        "version": str(version.number),
        "answers": str(len(redovisning_in(version).answers)),
        "hash": " ".join(version.sha256[first : first + 8] for first in range(0, 64, 8)),
        "short_code": short_code(version.sha256),
        "number": case.diarienummer,
        "year": str(case.campaign.year),
    }
    template = load_template(_RECEIPT, _MUST_SAY)
    facts = (("Kvittonummer", values["receipt_number"]),)
    return write_pdf(report(template, Filling(values), sender=case.organisation.name, facts=facts, day=_day(version)))


def _moment(version: Version) -> datetime:
    """When it was signed, in Sweden."""
    return timezone.localtime(version.signed_at)


def _day(version: Version) -> date:
    return _moment(version).date()
