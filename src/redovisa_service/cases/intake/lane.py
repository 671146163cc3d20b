"""The way to the reading processes: a file is read beside the pages, within bounds of time and memory."""

from __future__ import annotations

from queue import Empty, LifoQueue
from typing import cast

from redovisa.compiling.workers import Bounds, CannotStart, Lost, Workers
from redovisa_service.cases.intake.reading import File, PageWanted, Read, Task, begin

#: While someone waits for a page: what takes longer is read by the timer.
AT_ONCE = Bounds(seconds=6.0, megabytes=2_500)
#: By the timer: a scanned form takes half a minute.
BY_THE_TIMER = Bounds(seconds=180.0, megabytes=4_000)
_PROCESSES = 2
_PATIENCE = 10.0


class Lane:
    """A few reading processes, each begun when first needed and begun anew when it was lost; safe for threads."""

    def __init__(self, bounds: Bounds, processes: int = _PROCESSES) -> None:
        self._free: LifoQueue[Workers[Task, Read | bytes]] = LifoQueue()
        for _ in range(processes):
            self._free.put(Workers(begin, 1, bounds))

    def read(self, file: File) -> Read | Lost:
        """What the file says, or why it could not be read."""
        return cast("Read | Lost", self._done(file))

    def paint(self, wanted: PageWanted) -> bytes:
        """The page as PNG; empty when it cannot be painted."""
        done = self._done(wanted)
        return done if isinstance(done, bytes) else b""

    def _done(self, task: Task) -> Read | bytes | Lost:
        try:
            workers = self._free.get(timeout=_PATIENCE)
        except Empty:
            return Lost.TIME
        try:
            workers.add([task])
            return next(workers.results())[1]
        except CannotStart:
            return Lost.DIED
        finally:
            self._free.put(workers)


#: For the pages of this process.
NOW = Lane(AT_ONCE)
#: For the timer.
LATER = Lane(BY_THE_TIMER, processes=1)
