"""Where a written document goes: its name, and never over another file unasked."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from redovisa.form.closed import why_closed
from redovisa.writing.document import CannotWrite

_TO_DASH = re.compile(r"[^\w.+-]+")


def file_name(*parts: str) -> str:
    """A file name of the parts, joined with dashes: redovisning-2023-Österåker."""
    named = (_TO_DASH.sub("-", part).strip("-.") for part in parts)
    return "-".join(part for part in named if part)[:120]


def put(path: Path, data: bytes, *, replace: bool) -> None:
    """Writes a file whole or not at all; raises CannotWrite when it is there already or the folder cannot be used."""
    if path.exists() and not replace:
        raise CannotWrite(f"{path} finns redan. Ge ett annat namn med --out, eller --replace för att skriva över.")
    draft = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(data)
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):  # where it could not be made there is none
            draft.unlink(missing_ok=True)
        raise CannotWrite(f"{path} kan inte skrivas ({why_closed(error)}).") from error
