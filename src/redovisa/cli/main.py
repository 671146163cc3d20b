"""Finds the command that was asked for and runs it; only that command's file is loaded, so that it starts quickly."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

#: Every command with what it does; its file in this room has the same name.
COMMANDS = {
    "read": "läser ifyllda formulär (Word, PDF, text, mejl, bild) och visar svar och frågor",
    "check": "granskar redovisningar och förklarar vad som behöver rättas eller förklaras",
    "explain": "förklarar en regel, till exempel KLI-01",
    "compile": "läser en hel mapp och sammanställer den i en arbetsbok och en webbsida",
    "tabulate": "räknar ihop redovisningar till tabeller som är säkra att publicera",
    "attack": "försöker räkna fram det som är dolt i publicerade tabeller",
    "write": "skriver dokument: formuläret, brev, rapporter, arbetsböcker (Word, PDF, Excel)",
    "count": "räknar ett år ur ett räkneblad utan namn (Excel), eller skriver ett tomt",
    "serve": "startar tjänsten i webbläsaren, med ett påhittat land",
    "demo": "visar allt på de exempel som följer med",
}


class _Words(dict[str, str]):
    """argparse's own words in Swedish; what is not here stays as it is."""

    def __missing__(self, words: str) -> str:
        return words


_SWEDISH = _Words(
    {
        "usage: ": "användning: ",
        "positional arguments": "argument",
        "options": "flaggor",
        "show this help message and exit": "visa den här hjälpen",
        "the following arguments are required: %s": "det här saknas: %s",
        "unrecognized arguments: %s": "det här förstås inte: %s",
        "expected one argument": "ett värde saknas",
        "expected at least one argument": "minst ett värde saknas",
        "%(prog)s: error: %(message)s\n": "%(prog)s: %(message)s\n",
        "invalid %(type)s value: %(value)r": "värdet %(value)r går inte att använda",
        "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r finns inte; välj bland %(choices)s",
        "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    }
)


def parsers(name: str) -> tuple[argparse.ArgumentParser, argparse.ArgumentParser | None]:
    """The parser of the whole command line, in Swedish, and that of the command if there is one of this name."""
    argparse._ = _SWEDISH.__getitem__  # type: ignore[attr-defined] # argparse has no other door for its words
    whole = argparse.ArgumentParser(
        prog="redovisa",
        description="Läser, granskar och sammanställer redovisningar av statsbidraget till personligt ombud.",
        epilog="Hjälp om ett kommando: redovisa KOMMANDO --help",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = whole.add_subparsers(dest="command", metavar="KOMMANDO", title="kommandon")
    if name not in COMMANDS:
        for command, does in COMMANDS.items():
            commands.add_parser(command, help=does)
        return whole, None
    import_module(f"redovisa.cli.{name}").register(commands)
    chosen: argparse.ArgumentParser = commands.choices[name]
    chosen.description = f"{COMMANDS[name][0].upper()}{COMMANDS[name][1:]}."
    return whole, chosen


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command line; returns its exit code (0 well, 1 something must be corrected, 2 not done)."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    name = next((argument for argument in arguments if not argument.startswith("-")), "")
    whole, chosen = parsers(name)
    if name and chosen is None:
        print(f"redovisa: kommandot {name} finns inte. Skriv redovisa --help.", file=sys.stderr)
        return 2
    parsed, late = whole.parse_known_args(arguments)
    if late and not late[0].startswith("-") and getattr(parsed, "answers", ...) is None:
        # argparse takes a file that may be left out for left out where flags stand before it.
        parsed.answers = Path(late.pop(0))
    if late:
        whole.error(_SWEDISH["unrecognized arguments: %s"] % " ".join(late))
    if not parsed.command:
        whole.print_help()
        return 2
    try:
        return int(import_module(f"redovisa.cli.{name}").run(parsed))
    except BrokenPipeError:  # the reader of our output (head, less) has seen enough
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        print("\nAvbrutet.", file=sys.stderr)
        return 130
