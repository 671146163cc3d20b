"""Column heads printed once more, where a page breaks a table: they are no part of an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import compress

from redovisa.reading.meaning.align import Match, wrapped
from redovisa.reading.meaning.outline import Asks, Label, Outline
from redovisa.reading.meaning.region import beside
from redovisa.reading.meaning.stream import Stream

#: Heads printed again stand close together.
_NEAR = 30


def repeated_heads(outline: Outline, words: Stream, matches: Sequence[Match]) -> list[Match]:
    """Matches of heads within the rows of their own table, where all heads of the table stand again side by side."""
    taken = {match.start for match in matches}
    again: list[Match] = []
    for group, (begin, stop) in _rows(outline.labels, matches, len(words.words)).items():
        heads = outline.heads.get(group, {})
        if len(heads) > 1:
            for every in _again(heads, words, begin, stop, taken):
                again.extend(every if _are_heads(every, words, outline.labels, matches) else ())
    return again


def _rows(labels: Sequence[Label], matches: Sequence[Match], end: int) -> Mapping[int, tuple[int, int]]:
    """By table, the words from its first row found to what follows the table."""
    spans: dict[int, tuple[int, int]] = {}
    for i, match in enumerate(matches):
        label = labels[match.label]
        if label.asks is Asks.ROW or label.group in spans:
            after = matches[i + 1].start if i + 1 < len(matches) else end
            begin = spans[label.group][0] if label.group in spans else match.start
            spans[label.group] = (begin, after)
    return spans


def _again(heads: Mapping[int, Label], words: Stream, begin: int, stop: int, taken: set[int]) -> list[list[Match]]:
    found: list[list[Match]] = []
    openings = _first_words(heads[min(heads)])
    between = words.words[begin:stop]
    if openings.isdisjoint(between):  # as in most tables
        return found
    for at in compress(range(begin, stop), map(openings.__contains__, between)):
        if not found or at >= found[-1][-1].end:
            every = _all_from(heads, words, at, min(stop, at + _NEAR), taken)
            found.extend([every] if every else [])
    return found


def _are_heads(every: Sequence[Match], words: Stream, labels: Sequence[Label], matches: Sequence[Match]) -> bool:
    """Whether the words of all heads stand as heads do: each in a cell of its own, and beside no label of a row.

    ``Ja`` and ``Nej`` on two lines of a cell, or in the two columns of a row, are somebody's answer.
    """
    pieces = [words.pieces[words.piece(one.start)] for one in every]
    cells = {(piece.table, piece.row, piece.column) for piece in pieces if piece.table is not None}
    if cells and (len(cells) < len(pieces) or len({cell[:2] for cell in cells}) > 1):
        return False
    rows = (words.pieces[words.piece(m.end - 1)] for m in matches if labels[m.label].asks is Asks.ROW)
    return not any(row not in pieces and beside(row, pieces[0]) for row in rows)


def _all_from(heads: Mapping[int, Label], words: Stream, at: int, stop: int, taken: set[int]) -> list[Match]:
    """Every head of the table from word ``at`` on, each right after the one before; none when one is missing."""
    found: list[Match] = []
    for column in sorted(heads):
        first = found[-1].end if found else at
        if first >= stop or first in taken or not words.opens(first):
            return []
        tries = (wrapped(-1, wording.split(), words, first) for wording in heads[column].wordings)
        match = next((hit for hit in tries if hit and words.words[first] in _first_words(heads[column])), None)
        if match is None:
            return []
        found.append(match)
    return found


def _first_words(label: Label) -> set[str]:
    return {wording.split(" ", 1)[0] for wording in label.wordings}
