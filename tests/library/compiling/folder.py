"""A folder compiled in a test, and what stands in its workbook and on its page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import openpyxl

from redovisa.cli.reader import make_reader
from redovisa.compiling.compile import Compiled, Outputs, compile_folder
from redovisa.compiling.gather import How
from redovisa.compiling.workers import Bounds
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reading.read import Reader

SEEDS = Path(__file__).parents[2] / "seeds"
TODAY = date(2024, 2, 1)


@dataclass
class Result:
    """What a test asks of a compiled folder."""

    outputs: Outputs
    files: int
    read: int
    kinds: dict[str, str]
    copies: dict[str, str]
    questions: list[tuple[str, str]]

    def rows(self, sheet: str) -> list[dict[str, Any]]:
        """A sheet's rows by the heads of its columns."""
        book = openpyxl.load_workbook(self.outputs.workbook)
        head, *rows = book[sheet].iter_rows(values_only=True)
        return [dict(zip(map(str, head), row, strict=True)) for row in rows]

    @property
    def page(self) -> str:
        """The page's HTML."""
        return self.outputs.page.read_text(encoding="utf-8")

    def why(self, name: str) -> str:
        """Why a file was left aside."""
        return next(str(row["Varför"]) for row in self.rows("Inte lästa") if row["Fil"] == name)


def compiled(
    folder: Path,
    out: Path,
    previous: Path | None = None,
    reader: Callable[[], Reader] = make_reader,
    bounds: Bounds | None = None,
) -> Result:
    """Compiles the folder."""
    outputs = Outputs.named(out)
    found: list[Result] = []

    def told(done: Compiled) -> None:
        briefs = done.dossiers.briefs
        found.append(
            Result(
                outputs,
                done.files,
                done.read,
                {brief.name: brief.kind.value for brief in briefs},
                {brief.name: brief.copy_of for brief in briefs if brief.copy_of},
                [(q.finding.code, q.municipality) for q in done.dossiers.turnout.questions],
            )
        )

    how = How(GRANT.form, reader, bounds or Bounds(), cores=1)
    compile_folder(folder, outputs, how, GRANT.rules, TODAY, previous, told=told)
    return found[0]


def put(folder: Path, name: str, text: str | bytes) -> None:
    """Writes a file, with the folders above it."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


def seed(name: str) -> str:
    """The text of a seed."""
    return (SEEDS / f"{name}.txt").read_text(encoding="utf-8")


@dataclass
class Outline(HTMLParser):
    """The elements of a page: whether they close in order, and what they are."""

    opened: list[str] = field(default_factory=list)
    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes an element that begins."""
        self.tags.append((tag, dict(attrs)))
        self.opened.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes an empty element."""
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Notes an element that ends, and whether it was the last to begin."""
        if not self.opened or self.opened.pop() != tag:
            self.faults.append(tag)
