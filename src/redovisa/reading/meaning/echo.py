"""Printed words that somebody wrote as an answer, or that an answer swallowed: where the answer ends is then asked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from redovisa.reading.meaning.align import Match
from redovisa.reading.meaning.outline import Asks, Label, Outline
from redovisa.reading.meaning.sightings import Sighting
from redovisa.reading.meaning.stream import Stream

_AGAIN = "Formulärets ord ”{}” står två gånger efter varandra, så det kan vara ett svar."
_SWALLOWED = "Svaret innehåller formulärets ord ”{}” och kan vara fel avgränsat."


class Echo(NamedTuple):
    """A field whose answer may be other than it was read: why, and the words that may be (a part of) it."""

    field: str
    why: str
    said: str


def echoes(outline: Outline, words: Stream, matches: Sequence[Match], others: Sequence[Sighting]) -> Iterator[Echo]:
    """The answers in words that the form's own words make doubtful, from the labels as they were found.

    ``others`` are the sightings that stand where no label was found.
    """
    starts = [match.start for match in matches]
    loose = [one for one in others if one[2] in outline.wordings and not _covers(matches, starts, one[0])]
    if loose:
        yield from _again(outline.labels, words, matches, starts, loose)
        alone = [one for one in loose if not any(_covers(matches, starts, one[0] + n) for n in range(one[1]))]
        yield from _swallowed(outline.labels, words, matches, alone)


def _covers(matches: Sequence[Match], starts: Sequence[int], word: int) -> bool:
    """Whether the word belongs to a label that was found."""
    number = bisect_right(starts, word) - 1
    return number >= 0 and word < matches[number].end


def _again(
    labels: Sequence[Label],
    words: Stream,
    matches: Sequence[Match],
    starts: Sequence[int],
    loose: Sequence[Sighting],
) -> Iterator[Echo]:
    """Labels that stand once more before the next one: the first may be the answer to the question before."""
    for first, _, wording in loose:
        number = bisect_right(starts, first) - 1
        if number < 0:
            continue
        match = matches[number]
        label = labels[match.label]
        if label.column >= 0 or label.asks in (Asks.ROW, Asks.TICK) or wording not in label.wordings:
            continue
        if match.end <= first and _may_be_label(words, first):
            said = _written(words, match.start, match.end)
            why = _AGAIN.format(said)
            before = next((key for m in matches[number - 1 :: -1] if (key := _words_of(labels[m.label]))), "")
            yield from (Echo(key, why, said) for key in (before if number else "", _words_of(label)) if key)


def _swallowed(
    labels: Sequence[Label], words: Stream, matches: Sequence[Match], loose: Sequence[Sighting]
) -> Iterator[Echo]:
    """Labels that were not found where they should stand, but within an answer."""
    found = {match.label for match in matches}
    wordings = {
        wording
        for number, label in enumerate(labels)
        if number not in found and label.column < 0
        for wording in label.wordings
        if " " in wording
    }
    for first, length, wording in loose:
        if wording in wordings:
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
