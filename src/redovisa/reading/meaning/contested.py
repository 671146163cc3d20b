"""Tables that cannot be trusted as they stand: rows printed twice, columns in another order, positions that drift."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import chain

from redovisa.reading.meaning.align import Match
from redovisa.reading.meaning.outline import Asks, Label, Outline
from redovisa.reading.meaning.sightings import Sighting, Sightings
from redovisa.reading.meaning.stream import Stream

TWICE = "Tabellen står mer än en gång i dokumentet, eller med raderna i en annan ordning. Vilket svar gäller?"
CROSSED = "Kolumnerna står i en annan ordning än i formuläret. Vilket svar gäller?"

_TICKS = frozenset({"x", "xx", "ja", "nej", "☒"})


def contested(
    outline: Outline, words: Stream, seen: Sightings, matches: Sequence[Match], others: Sequence[Sighting]
) -> dict[str, str]:
    """By field, why the row or table it stands in cannot be told with certainty.

    ``others`` are the sightings that stand where no label was found.
    """
    labels, shared = outline.labels, outline.shared
    found: dict[str, str] = {}
    for group in _crossed(outline, words, seen, matches):
        found.update(dict.fromkeys(_fields(labels, group), CROSSED))
    for number in _again(outline, words, matches, others):
        for other, label in enumerate(labels):
            if other == number or (label.group == labels[number].group and shared[other] and label.asks is Asks.ROW):
                found.update({slot.field: TWICE for slot in label.slots if slot})
    return found


def _fields(labels: Sequence[Label], group: int) -> list[str]:
    rows = (label for label in labels if label.group == group and label.asks is Asks.ROW)
    return [slot.field for label in rows for slot in label.slots if slot]


def _again(outline: Outline, words: Stream, matches: Sequence[Match], others: Sequence[Sighting]) -> list[int]:
    """Rows whose label stands once more, with a number or a tick right after it, and not within an answer in words."""
    labels = outline.labels
    starts = [match.start for match in matches]
    again: set[int] = set()
    for first, _, wording in others:
        number = outline.single.get(wording)
        if number is None or labels[number].asks is not Asks.ROW or outline.shared[number]:
            continue
        if _is_row(words, first, labels[number].weight) and _among_rows(first, labels, matches, starts):
            again.add(number)
    return sorted(again)


def _is_row(words: Stream, first: int, length: int) -> bool:
    after = first + length
    if after >= len(words.words) or not words.opens(first):
        return False
    if not words.opens(after) and words.pieces[words.piece(first)].table is not None:
        return False
    return words.words[after].isdigit() or words.words[after] in _TICKS


def _among_rows(first: int, labels: Sequence[Label], matches: Sequence[Match], starts: Sequence[int]) -> bool:
    """Whether the label before the word asks for no answer in words."""
    before = bisect_left(starts, first)
    return not before or labels[matches[before - 1].label].asks in (Asks.ROW, Asks.NOTHING)


def _crossed(outline: Outline, words: Stream, seen: Sightings, matches: Sequence[Match]) -> list[int]:
    """Tables whose column heads stand in another order than they are printed in."""
    labels = outline.labels
    crossed: list[int] = []
    ends = {match.end for match in matches}
    first_rows: dict[int, int] = {}
    for i, match in enumerate(matches):
        if labels[match.label].asks is Asks.ROW:
            first_rows.setdefault(labels[match.label].group, i)
    for group, columns in outline.heads.items():
        row = first_rows.get(group)
        if row is None:
            continue
        before = row - 1
        while before >= 0 and labels[matches[before].label].group == group:
            before -= 1
        begin = matches[before].end if before >= 0 else 0
        stop = matches[row].start
        at = [_places(columns[column], seen, begin, stop) for column in sorted(columns)]
        if _in_order(at):
            continue  # whichever of the places are the heads
        beside = _ends(columns.values(), seen)
        last = [
            max((one for one in places if one in ends or one in beside or words.opens(one)), default=-1)
            for places in at
        ]
        if all(place >= 0 for place in last) and last != sorted(last):
            crossed.append(group)
    return crossed


def _ends(heads: Iterable[Label], seen: Sightings) -> set[int]:
    """The words right after each place of some heads: where another head may stand on their line."""
    wordings = {wording for head in heads for wording in head.wordings}
    return {first + wording.count(" ") + 1 for wording in wordings for first in seen.of(wording)}


def _places(label: Label, seen: Sightings, begin: int, stop: int) -> list[int]:
    """Where the words of a head stand between two words."""
    return [first for first in seen.of_any(label.wordings) if begin <= first < stop]


def _in_order(places: Sequence[Sequence[int]]) -> bool:
    """Whether all places of each head are before those of the next."""
    every = list(chain.from_iterable(places))
    return every == sorted(every)
