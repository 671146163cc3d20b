"""``redovisa write description``: the description of the service for the municipality's board, as Word or PDF."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from redovisa.cli.output import file_name, put
from redovisa.cli.records import read_records, read_text
from redovisa.cli.typed import day_of
from redovisa.cli.write_report import REPORTS
from redovisa.form.load import Malformed, read_yaml
from redovisa.form.redovisning import Kind, Redovisning
from redovisa.issuing.names import sure_name
from redovisa.issuing.rendered import rendered
from redovisa.personligt_ombud.grant import GRANT
from redovisa.writing.description import description
from redovisa.writing.document import CannotWrite
from redovisa.writing.report import report
from redovisa.writing.template import load_template


def register(parser: argparse.ArgumentParser) -> None:
    """Adds what the command takes."""
    parser.add_argument(
        "answers", nargs="+", type=Path, metavar="SVAR", help="JSON från redovisa read --json, ett till tre år"
    )
    parser.add_argument("--facts", type=Path, metavar="FIL", help="det som bara en person vet, som YAML")
    parser.add_argument("--to", choices=("docx", "pdf"), default="docx", help="Word (docx) eller PDF")
    parser.add_argument("--date", type=day_of, metavar="DAG", help="dokumentets datum; annars i dag")
    parser.add_argument("--out", type=Path, default=Path(), metavar="MAPP", help="mapp att skriva i")
    parser.add_argument("--replace", action="store_true", help="skriv över en fil som finns")


def run(arguments: argparse.Namespace) -> int:
    """Writes the description; 0 when it was written."""
    records = [one for path in arguments.answers for one in read_records(path, GRANT.form)]
    records = [one for one in records if one.kind is Kind.REDOVISNING]
    who = _one_reporter(records)
    filling = description(who, records, _facts(arguments.facts))
    day = arguments.date or datetime.now(UTC).astimezone().date()
    document = report(load_template(REPORTS / "description.md"), filling, sender=who, day=day)
    path = arguments.out / f"{file_name('verksamhetsbeskrivning', who)}.{arguments.to}"
    put(path, rendered(document, arguments.to), replace=arguments.replace)
    print(path)
    return 0


def _one_reporter(records: list[Redovisning]) -> str:
    names = {sure_name(one) for one in records}
    if len(names) != 1:
        found = ", ".join(sorted(names)) or "ingen"
        raise CannotWrite(f"Beskrivningen gäller en kommun. Svaren är från: {found}.")
    return names.pop()


def _facts(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    read_text(path)  # told in our own words when it cannot be read
    try:
        held = read_yaml(path)
    except Malformed as broken:
        raise CannotWrite(str(broken)) from broken
    if not isinstance(held, dict):
        raise CannotWrite(f"{path}: filen ska ha uppgifter med namn, till exempel ”organisation: …”.")
    return held
