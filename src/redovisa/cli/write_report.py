"""``redovisa write report``: the county's report (12 §) and the national lägesrapport (14 §) as Word or PDF."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from redovisa.cli.counted import Counted, counted
from redovisa.cli.output import file_name, put
from redovisa.cli.records import read_records
from redovisa.cli.themes import load_settled, load_themes
from redovisa.cli.typed import day_of, year_of
from redovisa.form.redovisning import Kind, Redovisning
from redovisa.issuing.letters import address
from redovisa.issuing.names import by_name, named, named_county, named_place
from redovisa.issuing.rendered import rendered
from redovisa.personligt_ombud.grant import GRANT, ROOM
from redovisa.places.register import reporter_name
from redovisa.writing.document import Block, CannotWrite, Document
from redovisa.writing.released import LeftOut, Released, read_release
from redovisa.writing.report import report
from redovisa.writing.report_county import county_report, grants_title
from redovisa.writing.report_sources import by_table, not_counted, versions
from redovisa.writing.statistics import Statistics
from redovisa.writing.template import Filling, load_template
from redovisa.writing.themes import TEXT, TITLE, theme_blocks

REPORTS = ROOM / "reports"


def register(parser: argparse.ArgumentParser) -> None:
    """Adds what the command takes."""
    parser.add_argument("which", choices=("county", "national"), metavar="county|national", help="vilken rapport")
    parser.add_argument("answers", nargs="?", type=Path, metavar="SVAR", help="JSON från redovisa read --json")
    parser.add_argument("--year", type=year_of, required=True, metavar="ÅR", help="det redovisade året")
    parser.add_argument("--county", metavar="LÄN", help="länskod, till exempel 18")
    parser.add_argument("--release", type=Path, metavar="MAPP", help="skyddade tabeller från redovisa tabulate")
    parser.add_argument("--awaited", nargs="*", default=[], metavar="KOMMUN", help="kommunkoder som inte har redovisat")
    parser.add_argument("--settled", type=Path, metavar="FIL", help="bristernas teman, bekräftade i write themes")
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
    if not arguments.county:
        raise CannotWrite("Ange länet med --county och länskoden, till exempel 18 för Örebro.")
    county = named_county(arguments.county)
    records = [one for one in _records(arguments) if (one.municipality[:2] or one.county) == county.code]
    both = sorted({one.municipality for one in records} & set(arguments.awaited))
    if both:
        raise CannotWrite(f"{named_place(both[0], arguments.year)} står både som väntad och som inkommen.")
    awaited = [named_place(code, arguments.year) for code in arguments.awaited]
    release = _release(arguments)
    statistics = Statistics(release, county.code, arguments.year).blocks() if release else {}
    basis = _basis(records, arguments.year)
    if basis.left_out and not basis.records:
        raise CannotWrite(f"Ingen redovisning går att räkna. {basis.left_out[0].why}")
    sources = _sources(arguments, records, basis, release, county.code)
    aside = len(records) - len(basis.records)
    filling = county_report(county, arguments.year, basis.records, named, awaited, statistics, sources, aside)
    filling = replace(filling, values={**filling.values, **_has(sources)})
    return _written(arguments, "county", filling, county.board, address(county))


def _national(arguments: argparse.Namespace) -> Document:
    release = _release(arguments)
    if release is None:
        raise CannotWrite("Lägesrapporten görs bara av skyddade tabeller. Ange dem med --release.")
    records = _records(arguments)
    sources = _sources(arguments, records, _basis(records, arguments.year), release, "00")
    tables = {**Statistics(release, "00", arguments.year).blocks(), **sources}
    values = {"year": str(arguments.year), "release": release.name, "published": release.published, **_has(sources)}
    return _written(arguments, "national", Filling(values, {}, tables), "Socialstyrelsen")


def _has(sources: Mapping[str, tuple[Block, ...]]) -> dict[str, str]:
    return {f"has_{name}": "ja" if name in sources else "" for name in ("themes", "versions", "by_table", "left_out")}


def _basis(records: Sequence[Redovisning], year: int) -> Counted:
    """What counts of the records, in the order of a list for people; what a person should look at is told."""
    basis = counted(sorted(records, key=by_name), year)
    for what in basis.to_ask:
        print(what, file=sys.stderr)
    return basis


def _sources(
    arguments: argparse.Namespace, records: Sequence[Redovisning], basis: Counted, release: Released | None, area: str
) -> dict[str, tuple[Block, ...]]:
    """What is made of the redovisningar themselves: the themes of their texts, the annexes, and who is not counted."""
    made: dict[str, tuple[Block, ...]] = {}
    year = arguments.year
    within = [one for one in (release.left_out if release else ()) if one.year == year and _is_in(one, area)]
    if left_out := [*basis.left_out, *within]:
        made["left_out"] = not_counted(left_out, lambda code: reporter_name(code, "", year) or f"kommunkod {code}")
    if not records:
        if arguments.settled:
            raise CannotWrite("Bekräftade teman hör till redovisningar: ange också filen med svar.")
        return made
    themes = load_themes(None)
    settled = load_settled(arguments.settled, themes, records) if arguments.settled else None
    made |= {"themes": theme_blocks(themes, basis.records, settled), "versions": versions(basis.records, named)}
    told = [number for number, one in enumerate(basis.records, 1) if one.value(TEXT)]
    own = {} if area == "00" else {grants_title(year): range(1, len(basis.records) + 1)}
    made["by_table"] = by_table(basis.tables, {**own, TITLE: told}, release, area, year)
    return made


def _is_in(one: LeftOut, area: str) -> bool:
    return area in ("00", one.municipality[:2])


def _written(
    arguments: argparse.Namespace, name: str, filling: Filling, sender: str, head: tuple[str, ...] = ()
) -> Document:
    day = arguments.date or datetime.now(UTC).astimezone().date()
    template = load_template(REPORTS / f"{name}.md")
    return report(template, filling, sender=sender, facts=(("Avser", str(arguments.year)),), head=head, day=day)
