"""The door for files from strangers: what may bring its reader down is taken apart in a process of its own."""

from __future__ import annotations

import json
import os
import weakref
from contextlib import suppress
from typing import TYPE_CHECKING

from redovisa.reading.bounds import DIED, PROCESSOR_SECONDS, SECONDS, TOO_SLOW
from redovisa.reading.opened import source
from redovisa.reading.sniff import FileType
from redovisa.reading.source import Source, Unreadable

if TYPE_CHECKING:
    from subprocess import Popen

#: Their readers are large programs in C++: a file made for it can end them, or keep them busy for ever.
RISKY = frozenset({FileType.PDF, FileType.PNG, FileType.JPEG, FileType.PICTURES})
#: So many processes are kept for the next file.
_KEPT = 2
#: How a process ends that has used up its time on the processor (SIGXCPU).
_TOO_LONG = -24


class Guarded:
    """Takes files apart as ``opened.source`` does, the risky kinds in other processes; for several threads at once.

    ``seconds`` is what one file may take. A process that is lost is replaced; those that are left end with this one.
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        """Nothing is started before a file needs it."""
        self._seconds = seconds
        self._idle: list[Popen[bytes]] = []
        self._owner = os.getpid()
        self._end = weakref.finalize(self, _end_all, self._idle)

    def __call__(self, data: bytes, kind: FileType) -> Source:
        """The document in the bytes of a file of a known kind.

        Raises:
            Unreadable: it cannot be read, its reader was lost on the way, or it took too long.
        """
        if kind not in RISKY:
            return source(data, kind)
        process = self._process()
        found = _understood(self._ask(process, data, kind))
        if found is not None and len(self._idle) < _KEPT:
            self._idle.append(process)
        else:
            _end(process)
        if isinstance(found, Source):
            return found
        raise found or Unreadable(DIED)

    def _process(self) -> Popen[bytes]:
        """One that waits for work, else a new one; those of the process that this one was forked from are not ours."""
        if self._owner != os.getpid():
            self._owner = os.getpid()
            self._idle.clear()
        while self._idle:
            process = self._idle.pop()
            if process.poll() is None:
                return process
        return _started()

    def _ask(self, process: Popen[bytes], data: bytes, kind: FileType) -> bytes:
        """The line that the process answers."""
        from threading import Timer

        late: list[bool] = []

        def stop() -> None:
            late.append(True)
            _end(process)

        timer = Timer(self._seconds, stop)
        timer.daemon = True
        timer.start()
        task = json.dumps({"kind": kind.value, "size": len(data)})
        try:
            if process.stdin is None or process.stdout is None:
                raise OSError  # it was started with pipes to both
            process.stdin.write(task.encode() + b"\n" + data)
            process.stdin.flush()
            line = process.stdout.readline()
        except (OSError, ValueError):
            line = b""  # it ended before it had taken in the file
        finally:
            timer.cancel()
        if not line.endswith(b"\n"):
            _end(process)
            if late or process.returncode == _TOO_LONG:
                raise Unreadable(TOO_SLOW.format(seconds=self._seconds if late else PROCESSOR_SECONDS))
            raise Unreadable(DIED)
        return line


def _started() -> Popen[bytes]:
    import sys
    from subprocess import DEVNULL, PIPE, Popen

    # -P: a module in the folder where the command is run is never taken for one of ours.
    command = [sys.executable, "-P", "-m", "redovisa.reading.apart"]
    return Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, start_new_session=True)  # noqa: S603 - our own words


def _understood(line: bytes) -> Source | Unreadable | None:
    """What a process answered; None when that is no answer of ours."""
    from redovisa.reading.apart.carried import from_json

    try:
        why = json.loads(line).get("why")
        return from_json(line) if why is None else Unreadable(str(why))
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _end(process: Popen[bytes]) -> None:
    """Ends a process and the programs that it has started."""
    import signal

    with suppress(ProcessLookupError, PermissionError):
        if process.poll() is None and hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()


def _end_all(processes: list[Popen[bytes]]) -> None:
    while processes:
        _end(processes.pop())
