"""What people said: folded to be compared, shortened to be quoted, and what of it could not be known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

from redovisa.form.answer import Value


@dataclass(frozen=True, slots=True)
class Unclear:
    """A text that could mean several things, or none: why (Swedish), and the values it may stand for."""

    why: str
    candidates: tuple[Value, ...] = ()


#: A value, None for a blank, or a question.
Parsed: TypeAlias = Value | Unclear | None

_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c"
_ANY_INVISIBLE = re.compile(f"[{_UNSEEN}]")
_INVISIBLE = dict.fromkeys(map(ord, _UNSEEN))


def folded(raw: str) -> str:
    """Text as written, with every run of white space folded to one space and invisible characters gone."""
    if raw.isalnum():  # one word or number, as in most cells
        return raw
    # split() knows every white space of Unicode; most text has no invisible characters to take out first.
    seen = raw.isascii() or raw.isprintable() or not _ANY_INVISIBLE.search(raw)
    return " ".join((raw if seen else raw.translate(_INVISIBLE)).split())


def shown(text: str, most: int = 60) -> str:
    """Text shortened to be quoted in a sentence."""
    return text if len(text) <= most else text[: most - 1] + "…"
