"""Finds the form's printed labels in a document: the heaviest chain of labels that stand in printed order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from redovisa.reading.outline import Asks, Label
from redovisa.reading.stream import Stream

#: Labels shorter than this many words are common words too: they must open a line or follow another label.
_SHORT = 4
#: How many words of an answer may stand in the middle of a label that was broken over lines.
_INTERRUPTION = 12
#: How alike two words must be to be the same word misspelt or misread.
_ALIKE = 0.8


class Match(NamedTuple):
    """Label number ``label`` stands at words ``start`` to ``end``.

    ``inside`` are words of an answer amid its own; ``aside`` are words of its own that stand on later lines, behind
    what is written beside it.
    """

    label: int
    start: int
    end: int
    inside: tuple[int, ...] = ()
    aside: tuple[int, ...] = ()


def align(labels: Sequence[Label], words: Stream) -> list[Match]:
    """The labels found, in order; first those that stand word for word, then broken and misspelt ones between them.

    Labels of several words that stand just once part the document; between two of them few others must be placed.
    """
    places = {wording: words.places(wording) for label in labels for wording in label.wordings}
    posts = _posts(labels, places)
    chain: list[Match] = []
    bounds = [*posts, Match(len(labels), len(words.words), len(words.words))]
    last = Match(-1, 0, 0)
    for post in bounds:
        between = range(last.label + 1, post.label)
        chain.extend(_heaviest(_occurrences(labels, words, places, between, last.end, post.start), len(labels)))
        if post.label < len(labels):
            chain.append(post)
        last = post
    return _with_broken(labels, words, chain)


def _posts(labels: Sequence[Label], places: Mapping[str, Sequence[int]]) -> list[Match]:
    """Labels that can stand in one place only, as long as they stand in printed order; none of them otherwise."""
    printed = Counter(wording for label in labels for wording in label.wordings)
    posts: list[Match] = []
    for number, label in enumerate(labels):
        found = [(first, wording) for wording in label.wordings for first in places[wording]]
        if len(found) != 1 or printed[found[0][1]] > 1:
            continue
        first, wording = found[0]
        length = wording.count(" ") + 1
        if length < _SHORT:
            continue
        if posts and first < posts[-1].end:
            return []
        posts.append(Match(number, first, first + length))
    return posts


def _occurrences(
    labels: Sequence[Label],
    words: Stream,
    places: Mapping[str, Sequence[int]],
    numbers: range,
    begin: int,
    stop: int,
) -> list[tuple[int, int, int, int]]:
    """Every place of some labels within some words: (first word, word after the last, label, weight), by first word."""
    found: list[tuple[int, int, int, int]] = []
    ends: list[set[int]] = [{begin}]
    for number in numbers:
        mine: set[int] = set()
        near = set().union(*ends[-3:])
        for wording in labels[number].wordings:
            length = wording.count(" ") + 1
            at = places[wording]
            for first in at[bisect_left(at, begin) : bisect_right(at, stop - length)]:
                opens = first in near or words.opens(first)
                if length >= _SHORT or opens:
                    found.append((first, first + length, number, 2 * length + opens))
                    mine.add(first + length)
        ends.append(mine)
    found.sort()
    return found


def _heaviest(found: list[tuple[int, int, int, int]], labels: int) -> list[Match]:
    """The chain of places, rising in both words and labels, that weighs most (a Fenwick tree of best prefixes)."""
    if len(found) < 2:
        return [Match(label, start, end) for start, end, label, _ in found]
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


def _with_broken(labels: Sequence[Label], words: Stream, chain: list[Match]) -> list[Match]:
    """The chain with those missing labels put in that stand between their neighbours, broken or misspelt."""
    whole: list[Match] = []
    bounds = [*chain, Match(len(labels), len(words.words), len(words.words))]
    last = Match(-1, 0, 0)
    for match in bounds:
        cursor = last.end
        for missing in range(last.label + 1, match.label):
            label = labels[missing]
            if cursor >= match.start:
                break
            if label.asks is Asks.NOTHING and label.weight < _SHORT and (label.column < 0 or label.weight < 2):
                continue
            found = _broken(missing, label, words, cursor, match.start)
            if found:
                whole.append(found)
                cursor = found.end
        if match.label < len(labels):
            whole.append(match)
        last = match
    return whole


def _broken(number: int, label: Label, words: Stream, begin: int, stop: int) -> Match | None:
    """The label's words in order between two words, with an answer amid them or letters wrong; None if not there."""
    for wording in label.wordings:
        sought = wording.split()
        for first in range(begin, stop):
            if not words.opens(first) or not _taken(sought[0], words, first):
                continue
            match = wrapped(number, sought, words, first) or _subsequence(number, sought, words, first, stop)
            if match:
                return match
    return None


def _taken(sought: str, words: Stream, first: int) -> int:
    """How many words make the sought one: one, two when a narrow cell broke it, none when it is not there."""
    word = words.words[first]
    if sought == word:
        return 1
    if first + 1 < len(words.words) and sought == word + words.words[first + 1]:
        return 2
    return int(_same(sought, word))


def wrapped(number: int, sought: list[str], words: Stream, first: int) -> Match | None:
    """The label word for word, each of its lines under the one before, whatever stands beside them."""
    own = [*range(first, first + _taken(sought[0], words, first))]
    if not own:
        return None
    for word in sought[1:]:
        following = own[-1] + 1
        if following < len(words.words) and words.piece(following) == words.piece(own[-1]):
            candidate: int | None = following
        else:
            candidate = words.below(own[-1])
        taken = 0 if candidate is None else _taken(word, words, candidate)
        if candidate is None or not taken:
            return None
        own.extend(range(candidate, candidate + taken))
    end = first + 1
    while end - first < len(own) and own[end - first] == end:
        end += 1
    return Match(number, first, end, aside=tuple(own[end - first :]))


def _subsequence(number: int, sought: list[str], words: Stream, first: int, stop: int) -> Match | None:
    inside: list[int] = []
    at = first
    missed = 0
    end = first
    for position, word in enumerate(sought):
        limit = min(stop, at + _INTERRUPTION)
        found = next((i for i in range(at, limit) if _taken(word, words, i)), None)
        if found is None:
            missed += 1
            if missed * 6 > len(sought) or position == 0:
                return None
            continue
        inside.extend(range(at, found))
        if len(inside) > _INTERRUPTION:
            return None
        at = end = found + _taken(word, words, found)
    return Match(number, first, end, tuple(inside))


def _same(one: str, other: str) -> bool:
    if one == other:
        return True
    if len(one) < 5 or abs(len(one) - len(other)) > 2:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE
