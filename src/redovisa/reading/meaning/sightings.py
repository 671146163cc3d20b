"""Where the printed words of the form stand in a document: every wording of every edition, found in one pass."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

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
        self._alone: set[str] = set()
        self._longer: dict[str, list[tuple[int, list[str], str]]] = {}  # shorter ones first
        for wording in sorted(wordings, key=len):
            words = wording.split(" ")
            if len(words) == 1:
                self._alone.add(wording)
            else:
                self._longer.setdefault(" ".join(words[:2]), []).append((len(words), words, wording))
        self._opening = frozenset(wording.split(" ", 1)[0] for wording in (*self._alone, *self._longer))

    def sightings(self, words: Sequence[str]) -> Sightings:
        """Every place of every wording among the words, in one pass."""
        found: list[Sighting] = []
        opening, alone, longer = self._opening, self._alone, self._longer
        for first in [at for at, word in enumerate(words) if word in opening]:
            word = words[first]
            if word in alone:
                found.append((first, 1, word))
            for length, sought, wording in longer.get(" ".join(words[first : first + 2]), ()):
                if words[first : first + length] == sought:
                    found.append((first, length, wording))
        places: dict[str, list[int]] = {}
        for first, _, wording in found:
            if wording in places:
                places[wording].append(first)
            else:
                places[wording] = [first]
        return Sightings(found, places)
