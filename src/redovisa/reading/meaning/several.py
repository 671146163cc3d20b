"""Tells apart several forms in one document: a bundle that was scanned or pasted together, or a form sent twice."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from redovisa.reading.meaning.outline import fold
from redovisa.reading.meaning.recognise import Editions, Known, enough
from redovisa.reading.meaning.sightings import Sightings
from redovisa.reading.meaning.stream import Stream
from redovisa.reading.source import Source

_MIXED = "Dokumentet rymmer flera formulär om vartannat, och bara ett har lästs. De behöver skickas var för sig."
#: So many of the longest questions are tried first: most documents are one form, and need not be searched for more.
_TRIED = 8
#: More forms than this in one document are left together.
_MOST = 50


def parted(source: Source, words: Stream, seen: Sightings, editions: Editions) -> list[Source]:
    """The document's forms, each as a source of its own; the document itself when it holds one, or none."""
    known = editions.known.values()
    if not any(len(seen.of(wording)) > 1 for mine in known for wording in mine.once[:_TRIED]):
        return [source]
    most = max(known, key=lambda mine: seen.count(mine.once))
    places = [seen.of(wording) for wording in most.once]
    needed = enough(source.ocr) * len(places)
    count = 1
    while count < _MOST and sum(len(at) > count for at in places) >= max(needed, 1):
        count += 1
    rounds = list(zip(*(at for at in places if len(at) == count), strict=True))
    if count == 1 or not rounds:
        return [source]
    if any(max(one) >= min(following) for one, following in pairwise(rounds)):
        return [replace(source, remarks=(*source.remarks, _MIXED))]
    cuts = [_beginning(most, words, max(one), min(following)) for one, following in pairwise(rounds)]
    return [_part(source, begin, stop) for begin, stop in zip([0, *cuts], [*cuts, len(source.pieces)], strict=True)]


def _beginning(known: Known, words: Stream, last: int, first: int) -> int:
    """The piece in which the next form begins: at its title, when that stands before its first question."""
    begin, stop = words.piece(last) + 1, words.piece(first)
    titles = {" ".join(fold(line).split()) for line in known.outline.edition.title}
    titled = (number for number in range(begin, stop) if " ".join(fold(words.pieces[number].text).split()) in titles)
    return next(titled, stop)


def _part(source: Source, begin: int, stop: int) -> Source:
    return replace(
        source,
        pieces=source.pieces[begin:stop],
        uncertain=_within(source.uncertain, begin, stop),
        readings={number - begin: texts for number, texts in source.readings.items() if begin <= number < stop},
        cut=_within(source.cut, begin, stop),
    )


def _within(places: frozenset[int], begin: int, stop: int) -> frozenset[int]:
    return frozenset(number - begin for number in places if begin <= number < stop)
