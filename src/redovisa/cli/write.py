"""``redovisa write``: documents out; one kind of document is one file of this room."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from typing import Any

from redovisa.writing.document import CannotWrite

#: Every kind of document, and what it is; its file is write_<kind>.
KINDS = {
    "form": "formuläret, tomt, förifyllt eller ifyllt",
    "letter": "brev: kvittens, komplettering, påminnelse, beslut om bidrag, underlag för återkrav",
    "report": "länets rapport till Socialstyrelsen och den nationella lägesrapporten",
    "themes": "lista att läsa och bekräfta: bristerna med föreslagna teman",
    "workbook": "arbetsbok (Excel) med alla svar, och ett blad som förklarar kolumnerna",
    "description": "beskrivning av verksamheten för kommunens nämnd",
    "demo": "alla dokument för ett påhittat län",
}


def register(commands: Any) -> None:
    """Adds the command and its kinds of documents to the parser."""
    parser = commands.add_parser("write", help="skriver dokument", description=__doc__)
    kinds = parser.add_subparsers(dest="kind", metavar="DOKUMENT", title="dokument", required=True)
    for kind, about in KINDS.items():
        module = import_module(f"redovisa.cli.write_{kind}")
        module.register(kinds.add_parser(kind, help=about, description=module.__doc__))


def run(arguments: argparse.Namespace) -> int:
    """Writes the documents; 0 when all were written as they are, 1 when something could not go in, 2 when not done."""
    module = import_module(f"redovisa.cli.write_{arguments.kind}")
    try:
        return int(module.run(arguments))
    except CannotWrite as why:
        print(f"redovisa write: {why}", file=sys.stderr)
        return 2
