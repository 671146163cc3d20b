"""Tables that cannot be trusted as they stand: rows printed twice, columns in another order, positions that drift."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from redovisa.reading.meaning.align import Match
from redovisa.reading.meaning.outline import Asks, Label
from redovisa.reading.meaning.stream import Stream

TWICE = "Tabellen står mer än en gång i dokumentet, eller med raderna i en annan ordning. Vilket svar gäller?"
CROSSED = "Kolumnerna står i en annan ordning än i formuläret. Vilket svar gäller?"

_TICKS = frozenset({"x", "xx", "ja", "nej", "☒"})


def contested(labels: Sequence[Label], words: Stream, matches: Sequence[Match]) -> dict[str, str]:
    """By field, why the row or table it stands in cannot be told with certainty."""
    found: dict[str, str] = {}
    for group in _crossed(labels, words, matches):
        found.update(dict.fromkeys(_fields(labels, group), CROSSED))
    printed = Counter(wording for label in labels for wording in label.wordings)
    shared = [any(printed[wording] > 1 for wording in label.wordings) for label in labels]
    for number in _again(labels, words, matches, shared):
        for other, label in enumerate(labels):
            if other == number or (label.group == labels[number].group and shared[other] and label.asks is Asks.ROW):
                found.update({slot.field: TWICE for slot in label.slots if slot})
    return found


def _fields(labels: Sequence[Label], group: int) -> list[str]:
    rows = (label for label in labels if label.group == group and label.asks is Asks.ROW)
    return [slot.field for label in rows for slot in label.slots if slot]


def _again(labels: Sequence[Label], words: Stream, matches: Sequence[Match], shared: Sequence[bool]) -> Iterator[int]:
    """Rows whose label stands once more, with a number or a tick right after it, and not within an answer in words."""
    starts = {match.start: labels[match.label] for match in matches}
    order = sorted(starts)
    for number, label in enumerate(labels):
        if label.asks is not Asks.ROW or shared[number]:
            continue
        places = sorted(first for wording in label.wordings for first in words.places(wording))
        others = [first for first in places if first not in starts]
        if any(_is_row(words, first, label.weight) and _among_rows(first, order, starts) for first in others):
            yield number


def _is_row(words: Stream, first: int, length: int) -> bool:
    after = first + length
    if after >= len(words.words) or not words.opens(first) or not words.opens(after):
        return False
    return words.words[after].isdigit() or words.words[after] in _TICKS


def _among_rows(first: int, order: Sequence[int], starts: Mapping[int, Label]) -> bool:
    """Whether the label before the word asks for no answer in words."""
    before = [start for start in order if start < first]
    return not before or starts[before[-1]].asks in (Asks.ROW, Asks.NOTHING)


def _crossed(labels: Sequence[Label], words: Stream, matches: Sequence[Match]) -> Iterator[int]:
    """Tables whose column heads stand in another order than they are printed in."""
    heads: dict[int, list[Label]] = {}
    for label in labels:
        if label.column >= 0:
            heads.setdefault(label.group, []).append(label)
    for group, columns in heads.items():
        row = next((m for m in matches if labels[m.label].group == group and labels[m.label].asks is Asks.ROW), None)
        if row is None:
            continue
        begin = max((m.end for m in matches if m.start < row.start and labels[m.label].group != group), default=0)
        at = [_last(label, words, begin, row.start) for label in columns]
        if all(place >= 0 for place in at) and at != sorted(at):
            yield group


def _last(label: Label, words: Stream, begin: int, stop: int) -> int:
    """Where the head stands last between two words, at the beginning of a cell or line; -1 when it does not."""
    places = (
        first
        for wording in label.wordings
        for first in words.places(wording)
        if begin <= first < stop and words.opens(first)
    )
    return max(places, default=-1)
