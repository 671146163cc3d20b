"""``redovisa demo``: reads, checks and compiles the packaged examples, and explains what was found in them."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Any

import redovisa.personligt_ombud
from redovisa.cli.progress import ProgressBar
from redovisa.cli.reader import make_reader
from redovisa.cli.summary import explained, summary, wrapped
from redovisa.compiling.compile import Compiled, NotWritten, Outputs, compile_folder
from redovisa.compiling.gather import How
from redovisa.compiling.workers import CannotStart
from redovisa.personligt_ombud.grant import GRANT

_ABOUT = (
    "Fem av exemplen är riktiga dokument, där bara kontaktpersonerna är påhittade. "
    "De i mappen pahittade är helt påhittade, för att visa Word, PDF, mejl, en kopia och en trasig fil."
)
EXAMPLES = Path(redovisa.personligt_ombud.__file__).with_name("examples")


def register(commands: Any) -> None:
    """Adds the command to the parser."""
    parser = commands.add_parser(
        "demo", help="visar allt på exempel", description="Visar allt på exemplen som följer med."
    )
    parser.add_argument("--out", metavar="MAPP", type=Path, default=Path("demo"), help="var resultatet skrivs (demo)")


def run(arguments: argparse.Namespace) -> int:
    """Compiles the examples and explains the findings; 0 when the result is written."""
    outputs = Outputs.named(arguments.out / "resultat")
    how = How(GRANT.form, make_reader)

    def told(compiled: Compiled) -> None:
        print(wrapped(_ABOUT))
        print("\n".join(explained(compiled.dossiers)))
        print("\nSammanställningen\n─────────────────")
        print("\n".join(summary(compiled, outputs)))
        print(f"Exemplen:  {EXAMPLES}")
        print("\n" + wrapped("Gör likadant med en egen mapp: redovisa compile MAPP --out RESULTAT"))

    try:
        compile_folder(EXAMPLES, outputs, how, GRANT.rules, date.today(), progress=ProgressBar(), told=told)  # noqa: DTZ011 - the day where the user sits
    except (NotWritten, CannotStart) as why:
        print(f"redovisa: {why}", file=sys.stderr)
        return 2
    return 0
