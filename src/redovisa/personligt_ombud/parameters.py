"""The grant's figures for one year, from ``parameters.yaml`` and the dates of ``law.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

from redovisa.form.load import Malformed, read_yaml

#: A number, or several: a span, or the amounts that different sources give.
Figure: TypeAlias = float | tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """A figure with the years it holds for, and where it comes from (``source``, or ``choice``: why we chose it)."""

    value: Figure
    since: int
    until: int | None
    source: str
    choice: str
    read: date


@dataclass(frozen=True, slots=True)
class Parameter:
    """A figure through the years; ``what`` tells in Swedish what it is."""

    name: str
    what: str
    values: tuple[Dated, ...]

    def in_year(self, year: int | None) -> Figure | None:
        """The figure of the year, the newest one without a year, or None when none is known for it.

        A figure of our own choice holds also for the years before its first.
        """
        fits = [dated for dated in self.values if year is None or dated.since <= year <= (dated.until or year)]
        if fits:
            return max(fits, key=lambda dated: dated.since).value
        first = min(self.values, key=lambda dated: dated.since)
        return first.value if first.choice else None


class Figures:
    """All figures of the grant; called with a reported year it gives those that hold then, by name.

    A name without a figure for the year gives an empty tuple: nothing is known, so nothing is compared.
    """

    def __init__(self, parameters: Mapping[str, Parameter], dates: Mapping[str, tuple[int, int]]) -> None:
        self.parameters = parameters
        self.dates = dates

    def __call__(self, year: int | None) -> Mapping[str, Any]:
        figures = {name: parameter.in_year(year) for name, parameter in self.parameters.items()}
        return {name: () if figure is None else figure for name, figure in figures.items()} | dict(self.dates)


def load_figures(folder: Path) -> Figures:
    """The figures of the grant in the folder; raises Malformed when a row lacks its year, source or date."""
    described = read_yaml(folder / "parameters.yaml")
    parameters = {name: _parameter(name, what) for name, what in described.items()}
    dates = {name: (due["month"], due["day"]) for name, due in read_yaml(folder / "law.yaml")["dates"].items()}
    return Figures(parameters, dates)


def _parameter(name: str, described: Mapping[str, Any]) -> Parameter:
    try:
        values = tuple(_dated(name, row) for row in described["values"])
        return Parameter(name, described["what"], values)
    except (KeyError, TypeError) as error:
        raise Malformed(f"parameters.yaml: {name} saknar {error}.") from error


def _dated(name: str, row: Mapping[str, Any]) -> Dated:
    value, read = row["value"], row["date"]
    source, choice = row.get("source", ""), row.get("choice", "")
    if bool(source) == bool(choice):
        raise Malformed(
            f"parameters.yaml: {name} ska ha antingen source eller choice, som säger varifrån talet kommer."
        )
    if not isinstance(read, date):
        raise Malformed(f"parameters.yaml: {name} ska ha ett datum, som 2026-11-22.")
    if "only" in row:
        since, until = row["only"], row["only"]
    else:
        since, until = row["from"], row.get("until")
    numbers = tuple(value) if isinstance(value, list) else value
    return Dated(numbers, since, until, source, choice, read)
