"""What was handed in as documents to keep: the form as Word and PDF, the answers as a workbook, and the receipt."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from django.utils import timezone

from redovisa.compiling.workbook import Cell, Column, Looks, Workbook
from redovisa.form.answer import Value
from redovisa.form.field import Field, FieldType
from redovisa.form.format import written
from redovisa.form.load import read_yaml
from redovisa.form.record import to_line
from redovisa.personligt_ombud.grant import GRANT, ROOM
from redovisa.places.register import counties
from redovisa.writing.document import Attachment, Document
from redovisa.writing.docx import write_docx
from redovisa.writing.form import FormWriter
from redovisa.writing.head import head_lines
from redovisa.writing.letter_contents import short_code
from redovisa.writing.pdf import write_pdf
from redovisa.writing.report import report
from redovisa.writing.swedish import spelled
from redovisa.writing.template import Filling, load_template
from redovisa_service.cases import draft
from redovisa_service.cases.models import Version
from redovisa_service.cases.queries.versions import receipt_number, redovisning_in

#: The words of the receipt, and what it must say whoever words it: the four data of registration, and what was signed.
_RECEIPT = ROOM / "receipts" / "handed_in.md"
_MUST_SAY = frozenset({"received", "receipt_number", "sender", "matter", "receiver", "hash", "short_code"})


def as_docx(version: Version) -> bytes:
    """The form as it was signed, as Word."""
    return write_docx(_form(version, attached=False))


def as_pdf(version: Version) -> bytes:
    """The form as it was signed, as PDF for the archive with the answers attached as JSON."""
    return write_pdf(_form(version, attached=True))


def _form(version: Version, *, attached: bool) -> Document:
    signed = redovisning_in(version)
    case = version.case
    edition = draft.edition(case.campaign.edition)
    asked = frozenset(edition.asked)
    answers = {key: value for key, value in signed.values().items() if key in asked}
    county = counties().get(case.organisation.county)
    head = head_lines(edition, case.campaign.year, county, read_yaml(ROOM / "form_head.yaml"))
    about = "Svaren i formuläret, som de undertecknades"
    answers_file = Attachment("svar.json", to_line(signed).encode("utf-8", "replace"), "application/json", about)
    attachments = (answers_file,) if attached else ()
    return FormWriter(edition, GRANT.form.fields, answers).document(head, _day(version), attachments)


def receipt(version: Version) -> bytes:
    """The receipt as PDF: who handed in what to whom, when, under which number and hash."""
    case = version.case
    moment = timezone.localtime(version.signed_at)
    in_place_of = f", som ersätter {version.signed_for.name}" if version.signed_for else ""
    values = {
        "received": f"{spelled(_day(version))} klockan {moment:%H.%M}",
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


def as_json(version: Version) -> bytes:
    """The version's own text: its SHA-256 is the receipt's."""
    return version.text.encode()


def _day(version: Version) -> date:
    """The day in Sweden on which it was signed."""
    return timezone.localtime(version.signed_at).date()


_COLUMNS = (
    Column("Fråga", "Frågan som den heter i tjänsten.", 60),
    Column("Svar som text", "Svaret som det skrivs i formuläret; tomt när inget svar gavs.", 60),
    Column("Tal", "Svaret som tal, när det är ett antal.", 12, Looks.COUNT),
    Column("Decimaltal", "Svaret som tal, när det har decimaler.", 12, Looks.DECIMAL),
    Column("Datum", "Svaret som datum.", 12, Looks.DATE),
    Column("Fält", "Fältets namn i data.", 34),
)


def as_workbook(version: Version) -> bytes:
    """The answers as an Excel workbook: a row for each question, with typed cells."""
    signed = redovisning_in(version)
    edition = draft.edition(version.case.campaign.edition)
    fields = [GRANT.form.fields[key] for key in dict.fromkeys(edition.asked)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "svar.xlsx"
        with Workbook(path) as book:
            book.stamp(f"{version.case.organisation}: {version.case.campaign}", _day(version))
            book.prose(
                "Läs mig",
                f"{version.case.organisation}: {version.case.campaign}",
                [
                    ("Kvittonummer", receipt_number(version)),
                    ("Kontrollsumma", version.sha256),
                    ("Tom cell", "inget svar; aldrig noll"),
                    *((column.head, column.holds) for column in _COLUMNS),
                ],
            )
            sheet = book.sheet("Svar", _COLUMNS)
            sheet.add_all(_row(field, signed.value(field.key)) for field in fields)
            sheet.finish()
        return path.read_bytes()


def _row(field: Field, value: Value | None) -> list[Cell]:
    text = "" if value is None else written(field, value)
    number = value if isinstance(value, int | float) and not isinstance(value, bool) else None
    is_decimal = field.type is FieldType.DECIMAL
    day = value if isinstance(value, date) else None
    return [field.label, text, None if is_decimal else number, number if is_decimal else None, day, field.key]
