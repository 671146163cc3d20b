"""Printed words that somebody wrote as an answer, or that an answer swallowed: where the answer ends is then asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from redovisa.reading.meaning.align import Match
from redovisa.reading.meaning.outline import Asks, Label
from redovisa.reading.meaning.stream import Stream

_AGAIN = "Formulärets ord ”{}” står två gånger efter varandra, så det kan vara ett svar."
_SWALLOWED = "Svaret innehåller formulärets ord ”{}” och kan vara fel avgränsat."


class Echo(NamedTuple):
    """A field whose answer may be other than it was read: why, and the words that may be (a part of) it."""

    field: str
    why: str
    said: str


def echoes(labels: Sequence[Label], words: Stream, matches: Sequence[Match]) -> Iterator[Echo]:
    """The answers in words that the form's own words make doubtful, from the labels as they were found."""
    taken = {word for match in matches for word in range(match.start, match.end)}
    yield from _again(labels, words, matches, taken)
    yield from _swallowed(labels, words, matches, taken)


def _again(labels: Sequence[Label], words: Stream, matches: Sequence[Match], taken: set[int]) -> Iterator[Echo]:
    """Labels that stand once more before the next one: the first may be the answer to the question before."""
    for number, match in enumerate(matches):
        label = labels[match.label]
        if label.column >= 0 or label.asks in (Asks.ROW, Asks.TICK):
            continue
        stop = matches[number + 1].start if number + 1 < len(matches) else len(words.words)
        for wording in label.wordings:
            after = [
                first
                for first in words.places(wording)
                if match.end <= first < stop and first not in taken and _may_be_label(words, first)
            ]
            if after:
                said = _written(words, match.start, match.end)
                why = _AGAIN.format(said)
                before = next((key for m in matches[number - 1 :: -1] if (key := _words_of(labels[m.label]))), "")
                yield from (Echo(key, why, said) for key in (before if number else "", _words_of(label)) if key)


def _swallowed(labels: Sequence[Label], words: Stream, matches: Sequence[Match], taken: set[int]) -> Iterator[Echo]:
    """Labels that were not found where they should stand, but within an answer."""
    found = {match.label for match in matches}
    wordings = {
        wording
        for number, label in enumerate(labels)
        if number not in found and label.column < 0
        for wording in label.wordings
        if " " in wording
    }
    for wording in wordings:
        length = wording.count(" ") + 1
        for first in words.places(wording):
            if taken.isdisjoint(range(first, first + length)):
                holder = next((m for m in reversed(matches) if m.end <= first), None)
                key = _words_of(labels[holder.label]) if holder else ""
                if key:
                    yield Echo(key, _SWALLOWED.format(_written(words, first, first + length)), "")


def _may_be_label(words: Stream, first: int) -> bool:
    """Whether printed words may begin at a word: it opens its line, and its cell when it stands in one."""
    if not words.opens(first):
        return False
    number = words.piece(first)
    piece = words.pieces[number]
    if piece.table is None or not number:
        return True
    before = words.pieces[number - 1]
    return (before.table, before.row, before.column) != (piece.table, piece.row, piece.column)


def _words_of(label: Label) -> str:
    """The field of the words that are written after the label, if any."""
    if label.after:
        return label.after
    slot = label.slots[0] if label.asks is Asks.AFTER else None
    return slot.field if slot else ""


def _written(words: Stream, first: int, after: int) -> str:
    """Words as they were written, as far as they stand in one piece."""
    number = words.piece(first)
    last = max(word for word in range(first, after) if words.piece(word) == number)
    return " ".join(words.pieces[number].text[words.start(first) : words.end(last)].split())
