"""What a worker does with one item: opens it, and reads it unless that was done before."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from redovisa.compiling.archive import DEEPEST, TOO_DEEP, Broken, content, is_archive, members
from redovisa.compiling.item import Item, with_pages_together
from redovisa.form.closed import why_closed
from redovisa.form.record import to_line
from redovisa.form.redovisning import Kind, Redovisning
from redovisa.reading.bounds import MAX_BYTES, too_large
from redovisa.reading.pages import NotOneForm
from redovisa.reading.read import Reader
from redovisa.reading.source import Unreadable

_CLOSED = "Filen går inte att öppna ({why}). Kontrollera att du har rätt att läsa den."
_MEMORY = "Filen kräver mer minne än ett formulär kan göra. Spara om den som Word-fil eller PDF och försök igen."
_OUR_FAULT = (
    "Filen gick inte att läsa på grund av ett fel i programmet ({what}). Läs den för hand, och anmäl gärna felet."
)


@dataclass(frozen=True, slots=True)
class Members:
    """The item was a zip file, or pictures that are not one form: these are in it."""

    items: list[Item]


@dataclass(frozen=True, slots=True)
class Known:
    """The item was read before and has not changed; ``key`` is that of its reading."""

    key: str


@dataclass(frozen=True, slots=True)
class Reading:
    """The documents of an item as lines of JSON; ``digest`` tells whether two items hold the same bytes.

    ``lasting`` is false when something could not be read: it is tried again the next time.
    """

    key: str
    digest: str
    lines: list[str]
    lasting: bool = True


Visited: TypeAlias = Members | Known | Reading


class Visitor:
    """Visits items with one reader; ``version`` stands for how that reader reads, ``known`` are keys of readings."""

    def __init__(self, reader: Reader, version: str, known: Collection[str] = ()) -> None:
        self._reader = reader
        self._version = version
        self._known = known

    def visit(self, item: Item) -> Visited:
        """The members of the item if it is a zip file, else its documents; never raises for what the item holds."""
        try:
            if item.pages:
                return self._together(item)
            found = self._found(item)
            if isinstance(found, list):
                return Members(with_pages_together(found))
            return self._read(item, found)
        except Unreadable as why:
            return unread(item, str(why))
        except OSError as error:
            return unread(item, _CLOSED.format(why=why_closed(error)))
        except MemoryError:
            return unread(item, _MEMORY)
        except Exception as error:  # a fault of ours in one file must not stop the others; it is told in the result
            return unread(item, _OUR_FAULT.format(what=type(error).__name__))

    def _found(self, item: Item) -> list[Item] | bytes:
        path = Path(item.path)
        data = content(path, item.inside) if item.inside else _head(path)
        if is_archive(data):
            inner = _members(item, data if item.inside else path)
            if inner is not None:
                if len(item.inside) >= DEEPEST:
                    raise Unreadable(TOO_DEEP)
                return inner
        return data if item.inside else _whole(path)

    def _read(self, item: Item, data: bytes) -> Known | Reading:
        return self._known_or_read(
            item, hashlib.sha256(data).hexdigest(), lambda: self._reader.read(item.name, data, item.apart)
        )

    def _together(self, item: Item) -> Visited:
        """The form that the pages are; each of them by itself when it cannot be known that they are one."""
        try:
            files = [self._bytes(page) for page in item.pages]
            digest = hashlib.sha256(b"".join(hashlib.sha256(data).digest() for data in files)).hexdigest()
            names = [page.name for page in item.pages]
            return self._known_or_read(item, digest, lambda: [self._reader.read_pages(names, files)])
        except NotOneForm as why:
            return Members([replace(page, apart=str(why)) for page in item.pages])
        except Exception:  # each is visited by itself, and says what is wrong with it, or with us
            return Members(list(item.pages))

    def _bytes(self, item: Item) -> bytes:
        return content(Path(item.path), item.inside) if item.inside else _whole(Path(item.path))

    def _known_or_read(self, item: Item, digest: str, read: Callable[[], list[Redovisning]]) -> Known | Reading:
        key = hashlib.sha256("\0".join((self._version, item.name, digest, item.apart)).encode()).hexdigest()
        if key in self._known:
            return Known(key)
        documents = read()
        lasting = all(document.kind is not Kind.UNREADABLE for document in documents)
        return Reading(key, digest, [to_line(document) for document in documents], lasting)


def unread(item: Item, why: str) -> Reading:
    """The reading of an item that could not be read."""
    return Reading("", "", [to_line(Redovisning(item.name, Kind.UNREADABLE, notes=(why,)))], lasting=False)


def _members(item: Item, data: bytes | Path) -> list[Item] | None:
    """The members of a zip file; one that cannot be opened may be a broken Word file, and the reader explains it."""
    try:
        return members(item, data)
    except Broken:
        return None


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(4)


def _whole(path: Path) -> bytes:
    """The file's bytes.

    Raises:
        Unreadable: it is larger than any form.
    """
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise Unreadable(too_large(size))
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)  # not one that has grown since


class Start:
    """Makes the visitor within a worker process; ``reader`` must be a function that can be imported there."""

    def __init__(self, reader: Callable[[], Reader], version: str, known: Collection[str]) -> None:
        self._reader = reader
        self._version = version
        self._known = frozenset(known)

    def __call__(self) -> Callable[[Item], Visited]:
        """The work of a worker."""
        return Visitor(self._reader(), self._version, self._known).visit
