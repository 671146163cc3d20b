"""Printed words that stand out of order: labels that can be placed all the same, and words that only end an answer."""

from __future__ import annotations

from collections.abc import Sequence

from redovisa.reading.meaning.align import Match
from redovisa.reading.meaning.outline import Asks, Label, Outline
from redovisa.reading.meaning.sightings import Sightings
from redovisa.reading.meaning.stream import Stream

_LONG = 4


def with_moved(outline: Outline, words: Stream, seen: Sightings, matches: Sequence[Match]) -> list[Match]:
    """The matches and, in their places, the labels of the same part of the form that stand in another order there.

    Text copied from columns often does. Such a label must open its line and be the only one like it in the part.
    """
    if len(matches) == len(outline.labels):
        return list(matches)
    found = {match.label for match in matches}
    missing = [n for n in outline.asking if n not in found and outline.labels[n].asks is Asks.AFTER]
    taken = _taken(matches) if missing else set()
    moved: list[Match] = []
    for number in missing:
        begin, stop = _part(number, outline.labels, matches, len(words.words))
        places = [
            (first, first + wording.count(" ") + 1)
            for wording in outline.labels[number].wordings
            for first in seen.of(wording)
            if begin <= first < stop and first not in taken and words.opens(first)
        ]
        if len(places) == 1:
            moved.append(Match(number, *places[0]))
            taken.update(range(*places[0]))
    return sorted([*matches, *moved], key=lambda match: match.start) if moved else list(matches)


def _taken(matches: Sequence[Match]) -> set[int]:
    return {word for match in matches for word in (*range(match.start, match.end), *match.aside)}


def _part(number: int, labels: Sequence[Label], matches: Sequence[Match], end: int) -> tuple[int, int]:
    """The words between the heading found before a label and the one found after it."""
    begin, stop = 0, end
    for match in matches:
        label = labels[match.label]
        if label.asks is not Asks.NOTHING or label.column >= 0:
            continue
        if match.label < number:
            begin = max(begin, match.end)
        else:
            stop = min(stop, match.start)
    return begin, stop


def stops(outline: Outline, words: Stream, seen: Sightings, matches: Sequence[Match]) -> list[int]:
    """Words at which a label begins that was not placed: an answer before it ends there, whoever wrote what follows."""
    found = {match.label for match in matches}
    # People write Ja and Nej too: a head of one word ends no answer.
    sought = {
        wording
        for number, label in enumerate(outline.labels)
        if number not in found and not (label.column >= 0 and label.weight < 2)
        for wording in label.wordings
    }
    places = [(first, first + wording.count(" ") + 1) for wording in sought for first in seen.of(wording)]
    taken = _taken(matches) if places else set()
    return sorted(
        first
        for first, after in places
        if first not in taken
        and (after - first >= _LONG or (words.opens(first) and (after == len(words.words) or words.opens(after))))
    )
