"""The annex that leads each number back: the versions a report is made of, and those that each table is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from redovisa.form.redovisning import Redovisning
from redovisa.writing.document import Block, Style, Table, cell, said
from redovisa.writing.letter_contents import fingerprint, short_code
from redovisa.writing.released import CellKey, LeftOut, Released

#: Names a reporter for people.
Naming = Callable[[Redovisning], str]


def versions(records: Sequence[Redovisning], naming: Naming) -> tuple[Block, ...]:
    """The versions, numbered: each reporter with the code of its version's fingerprint."""
    rows = tuple(
        (cell(str(number), "right"), cell(naming(one)), cell(short_code(fingerprint(one))), cell(one.file))
        for number, one in enumerate(records, 1)
    )
    heads = (cell("Nr", "right"), cell("Redovisas av"), cell("Kontrollkod"), cell("Fil"))
    return (Table((0.08, 0.36, 0.18, 0.38), heads, rows, row_heads=False, caption="Redovisningarnas versioner"),)


def by_table(
    answered: Mapping[str, Sequence[int]],
    own: Mapping[str, Sequence[int]],
    release: Released | None,
    area: str,
    year: int,
) -> tuple[Block, ...]:
    """Which of the numbered versions each table is made of.

    ``answered`` has their numbers by the id of a table of the release, ``own`` by the title of a table that the report
    makes of the versions itself. A reader is told when the release counts other versions than those that are listed.
    """
    made = dict(own)
    differ: list[str] = []
    if release is not None:
        for table, numbers in answered.items():
            title = release.titles.get(table, table)
            counted = release.entry(CellKey("response", year, area, table)).value
            if counted is not None and counted != len(numbers):
                differ.append(f"{title}: publiceringen räknar {counted:.0f}, listan har {len(numbers)}")
            made[title] = numbers
    heads = (cell("Tabell"), cell("Antal", "right"), cell("Versioner, nummer enligt tabellen ovan"))
    rows = tuple((cell(title), cell(str(len(of)), "right"), cell(ranges(of))) for title, of in made.items())
    listed = Table((0.48, 0.1, 0.42), heads, rows, caption="Vilka versioner varje tabell bygger på")
    if not differ:
        return (listed,)
    told = f"Publiceringen är inte gjord av just de här versionerna. {'; '.join(differ)}. Ange samma redovisningar."
    return (listed, said(told, Style.TO_DO))


def not_counted(left_out: Sequence[LeftOut], naming: Callable[[str], str]) -> tuple[Block, ...]:
    """Who is not among the report's numbers, and why: for a person to mend, or to let stand as it is told.

    ``naming`` gives a municipality's name for its code.
    """
    names = sorted(
        {naming(one.municipality) if one.municipality else "redovisningar utan känd kommun" for one in left_out}
    )
    told = said(f"Räknas inte med i rapportens tabeller: {', '.join(names)}.")
    return (told, *(said(why, Style.TO_DO) for why in dict.fromkeys(one.why for one in left_out)))


def ranges(numbers: Sequence[int]) -> str:
    """Rising numbers as people list them: 1–3, 5, 7–8."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    told = (str(one[0]) if len(one) == 1 else f"{one[0]}–{one[-1]}" for one in parts)
    return ", ".join(told) or "–"
