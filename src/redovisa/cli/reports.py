"""The reports that tables are made of: from documents, a result of compile, lines of JSON or a service's database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from redovisa.form.redovisning import Redovisning
    from redovisa.tabulating.report import Report

_LINES = {".json", ".jsonl", ".ndjson"}
_SQLITE = b"SQLite format 3\x00"


def reports_of(source: str, remarks: list[str]) -> Iterator[Report]:
    """The reports of a folder, a result of compile, lines of JSON, or a database (its file, or its address).

    What is left out is told in ``remarks``.
    """
    for document in _documents(source):
        report = as_report(document, remarks)
        if report is not None:
            yield report


def _documents(named: str) -> Iterator[Redovisning]:
    from redovisa.personligt_ombud.grant import GRANT
    from redovisa.reading.read import Reader
    from redovisa.reading.together import read_files
    from redovisa.tabulating.attacking.released import Unusable

    source = Path(named)
    if "://" in named or _is_database(source):
        yield from _handed_in(named)
        return
    read = _read_before(source)
    if read is not None:
        yield from _lines(read)
        return
    if not source.exists():
        raise Unusable(f"{source} finns inte. Kontrollera namnet.")
    files: list[Path] = []
    for path in sorted(source.rglob("*")) if source.is_dir() else [source]:
        if path.is_dir():
            continue
        if path.suffix.lower() in _LINES:
            yield from _lines(path)
        else:
            files.append(path)
    if files:
        yield from read_files(Reader(GRANT.form), files)


def _is_database(source: Path) -> bool:
    if not source.is_file():
        return False
    with source.open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE


def _handed_in(database: str) -> Iterator[Redovisning]:
    from redovisa.tabulating.attacking.released import Unusable

    try:
        # By name: the library knows no database, and works where the service is not installed.
        door = import_module("redovisa_service.config.handed_in")
    except ModuleNotFoundError as missing:
        raise Unusable(f"En databas läses med tillägget service ({missing.name} saknas). Installera det.") from None
    yield from door.handed_in(database)


def _read_before(source: Path) -> Path | None:
    """What compile read last time, when the source is its result: the workbook, the page or the folder beside them."""
    stem = source.with_suffix("") if source.suffix in (".xlsx", ".html", ".cache") else source
    read = stem.with_name(stem.name + ".cache") / "read.jsonl"
    return read if read.is_file() and not (stem == source and source.is_dir()) else None


def _lines(path: Path) -> Iterator[Redovisning]:
    from redovisa.form.record import from_record
    from redovisa.personligt_ombud.grant import GRANT
    from redovisa.tabulating.attacking.released import Unusable

    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                # Lines of compile begin with a check and a key, and hold all documents of a file.
                kept = not line.startswith(("{", "[", " "))
                record = json.loads(line.split(" ", 2)[2] if kept else line)
                for document in record["documents"] if kept else [record]:
                    yield from_record(document, GRANT.form.fields)
            except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
                raise Unusable(f"{path.name}, rad {number}: raden går inte att läsa ({error}).") from None


def as_report(document: Redovisning, remarks: list[str]) -> Report | None:
    """What tables need of a redovisning; what is in doubt is left out until a person has settled it, and said."""
    from redovisa.form.redovisning import Kind
    from redovisa.places.listed import find_all
    from redovisa.places.register import district
    from redovisa.tabulating.report import WORDS_READ, Report

    if document.kind is not Kind.REDOVISNING:
        why = {"blank": "är ett tomt formulär", "other": "är inte en redovisning"}.get(
            document.kind, "går inte att läsa"
        )
        remarks.append(f"{document.file} {why} och är inte räknad.")
        return None
    if document.year is None or document.edition is None:
        remarks.append(f"{document.file}: året är okänt, så redovisningen är inte räknad. Ange året i formuläret.")
        return None
    doubtful = {doubt.field for doubt in document.doubts}
    if counted := sorted(
        key for key in doubtful if key.startswith(("clients.", "contact_reasons.", "economy.", "ombud."))
    ):
        remarks.append(
            f"{document.file}: {len(counted)} tal är osäkra och räknas som uppgift saknas tills någon avgjort dem "
            f"({', '.join(counted[:3])}{' med flera' if len(counted) > 3 else ''})."
        )
    below = district(document.district) if document.district else None
    named = find_all(str(document.value("coverage.municipalities") or ""), document.year)
    remarks.extend(
        f"{document.file}: ”{found.text}” bland omfattade kommuner räknas inte. {found.why}"
        for found in named
        if not found.municipality
    )
    answers = {
        key: value
        for key, value in document.values().items()
        if key not in doubtful and (not isinstance(value, (str, date)) or key in WORDS_READ)
    }
    return Report(
        document.year,
        document.edition,
        document.municipality,
        answers,
        tuple(found.municipality for found in named if found.municipality),
        document.district,
        file=document.file,
        called=below.full_name if below else "",
    )
