"""``redovisa write themes``: the texts about deficiencies with suggested themes, as a list for a person to settle."""

from __future__ import annotations

import argparse
import csv
import io
from pathlib import Path

from redovisa.cli.output import put
from redovisa.cli.records import read_records
from redovisa.cli.themes import load_themes
from redovisa.form.redovisning import Kind
from redovisa.issuing.names import named
from redovisa.personligt_ombud.grant import GRANT
from redovisa.writing.letter_contents import fingerprint, short_code
from redovisa.writing.themes import TEXT

_HEADS = ("kod", "kommun", "tema", "bekräftat", "ord som tyder på det", "text")
_FORMULA = ("=", "+", "-", "@")


def register(parser: argparse.ArgumentParser) -> None:
    """Adds what the command takes."""
    parser.add_argument("answers", type=Path, metavar="SVAR", help="JSON från redovisa read --json; - läser in")
    parser.add_argument("--themes", type=Path, metavar="FIL", help="egna teman och ord (YAML)")
    parser.add_argument("--out", type=Path, required=True, metavar="FIL", help="listans namn, till exempel teman.csv")
    parser.add_argument("--replace", action="store_true", help="skriv över en fil som finns")


def run(arguments: argparse.Namespace) -> int:
    """Writes the list; 0 when it was written."""
    themes = load_themes(arguments.themes)
    out = io.StringIO()
    lines = csv.writer(out, delimiter=";", lineterminator="\r\n")
    lines.writerow(_HEADS)
    for one in read_records(arguments.answers, GRANT.form):
        text = str(one.value(TEXT) or "")
        if one.kind is Kind.REDOVISNING and text:
            suggested = themes.suggested(text) or {"": ()}
            for theme, words in suggested.items():
                code = short_code(fingerprint(one))
                lines.writerow([_safe(cell) for cell in (code, named(one), theme, "", ", ".join(words), text)])
    put(arguments.out, out.getvalue().encode("utf-8-sig", "replace"), replace=arguments.replace)
    print(arguments.out)
    print("Skriv x under ”bekräftat” där temat stämmer och nej där det inte gör det; lägg till rader för teman som")
    print(f"saknas. Ge sedan listan till rapporten: redovisa write report national … --settled {arguments.out}")
    return 0


def _safe(cell: str) -> str:
    """What a spreadsheet does not take for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
