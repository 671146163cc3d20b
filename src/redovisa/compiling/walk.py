"""Walks a folder: every file that may hold a redovisning, in one order, without leaving the folder."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from redovisa.compiling.item import Item, left_out, shown, sorted_by
from redovisa.form.closed import why_closed

_OUTSIDE = "Genvägen pekar ut ur mappen och har inte följts. Lägg själva filen i mappen."
_NO_FILE = "Det är ingen vanlig fil och har inte öppnats."
_CLOSED = "Mappen går inte att öppna ({why}). Kontrollera att du har rätt att läsa den."
_GONE = "Filen går inte att öppna ({why})."


@dataclass(frozen=True, slots=True)
class Aside:
    """A file or folder that was not opened, and why, as a Swedish sentence."""

    item: Item
    why: str


def walk(folder: Path, without: Collection[Path] = ()) -> Iterator[Item | Aside]:
    """Every file of the folder and its subfolders, sorted by name; ``without`` are files and folders left alone.

    Hidden files and lock files are passed by in silence. Links are not followed: what they point to within the
    folder is met where it lies, and one that points out of it is told.
    """
    root = folder.resolve()
    yield from _walk(root, root, "", frozenset(path.resolve() for path in without))


def _walk(root: Path, folder: Path, before: str, without: frozenset[Path]) -> Iterator[Item | Aside]:
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: sorted_by(entry.name))
    except OSError as error:
        yield Aside(Item(before.rstrip("/") or shown(root.name), str(folder)), _CLOSED.format(why=why_closed(error)))
        return
    for entry in entries:
        path = Path(entry.path)
        if left_out(entry.name) or path in without:
            continue
        item = Item(before + shown(entry.name), entry.path)
        try:
            status = entry.stat(follow_symlinks=False)
            mode = status.st_mode
            if stat.S_ISLNK(mode):
                if not path.resolve().is_relative_to(root):
                    yield Aside(item, _OUTSIDE)
            elif stat.S_ISDIR(mode):
                yield from _walk(root, path, item.name + "/", without)
            elif stat.S_ISREG(mode):
                yield replace(item, stamp=_stamp(status))
            else:
                yield Aside(item, _NO_FILE)
        except OSError as error:
            yield Aside(item, _GONE.format(why=why_closed(error)))


def _stamp(status: os.stat_result) -> str:
    """What changes when a file is written, replaced, or given back its old time."""
    return f"{status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"
