"""Workers: processes that do one task at a time, each within bounds of time and memory, and are replaced when lost.

concurrent.futures was left: when one of its processes dies, it gives up all tasks and does not say whose fault it
was; and it cannot end one that hangs.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from multiprocessing.connection import Connection, wait
from time import monotonic
from typing import Any, Generic, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

#: Seconds for a worker to load what it needs.
_START = 60.0
_STOP = 2.0
_READY = "ready"


class Lost(Enum):
    """Why a task came to nothing."""

    TIME = "time"
    DIED = "died"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one task may take: ``seconds``, and ``megabytes`` of memory for its process (where the system can say)."""

    seconds: float = 300.0
    megabytes: int = 4_000


class CannotStart(RuntimeError):
    """The workers end before they have begun; the message is Swedish."""


class Workers(Generic[Task, Result]):
    """Does tasks in ``count`` processes; a context manager, so that none is left behind.

    ``start`` is called in each process and gives the function that does a task; both it and the tasks must be
    picklable.
    """

    def __init__(self, start: Callable[[], Callable[[Task], Result]], count: int, bounds: Bounds) -> None:
        self._start = start
        self._count = max(1, count)
        self._bounds = bounds
        self._waiting: deque[Task] = deque()
        self._workers: list[_Worker[Task]] = []

    def __enter__(self) -> Workers[Task, Result]:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.stop()
        self._workers.clear()

    def add(self, tasks: Iterable[Task]) -> None:
        """Puts further tasks last in the queue, also while results are being taken."""
        self._waiting.extend(tasks)

    def results(self) -> Iterator[tuple[Task, Result | Lost]]:
        """Each task with its result, as they are done, until there are none left.

        Raises:
            CannotStart: a worker ended before it was ready.
        """
        while self._waiting or any(worker.task for worker in self._workers):
            while len(self._workers) < min(self._count, len(self._waiting) + len(self._busy())):
                self._workers.append(_Worker(self._start, self._bounds))
            self._wake()
            yield from self._round()

    def _wake(self) -> None:
        """Gives tasks to workers that have been idle since results were last taken."""
        for worker in self._workers:
            if self._waiting and worker.ready and worker.task is None:
                worker.give(self._waiting.popleft())

    def _busy(self) -> list[_Worker[Task]]:
        return [worker for worker in self._workers if worker.task is not None]

    def _round(self) -> Iterator[tuple[Task, Result | Lost]]:
        """Waits for the next thing to happen in any worker, and deals with all that has."""
        patience = max(0.0, min(worker.deadline for worker in self._workers) - monotonic())
        idle = patience if patience != float("inf") else None
        heard = set(wait([worker.connection for worker in self._workers], timeout=idle))
        for worker in list(self._workers):
            if worker.connection in heard:
                yield from self._heard(worker)
            elif worker.deadline <= monotonic():
                yield from self._lose(worker, Lost.TIME)

    def _heard(self, worker: _Worker[Task]) -> Iterator[tuple[Task, Result | Lost]]:
        try:
            said: Any = worker.connection.recv()
        except (EOFError, OSError):
            yield from self._lose(worker, Lost.DIED)
            return
        task = worker.done()
        if task is not None:
            yield task, said
        if self._waiting:
            worker.give(self._waiting.popleft())

    def _lose(self, worker: _Worker[Task], why: Lost) -> Iterator[tuple[Task, Result | Lost]]:
        self._workers.remove(worker)
        worker.kill()
        if not worker.ready:
            raise CannotStart("Läsningen kunde inte starta. Kontrollera installationen med: redovisa read FIL")
        if worker.task is not None:
            yield worker.task, why


class _Worker(Generic[Task]):
    """One process and what it is doing; ready when it has said so."""

    def __init__(self, start: Callable[[], Callable[[Task], Any]], bounds: Bounds) -> None:
        # Not forked: a fork would inherit the other workers' pipes, and their ends would never be noticed.
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(start, theirs, bounds.megabytes), daemon=True)
        self._process.start()
        theirs.close()
        self._seconds = bounds.seconds
        self.deadline = monotonic() + _START
        self.task: Task | None = None
        self.ready = False

    def give(self, task: Task) -> None:
        """Sends a task; the time for it begins now."""
        self.task = task
        self.deadline = monotonic() + self._seconds
        with contextlib.suppress(OSError):  # one that has just died is noticed when it is listened to
            self.connection.send(task)

    def done(self) -> Task | None:
        """The task whose result has come; None for the word that the worker is ready."""
        task, self.task = self.task, None
        self.ready = True
        self.deadline = float("inf")
        return task

    def stop(self) -> None:
        """Lets an idle worker end by itself, and ends a busy one."""
        if self.task is None and self.ready:
            with contextlib.suppress(OSError):
                self.connection.send(None)
            self._process.join(_STOP)
        self.kill()

    def kill(self) -> None:
        """Ends the process, and the programs it has started."""
        if self._process.is_alive():
            if hasattr(os, "killpg"):
                with contextlib.suppress(OSError):
                    os.killpg(self._process.pid or 0, signal.SIGKILL)
            self._process.kill()
        self._process.join()
        self._process.close()
        self.connection.close()


def _work(start: Callable[[], Callable[[Any], Any]], connection: Connection, megabytes: int) -> None:
    """The life of a worker process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "setsid"):
        os.setsid()
    _limit_memory(megabytes)
    work = start()
    connection.send(_READY)
    while True:
        try:
            task = connection.recv()
        except EOFError:
            return
        if task is None:
            return
        connection.send(work(task))


def _limit_memory(megabytes: int) -> None:
    """Where the system can (not on Windows), asking for more memory fails within the process."""
    if sys.platform == "win32":
        return
    import resource

    most = megabytes * 1_000_000
    with contextlib.suppress(ValueError, OSError):  # a lower bound is set already
        resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))
