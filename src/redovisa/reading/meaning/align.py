"""Finds the form's printed labels in a document: the heaviest chain of labels that stand in printed order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

from mypy_extensions import mypyc_attr

from redovisa.reading.meaning.outline import Asks, Label, Outline
from redovisa.reading.meaning.sightings import Sighting, Sightings
from redovisa.reading.meaning.stream import Stream

#: Labels shorter than this many words are common words too: they must open a line or follow another label.
_SHORT = 4
#: So many labels in a row are a part of the form, and so many of them must be long to tell where it stands.
_PART, _TELLING = 6, 2
#: Where more parts than these are not in place, the form's order tells nothing.
_MOVED = 2
#: More words than this beside the label of a row are more than its numbers.
_ROW_LONG = 4
#: How many words of an answer may stand in the middle of a label that was broken over lines.
_INTERRUPTION = 12


@dataclass(frozen=True, slots=True)
class Eye:
    """How alike two words of at least some length must be to be one word misspelt or misread.

    ``misread``: a word that is in the place of a sought one, but unlike it, is that word all the same.
    """

    alike: float
    shortest: int
    misread: bool


_PRINTED = Eye(0.8, 5, False)
_BLURRED = Eye(0.66, 3, True)


@mypyc_attr(acyclic=True)
class Match:
    """Label number ``label`` stands at words ``start`` to ``end``.

    ``inside`` are words of an answer amid its own; ``aside`` are words of its own that stand on later lines, behind
    what is written beside it.
    """

    __slots__ = ("aside", "end", "inside", "label", "start")

    def __init__(
        self, label: int, start: int, end: int, inside: tuple[int, ...] = (), aside: tuple[int, ...] = ()
    ) -> None:
        self.label = label
        self.start = start
        self.end = end
        self.inside = inside
        self.aside = aside


def align(outline: Outline, words: Stream, seen: Sightings, blurred: bool = False) -> list[Match]:
    """The labels found, in order; first those that stand word for word, then broken and misspelt ones between them.

    Labels of several words that stand just once part the document. Where just what is printed stands between two of
    them, as mostly, it is taken as it stands; elsewhere the labels are weighed against each other.
    ``blurred``: the words were read in a picture, so that any of them may be misread.
    """
    chain: list[Match] = []
    longest = seen.longest(outline.wordings)
    number, at, word = 0, 0, 0
    for post, place in _posts(outline, seen, longest):
        first, length, _ = longest[place] if place < len(longest) else (len(words.words), 0, "")
        if number < post:
            stretch = _Stretch(range(number, post), word, first)
            as_printed = _as_printed(stretch, longest[at:place], outline.labels, words)
            chain += _heaviest(_occurrences(stretch, outline.labels, words, seen)) if as_printed is None else as_printed
        if length:
            chain.append(Match(post, first, first + length))
        number, at, word = post + 1, place + 1, first + length
    chain = [match for match in chain if not _across(outline.labels[match.label], match, words)]
    if len(chain) == len(outline.labels):
        return chain
    chain = _with_displaced(outline, words, seen, chain)
    chain = _right_under(chain, outline.labels, words)
    return _with_broken(outline.labels, words, chain, _BLURRED if blurred else _PRINTED)


def _posts(outline: Outline, seen: Sightings, longest: Sequence[Sighting]) -> list[tuple[int, int]]:
    """Labels of several words that can stand in one place only, each with the number of its sighting; the end last.

    They must stand in printed order: none is to be trusted otherwise.
    """
    end = (len(outline.labels), len(longest))
    posts: list[tuple[int, int]] = []
    before = -1
    for place, (_, length, wording) in enumerate(longest):
        number = outline.single.get(wording) if length >= _SHORT else None
        if number is None or len(seen.of_any(outline.labels[number].wordings)) > 1:
            continue
        if number <= before:
            return [end]
        posts.append((number, place))
        before = number
    return [*posts, end]


class _Stretch(NamedTuple):
    """The labels printed between two posts, and the words between them in the document."""

    numbers: range
    begin: int
    stop: int


def _as_printed(
    stretch: _Stretch, seen: Sequence[Sighting], labels: Sequence[Label], words: Stream
) -> list[Match] | None:
    """The labels of a stretch, when each of them stands there, in order, and no other printed words do; else None.

    Then no chain can weigh more: each label has all the words that it can have, and each opens its line.
    """
    matches: list[Match] = []
    number, stop = stretch.numbers.start, stretch.numbers.stop
    end = stretch.begin
    for first, length, wording in seen:
        if not words.opens(first):
            if length >= _SHORT or first == end:
                return None
            continue  # common words amid an answer
        if number == stop or first < end or wording not in labels[number].wordings:
            return None
        end = first + length
        matches.append(Match(number, first, end))
        number += 1
    return matches if number == stop else None


def _occurrences(
    stretch: _Stretch, labels: Sequence[Label], words: Stream, seen: Sightings
) -> list[tuple[int, int, int, int]]:
    """Every place of a stretch's labels in it: (first word, word after the last, label, weight), by first word."""
    found: list[tuple[int, int, int, int]] = []
    ends: list[set[int]] = [{stretch.begin}]
    for number in stretch.numbers:
        mine: set[int] = set()
        near = set().union(*ends[-3:])
        for wording in labels[number].wordings:
            length = wording.count(" ") + 1
            at = seen.of(wording)
            for first in at[bisect_left(at, stretch.begin) : bisect_right(at, stretch.stop - length)]:
                opens = first in near or words.opens(first)
                if length >= _SHORT or opens:
                    found.append((first, first + length, number, 2 * length + opens))
                    mine.add(first + length)
        ends.append(mine)
    found.sort()
    return found


def _heaviest(found: list[tuple[int, int, int, int]]) -> list[Match]:
    """The chain of places, rising in both words and labels, that weighs most (a Fenwick tree of best prefixes)."""
    if len(found) < 2:
        return [Match(label, start, end) for start, end, label, _ in found]
    labels = max(label for _, _, label, _ in found) + 1
    best: list[tuple[int, int]] = [(0, -1)] * (labels + 1)
    before: list[int] = []
    waiting: list[tuple[int, int, int]] = []  # (end, index, total), sorted: not usable until their words have passed
    top = (0, -1)
    for index, (start, end, label, weight) in enumerate(found):
        while waiting and waiting[0][0] <= start:
            _, done, total = waiting.pop(0)
            place = found[done][2] + 1
            if (total, done) > top:
                top = max(top, (total, done), key=lambda pair: pair[0])
            while place <= labels:
                if total > best[place][0]:
                    best[place] = (total, done)
                place += place & -place
        total, previous = 0, -1
        place = label
        while place > 0:
            if best[place][0] > total:
                total, previous = best[place]
            place -= place & -place
        before.append(previous)
        insort(waiting, (end, index, total + weight))
    for _, index, total in waiting:
        top = max(top, (total, index), key=lambda pair: pair[0])
    chain: list[Match] = []
    index = top[1]
    while index >= 0:
        start, end, label, _ = found[index]
        chain.append(Match(label, start, end))
        index = before[index]
    chain.reverse()
    return chain


def _with_displaced(outline: Outline, words: Stream, seen: Sightings, chain: list[Match]) -> list[Match]:
    """The chain and, in their places, the labels of parts of the form that stand whole somewhere else in it."""
    found = {match.label: match for match in chain}
    if len(outline.labels) - len(found) < _PART:
        return chain
    missing = [n for n in range(len(outline.labels)) if n not in found or _is_stray(n, outline.labels, found)]
    runs = list(_runs(missing))
    for numbers in runs if len(runs) <= _MOVED else ():
        posts = [(n, seen.of_any(outline.labels[n].wordings)) for n in numbers if _is_post(outline, n)]
        places = [at[0] for _, at in posts if len(at) == 1]
        if len(places) < _TELLING or len(places) < len(posts):
            continue
        kept = [match for match in chain if match.label not in numbers]
        begin = max((match.end for match in kept if match.start < places[0]), default=0)
        stop = min((match.start for match in kept if match.start > places[0]), default=len(words.words))
        if places == sorted(places) and places[-1] < stop:
            kept += _heaviest(_occurrences(_Stretch(numbers, begin, stop), outline.labels, words, seen))
            chain = sorted(kept, key=lambda match: match.start)
    return chain


def _is_stray(number: int, labels: Sequence[Label], found: Mapping[int, Match]) -> bool:
    """Whether a short label, as ``Ja``, was found far from those that are printed beside it."""
    match, beside = found[number], [found.get(number - 1), found.get(number + 1)]
    near = [
        one for one in beside if one and min(abs(one.start - match.end), abs(match.start - one.end)) < _INTERRUPTION
    ]
    return labels[number].weight < _SHORT and not near


def _runs(numbers: Sequence[int]) -> Iterator[range]:
    """Numbers that follow each other, of which there are so many that they are a part of the form."""
    for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        held = [number for _, number in run]
        if len(held) >= _PART:
            yield range(held[0], held[-1] + 1)


def _is_post(outline: Outline, number: int) -> bool:
    """Whether the label is long, and the only one with its words."""
    label = outline.labels[number]
    return label.weight >= _SHORT and all(outline.single.get(wording) == number for wording in label.wordings)


def _across(label: Label, match: Match, words: Stream) -> bool:
    """Whether the words of a head run from one column into another's next line: "Antal Antal" over "kvinnor män"."""
    if label.column < 0 or label.weight < 2:
        return False
    return any(words.jumps(word) for word in range(match.start, match.end - 1))


def _right_under(chain: list[Match], labels: Sequence[Label], words: Stream) -> list[Match]:
    """The chain, where rows that are printed alike are those printed right under the row that they stand right under.

    The ages stand under all, new and ended clients; where one of these tables is missing, they weigh the same in any.
    """
    placed: list[Match] = []
    for match in chain:
        before = placed[-1] if placed else None
        number = match.label
        if before and before.label + 1 < number and match.start - before.end <= _ROW_LONG:
            under = labels[before.label + 1]
            same = (under.asks, under.group) == (Asks.ROW, labels[before.label].group)
            number = before.label + 1 if same and _reads(words, match) in under.wordings else number
        placed.append(match if number == match.label else Match(number, match.start, match.end))
    return placed


def _reads(words: Stream, match: Match) -> str:
    return " ".join(words.words[match.start : match.end])


def _with_broken(labels: Sequence[Label], words: Stream, chain: list[Match], eye: Eye) -> list[Match]:
    """The chain with those missing labels put in that stand between their neighbours, broken or misspelt."""
    if len(chain) == len(labels):
        return chain
    whole: list[Match] = []
    found_already = {match.label for match in chain}
    bounds = [*chain, Match(len(labels), len(words.words), len(words.words))]
    last = Match(-1, 0, 0)
    for match in bounds:
        cursor = last.end
        for missing in range(last.label + 1, match.label):
            label = labels[missing]
            if cursor >= match.start:
                break
            if missing in found_already:
                continue
            if label.asks is Asks.NOTHING and label.weight < _SHORT and (label.column < 0 or label.weight < 2):
                continue
            found = _broken(missing, label, words, (cursor, match.start), eye)
            if found:
                whole.append(found)
                cursor = found.end
        if match.label < len(labels):
            whole.append(match)
        last = match
    return whole


def _broken(number: int, label: Label, words: Stream, between: tuple[int, int], eye: Eye) -> Match | None:
    """The label's words in order between two words, with an answer amid them or letters wrong; None if not there."""
    for wording in label.wordings:
        sought = wording.split()
        for first in range(*between):
            if not words.opens(first) or not _taken(sought[0], words, first, eye):
                continue
            if sought[0].isdigit() and not _joins(first, between[1], words):
                continue  # a number alone is an answer, not that of a heading
            match = wrapped(number, sought, words, first) or _subsequence(
                number, sought, words, (first, between[1]), eye
            )
            if match:
                return match
    return None


def _joins(word: int, stop: int, words: Stream) -> bool:
    """Whether the next word stands in the same piece."""
    return word + 1 < stop and words.piece(word) == words.piece(word + 1)


def _taken(sought: str, words: Stream, first: int, eye: Eye) -> int:
    """How many words make the sought one: one, two when a narrow cell broke it, none when it is not there."""
    word = words.words[first]
    if sought == word:
        return 1
    if first + 1 < len(words.words) and sought == word + words.words[first + 1]:
        return 2
    return int(_same(sought, word, eye))


def wrapped(number: int, sought: list[str], words: Stream, first: int) -> Match | None:
    """The label word for word, each of its lines under the one before, whatever stands beside them."""
    own = [*range(first, first + _taken(sought[0], words, first, _PRINTED))]
    if not own:
        return None
    for word in sought[1:]:
        following = own[-1] + 1
        if following < len(words.words) and words.piece(following) == words.piece(own[-1]):
            candidate: int | None = following
        else:
            candidate = words.below(own[-1])
        taken = 0 if candidate is None else _taken(word, words, candidate, _PRINTED)
        if candidate is None or not taken:
            return None
        own.extend(range(candidate, candidate + taken))
    end = first + 1
    while end - first < len(own) and own[end - first] == end:
        end += 1
    return Match(number, first, end, aside=tuple(own[end - first :]))


def _subsequence(number: int, sought: list[str], words: Stream, between: tuple[int, int], eye: Eye) -> Match | None:
    first, stop = between
    inside: list[int] = []
    at = end = first
    missed = passed = 0  # words not found, in all and since the last one that was
    for position, word in enumerate(sought):
        limit = min(stop, at + _INTERRUPTION)
        found = next((i for i in range(at, limit) if _taken(word, words, i, eye)), None)
        if found is None:
            missed += 1
            passed += 1
            if missed * 6 > len(sought) or position == 0:
                return None
            continue
        if not (eye.misread and found - at <= passed):
            inside.extend(range(at, found))
        if len(inside) > _INTERRUPTION:
            return None
        at = end = found + _taken(word, words, found, eye)
        passed = 0
    if eye.misread and passed:
        end = _past_misread(words, end, min(stop, end + passed))
    return Match(number, first, end, tuple(inside))


def _past_misread(words: Stream, end: int, stop: int) -> int:
    """Past the words that stand on the label's last line in the place of its last words."""
    piece = words.piece(end - 1)
    while end < stop and words.piece(end) == piece:
        end += 1
    return end


def _same(one: str, other: str, eye: Eye = _PRINTED) -> bool:
    if one == other:
        return True
    if min(len(one), len(other)) < eye.shortest - 1 or len(one) < eye.shortest or abs(len(one) - len(other)) > 2:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= eye.alike
