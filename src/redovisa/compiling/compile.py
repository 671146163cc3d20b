"""Compiles a folder: gathers it, checks every redovisning, and writes the workbook and the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from redovisa.checking.rulebook import Rulebook
from redovisa.compiling.dossier import Dossiers
from redovisa.compiling.earlier import Earlier, from_lines
from redovisa.compiling.gather import How, Progress, gather
from redovisa.compiling.item import shown
from redovisa.compiling.overview import CountyOverview, overviews
from redovisa.compiling.page import Page
from redovisa.compiling.sheets import Sheets
from redovisa.compiling.spool import Spool
from redovisa.compiling.version import telling_version
from redovisa.compiling.written import Written
from redovisa.form.closed import why_closed


@dataclass(frozen=True, slots=True)
class Outputs:
    """Where the result is written: ``RESULT.xlsx``, ``RESULT.html`` and the folder ``RESULT.cache``."""

    workbook: Path
    page: Path
    cache: Path

    @classmethod
    def named(cls, out: Path) -> Outputs:
        """The three paths of a result; an ending .xlsx or .html in the name falls."""
        stem = out.with_suffix("") if out.suffix.lower() in (".xlsx", ".html") else out
        return cls(*(stem.with_name(stem.name + ending) for ending in (".xlsx", ".html", ".cache")))

    @property
    def all(self) -> tuple[Path, ...]:
        """Every file and folder of the result."""
        return (self.workbook, self.page, self.cache)


@dataclass(frozen=True, slots=True)
class Compiled:
    """What came of it: the dossiers, the county overviews, how many files there were and how many were read anew."""

    dossiers: Dossiers
    overviews: list[CountyOverview]
    files: int
    read: int


class NotWritten(Exception):
    """A result that could not be written; the message is a Swedish sentence."""


def _quiet(done: int, total: int) -> None:
    """Tells nobody."""


def compile_folder(
    folder: Path,
    outputs: Outputs,
    how: How,
    rules: Rulebook,
    today: date,
    previous: Path | None = None,
    progress: Progress = _quiet,
    told: Callable[[Compiled], None] = lambda compiled: None,
) -> None:
    """Reads the folder and writes the outputs; ``told`` gets the result while its documents can still be asked for.

    ``previous`` is last year's folder, or a file that ``redovisa read --json`` wrote.

    Raises:
        NotWritten: an output is open in another program, or its folder cannot be written to.
        ValueError: ``previous`` is a file that holds no redovisningar.
        CannotStart: no worker process could begin.
    """
    fields = how.form.fields
    with ExitStack() as stack:
        with _written(outputs.cache):
            spool = stack.enter_context(Spool(outputs.cache / "read.jsonl", fields))
        earlier = Earlier()
        before_this: list[str | bytes] = []
        if previous is not None and previous.is_dir():
            before = stack.enter_context(Spool(outputs.cache / "previous.jsonl", fields))
            gathered_before = gather(previous, before, how, outputs.all, _quiet)
            before_this += gathered_before.lines()
            for brief in gathered_before.briefs:
                earlier.add(brief, gathered_before.document)
        elif previous is not None:
            earlier.add_all(from_lines(previous, fields))
            before_this.append(previous.read_bytes())
        gathered = gather(folder, spool, how, outputs.all, progress)
        dossiers = Dossiers(gathered, how.form, rules, today, earlier)
        compiled = Compiled(dossiers, overviews(dossiers), gathered.files, gathered.read)
        name = shown(folder.resolve().name)
        made_of: list[str | bytes] = [
            telling_version(),
            today.isoformat(),
            name,
            *before_this,
            b"this year",
            *gathered.lines(),
        ]
        written = Written(outputs.cache / "written.json", (outputs.workbook, outputs.page), made_of)
        if not written.is_current():
            _write(compiled, outputs, name)
            written.note()
        told(compiled)


def _write(compiled: Compiled, outputs: Outputs, folder: str) -> None:
    """Each output is written beside its place and moved there when it is whole."""
    with _written(outputs.workbook) as part:
        Sheets(compiled.dossiers, compiled.overviews, folder).write(part)
        part.replace(outputs.workbook)
    with _written(outputs.page) as part:
        with part.open("w", encoding="utf-8", errors="replace") as file:
            Page(compiled.dossiers, compiled.overviews, folder).write(file)
        part.replace(outputs.page)


@contextmanager
def _written(path: Path) -> Iterator[Path]:
    """Makes the folder, gives a name to write under, and puts a fault in words; leaves no half-written file."""
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield part
    except OSError as error:
        raise NotWritten(
            f"{path} går inte att skriva ({why_closed(error)}). "
            "Stäng filen om den är öppen i ett annat program, eller välj en annan plats med --out."
        ) from error
    finally:
        part.unlink(missing_ok=True) if part.is_file() else None
