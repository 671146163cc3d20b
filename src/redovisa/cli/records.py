"""Redovisningar that the commands hand each other as lines of JSON: from a file or from the command before."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from redovisa.form.closed import why_closed
from redovisa.form.form import Form
from redovisa.form.record import from_record
from redovisa.form.redovisning import Redovisning
from redovisa.writing.document import CannotWrite

#: Larger than the records of every municipality in the country for ten years.
MOST_BYTES = 100_000_000


def read_text(path: Path) -> str:
    """The text of a file, or of what is piped in when the name is ``-``; raises CannotWrite."""
    try:
        data = sys.stdin.buffer.read(MOST_BYTES + 1) if str(path) == "-" else _bytes(path)
        if len(data) > MOST_BYTES:
            raise CannotWrite(f"{path}: filen är alldeles för stor för att vara svar till formuläret.")
        return data.decode("utf-8-sig")
    except FileNotFoundError as error:
        raise CannotWrite(f"{path}: filen finns inte. Kontrollera namnet och mappen.") from error
    except OSError as error:
        raise CannotWrite(f"{path}: filen går inte att läsa ({why_closed(error)}).") from error
    except UnicodeDecodeError as error:
        raise CannotWrite(f"{path}: filen är inte text i UTF-8. Gör den med: redovisa read --json.") from error


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def json_in(path: Path) -> Any:
    """What a JSON file holds; raises CannotWrite with the line where it breaks."""
    try:
        return json.loads(read_text(path))
    except (json.JSONDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise CannotWrite(f"{path}, rad {line}: det är inte JSON.") from error


def read_records(path: Path, form: Form) -> list[Redovisning]:
    """The redovisningar of a file, as ``redovisa read --json`` writes them: one a line, or one over several lines."""
    text = read_text(path)
    try:
        return [_record(json.loads(text), path, 1, form)]
    except (json.JSONDecodeError, RecursionError):
        pass
    records: list[Redovisning] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                records.append(_record(json.loads(line), path, number, form))
            except (json.JSONDecodeError, RecursionError) as error:
                raise CannotWrite(f"{path}, rad {number}: raden är inte JSON. {_MADE_BY}") from error
    if not records:
        raise CannotWrite(f"{path}: filen är tom. {_MADE_BY}")
    return records


_MADE_BY = "Gör filen med: redovisa read --json."


def _record(held: Any, path: Path, line: int, form: Form) -> Redovisning:
    if not isinstance(held, dict) or not isinstance(held.get("answers", {}), dict):
        raise CannotWrite(f"{path}, rad {line}: det är inte en redovisning. {_MADE_BY}")
    try:
        return from_record(held, form.fields)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise CannotWrite(f"{path}, rad {line}: {error}") from error
