"""``redovisa write form``: the form of an edition as Word or PDF, blank, prefilled or filled with answers."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from redovisa.cli.output import file_name, put
from redovisa.cli.records import read_records
from redovisa.cli.rendered import rendered
from redovisa.form.answer import Value
from redovisa.form.edition import Edition
from redovisa.form.format import written
from redovisa.form.load import read_yaml
from redovisa.form.record import to_line
from redovisa.form.redovisning import Kind, Redovisning
from redovisa.personligt_ombud.grant import GRANT, ROOM
from redovisa.places.place import County
from redovisa.places.register import counties
from redovisa.writing.document import Attachment, CannotWrite, Document
from redovisa.writing.form import FormWriter
from redovisa.writing.head import head_lines


def register(parser: argparse.ArgumentParser) -> None:
    """Adds what the command takes."""
    parser.add_argument(
        "answers", nargs="?", type=Path, metavar="SVAR", help="JSON från redovisa read --json; - läser in"
    )
    parser.add_argument("--to", choices=("docx", "pdf"), default="docx", help="Word (docx) eller PDF")
    parser.add_argument("--edition", type=int, metavar="ÅR", help="formulärets år; annars svarens eget")
    parser.add_argument("--county", metavar="LÄN", help="länskod, till exempel 18; annars den som svaren nämner")
    parser.add_argument("--blank", action="store_true", help="tomt formulär")
    parser.add_argument("--prefilled", action="store_true", help="bara det som länsstyrelsen redan vet")
    parser.add_argument("--fillable", action="store_true", help="PDF som går att fylla i")
    parser.add_argument("--date", type=date.fromisoformat, metavar="DAG", help="dokumentets datum; annars i dag")
    parser.add_argument("--out", type=Path, metavar="FIL", help="filens namn, eller en mapp när svaren är flera")
    parser.add_argument("--replace", action="store_true", help="skriv över en fil som finns")


def run(arguments: argparse.Namespace) -> int:
    """Writes a form for each record; 1 when some answer has no place in the edition."""
    if arguments.blank == (arguments.answers is not None):
        raise CannotWrite("Ange en fil med svar, eller --blank för ett tomt formulär.")
    records = [Redovisning("", Kind.BLANK)] if arguments.blank else read_records(arguments.answers, GRANT.form)
    code = 0
    for record in records:
        if record.kind in (Kind.OTHER, Kind.UNREADABLE):
            print(f"{record.file}: är ingen redovisning, så det finns inget formulär att skriva.", file=sys.stderr)
            code = 1
            continue
        edition = _edition(arguments.edition or record.edition or record.year)
        answers, left = _answers(record, edition, arguments)
        for note in left:
            print(f"{record.file or arguments.answers}: {note}", file=sys.stderr)
        code = max(code, int(bool(left)))
        document = _document(record, edition, answers, arguments)
        path = _path(record, edition, arguments, many=len(records) > 1)
        put(path, rendered(document, arguments.to, fillable=arguments.fillable), replace=arguments.replace)
        print(path)
    return code


def _edition(year: int | None) -> Edition:
    known = GRANT.form.editions
    if year is None:
        return known[max(known)]
    if year not in known:
        years = ", ".join(str(one) for one in sorted(known))
        raise CannotWrite(f"Det finns inget formulär för {year}. Ange --edition med ett av åren {years}.")
    return known[year]


def _answers(
    record: Redovisning, edition: Edition, arguments: argparse.Namespace
) -> tuple[dict[str, Value], list[str]]:
    """The answers that go in, and a sentence for each that does not."""
    values = record.values()
    if arguments.blank or arguments.prefilled:
        words = _head_words()
        kept = set(words["prefilled"])
        if record.year == edition.year:
            kept |= set(words["prefilled_same_year"])
        values = {key: value for key, value in values.items() if key in kept}
        values["report.year"] = edition.year
    asked = set(edition.asked)
    left = [
        f"formuläret för {edition.year} frågar inte efter ”{GRANT.form.fields[key].label}”; "
        f"svaret ({written(GRANT.form.fields[key], value)[:60]}) står inte i dokumentet."
        for key, value in values.items()
        if key not in asked
    ]
    if record.doubts and not arguments.prefilled:
        rooms = "en ruta är tom" if len(record.doubts) == 1 else f"{len(record.doubts)} rutor är tomma"
        left.append(f"{rooms}, för där är det inte avgjort vad svaret är.")
    return {key: value for key, value in values.items() if key in asked}, left


@cache
def _head_words() -> dict[str, Any]:
    words: dict[str, Any] = read_yaml(ROOM / "form_head.yaml")
    return words


def _county(record: Redovisning, given: str | None) -> County | None:
    code = given or record.county or record.municipality[:2]
    if given and given not in counties():
        raise CannotWrite(
            f"Det finns inget län med koden {given}. Länskoder har två siffror, till exempel 18 för Örebro."
        )
    return counties().get(code)


def _document(
    record: Redovisning, edition: Edition, answers: dict[str, Value], arguments: argparse.Namespace
) -> Document:
    year = answers.get("report.year")
    reported = year if isinstance(year, int) else edition.year
    head = head_lines(edition, reported, _county(record, arguments.county), _head_words())
    attached: tuple[Attachment, ...] = ()
    if not (arguments.blank or arguments.prefilled or arguments.fillable):
        about = "Svaren i formuläret, som de lästes"
        attached = (Attachment("svar.json", to_line(record).encode("utf-8", "replace"), "application/json", about),)
    day = arguments.date or datetime.now(tz=UTC).date()
    return FormWriter(edition, GRANT.form.fields, answers).document(head, day, attached)


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
