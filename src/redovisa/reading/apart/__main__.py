"""The life of a process apart: takes in one file after another, and says on a line what is in it or why it cannot.

Each file comes as a line of JSON (its kind and its size) and its bytes. It ends when nothing more can come.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress

from redovisa.reading.apart.carried import to_json
from redovisa.reading.bounds import MEGABYTES, PROCESSOR_SECONDS
from redovisa.reading.opened import source_or_why
from redovisa.reading.sniff import FileType
from redovisa.reading.source import Unreadable


def main() -> None:
    """Serves until the pipe is closed."""
    _limit_memory()
    answers = os.fdopen(os.dup(1), "w", encoding="ascii", newline="\n")
    os.dup2(2, 1)  # what a library prints is no answer
    asked = sys.stdin.buffer
    while line := asked.readline():
        task = json.loads(line)
        _limit_time()
        found = source_or_why(asked.read(task["size"]), FileType(task["kind"]))
        answers.write(json.dumps({"why": str(found)}) if isinstance(found, Unreadable) else to_json(found))
        answers.write("\n")
        answers.flush()


def _limit_memory() -> None:
    """Where the system can (not on Windows), asking for more memory fails."""
    if sys.platform != "win32":
        import resource

        most = MEGABYTES * 1_000_000
        with suppress(ValueError, OSError):  # a lower bound is set already
            resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _limit_time() -> None:
    """So much more of the processor and no more, also if nobody is left who waits for the answer."""
    if sys.platform != "win32":
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        most = int(used.ru_utime + used.ru_stime) + PROCESSOR_SECONDS
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))


if __name__ == "__main__":
    main()
