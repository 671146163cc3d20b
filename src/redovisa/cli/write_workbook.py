"""``redovisa write workbook``: redovisningar as an Excel workbook of typed cells, each column explained."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from redovisa.cli.output import put
from redovisa.cli.records import read_records
from redovisa.cli.typed import day_of
from redovisa.form.redovisning import Kind
from redovisa.issuing.workbook import workbook
from redovisa.personligt_ombud.grant import GRANT
from redovisa.writing.document import CannotWrite


def register(parser: argparse.ArgumentParser) -> None:
    """Adds what the command takes."""
    parser.add_argument("answers", type=Path, metavar="SVAR", help="JSON från redovisa read --json; - läser in")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FIL", help="arbetsbokens namn, till exempel svar.xlsx"
    )
    parser.add_argument("--public", action="store_true", help="utan namn, telefon och e-post till personer")
    parser.add_argument("--date", type=day_of, metavar="DAG", help="arbetsbokens datum; annars i dag")
    parser.add_argument("--replace", action="store_true", help="skriv över en fil som finns")


def run(arguments: argparse.Namespace) -> int:
    """Writes the workbook; 0 when it was written."""
    records = [one for one in read_records(arguments.answers, GRANT.form) if one.kind is Kind.REDOVISNING]
    if not records:
        raise CannotWrite(f"{arguments.answers}: det finns ingen redovisning att skriva.")
    day = arguments.date or datetime.now(UTC).astimezone().date()
    put(arguments.out, workbook(records, day=day, public=arguments.public), replace=arguments.replace)
    print(arguments.out)
    return 0
