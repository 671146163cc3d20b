"""The spool: what has been read, line by line in one file, kept from one run to the next and safe to delete."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from redovisa.compiling.visit import Reading
from redovisa.form.field import Field
from redovisa.form.record import from_record
from redovisa.form.redovisning import Redovisning

#: A line longer than this is no reading of ours.
_LONGEST = 50_000_000
_CHECK = 16


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a reading stands in the file, in bytes."""

    at: int
    length: int


def earlier(path: Path) -> dict[str, Spot]:
    """The readings of an earlier run by key; a line that is not whole is passed by, and so is a missing file."""
    found: dict[str, Spot] = {}
    try:
        with path.open("rb") as file:
            at = 0
            while line := file.readline(_LONGEST):
                key = _key(line)
                if key:
                    found[key] = Spot(at, len(line))
                at += len(line)
    except OSError:
        return {}
    return found


def _key(line: bytes) -> str:
    check, _, payload = line.partition(b" ")
    if not line.endswith(b"\n") or check != _check(payload):
        return ""
    key, _, _ = payload.partition(b" ")
    return key.decode("ascii", "replace") if len(key) == 64 else ""


def _check(payload: bytes) -> bytes:
    return hashlib.sha256(payload).hexdigest()[:_CHECK].encode("ascii")


class Spool:
    """Readings being written to a new file, which takes the old one's place when all has been read."""

    def __init__(self, path: Path, fields: Mapping[str, Field]) -> None:
        self._path = path
        self._fields = fields
        self._old = earlier(path)
        self._part = path.with_name(path.name + ".part")
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file: BinaryIO = self._part.open("w+b")
        self._size = 0

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self._part.unlink(missing_ok=True)

    def beside(self, ending: str) -> Path:
        """A file that is kept with the spool."""
        return self._path.with_suffix("." + ending)

    @property
    def known(self) -> frozenset[str]:
        """The keys of what was read before."""
        return frozenset(self._old)

    def add(self, reading: Reading) -> Spot:
        """Writes a reading; only one that lasts has a key to be found by the next time."""
        documents = ",".join(reading.lines)
        text = (
            f'{reading.key if reading.lasting else "-"} {{"digest": "{reading.digest}", "documents": [{documents}]}}\n'
        )
        payload = text.encode("utf-8", "replace")
        return self._write(_check(payload) + b" " + payload)

    def keep(self, key: str) -> Spot:
        """Copies a reading from the earlier run."""
        spot = self._old[key]
        with self._path.open("rb") as old:
            old.seek(spot.at)
            return self._write(old.read(spot.length))

    def _write(self, line: bytes) -> Spot:
        spot = Spot(self._size, len(line))
        self._file.seek(self._size)
        self._file.write(line)
        self._size += len(line)
        return spot

    def digest_and_documents(self, spot: Spot) -> tuple[str, list[Redovisning]]:
        """The digest of the bytes read at a spot, and the documents that were in them."""
        record: dict[str, Any] = json.loads(self.line(spot).split(b" ", 2)[2])
        return record["digest"], [from_record(document, self._fields) for document in record["documents"]]

    def line(self, spot: Spot) -> bytes:
        """What is written at a spot."""
        self._file.seek(spot.at)
        return self._file.read(spot.length)

    def settle(self) -> None:
        """Puts the new file in the old one's place; it can still be read from."""
        self._file.close()
        self._part.replace(self._path)
        self._file = self._path.open("rb")
