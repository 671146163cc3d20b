"""Tables that cannot be trusted as they stand: rows printed twice, columns in another order, positions that drift."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from redovisa.reading.meaning.align import Match
from redovisa.reading.meaning.outline import Asks, Label, Outline
from redovisa.reading.meaning.sightings import Sightings
from redovisa.reading.meaning.stream import Stream

TWICE = "Tabellen står mer än en gång i dokumentet, eller med raderna i en annan ordning. Vilket svar gäller?"
CROSSED = "Kolumnerna står i en annan ordning än i formuläret. Vilket svar gäller?"

_TICKS = frozenset({"x", "xx", "ja", "nej", "☒"})


def contested(outline: Outline, words: Stream, seen: Sightings, matches: Sequence[Match]) -> dict[str, str]:
    """By field, why the row or table it stands in cannot be told with certainty."""
    labels, shared = outline.labels, outline.shared
    found: dict[str, str] = {}
    for group in _crossed(outline, words, seen, matches):
        found.update(dict.fromkeys(_fields(labels, group), CROSSED))
    for number in _again(outline, words, seen, matches):
        for other, label in enumerate(labels):
            if other == number or (label.group == labels[number].group and shared[other] and label.asks is Asks.ROW):
                found.update({slot.field: TWICE for slot in label.slots if slot})
    return found


def _fields(labels: Sequence[Label], group: int) -> list[str]:
    rows = (label for label in labels if label.group == group and label.asks is Asks.ROW)
    return [slot.field for label in rows for slot in label.slots if slot]


def _again(outline: Outline, words: Stream, seen: Sightings, matches: Sequence[Match]) -> Iterator[int]:
    """Rows whose label stands once more, with a number or a tick right after it, and not within an answer in words."""
    starts = {match.start: outline.labels[match.label] for match in matches}
    order = list(starts)
    for number in outline.asking:
        label = outline.labels[number]
        if label.asks is not Asks.ROW or outline.shared[number]:
            continue
        others = [first for first in seen.of_any(label.wordings) if first not in starts]
        if any(_is_row(words, first, label.weight) and _among_rows(first, order, starts) for first in others):
            yield number


def _is_row(words: Stream, first: int, length: int) -> bool:
    after = first + length
    if after >= len(words.words) or not words.opens(first) or not words.opens(after):
        return False
    return words.words[after].isdigit() or words.words[after] in _TICKS


def _among_rows(first: int, order: Sequence[int], starts: Mapping[int, Label]) -> bool:
    """Whether the label before the word asks for no answer in words."""
    before = bisect_left(order, first)
    return not before or starts[order[before - 1]].asks in (Asks.ROW, Asks.NOTHING)


def _crossed(outline: Outline, words: Stream, seen: Sightings, matches: Sequence[Match]) -> Iterator[int]:
    """Tables whose column heads stand in another order than they are printed in."""
    labels = outline.labels
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
        at = [_last(columns[column], words, seen, begin, matches[row].start) for column in sorted(columns)]
        if all(place >= 0 for place in at) and at != sorted(at):
            yield group


def _last(label: Label, words: Stream, seen: Sightings, begin: int, stop: int) -> int:
    """Where the head stands last between two words, at the beginning of a cell or line; -1 when it does not."""
    places = (first for first in seen.of_any(label.wordings) if begin <= first < stop and words.opens(first))
    return max(places, default=-1)
