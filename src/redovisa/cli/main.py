"""Finds the command that was asked for and runs it; only that command's file is loaded, so that it starts quickly."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

#: Every command with what it does; its file in this room has the same name.
COMMANDS = {
    "read": "läser ifyllda formulär (Word, PDF, text, mejl, bild) och visar svar och frågor",
    "check": "granskar redovisningar och förklarar vad som behöver rättas eller förklaras",
    "explain": "förklarar en regel, till exempel KLI-01",
    "compile": "läser en hel mapp och sammanställer den i en arbetsbok och en webbsida",
    "tabulate": "räknar ihop redovisningar till tabeller som är säkra att publicera",
    "attack": "försöker räkna fram det som är dolt i publicerade tabeller",
    "demo": "visar allt på de exempel som följer med",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command line; returns its exit code (0 well, 1 something must be corrected, 2 not done)."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    name = next((argument for argument in arguments if not argument.startswith("-")), "")
    parser = argparse.ArgumentParser(
        prog="redovisa",
        description="Läser, granskar och sammanställer redovisningar av statsbidraget till personligt ombud.",
        epilog="Hjälp om ett kommando: redovisa KOMMANDO --help",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", metavar="KOMMANDO", title="kommandon")
    if name in COMMANDS:
        module = import_module(f"redovisa.cli.{name}")
        module.register(commands)
    else:
        for command, does in COMMANDS.items():
            commands.add_parser(command, help=does)
        if name:
            print(f"redovisa: kommandot {name} finns inte. Skriv redovisa --help.", file=sys.stderr)
            return 2
    parsed = parser.parse_args(arguments)
    if not parsed.command:
        parser.print_help()
        return 2
    try:
        return int(module.run(parsed))
    except BrokenPipeError:  # the reader of our output (head, less) has seen enough
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        print("\nAvbrutet.", file=sys.stderr)
        return 130
