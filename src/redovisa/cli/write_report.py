"""``redovisa write report``: the county's report (12 §) and the national lägesrapport (14 §) as Word or PDF."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from redovisa.cli.output import file_name, put
from redovisa.cli.records import read_records
from redovisa.cli.rendered import rendered
from redovisa.cli.write_letter import address, day_of
from redovisa.form.redovisning import Kind, Redovisning
from redovisa.personligt_ombud.grant import GRANT, ROOM
from redovisa.places.place import County
from redovisa.places.register import counties, district, municipality
from redovisa.writing.document import Block, CannotWrite, Document
from redovisa.writing.released import Released, read_release
from redovisa.writing.report import report
from redovisa.writing.report_county import county_report, versions
from redovisa.writing.statistics import Statistics
from redovisa.writing.template import Filling, load_template

REPORTS = ROOM / "reports"


def register(parser: argparse.ArgumentParser) -> None:
    """Adds what the command takes."""
    parser.add_argument("which", choices=("county", "national"), metavar="county|national", help="vilken rapport")
    parser.add_argument("answers", nargs="?", type=Path, metavar="SVAR", help="JSON från redovisa read --json")
    parser.add_argument("--year", type=int, required=True, metavar="ÅR", help="det redovisade året")
    parser.add_argument("--county", metavar="LÄN", help="länskod, till exempel 18")
    parser.add_argument("--release", type=Path, metavar="MAPP", help="skyddade tabeller från redovisa tabulate")
    parser.add_argument("--awaited", nargs="*", default=[], metavar="KOMMUN", help="kommunkoder som inte har redovisat")
    parser.add_argument("--to", choices=("docx", "pdf"), default="pdf", help="Word (docx) eller PDF")
    parser.add_argument("--date", type=day_of, metavar="DAG", help="rapportens datum; annars i dag")
    parser.add_argument("--out", type=Path, default=Path(), metavar="MAPP", help="mapp att skriva i")
    parser.add_argument("--replace", action="store_true", help="skriv över en fil som finns")


def run(arguments: argparse.Namespace) -> int:
    """Writes the report; 0 when it was written."""
    document = _county(arguments) if arguments.which == "county" else _national(arguments)
    about = arguments.county or "riket"
    path = arguments.out / f"{file_name('rapport', about, str(arguments.year))}.{arguments.to}"
    put(path, rendered(document, arguments.to), replace=arguments.replace)
    print(path)
    return 0


def _records(arguments: argparse.Namespace) -> list[Redovisning]:
    if arguments.answers is None:
        return []
    records = read_records(arguments.answers, GRANT.form)
    return [one for one in records if one.kind is Kind.REDOVISNING and one.year == arguments.year]


def _release(arguments: argparse.Namespace) -> Released | None:
    if arguments.release is None:
        return None
    release = read_release(arguments.release)
    if arguments.year not in release.years:
        raise CannotWrite(f"{arguments.release}: publiceringen omfattar inte {arguments.year}.")
    return release


def _county(arguments: argparse.Namespace) -> Document:
    county: County | None = counties().get(arguments.county or "")
    if county is None:
        raise CannotWrite("Ange länet med --county och länskoden, till exempel 18 för Örebro.")
    records = [one for one in _records(arguments) if (one.municipality[:2] or one.county) == county.code]
    release = _release(arguments)
    statistics = Statistics(release, county.code, arguments.year).blocks() if release else {}
    both = sorted({one.municipality for one in records} & set(arguments.awaited))
    if both:
        raise CannotWrite(f"{named_place(both[0], arguments.year)} står både som väntad och som inkommen.")
    awaited = [named_place(code, arguments.year) for code in arguments.awaited]
    filling = county_report(county, arguments.year, records, named, awaited, statistics)
    return _written(arguments, "county", filling, county.board, address(county))


def _national(arguments: argparse.Namespace) -> Document:
    release = _release(arguments)
    if release is None:
        raise CannotWrite("Lägesrapporten görs bara av skyddade tabeller. Ange dem med --release.")
    records = sorted(_records(arguments), key=named)
    tables: dict[str, tuple[Block, ...]] = dict(Statistics(release, "00", arguments.year).blocks())
    if records:
        tables["versions"] = versions(records, named)
    values = {
        "year": str(arguments.year),
        "release": release.name,
        "published": release.published,
        "has_versions": "ja" if records else "",
    }
    return _written(arguments, "national", Filling(values, {}, tables), "Socialstyrelsen")


def _written(
    arguments: argparse.Namespace, name: str, filling: Filling, sender: str, head: tuple[str, ...] = ()
) -> Document:
    day = arguments.date or datetime.now(UTC).astimezone().date()
    template = load_template(REPORTS / f"{name}.md")
    return report(template, filling, sender=sender, facts=(("Avser", str(arguments.year)),), head=head, day=day)


def named(record: Redovisning) -> str:
    """The reporter's name for people; the city district where one reports."""
    part = district(record.district) if record.district else None
    place = part or municipality(record.municipality, record.year)
    return place.full_name if place else str(record.value("contact.municipality") or record.file)


def named_place(code: str, year: int) -> str:
    """The name of the municipality with the code; raises CannotWrite when none had it in the year."""
    place = municipality(code, year)
    if place is None:
        raise CannotWrite(f"Det finns ingen kommun med koden {code} år {year}.")
    return place.full_name
