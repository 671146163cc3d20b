"""Where the printed words of the form stand in a document: every wording of every edition, found in one pass."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import compress

#: The first word of a printed wording, its length in words, and the wording.
Sighting = tuple[int, int, str]


class Sightings:
    """All sightings of a document, in order of their first words; a shorter one before a longer that begins with it."""

    __slots__ = ("_every", "_places")

    def __init__(self, every: list[Sighting], places: Mapping[str, list[int]]) -> None:
        self._every = every
        self._places = places

    def __iter__(self) -> Iterator[Sighting]:
        """Each sighting, in order."""
        return iter(self._every)

    def of(self, wording: str) -> Sequence[int]:
        """Every first word at which the wording stands."""
        return self._places.get(wording, ())

    def of_any(self, wordings: Iterable[str]) -> list[int]:
        """Every first word at which one of the wordings stands, wording by wording."""
        places = self._places
        return [first for wording in wordings if wording in places for first in places[wording]]

    def count(self, wordings: Iterable[str]) -> int:
        """How many of the wordings stand somewhere in the document."""
        return sum(map(self._places.__contains__, wordings))

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


class Lexicon:
    """Printed wordings (folded, with single spaces) by their first two words, prepared once for many documents."""

    def __init__(self, wordings: Iterable[str]) -> None:
        #: By first and second word, the length of each wording, its words, and the wording; by "" those of one word.
        self._beginning: dict[str, dict[str, list[tuple[int, list[str], str]]]] = {}
        for wording in sorted(wordings, key=_length):  # a shorter one is found before a longer
            words = wording.split(" ")
            following = self._beginning.setdefault(words[0], {})
            following.setdefault(words[1] if len(words) > 1 else "", []).append((len(words), words, wording))

    def sightings(self, words: Sequence[str]) -> Sightings:
        """Every place of every wording among the words.

        Most words begin nothing: those that do are sought without a step of Python for each.
        """
        found: list[Sighting] = []
        for at in compress(range(len(words)), map(self._beginning.__contains__, words)):
            following = self._beginning[words[at]]
            if "" in following:
                found.append((at, 1, words[at]))
            if at + 1 < len(words) and words[at + 1] in following:
                for length, sought, wording in following[words[at + 1]]:
                    if words[at : at + length] == sought:
                        found.append((at, length, wording))
        places: dict[str, list[int]] = {}
        for first, _, wording in found:
            if wording in places:
                places[wording].append(first)
            else:
                places[wording] = [first]
        return Sightings(found, places)


def _length(wording: str) -> int:
    return wording.count(" ")
