"""``redovisa compile``: a whole folder of filled forms becomes one workbook and one page."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Any

from redovisa.cli.progress import ProgressBar
from redovisa.cli.reader import make_reader
from redovisa.cli.summary import summary
from redovisa.compiling.compile import Compiled, NotWritten, Outputs, compile_folder
from redovisa.compiling.gather import How
from redovisa.compiling.workers import Bounds, CannotStart
from redovisa.personligt_ombud.grant import GRANT

_DESCRIPTION = """\
Läser alla formulär i en mapp (Word, PDF, text, mejl, zip, undermappar), granskar dem och skriver
RESULTAT.xlsx och RESULTAT.html. Nästa gång läses bara det som har ändrats."""


def register(commands: Any) -> None:
    """Adds the command to the parser."""
    parser = commands.add_parser(
        "compile",
        help="sammanställer en mapp",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="Svarar 0 när sammanställningen är skriven och 2 när det inte gick.",
    )
    parser.add_argument("folder", metavar="MAPP", type=Path, help="mappen med formulären")
    parser.add_argument(
        "--out", metavar="RESULTAT", type=Path, required=True, help="var resultatet skrivs, utan ändelse"
    )
    parser.add_argument(
        "--previous", metavar="MAPP|JSON", type=Path, help="förra årets mapp, eller rader från read --json"
    )
    parser.add_argument("--seconds", type=float, default=300.0, help="längsta tid för en fil (300)")


def run(arguments: argparse.Namespace) -> int:
    """Compiles the folder; 0 when the result is written, 2 when it could not be."""
    folder, previous = arguments.folder, arguments.previous
    if not folder.is_dir():
        return _not_done(f"{folder} är ingen mapp. Ange mappen där formulären ligger.")
    if previous is not None and not previous.exists():
        return _not_done(f"{previous} finns inte. Ange förra årets mapp eller en fil från redovisa read --json.")
    if not arguments.seconds > 0:
        return _not_done("Tiden för en fil måste vara mer än noll sekunder.")
    outputs = Outputs.named(arguments.out)

    def told(compiled: Compiled) -> None:
        print("\n".join(summary(compiled, outputs)))

    how = How(GRANT.form, make_reader, Bounds(seconds=arguments.seconds))
    try:
        compile_folder(folder, outputs, how, GRANT.rules, date.today(), previous, ProgressBar(), told)  # noqa: DTZ011 - the day where the officer sits
    except (NotWritten, CannotStart, ValueError) as why:
        return _not_done(str(why))
    return 0


def _not_done(why: str) -> int:
    print(f"redovisa: {why}", file=sys.stderr)
    return 2
