"""``redovisa attack``: tries to work out what published tables hide; takes our releases and CSV made by others."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any


def register(commands: Any) -> None:
    """Adds the command to the parser."""
    parser = commands.add_parser("attack", help="försöker räkna fram det som är dolt i tabeller")
    parser.add_argument(
        "release", nargs="+", metavar="PUBLICERING", type=Path, help="mapp eller CSV; flera prövas tillsammans"
    )
    parser.add_argument(
        "--knows", type=Path, action="append", default=[], metavar="CSV", help="tal som angriparen redan har"
    )
    parser.add_argument("--threshold", type=int, metavar="ANTAL", help="antal till och med detta är hemliga")
    parser.add_argument("--width", type=int, metavar="ANTAL", help="så brett ska ett dolt tals intervall minst vara")
    parser.add_argument("--quiet", action="store_true", help="visa inte hur arbetet går")


def run(arguments: argparse.Namespace) -> int:
    """Tells what was found; 0 nothing, 1 something, 2 when a file cannot be read."""
    try:
        return _run(arguments)
    except ModuleNotFoundError as error:
        what = f"kommandot behöver tillägget tables ({error.name} saknas). Installera redovisa[tables]."
        print(f"redovisa: {what}", file=sys.stderr)
        return 2


def _run(arguments: argparse.Namespace) -> int:
    from dataclasses import replace

    from redovisa.cli.tabulate import area_names, labels, municipalities, show
    from redovisa.tabulating.attacking.attack import attack
    from redovisa.tabulating.attacking.released import Unusable, load
    from redovisa.tabulating.attacking.words import sentence, summary

    try:
        loot = [load(path) for path in arguments.release]
        known = {spot: int(value) for path in arguments.knows for spot, value in load(path).published.numbers.items()}
    except Unusable as error:
        print(f"redovisa: {error}", file=sys.stderr)
        return 2
    demand = loot[-1].demand
    if arguments.threshold is not None:
        demand = replace(demand, threshold=arguments.threshold)
    if arguments.width is not None:
        demand = replace(demand, width=arguments.width)
    knowledge = replace(loot[-1].knowledge, out=known)
    verdict = attack([one.published for one in loot], demand, knowledge, progress=None if arguments.quiet else show)
    if not arguments.quiet:
        print(file=sys.stderr)
    print(summary(verdict))
    if verdict.unknowns and not verdict.facts:
        print(
            "Inget binder de dolda talen: inga summor hittades. Summor ska stå med tom eller ”total” i kolumnerna sex "
            "och age, län med två siffror i area och riket med 00."
        )
    for remark in verdict.untried:
        print(remark)
    names = area_names(municipalities())
    for breach in verdict.breaches:
        print(sentence(breach, names, labels()))
    return 0 if verdict.safe else 1
