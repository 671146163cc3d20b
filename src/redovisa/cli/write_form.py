"""``redovisa write form``: the form of an edition as Word or PDF, blank, prefilled or filled with answers."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from redovisa.cli.output import file_name, put
from redovisa.cli.records import read_records
from redovisa.cli.typed import day_of, year_of
from redovisa.form.edition import Edition
from redovisa.form.redovisning import Kind, Redovisning
from redovisa.issuing.form import Part, answers_in, county_of, edition_of, form_document
from redovisa.issuing.rendered import rendered
from redovisa.personligt_ombud.grant import GRANT
from redovisa.writing.document import CannotWrite


def register(parser: argparse.ArgumentParser) -> None:
    """Adds what the command takes."""
    parser.add_argument(
        "answers", nargs="?", type=Path, metavar="SVAR", help="JSON från redovisa read --json; - läser in"
    )
    parser.add_argument("--to", choices=("docx", "pdf"), default="docx", help="Word (docx) eller PDF")
    parser.add_argument("--edition", type=year_of, metavar="ÅR", help="formulärets år; annars svarens eget")
    parser.add_argument("--county", metavar="LÄN", help="länskod, till exempel 18; annars den som svaren nämner")
    parser.add_argument("--blank", action="store_true", help="tomt formulär")
    parser.add_argument("--prefilled", action="store_true", help="bara det som länsstyrelsen redan vet")
    parser.add_argument("--fillable", action="store_true", help="PDF som går att fylla i")
    parser.add_argument("--date", type=day_of, metavar="DAG", help="dokumentets datum; annars i dag")
    parser.add_argument("--out", type=Path, metavar="FIL", help="filens namn, eller en mapp när svaren är flera")
    parser.add_argument("--replace", action="store_true", help="skriv över en fil som finns")


def run(arguments: argparse.Namespace) -> int:
    """Writes a form for each record; 1 when some answer has no place in the edition."""
    if arguments.blank == (arguments.answers is not None):
        raise CannotWrite("Ange en fil med svar, eller --blank för ett tomt formulär.")
    records = [Redovisning("", Kind.BLANK)] if arguments.blank else read_records(arguments.answers, GRANT.form)
    part = Part.BLANK if arguments.blank else Part.PREFILLED if arguments.prefilled else Part.FILLED
    day = arguments.date or datetime.now(tz=UTC).date()
    code = 0
    for record in records:
        if record.kind in (Kind.OTHER, Kind.UNREADABLE):
            print(f"{record.file}: är ingen redovisning, så det finns inget formulär att skriva.", file=sys.stderr)
            code = 1
            continue
        edition = edition_of(arguments.edition or record.edition or record.year)
        answers, left = answers_in(record, edition, part)
        for note in left:
            print(f"{record.file or arguments.answers}: {note}", file=sys.stderr)
        code = max(code, int(bool(left)))
        attach = part is Part.FILLED and not arguments.fillable
        county = county_of(record, arguments.county or "")
        document = form_document(record, edition, answers, county, day, part=part, attach=attach)
        path = _path(record, edition, arguments, many=len(records) > 1)
        put(path, rendered(document, arguments.to, fillable=arguments.fillable), replace=arguments.replace)
        print(path)
    return code


def _path(record: Redovisning, edition: Edition, arguments: argparse.Namespace, *, many: bool) -> Path:
    kind = "tom" if arguments.blank else "förifylld" if arguments.prefilled else ""
    who = str(record.value("contact.municipality") or Path(record.file).stem)
    name = file_name("redovisning", str(edition.year), who, kind) + f".{arguments.to}"
    if arguments.out is None:
        return Path(name)
    if many:
        own = file_name(Path(record.file).stem or f"{who}-{edition.year}", kind)
        return Path(arguments.out) / f"{own}.{arguments.to}"
    return Path(arguments.out) / name if Path(arguments.out).is_dir() else Path(arguments.out)
