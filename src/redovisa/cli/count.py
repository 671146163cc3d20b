"""``redovisa count``: writes a tally without identities, and counts the year in one that is filled in."""

from __future__ import annotations

import argparse
import json
import secrets
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redovisa.cli.page import wrapped

if TYPE_CHECKING:
    from redovisa.counting.count import Counted

_YEARS = range(2000, 2100)


def _year(text: str) -> int:
    year = int(text)
    if year not in _YEARS:
        raise ValueError
    return year


def register(commands: Any) -> None:
    """Adds the command to the parser."""
    parser = commands.add_parser("count", help="räknar ett år ur ett räkneblad")
    parser.add_argument("tally", metavar="RÄKNEBLAD", type=Path, help="räknebladet, en Excel-arbetsbok (.xlsx)")
    parser.add_argument("--blank", action="store_true", help="skriv ett tomt räkneblad med nya koder i stället")
    parser.add_argument("--rows", type=int, default=120, metavar="ANTAL", help="rader i ett tomt räkneblad (120)")
    parser.add_argument("--year", type=_year, metavar="ÅR", help="året som räknas; annars det som står i bladet")
    parser.add_argument("--json", action="store_true", help="en rad JSON med talen och hur de räknades")
    parser.add_argument("--replace", action="store_true", help="skriv över en fil som finns")


def run(arguments: argparse.Namespace) -> int:
    """Writes or counts; 0 when all is known, 1 when something must be asked, 2 when not done."""
    from redovisa.counting.refusal import CannotCount
    from redovisa.form.closed import why_closed
    from redovisa.writing.document import CannotWrite

    try:
        return _blank(arguments) if arguments.blank else _count(arguments)
    except (CannotCount, CannotWrite) as why:
        print(f"redovisa count: {why}", file=sys.stderr)
    except FileNotFoundError:
        print(f"redovisa count: {arguments.tally} finns inte. Kontrollera namnet och mappen.", file=sys.stderr)
    except OSError as error:
        print(f"redovisa count: {arguments.tally} går inte att läsa ({why_closed(error)}).", file=sys.stderr)
    return 2


def _blank(arguments: argparse.Namespace) -> int:
    from redovisa.cli.output import put
    from redovisa.counting.mark import new_codes
    from redovisa.counting.sheet import sheet
    from redovisa.personligt_ombud.grant import GRANT
    from redovisa.writing.document import CannotWrite

    if not 1 <= arguments.rows <= 2000:
        raise CannotWrite("Ett räkneblad har mellan 1 och 2 000 rader. Ge ett annat antal med --rows.")
    year = arguments.year or datetime.now(UTC).astimezone().year
    codes = new_codes(arguments.rows, secrets.choice)
    put(arguments.tally, sheet(GRANT.tally, year, codes), replace=arguments.replace)
    print(arguments.tally)
    return 0


def _count(arguments: argparse.Namespace) -> int:
    from redovisa.counting.count import count
    from redovisa.counting.read import read_tally
    from redovisa.personligt_ombud.grant import GRANT

    tally = read_tally(arguments.tally.read_bytes(), GRANT.tally, arguments.year)
    counted = count(tally.marks, GRANT.tally, GRANT.tally_year(tally.year))
    notes = (*tally.notes, *counted.notes)
    if arguments.json:
        print(json.dumps(_record(counted, notes), ensure_ascii=False))
    else:
        _show(counted, notes)
    return 1 if counted.doubts else 0


def _record(counted: Counted, notes: tuple[str, ...]) -> dict[str, Any]:
    """The count as plain values, in the manner of ``redovisa read --json``; no codes and no rows of the sheet."""
    return {
        "file": "räknebladet",
        "kind": "tally",
        "year": counted.year,
        "answers": {key: number.value for key, number in counted.numbers.items()},
        "doubts": [
            {"field": one.field, "why": one.why, "candidates": list(one.candidates), "place": one.place}
            for one in counted.doubts
        ],
        "counted": {
            key: {"rules": [rule.code for rule in number.rules], "rows": number.rows, "words": number.words}
            for key, number in counted.numbers.items()
        },
        "notes": list(notes),
    }


def _show(counted: Counted, notes: tuple[str, ...]) -> None:
    from redovisa.personligt_ombud.grant import GRANT

    print(f"Räknebladet {counted.year}\n")
    doubts = {doubt.field: doubt for doubt in counted.doubts}
    used: dict[str, str] = {}
    for key in GRANT.form.fields:
        number, label = counted.numbers.get(key), GRANT.form.fields[key].label
        if number is not None:
            codes = ", ".join(rule.code for rule in number.rules)
            used |= {rule.code: f"{rule.name}: {rule.words}" for rule in number.rules}
            print(f"{number.value:>5}  {label}  ({codes}; {number.place})")
        elif key in doubts:
            rows = ", ".join(str(row) for row in counted.open_rows[key])
            print(f"{'?':>5}  {label}")
            print("\n".join(wrapped(f"{doubts[key].why} Rad i bladet: {rows}.", "       ")))
    print("\nSå är det räknat")
    for code in sorted(used):
        print("\n".join(wrapped(used[code], f"  {code}  ")))
    for note in notes:
        print("\n".join(wrapped(note, "\n  • ", "    ")))
