"""How far the reading has come: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
from typing import TextIO

_WIDTH = 30
_EIGHTHS = " ▏▎▍▌▋▊▉"
#: Fewer files than this are read before anyone wonders.
_FEW = 50


class ProgressBar:
    """Tells on stderr how many files are read, as a bar that is drawn over when it is a terminal."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._terminal = self._stream.isatty()
        self._told = 0

    def __call__(self, done: int, total: int) -> None:
        """Called after each file."""
        if self._terminal:
            self._stream.write(f"\r{bar(done, total)} {done} av {total} filer ")
            if done >= total:
                self._stream.write("\r\x1b[K")
            self._stream.flush()
        elif total >= _FEW and done * 4 // total > self._told:
            self._told = done * 4 // total
            self._stream.write(f"Läst {done} av {total} filer\n")
            self._stream.flush()


def bar(done: int, total: int) -> str:
    """A bar of eighths of a sign: ``█████▍    ``."""
    eighths = _WIDTH * 8 * done // max(total, 1)
    full, part = divmod(eighths, 8)
    return ("█" * full + (_EIGHTHS[part] if part else "")).ljust(_WIDTH)
