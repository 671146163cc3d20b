"""``redovisa explain``: what a rule asks, what it rests on, and what to do; without a code, all rules in a list."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import Any

from redovisa.checking.explain import explained
from redovisa.cli.page import wrapped
from redovisa.personligt_ombud.grant import GRANT


def register(commands: Any) -> None:
    """Adds the command to the parser."""
    parser = commands.add_parser("explain", help="förklarar en regel, till exempel KLI-01")
    parser.add_argument("codes", nargs="*", metavar="KOD", help="regelns kod; utan kod visas alla regler")


def run(arguments: argparse.Namespace) -> int:
    """Explains the rules; 0 when all codes were known, 2 when one was not."""
    if not arguments.codes:
        print("\n".join(_listed()))
        return 0
    unknown = False
    for place, code in enumerate(arguments.codes):
        rule = GRANT.rules.get(code)
        if rule is None:
            unknown = True
            print(
                f"redovisa: regeln {code} finns inte. Skriv redovisa explain utan kod för att se alla regler.",
                file=sys.stderr,
            )
            continue
        (code, title), *parts = explained(rule, GRANT.form.fields, GRANT.law)
        if place:
            print()
        print("\n".join(wrapped(title, f"{code}  ")))
        for name, text in parts:
            print("\n".join(wrapped(text, f"  {name:<12}")))
    return 2 if unknown else 0


def _listed() -> Iterator[str]:
    """All rules, a line or two each, under the headings of the form."""
    for prefix, heading in GRANT.rule_sections.items():
        yield heading
        for rule in GRANT.rules.rules:
            if rule.code.startswith(prefix):
                yield from wrapped(f"{rule.title} ({rule.severity.swedish})", f"  {rule.code}  ")
