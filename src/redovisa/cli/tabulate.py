"""``redovisa tabulate``: counts redovisningar into tables that are safe to publish, tried by the attacker first."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redovisa.cli.typed import day_of, year_of

if TYPE_CHECKING:
    from redovisa.tabulating.publish import Made
    from redovisa.tabulating.release import Publisher
    from redovisa.tabulating.report import Municipality
    from redovisa.tabulating.table import CellKey, Grid


def register(commands: Any) -> None:
    """Adds the command to the parser."""
    parser = commands.add_parser("tabulate", help="räknar ihop redovisningar till tabeller")
    parser.add_argument(
        "source",
        metavar="MAPP|JSON|DATABAS",
        help="redovisningar, ett resultat av compile, rader från read --json, eller tjänstens databas",
    )
    parser.add_argument(
        "--year", type=year_of, action="append", metavar="ÅR", help="år att publicera; kan anges flera gånger"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="MAPP", help="där filerna skrivs")
    parser.add_argument("--date", type=day_of, metavar="ÅÅÅÅ-MM-DD", help="publiceringsdag (dagens)")
    parser.add_argument("--policy", type=Path, metavar="FIL", help="egen skyddspolicy (YAML)")
    parser.add_argument(
        "--earlier", type=Path, action="append", default=[], metavar="MAPP", help="tidigare publicering"
    )
    parser.add_argument(
        "--already-out", type=Path, action="append", default=[], metavar="CSV", help="redan publicerade tal"
    )
    parser.add_argument("--key-file", type=Path, metavar="FIL", help="hemlig nyckel, för metoden cell_key")
    parser.add_argument("--publisher", type=Path, metavar="FIL", help="egen utgivare (YAML), annars Socialstyrelsen")
    parser.add_argument("--quiet", action="store_true", help="visa inte hur arbetet går")


def _shown(source: str) -> str:
    """The source by its last name: an address may hold a password."""
    return source.rsplit("/", 1)[-1].partition("?")[0]


def run(arguments: argparse.Namespace) -> int:
    """Writes a release; 0 when it is safe and written, 1 when an attack succeeds, 2 when input is unusable."""
    try:
        return _run(arguments)
    except ModuleNotFoundError as error:
        what = f"kommandot behöver tillägget tables ({error.name} saknas). Installera redovisa[tables]."
        print(f"redovisa: {what}", file=sys.stderr)
        return 2


def _run(arguments: argparse.Namespace) -> int:
    from redovisa.cli.reports import reports_of
    from redovisa.form.closed import why_closed
    from redovisa.form.load import Malformed
    from redovisa.personligt_ombud.protection import load_policy
    from redovisa.personligt_ombud.publisher import load_publisher
    from redovisa.personligt_ombud.tables import TABLES
    from redovisa.tabulating.attacking.released import Unusable
    from redovisa.tabulating.intake import Outcome
    from redovisa.tabulating.policy import PolicyError
    from redovisa.tabulating.publish import Before, make_release
    from redovisa.tabulating.tabulate import tabulate

    progress = None if arguments.quiet else show
    remarks: list[str] = []
    places = municipalities()
    try:
        policy = load_policy(arguments.policy)
        if arguments.out.exists() and not arguments.out.is_dir():  # said before the long work
            raise Unusable(f"{arguments.out} är en fil. Ange en mapp med --out.")
        reports = list(reports_of(arguments.source, remarks))
        counted = tabulate(reports, TABLES, places, asked_fields(), progress)
        years = sorted(set(arguments.year or counted.intake.units))
        if progress:
            print(file=sys.stderr)
        # Said also where nothing is left to count: what was left out is why.
        # What is only to be asked about is of no use for a year that does not go out.
        told = [one for one in counted.remarks if one.outcome is not Outcome.ASK or one.year in years]
        for what in (*remarks, *(one.what for one in told)):
            print(what)
        if absent := [year for year in years if year not in counted.intake.units]:
            raise Unusable(
                f"Det finns inga redovisningar för {absent[0]} i {_shown(arguments.source)}. Kontrollera året."
            )
        if not years:
            raise Unusable(f"Det finns inga redovisningar att räkna i {_shown(arguments.source)}. Kontrollera mappen.")
        made = make_release(
            counted,
            years,
            policy,
            area_names(places),
            arguments.date or date.today(),  # noqa: DTZ011 - the day where the officer sits
            publisher=load_publisher(arguments.publisher),
            before=Before(_already_out(arguments.already_out), _earlier(arguments.earlier)),
            key=arguments.key_file.read_text(encoding="utf-8").strip() if arguments.key_file else "",
            progress=progress,
        )
    except OSError as error:
        print(f"redovisa: {error.filename} går inte att läsa ({why_closed(error)}).", file=sys.stderr)
        return 2
    except (Unusable, PolicyError, Malformed, ValueError) as error:
        print(f"redovisa: {error}", file=sys.stderr)
        return 2
    if progress:
        print(file=sys.stderr)
    _tell(made)
    if not made.safe:
        print("Inget är skrivet: publiceringen lämnar inte rummet förrän angreppet misslyckas.", file=sys.stderr)
        return 1
    try:
        arguments.out.mkdir(parents=True, exist_ok=True)
        for name, content in made.files.items():
            (arguments.out / name).write_bytes(content)
    except OSError as error:
        print(f"redovisa: {error.filename} kan inte skrivas ({why_closed(error)}).", file=sys.stderr)
        return 2
    print(f"{len(made.files)} filer skrivna i {arguments.out}.")
    print(f"Att avgöra före publicering: {'; '.join(_left_open(made.release.publisher))} (se --publisher).")
    return 0


def _left_open(publisher: Publisher) -> list[str]:
    """What people decide before the files are placed, as the catalogue has it now."""
    found = [f"licensen är {publisher.licence}"]
    if not publisher.email:
        found.append(f"kontakten är {publisher.uri}, för e-postadress saknas")
    if not publisher.base:
        found.append("filernas adress är inte angiven, så katalogen ska ligga bredvid dem")
    return found


def show(what: str, done: int, total: int) -> None:
    """Shows how the work goes, on one line."""
    print(f"\r{what}: {done} av {total}".ljust(60), end="", file=sys.stderr, flush=True)


def labels() -> dict[str, str]:
    """The Swedish names of tables, with their numbers, and of items, by code."""
    from redovisa.personligt_ombud.tables import TABLES

    named = {table.id: f"tabell {at} ({table.title})" for at, table in enumerate(TABLES, start=1)}
    return named | {f"{table.id}.{item.id}": item.label for table in TABLES for item in table.items}


def _tell(made: Made) -> None:
    from redovisa.tabulating.attacking.words import sentence, summary

    for year, verdict in made.verdicts.items():
        if (hidden := made.protections.get(year)) is not None:
            gap = (
                "bevisat minsta"
                if hidden.proven
                else f"högst {100 * hidden.gap:.0f} procent dyrare än det minsta möjliga"
            )
            counted = f"{len(hidden.hidden)} av {hidden.counts} antal dolda"
            print(f"{year}: {counted}, varav {len(hidden.small)} små i sig ({gap}).")
        elif besides := made.hidden_besides(year):
            print(f"{year}: antalen är ändrade, och {besides} som kunde ringas in ändå är dolda.")
        print(f"{year}: {summary(verdict)}")
        for what in verdict.untried:
            print(f"  {what}")
        for breach in verdict.breaches[:50]:
            print(f"  {sentence(breach, made.release.areas, labels())}")


def municipalities() -> dict[str, Municipality]:
    """Every municipality that is or has been, by code."""
    from redovisa.places.register import every_municipality
    from redovisa.tabulating.report import Municipality

    places: dict[str, Municipality] = {}
    for place in every_municipality():
        known = places.get(place.code)
        # One code under two names (Malung, Malung-Sälen) is one municipality: the newest name, all the years.
        ends = [place.valid_to, *([known.until] if known else [])]
        starts = [place.valid_from, *([known.since] if known else [])]
        since = None if None in starts else min(start for start in starts if start is not None)
        until = None if None in ends else max(end for end in ends if end is not None)
        name = place.name if known is None or place.valid_to is None else known.name
        places[place.code] = Municipality(place.code, name, since, until)
    return places


def area_names(places: dict[str, Municipality]) -> dict[str, str]:
    """The names of all areas by code."""
    from redovisa.places.register import counties
    from redovisa.tabulating.publish import areas_named

    named = ((place.code, place.name) for place in places.values())
    return areas_named({code: county.name for code, county in counties().items()}, named)


def asked_fields() -> dict[int, frozenset[str]]:
    """The fields that each edition asks for."""
    from redovisa.personligt_ombud.grant import GRANT

    return {year: frozenset(edition.asked) for year, edition in GRANT.form.editions.items()}


def _already_out(paths: list[Path]) -> dict[CellKey, int]:
    from redovisa.tabulating.attacking.released import load
    from redovisa.tabulating.crossing import cell_of

    return {cell_of(spot): int(value) for path in paths for spot, value in load(path).published.numbers.items()}


def _earlier(paths: list[Path]) -> list[dict[str, Grid]]:
    from redovisa.personligt_ombud.tables import TABLES
    from redovisa.tabulating.attacking.released import load
    from redovisa.tabulating.crossing import grids_of

    return [grids_of(load(path).published, TABLES) for path in paths]
