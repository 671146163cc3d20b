"""What invented people write: sentences from a plain file that anyone can edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

_FILE = Path(__file__).with_name("sentences.txt")
#: Headings of the file that are no field's key.
_ANY = "any"


@dataclass(frozen=True, slots=True)
class Sentences:
    """What may be written on a field: ``whole`` answers by themselves, ``parts`` that may also be put together."""

    whole: tuple[str, ...]
    parts: tuple[str, ...]

    @property
    def every(self) -> tuple[str, ...]:
        """All of them; each may stand alone."""
        return self.whole + self.parts


@cache
def sentences() -> Mapping[str, Sentences]:
    """Sentences by the field they answer."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    heading, joined = _ANY, False
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            words = line.strip("[]").split()
            heading, joined = words[0], "+" in words
        elif line and not line.startswith("#"):
            whole, parts = found.setdefault(heading, ([], []))
            (parts if joined and not line.startswith("=") else whole).append(line.removeprefix("= "))
    return {about: Sentences(tuple(whole), tuple(parts)) for about, (whole, parts) in found.items()}


def one(rng: Random, about: str) -> str:
    """One sentence on the field, or one that fits anywhere."""
    known = sentences()
    return rng.choice(known.get(about, known[_ANY]).every)


def text(rng: Random, about: str, wordy: float) -> str:
    """An answer of one sentence, or of up to six in one or several paragraphs (parted by a line feed).

    ``wordy`` from 0 to 1 is how much the writer writes.
    """
    known = sentences()
    parts = known.get(about, known[_ANY]).parts
    count = min(len(parts), 1 + sum(rng.random() < wordy * 0.6 for _ in range(5)))
    if count < 2:
        return one(rng, about)
    chosen = rng.sample(parts, count)
    said = chosen[0]
    for sentence in chosen[1:]:
        said += ("\n" if rng.random() < 0.4 else " ") + sentence
    return said
