"""Gathers a folder: every file in it is read once, on all cores, into a spool, and a brief of each document is kept."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from redovisa.compiling.brief import Brief, brief_of
from redovisa.compiling.item import Item, with_pages_together
from redovisa.compiling.seen import Seen
from redovisa.compiling.spool import Spool, Spot
from redovisa.compiling.version import reading_version
from redovisa.compiling.visit import Known, Members, Reading, Start, Visited, unread
from redovisa.compiling.walk import Aside, walk
from redovisa.compiling.workers import Bounds, Lost, Workers
from redovisa.form.form import Form
from redovisa.form.redovisning import Redovisning
from redovisa.reading.bounds import DIED, TOO_SLOW
from redovisa.reading.read import Reader

#: Told after each file: how many are done, of how many known so far.
Progress: TypeAlias = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class How:
    """How to read: ``reader`` is a function that worker processes can import; ``cores`` 0 for all there are."""

    form: Form
    reader: Callable[[], Reader]
    bounds: Bounds = field(default_factory=Bounds)
    cores: int = 0


class Gathered:
    """All documents of a folder: the briefs in order, and each document in full when asked for."""

    def __init__(self, spool: Spool, briefs: list[Brief], files: int, read: int) -> None:
        self._spool = spool
        self.briefs = briefs
        self.files = files
        self.read = read

    def lines(self) -> Iterator[bytes]:
        """Every reading as it was written down."""
        return (self._spool.line(brief.spot) for brief in self.briefs if not brief.index)

    def document(self, brief: Brief) -> Redovisning:
        """The document of a brief, from the spool."""
        return self._spool.digest_and_documents(brief.spot)[1][brief.index]


def gather(folder: Path, spool: Spool, how: How, without: Collection[Path], progress: Progress) -> Gathered:
    """Reads every file of the folder that the spool does not know; one that was not touched is not even opened.

    Raises:
        CannotStart: no worker process could begin.
    """
    found = list(walk(folder, without))
    items = with_pages_together([one for one in found if isinstance(one, Item)])
    spots = [(one.item, spool.add(unread(one.item, one.why))) for one in found if isinstance(one, Aside)]
    version = reading_version(how.form)
    seen = Seen(spool.beside("seen"), version)
    total = sum(item.files for item in items)
    done = read = 0
    touched: list[Item] = []
    for item in items:
        before = seen.unchanged(item, spool.known)
        spots += [(within, spool.keep(key)) for within, key in before]
        touched += [] if before else [item]
        files = sum(within.files for within, _ in before)
        done += files
        total += files - item.files if before else 0
    progress(done, total)
    for item, outcome in _visited(touched, spool, how, version):
        if isinstance(outcome, Members):
            total += sum(within.files for within in outcome.items) - item.files
        else:
            done += item.files
            read += item.files if isinstance(outcome, Reading) else 0
            seen.note(item, outcome.key if isinstance(outcome, Known) or outcome.lasting else "")
            spots.append((item, _kept(spool, outcome)))
        progress(done, total)
    spool.settle()
    seen.save()
    spots.sort(key=lambda pair: pair[0].order)
    return Gathered(spool, list(_briefs(spool, spots)), done, read)


def _visited(items: list[Item], spool: Spool, how: How, version: str) -> Iterator[tuple[Item, Visited]]:
    start = Start(how.reader, version, spool.known)
    workers: Workers[Item, Visited]
    with Workers(start, how.cores or _cores(), how.bounds) as workers:
        workers.add(items)
        for item, outcome in workers.results():
            if isinstance(outcome, Lost) and item.pages:
                outcome = Members(list(item.pages))  # each says by itself what is wrong with it
            if isinstance(outcome, Members):
                workers.add(outcome.items)
            if isinstance(outcome, Lost):
                why = TOO_SLOW.format(seconds=how.bounds.seconds) if outcome is Lost.TIME else DIED
                yield item, unread(item, why)
            else:
                yield item, outcome


def _cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _kept(spool: Spool, outcome: Known | Reading) -> Spot:
    return spool.keep(outcome.key) if isinstance(outcome, Known) else spool.add(outcome)


def _briefs(spool: Spool, spots: Iterable[tuple[Item, Spot]]) -> Iterator[Brief]:
    for item, spot in spots:
        digest, documents = spool.digest_and_documents(spot)
        for index, document in enumerate(documents):
            yield brief_of(document, item.name, spot, index, digest)
