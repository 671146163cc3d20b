"""The tables of a release, read from its files: only what passed disclosure control can enter a public report."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from redovisa.form.format import decimals, thousands
from redovisa.writing.document import CannotWrite

_MOST_BYTES = 200_000_000
_SIGNS = {"hidden": "..", "missing": "–", "not_asked": "."}
SIGN_WORDS = {
    "..": "dolt för att skydda enskilda",
    "–": "uppgift saknas",
    ".": "frågan ställdes inte det året",
}
_COLUMNS = ("table", "year", "area_level", "area", "sex", "age", "item", "value", "status")


class CellKey(NamedTuple):
    """One number: an empty sex or age is the margin; area is 00 for the nation."""

    table: str
    year: int
    area: str
    item: str
    sex: str = ""
    age: str = ""


class Entry(NamedTuple):
    """A number, or None and the sign that tells why there is none."""

    value: float | None
    sign: str


@dataclass(frozen=True, slots=True)
class Item:
    """What a row of a table counts, in Swedish."""

    id: str
    label: str
    unit: str


class LeftOut(NamedTuple):
    """Who is not among the numbers of a year: the municipality's code, empty when it is not known, and why."""

    year: int
    municipality: str
    why: str


@dataclass(frozen=True, slots=True)
class Released:
    """A release: titles, items and notes by table, every number by its key, and what is not counted in them."""

    name: str
    published: str
    years: tuple[int, ...]
    titles: Mapping[str, str]
    items: Mapping[str, tuple[Item, ...]]
    notes: Mapping[str, tuple[str, ...]]
    areas: Mapping[str, str]
    cells: Mapping[CellKey, Entry]
    left_out: tuple[LeftOut, ...] = ()

    def entry(self, key: CellKey) -> Entry:
        """The entry of a cell; what is not in the release is missing."""
        return self.cells.get(key, Entry(None, "–"))

    def counties(self) -> tuple[str, ...]:
        """The codes of the counties with numbers."""
        return tuple(sorted({key.area for key in self.cells if len(key.area) == 2 and key.area != "00"}))


def read_release(folder: Path) -> Released:
    """The release in a folder, as ``redovisa tabulate --out`` writes it.

    Raises CannotWrite when it is none, or when a file is not the one that passed disclosure control.
    """
    manifest = _manifest(folder)
    stem = str(manifest.get("name", ""))
    _check_sums(folder, {f"{stem}_{part}.csv" for part in ("data", "dictionary", "areas", "footnotes")})
    titles: dict[str, str] = {}
    items: dict[str, list[Item]] = {}
    for row in _rows(folder / f"{stem}_dictionary.csv"):
        label = row["label"].removeprefix("'")
        if row["column"] == "table":
            titles[row["code"]] = label
        elif row["column"] == "item":
            items.setdefault(row["table"], []).append(Item(row["code"], label, row["unit"]))
    notes: dict[str, list[str]] = {}
    for row in _rows(folder / f"{stem}_footnotes.csv"):
        notes.setdefault(row["table"], []).append(row["note"].removeprefix("'"))
    return Released(
        name=stem,
        published=str(manifest.get("published", "")),
        years=tuple(int(year) for year in manifest["years"]),
        titles=titles,
        items={table: tuple(listed) for table, listed in items.items()},
        notes={table: tuple(listed) for table, listed in notes.items()},
        areas={row["area"]: row["name"].removeprefix("'") for row in _rows(folder / f"{stem}_areas.csv")},
        cells=dict(_cells(folder / f"{stem}_data.csv")),
        left_out=tuple(_left_out(manifest.get("remarks"))),
    )


def _left_out(remarks: object) -> Iterator[LeftOut]:
    for one in remarks if isinstance(remarks, list) else ():
        if isinstance(one, dict) and one.get("outcome") == "left_out":
            yield LeftOut(int(one["year"]), str(one["municipality"]), str(one["what"]))


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / "release.json"
    try:
        held = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise CannotWrite(
            f"{folder}: här finns ingen publicering. Gör den med redovisa tabulate, som också prövar att den är säker."
        ) from error
    if not isinstance(held, dict) or "protection" not in held or not isinstance(held.get("years"), list):
        raise CannotWrite(f"{path}: filen säger inte hur tabellerna är skyddade, så de får inte publiceras.")
    for year in held["years"]:
        if _found(held, year) != 0:
            raise CannotWrite(
                f"{path}: det framgår inte att angreppet på {year} misslyckades, så tabellerna får inte ut."
            )
    return held


def _found(manifest: Mapping[str, Any], year: object) -> object:
    """How many hidden numbers the attacker found in a year; None when it was not tried."""
    held: object = manifest
    for name in ("figures", str(year), "attack", "found"):
        held = held.get(name) if isinstance(held, Mapping) else None
    return held


def _check_sums(folder: Path, needed: set[str]) -> None:
    path = folder / "SHA256SUMS"
    try:
        listed = [line.split("  ", 1) for line in path.read_text("utf-8").splitlines() if line]
        without = sorted(needed - {name for _, name in listed})
        if without:
            raise CannotWrite(f"{folder / without[0]}: filen har ingen kontrollsumma, så den kan vara ändrad.")
        for known, name in listed:
            found = hashlib.sha256((folder / Path(name).name).read_bytes()).hexdigest()
            if found != known:
                raise CannotWrite(
                    f"{folder / name}: filen är ändrad sedan den prövades. "
                    "Gör publiceringen på nytt med redovisa tabulate."
                )
    except (OSError, ValueError) as error:
        raise CannotWrite(f"{path}: publiceringens kontrollsummor går inte att läsa.") from error


def _rows(path: Path) -> Iterator[dict[str, str]]:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise CannotWrite(f"{path}: filen är alldeles för stor.")
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CannotWrite(f"{path}: filen går inte att läsa.") from error


def _cells(path: Path) -> Iterator[tuple[CellKey, Entry]]:
    for number, row in enumerate(_rows(path), 2):
        try:
            table, year, _, area, sex, age, item, value, status = (row[name] for name in _COLUMNS)
            key = CellKey(table, int(year), area, item, sex, age)
            yield key, _entry(value, status)
        except (KeyError, ValueError, TypeError) as error:
            raise CannotWrite(f"{path}, rad {number}: raden är inte ett tal i en publicering.") from error


def _entry(value: str, status: str) -> Entry:
    if status == "shown":
        number = float(value)
        digits = value.partition(".")[2]
        if not digits:
            return Entry(number, thousands(int(value)))
        return Entry(number, decimals(number) if len(digits) == 2 else value.replace(".", ","))
    return Entry(None, _SIGNS[status])
