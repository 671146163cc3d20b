"""How text is laid out on a terminal: wrapped to its width, with hanging indents."""

from __future__ import annotations

import shutil
import textwrap

_WIDEST = 100


def width() -> int:
    """The width to write for: the terminal's, but never so wide that lines are hard to follow."""
    return max(40, min(_WIDEST, shutil.get_terminal_size().columns))


def wrapped(text: str, first: str = "", rest: str | None = None) -> list[str]:
    """The text in lines; ``first`` begins the first line, ``rest`` (blanks as wide, unless given) the others."""
    return textwrap.wrap(
        text,
        width(),
        initial_indent=first,
        subsequent_indent=" " * len(first) if rest is None else rest,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [first]
