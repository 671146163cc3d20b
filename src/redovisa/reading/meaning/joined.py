"""Boxes whose texts were copied onto one line with single blanks between: the labels of the row part them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from redovisa.reading.meaning.align import Match
from redovisa.reading.meaning.outline import Asks, Label
from redovisa.reading.meaning.sightings import Sightings
from redovisa.reading.meaning.stream import Stream

#: More words than this between two labels of a row are no answers in boxes.
_FAR = 25


def with_joined(labels: Sequence[Label], words: Stream, seen: Sightings, matches: Sequence[Match]) -> list[Match]:
    """The matches and the labels of a row of boxes that stand amid the line of the row's first label.

    Each must stand there once, after the one before it in print and with no new line between. A label that is not
    found so is left: what it would have parted is then asked about.
    """
    if len(matches) == len(labels):
        return list(matches)
    found = {match.label: match for match in matches}
    starts = sorted(match.start for match in matches)
    added: list[Match] = []
    for numbers in _rows_of_boxes(labels):
        last: Match | None = None
        for number in numbers:
            if number in found:
                last = found[number]
            elif last is not None:
                stop = next((start for start in starts if start >= last.end), len(words.words))
                last = _amid(number, labels[number], words, seen, last.end, min(stop, last.end + _FAR)) or last
                if last.label == number:
                    added.append(last)
    return sorted([*matches, *added], key=lambda match: match.start) if added else list(matches)


def _rows_of_boxes(labels: Sequence[Label]) -> list[list[int]]:
    """The labels of each row that has several boxes, by number."""
    boxes = (number for number, label in enumerate(labels) if label.asks is Asks.AFTER)
    rows = [list(row) for _, row in groupby(boxes, lambda number: labels[number].group)]
    tables = {label.group for label in labels if label.asks is Asks.ROW}
    return [row for row in rows if len(row) > 1 and labels[row[0]].group not in tables]


def _amid(number: int, label: Label, words: Stream, seen: Sightings, begin: int, stop: int) -> Match | None:
    """The label between two words, when it stands there once and on the line that holds the word before them."""
    places = [
        (first, first + wording.count(" ") + 1)
        for wording in label.wordings
        for first in seen.of(wording)
        if begin <= first < stop
    ]
    if len(places) != 1:
        return None
    first, after = places[0]
    number_of_piece = words.piece(begin - 1)
    if words.piece(first) != number_of_piece:
        return None
    between = words.pieces[number_of_piece].text[words.end(begin - 1) : words.start(first)]
    return None if "\n" in between.strip("\n") else Match(number, first, after)
