"""Where the printed words of the form stand in a document: every wording of every edition, found in one pass."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import chain, compress

from redovisa.reading.meaning.stream import Phrase, Stream

#: The first word of a printed wording, its length in words, and the wording.
Sighting = tuple[int, int, str]


class Sightings:
    """All sightings of a document, in order of their first words; a shorter one before a longer that begins with it."""

    __slots__ = ("_again", "_every", "_first")

    def __init__(self, every: list[Sighting]) -> None:
        self._every = every
        self._first: dict[str, int] = {}  # where each wording stands, as most do once
        self._again: dict[str, list[int]] = {}  # every place of those that stand more than once
        for at, _, wording in every:
            if wording not in self._first:
                self._first[wording] = at
            elif wording in self._again:
                self._again[wording].append(at)
            else:
                self._again[wording] = [self._first[wording], at]

    def __iter__(self) -> Iterator[Sighting]:
        """Each sighting, in order."""
        return iter(self._every)

    def of(self, wording: str) -> Sequence[int]:
        """Every first word at which the wording stands."""
        if wording in self._again:
            return self._again[wording]
        return (self._first[wording],) if wording in self._first else ()

    def of_any(self, wordings: Iterable[str]) -> list[int]:
        """Every first word at which one of the wordings stands, wording by wording."""
        return [at for wording in wordings if wording in self._first for at in self.of(wording)]

    def count(self, wordings: Iterable[str]) -> int:
        """How many of the wordings stand somewhere in the document."""
        return sum(map(self._first.__contains__, wordings))

    def longest(self, wordings: Container[str]) -> list[Sighting]:
        """Those of some wordings, without the ones that stand within longer ones."""
        longest: list[Sighting] = []
        begin = end = -1
        for one in self._every:
            first, length, wording = one
            if first + length <= end or wording not in wordings:
                continue
            if first == begin:
                longest.pop()
            longest.append(one)
            begin, end = first, first + length
        return longest


class _Begun:
    """The wordings that begin with one word: whether it is one itself, and the others by their second word."""

    __slots__ = ("alone", "following")

    def __init__(self) -> None:
        self.alone = False
        #: The length of each, its words, and the wording; a shorter one before a longer.
        self.following: dict[str, list[tuple[int, list[str], str]]] = {}


class Lexicon:
    """Printed wordings (folded, with single spaces) by their first two words, prepared once for many documents."""

    def __init__(self, wordings: Iterable[str]) -> None:
        self._begun: dict[str, _Begun] = {}
        for wording in sorted(wordings, key=_length):
            words = wording.split(" ")
            begun = self._begun.setdefault(words[0], _Begun())
            if len(words) == 1:
                begun.alone = True
            else:
                begun.following.setdefault(words[1], []).append((len(words), words, wording))

    def phrase(self, text: str) -> Phrase:
        """A text that is often met whole, with the wordings in it."""
        phrase = Phrase(text)
        words = phrase.words
        self._seek(words, 0, len(words), phrase.inside)
        phrase.goes_on = [at for at in range(len(words)) if self._may_go_on(words[at:])]
        return phrase

    def sightings(self, stream: Stream) -> Sightings:
        """Every place of every wording among the words of a document."""
        words = stream.words
        found: list[Sighting] = []
        after = 0
        crosses = False
        for begin, phrase in stream.phrases:
            self._seek(words, after, begin, found)
            after = begin + len(phrase.words)
            for at, length, wording in phrase.inside:
                found.append((begin + at, length, wording))
            for at in phrase.goes_on:
                crosses = self._across(words, begin + at, after, found) or crosses
        self._seek(words, after, len(words), found)
        if crosses:
            found.sort()
        return Sightings(found)

    def _seek(self, words: list[str], begin: int, end: int, found: list[Sighting]) -> None:
        """Adds every wording that begins among some of the words.

        Most words begin nothing: those that do are sought without a step of Python for each.
        """
        last = len(words) - 1
        for at in compress(range(begin, end), map(self._begun.__contains__, words[begin:end])):
            begun = self._begun[words[at]]
            if begun.alone:
                found.append((at, 1, words[at]))
            sought = begun.following.get(words[at + 1]) if at < last else None
            if sought is not None:
                for length, own, wording in sought:
                    if length == 2 or words[at : at + length] == own:
                        found.append((at, length, wording))

    def _across(self, words: list[str], at: int, after: int, found: list[Sighting]) -> bool:
        """Adds the wordings that begin at a word and end where another piece stands, or farther; whether there are."""
        before = len(found)
        if after < len(words):
            for length, own, wording in self._begun[words[at]].following.get(words[at + 1], ()):
                if at + length > after and words[at : at + length] == own:
                    found.append((at, length, wording))
        return len(found) > before

    def _may_go_on(self, words: list[str]) -> bool:
        """Whether some wording begins with just these words and has more."""
        begun = self._begun.get(words[0])
        following = begun.following if begun else {}
        wordings = chain.from_iterable(following.values()) if len(words) == 1 else following.get(words[1], ())
        return any(length > len(words) and own[: len(words)] == words for length, own, _ in wordings)


def _length(wording: str) -> int:
    return wording.count(" ")
