"""Who reports in the invented nation: municipalities alone, several together, and city districts."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from redovisa.places.place import District
from redovisa.places.register import districts, municipalities

#: Municipalities with personligt ombud in the invented nation; 251 of 290 had it in 2022.
COVERED = 251
_STOCKHOLM, _GOTEBORG = "0180", "1480"
#: From this year Göteborg's four areas report each for itself, in the invented nation.
_GOTEBORG_PARTED = 2021
_JOINT = 0.5
_FILE = Path(__file__).with_name("positions.csv")


@dataclass(frozen=True, slots=True)
class Reporter:
    """One who hands in a redovisning.

    ``municipalities`` are the codes it covers, the reporting one first; ``district`` is set when a city district of
    that municipality reports. ``positions`` are its full-time positions, in quarters.
    """

    municipalities: tuple[str, ...]
    district: District | None = None
    positions: float = 1.0

    @property
    def key(self) -> str:
        """The same through the years: the district's code, or the reporting municipality's."""
        return self.district.code if self.district else self.municipalities[0]


def reporters(year: int, seed: int) -> tuple[Reporter, ...]:
    """All reporters of a year, in order of their keys; the same municipalities and groups every year of a seed."""
    rng = Random(f"reporters {seed}")  # noqa: S311 - invented data
    known = sorted(municipalities(year))
    large = [code for code in known if code in positions()]
    small = [code for code in known if code not in positions()]
    covered = sorted((*large, *rng.sample(small, COVERED - len(large))))
    found: list[Reporter] = []
    for group in _groups(rng, covered):
        if group[0] == _STOCKHOLM or (group[0] == _GOTEBORG and year >= _GOTEBORG_PARTED):
            found.extend(_parted(group[0], year))
        else:
            found.append(Reporter(tuple(group), None, sum(_positions(code, seed) for code in group)))
    return tuple(sorted(found, key=lambda one: one.key))


def alone(code: str, seed: int = 0) -> Reporter:
    """The municipality with the code, reporting for itself only."""
    return Reporter((code,), None, max(_positions(code, seed), 0.5))


def _groups(rng: Random, covered: Sequence[str]) -> Iterator[list[str]]:
    """Small neighbours (by code, in a county) report together half of the time; large ones for themselves."""
    group: list[str] = []
    size = 0
    for code in covered:
        if code in positions() and positions()[code] > 2:
            yield [code]
            continue
        if group and (len(group) >= size or group[0][:2] != code[:2]):
            yield _led(group)
            group = []
        if not group:
            size = rng.randint(2, 5) if rng.random() < _JOINT else 1
        group.append(code)
    if group:
        yield _led(group)


def _led(group: list[str]) -> list[str]:
    """The municipality with the most positions reports for all."""
    return sorted(group, key=lambda code: (-positions().get(code, 0), code))


def _parted(code: str, year: int) -> Iterator[Reporter]:
    """A city's districts at the end of the year, with equal parts of its positions."""
    there = [one for one in districts(year).values() if one.municipality == code and one.valid_to != year]
    share = max(round(positions()[code] / len(there) * 4) / 4, 0.5)
    for one in there:
        yield Reporter((code,), one, share)


def _positions(code: str, seed: int) -> float:
    """The positions of one municipality; a small one has from a quarter to one."""
    invented = Random(f"positions {seed} {code}").choice((0.25, 0.5, 0.5, 0.75, 1.0))  # noqa: S311 - invented data
    return positions().get(code, invented)


@cache
def positions() -> Mapping[str, float]:
    """Invented positions of the larger municipalities by code."""
    with _FILE.open(encoding="utf-8", newline="") as lines:
        return {row["code"]: float(row["positions"]) for row in csv.DictReader(lines)}
