"""What goes into a county board's report to Socialstyrelsen (12 §): money, reports received, key figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from redovisa.form.format import decimals, thousands
from redovisa.form.redovisning import Redovisning
from redovisa.places.place import County
from redovisa.writing.document import Block, CannotWrite, Cell, Style, Table, cell, said
from redovisa.writing.report_sources import Naming
from redovisa.writing.template import Filling

_MISSING = "–"


def county_report(
    county: County,
    year: int,
    received: Sequence[Redovisning],
    naming: Naming,
    awaited: Sequence[str],
    statistics: Mapping[str, tuple[Block, ...]],
    sources: Mapping[str, tuple[Block, ...]],
    aside: int = 0,
) -> Filling:
    """The report of one county and year.

    ``received`` are its redovisningar in the order they are shown, ``awaited`` the names of municipalities that were
    granted money and have not reported, ``statistics`` blocks of protected tables by name (empty without a release:
    then no client is counted), ``sources`` the annexes and what is made of the texts, and ``aside`` how many
    redovisningar have come in that do not count.
    Raises CannotWrite when there is nothing to report.
    """
    if not received:
        raise CannotWrite(f"Det finns ingen redovisning från {county.name} för {year}.")
    sums = {key: _sum(received, f"economy.{key}") for key in _ECONOMY}
    granted, spent = sums["granted.amount"], sums["spent.amount"]
    values = {
        "county": county.name,
        "board": county.board,
        "year": str(year),
        "next_year": str(year + 1),
        "received": _from_whom(received, aside),
        "granted": granted,
        "spent": spent,
        "positions": sums["granted.positions"],
        "lacking": _lacking(received),
        "awaited": ", ".join(awaited),
        "has_statistics": "ja" if statistics else "",
        "with_deficiencies": str(sum(one.value("access.deficiencies") is not None for one in received)),
        "with_queue": str(sum(_has_queue(one) for one in received)),
        "with_unused": str(sum(_unused(one) > 0 for one in received)),
    }
    tables = {
        "grants": _economy(received, naming, sums, year),
        **sources,
        **statistics,
    }
    unused = [{"name": naming(one), "amount": thousands(_unused(one))} for one in received if _unused(one) > 0]
    return Filling(values, {"unused": unused}, tables)


def _from_whom(received: Sequence[Redovisning], aside: int) -> str:
    """How many redovisningar, from how many municipalities where city districts report, and how many do not count."""
    whole = len({one.municipality for one in received})
    counted = f"{len(received) + aside}, varav {aside} inte räknas med" if aside else str(len(received))
    if whole == len(received):
        return counted
    return f"{counted}; de andra är från {whole} kommuner" if aside else f"{counted}, från {whole} kommuner"


_ECONOMY = ("granted.amount", "spent.amount", "granted.positions", "spent.positions")


def _number(redovisning: Redovisning, key: str) -> int | float | None:
    value = redovisning.value(key)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _written(value: int | float | None, key: str) -> str:
    if value is None:
        return _MISSING
    return decimals(float(value)) if key.endswith("positions") else thousands(int(value))


def _sum(records: Sequence[Redovisning], key: str) -> str:
    known = [number for one in records if (number := _number(one, key)) is not None]
    return _written(round(sum(known), 2), key) if known else _MISSING


def _unused(redovisning: Redovisning) -> int:
    granted, spent = (_number(redovisning, f"economy.{key}.amount") for key in ("granted", "spent"))
    return 0 if granted is None or spent is None else max(int(granted) - int(spent), 0)


def _has_queue(redovisning: Redovisning) -> bool:
    return redovisning.value("queue.had") in ("yes", "partly") or redovisning.value("queue.yes") not in (None, False, 0)


def _lacking(records: Sequence[Redovisning]) -> str:
    """In how many redovisningar an amount or a number of the grant is missing; empty when none is."""
    lacking = sum(any(_number(one, f"economy.{key}") is None for key in _ECONOMY) for one in records)
    return "en redovisning" if lacking == 1 else f"{lacking} redovisningar" if lacking else ""


def grants_title(year: int) -> str:
    """What the report's table of the grants is called."""
    return f"Statsbidragets användning {year}"


def _economy(records: Sequence[Redovisning], naming: Naming, sums: Mapping[str, str], year: int) -> tuple[Block, ...]:
    rows: list[tuple[Cell, ...]] = []
    for one in records:
        numbers = [_written(_number(one, f"economy.{key}"), f"economy.{key}") for key in _ECONOMY]
        rows.append((cell(naming(one)), *(cell(number, "right") for number in numbers)))
    rows.append((cell("Summa", bold=True), *(cell(sums[key], "right", bold=True) for key in _ECONOMY)))
    heads = ("Beviljat, kr", "Förbrukat, kr", "Beviljade årsanställningar", "Förbrukade årsanställningar")
    table = Table(
        (0.26, 0.165, 0.165, 0.205, 0.205),
        (cell("Redovisas av"), *(cell(head, "right") for head in heads)),
        tuple(rows),
        caption=grants_title(year),
    )
    reports = _lacking(records)
    if not reports:
        return (table,)
    note = f"{_MISSING} uppgift saknas i redovisningen. Summorna omfattar inte det som saknas i {reports}."
    return (table, said(note, Style.SMALL))
