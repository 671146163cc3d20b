"""Tables and charts of a report, made of a release: numbers beside every chart, and how many answered under each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from redovisa.writing.chart import Bars, bar_chart
from redovisa.writing.document import Block, Cell, Paragraph, Run, Style, Table, cell, said
from redovisa.writing.released import SIGN_WORDS, CellKey, Entry, Item, Released

AGES = {"": "Alla åldrar", "18-29": "18–29 år", "30-49": "30–49 år", "50-64": "50–64 år", "65+": "65 år och över"}
_SEXES = {"women": "Kvinnor", "men": "Män", "": "Båda"}
_UNKNOWN = "unknown"
#: The items that are shown year by year.
_SERIES = {
    "clients": ("total", "new", "closed"),
    "positions": ("positions",),
    "queue": ("with_queue", "without_queue", "waiting_from", "waiting_to"),
    "economy": ("granted", "spent"),
}
_BREAK = "Tidsseriebrott"


class Statistics:
    """Makes the blocks of one area and year; ``area`` is 00 for the nation, or a county's code."""

    def __init__(self, release: Released, area: str, year: int) -> None:
        self._release = release
        self._area = area
        self._year = year

    def blocks(self) -> Mapping[str, tuple[Block, ...]]:
        """By the name a report's template calls them: the table's id, and ``series`` for the years."""
        made: dict[str, tuple[Block, ...]] = {}
        for table, items in self._release.items.items():
            if table == "clients":
                made |= {f"clients_{item.id}": self._by_age(item) for item in items}
                made["series"] = self._series()
            elif any(self._has(table, item, "women") for item in items):
                made[table] = self._by_sex(table, items)
            else:
                made[table] = self._plain(table, items)
        if self._area == "00":
            made["counties"] = self._counties()
        return made

    def _entry(self, table: str, item: str, sex: str = "", age: str = "", year: int | None = None) -> Entry:
        return self._release.entry(CellKey(table, year or self._year, self._area, item, sex, age))

    def _has(self, table: str, item: Item, sex: str) -> bool:
        return CellKey(table, self._year, self._area, item.id, sex) in self._release.cells

    def _notes(self, table: str, *entries: Entry, brief: bool = False) -> list[Block]:
        """What the reader must know of the table: how many answered it, its notes, and the signs that stand in it."""
        signs = {entry.sign for entry in entries if entry.value is None}
        explained = [f"”{sign}” {words}" for sign, words in SIGN_WORDS.items() if sign in signs]
        rate = self._rate(table, self._year)
        known = [] if brief else [note.rstrip(".") for note in self._own_notes(table)]
        lines = [*rate, *known, *([f"I tabellen betyder {', '.join(explained)}"] if explained else [])]
        return [said(". ".join(lines) + ".", Style.SMALL)] if lines else []

    def _rates(self, table: str) -> list[Block]:
        """How many answered in each of the years."""
        told = [f"{year}: {rate[0]}" for year in self._release.years if (rate := self._rate(table, year))]
        return [said(". ".join(told) + ".", Style.SMALL)] if told else []

    def _rate(self, table: str, year: int) -> list[str]:
        """How many redovisningar answered the table, and from how many municipalities all of them come."""
        answered = self._entry("response", table, year=year)
        of, reporters = (self._entry("coverage", item, year=year) for item in ("reports", "reporters"))
        if answered.value is None:
            return []
        whose = f" från {reporters.sign} kommuner" if reporters.value not in (None, of.value) else ""
        return [f"Svar: {answered.sign} av {of.sign} redovisningar{whose}"]

    def _own_notes(self, table: str) -> list[str]:
        return [note for note in dict.fromkeys(self._release.notes.get(table, ())) if note[:1] not in ".–"]

    def _by_age(self, item: Item) -> tuple[Block, ...]:
        ages = dict(AGES)
        if self._entry("clients", item.id, "", _UNKNOWN).value not in (None, 0):
            ages[_UNKNOWN] = "Okänd ålder"
        entries = {age: [self._entry("clients", item.id, sex, age) for sex in _SEXES] for age in ages}
        rows = tuple(
            (cell(label, bold=not age), *(_number(entry, bold=not age) for entry in entries[age]))
            for age, label in ages.items()
        )
        title = f"{item.label} efter kön och ålder, {self._year}"
        bars = [
            Bars(label, tuple(one.value for one in entries[age][:2]), tuple(one.sign for one in entries[age][:2]))
            for age, label in ages.items()
            if age
        ]
        table = _table("Ålder", list(_SEXES.values()), rows, title)
        flat = [entry for listed in entries.values() for entry in listed]
        return (
            bar_chart(title, ("Kvinnor", "Män"), bars, item.unit),
            table,
            *self._notes("clients", *flat, brief=item.id != "total"),
        )

    def _by_sex(self, table: str, items: Sequence[Item]) -> tuple[Block, ...]:
        title = f"{self._release.titles[table]}, {self._year}"
        blank = Entry(0, "")  # not asked by sex
        entries = {
            item.id: [
                self._entry(table, item.id, sex) if not sex or self._has(table, item, sex) else blank for sex in _SEXES
            ]
            for item in items
        }
        rows = tuple((cell(item.label), *(_number(entry) for entry in entries[item.id])) for item in items)
        made: list[Block] = []
        split = [item for item in items if self._has(table, item, "women")]
        if len(split) > 1:
            bars = [
                Bars(
                    item.label,
                    tuple(one.value for one in entries[item.id][:2]),
                    tuple(one.sign for one in entries[item.id][:2]),
                )
                for item in split
            ]
            made.append(bar_chart(title, ("Kvinnor", "Män"), bars, split[0].unit))
        flat = [entry for listed in entries.values() for entry in listed]
        return (*made, _table("Uppgift", list(_SEXES.values()), rows, title), *self._notes(table, *flat))

    def _plain(self, table: str, items: Sequence[Item]) -> tuple[Block, ...]:
        title = f"{self._release.titles[table]}, {self._year}"
        entries = [self._entry(table, item.id) for item in items]
        rows = tuple(
            (cell(item.label), _number(entry), cell(item.unit)) for item, entry in zip(items, entries, strict=True)
        )
        heads = (cell("Uppgift"), cell("Värde", "right"), cell("Enhet"))
        made = Table((0.56, 0.22, 0.22), heads, rows, caption=title)
        return (made, *self._notes(table, *entries))

    def _series(self) -> tuple[Block, ...]:
        """The years beside each other, table by table, with what broke the series below it."""
        years = self._release.years
        if len(years) < 2:
            return (said("Publiceringen omfattar ett år; någon tidsserie kan inte visas.", Style.SMALL),)
        made: list[Block] = []
        for table, wanted in _SERIES.items():
            items = [item for item in self._release.items.get(table, ()) if item.id in wanted]
            entries = {item.id: [self._entry(table, item.id, year=year) for year in years] for item in items}
            named = "Klienter" if table == "clients" else self._release.titles.get(table, table)
            title = f"{named} {years[0]}–{years[-1]}"
            if table == "clients":
                bars = [
                    Bars(
                        str(year), tuple(entries[item.id][at].value for item in items[:1]), (entries["total"][at].sign,)
                    )
                    for at, year in enumerate(years)
                ]
                made.append(bar_chart(f"Klienter {years[0]}–{years[-1]}", ("Klienter",), bars, "klienter"))
            rows = tuple((cell(_with_unit(item)), *(_number(one) for one in entries[item.id])) for item in items)
            made.append(_table("Uppgift", [str(year) for year in years], rows, title))
            flat = [entry for listed in entries.values() for entry in listed]
            made += self._rates(table)
            made += self._notes("", *flat, brief=True)
            made += [said(note, Style.SMALL) for note in self._own_notes(table) if note.startswith(_BREAK)]
        return tuple(made)

    def _counties(self) -> tuple[Block, ...]:
        """Granted and spent, and how many reported, by county."""
        wanted = (
            ("coverage", "reports", "Redovisningar"),
            ("positions", "positions", "Tjänster"),
            ("economy", "granted", "Beviljat, kr"),
            ("economy", "spent", "Förbrukat, kr"),
        )
        rows: list[tuple[Cell, ...]] = []
        codes = (*self._release.counties(), "00")
        for code in codes:
            name = "Riket" if code == "00" else self._release.areas.get(code, code)
            numbers = [self._release.entry(CellKey(table, self._year, code, item)) for table, item, _ in wanted]
            rows.append((cell(name, bold=code == "00"), *(_number(entry, bold=code == "00") for entry in numbers)))
        made = _table("Län", [label for _, _, label in wanted], tuple(rows), f"Statsbidraget efter län, {self._year}")
        flat = [
            self._release.entry(CellKey(table, self._year, code, item)) for code in codes for table, item, _ in wanted
        ]
        return (made, *self._notes("economy", *flat, brief=True))


def _with_unit(item: Item) -> str:
    return item.label if item.label.lower().endswith(item.unit) else f"{item.label} ({item.unit})"


def _table(corner: str, heads: Sequence[str], rows: tuple[tuple[Cell, ...], ...], caption: str) -> Table:
    share = min(0.16, 0.62 / max(len(heads), 1))
    widths = (1 - share * len(heads), *([share] * len(heads)))
    return Table(widths, (cell(corner), *(cell(head, "right") for head in heads)), rows, caption=caption)


def _number(entry: Entry, *, bold: bool = False) -> Cell:
    return Cell((Paragraph((Run(entry.sign, bold=bold),)),), "right")
