"""Whether pictures that lie together are the pages of one form: each asks what comes after the page before."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise

from redovisa.reading.meaning.recognise import Known
from redovisa.reading.meaning.sightings import Sightings
from redovisa.reading.meaning.stream import Stream

_NOTHING = "{} visar ingen fråga ur formuläret"
_TWICE = "{} och {} visar samma fråga"
_BEFORE = "{} visar frågor som står före dem i {}"


def why_not_one_form(names: Sequence[str], words: Stream, seen: Sightings, known: Known) -> str:
    """Swedish for why the pages, called so and counted from 1, cannot be known to be of one form; empty when they are.

    A page in the midst may be damaged or show no question: the order of the others tells that it belongs there.
    """
    asked = _asked(len(names), words, seen, known)
    shows = [any(words.pieces[words.piece(at)].page == page for at in seen.of_any(known.telling))
             for page in range(1, len(names) + 1)]  # fmt: skip
    for end in (0, -1):
        if not shows[end]:
            return _NOTHING.format(names[end])
    for (one, questions), (other, others) in combinations(zip(names, asked, strict=True), 2):
        if questions & others:
            return _TWICE.format(one, other)
    placed = [(name, questions) for name, questions in zip(names, asked, strict=True) if questions]
    for (one, questions), (other, others) in pairwise(placed):
        if min(others) < max(questions):
            return _BEFORE.format(other, one)
    return ""


def _asked(pages: int, words: Stream, seen: Sightings, known: Known) -> list[set[int]]:
    """For each page, the questions on it that a form has only one of, by their place in the form."""
    asked: list[set[int]] = [set() for _ in range(pages)]
    once = frozenset(known.once)
    for number, label in enumerate(known.outline.labels):
        for at in seen.of_any(wording for wording in label.wordings if wording in once):
            page = words.pieces[words.piece(at)].page
            if page is not None:
                asked[page - 1].add(number)
    return asked
