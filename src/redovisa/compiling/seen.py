"""Seen: which files have not been touched since they were read, so that they need not even be opened."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path
from typing import Any, TypeAlias

from redovisa.compiling.item import Item

#: An item and the key of its reading.
Read: TypeAlias = tuple[Item, str]


class Seen:
    """What each file held at an earlier run, by its place and its stamp; a file that is safe to delete.

    Only files that were read whole are remembered: those are the bytes that a worker has already got through.
    """

    def __init__(self, path: Path, version: str) -> None:
        """Read what was remembered under this version of the reading."""
        self._path = path
        self._version = version
        self._before: dict[str, list[Any]] = _remembered(path, version)
        self._now: dict[str, list[Read]] = {}
        self._stamps: dict[str, str] = {}

    def unchanged(self, item: Item, known: Collection[str]) -> list[Read]:
        """What the file held when it was read; empty when it was not, or has been touched since.

        Its stamp is noted before it is opened: a file that is changed while it is read is read again the next time.
        """
        self._stamps[item.met_as] = item.stamp
        remembered = self._before.get(item.met_as)
        if not remembered or remembered[0] != item.stamp:
            return []
        read = [(Item(name, item.path, tuple(inside), files=files), key) for name, inside, files, key in remembered[1:]]
        if not all(key in known for _, key in read):
            return []
        self._now[item.met_as] = read
        return read

    def note(self, item: Item, key: str) -> None:
        """Notes the key of what was read in the file; none for what could not be read."""
        self._now.setdefault(item.met_as, []).append((item, key))

    def save(self) -> None:
        """Writes down the files that were read whole."""
        files = {
            path: [self._stamps[path], *((item.name, item.inside, item.files, key) for item, key in read)]
            for path, read in self._now.items()
            if self._stamps.get(path) and all(key for _, key in read)
        }
        part = self._path.with_name(self._path.name + ".part")
        part.write_text(json.dumps({"version": self._version, "files": files}), encoding="ascii")
        part.replace(self._path)


def _remembered(path: Path, version: str) -> dict[str, list[Any]]:
    try:
        said = json.loads(path.read_text(encoding="ascii"))
        return dict(said["files"]) if said["version"] == version else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
