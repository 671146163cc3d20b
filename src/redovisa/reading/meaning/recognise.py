"""What a document is: which edition of the form, or another paper altogether."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from redovisa.form.form import Form
from redovisa.reading.meaning.guard import Printed
from redovisa.reading.meaning.outline import Asks, Label, Outline, fold, outline
from redovisa.reading.meaning.sightings import Lexicon, Sightings
from redovisa.reading.meaning.stream import Phrase, Stream

#: A label of at least this many words is hardly written by chance.
_TELLING = 3
#: The share of an edition's telling questions that must be there for a document to be this form.
_ENOUGH = 0.25
_ENOUGH_IN_PICTURE = 0.1
#: How alike a footnote and a printed one are when letters of it were misread, or its number is among its words.
_MISREAD = 0.9


@dataclass(frozen=True, slots=True)
class Known:
    """An edition as it is recognised: ``telling`` wordings are hardly met elsewhere, ``own`` in no other edition.

    ``once`` are the telling ones that a form has only one of, the longest first.
    """

    outline: Outline
    telling: frozenset[str]
    own: frozenset[str]
    once: tuple[str, ...]
    printed: Printed
    asked: tuple[str, ...]


class Editions:
    """Every edition of the form, prepared once: the printed words of them all are sought together."""

    def __init__(self, form: Form) -> None:
        outlines = {year: outline(edition, form.fields) for year, edition in form.editions.items()}
        telling = {year: _telling(mine.labels) for year, mine in outlines.items()}
        self._form = form
        self.known: Mapping[int, Known] = {
            year: Known(
                mine,
                telling[year],
                telling[year].difference(*(theirs for other, theirs in telling.items() if other != year)),
                _once(mine.labels),
                Printed(mine.labels, form.fields, mine.footnotes),
                mine.edition.asked,
            )
            for year, mine in outlines.items()
        }
        self._lexicon = Lexicon({wording for mine in outlines.values() for wording in mine.wordings})
        #: The form's own words as they are met, whole and in one piece.
        self.phrases: dict[str, Phrase] = {
            text: self._lexicon.phrase(text)
            for mine in outlines.values()
            for label in mine.labels
            for text in label.printed
        }
        self._footnotes = tuple(dict.fromkeys(note for mine in outlines.values() for note in mine.footnotes))
        self._own_notes = tuple(map(_squeezed, self._footnotes))

    def sightings(self, words: Stream) -> Sightings:
        """Where the printed words of any edition stand; its footnotes are taken out of the document first."""
        words.leave_out(self._footnotes)
        return self._lexicon.sightings(words)

    def prints_note(self, note: str) -> bool:
        """Whether a footnote is one of any edition's own, however its lines were broken and with a letter misread."""
        words = _squeezed(note)
        return any(words in own for own in self._own_notes) or any(_alike(words, own) for own in self._own_notes)

    def is_form(self, seen: Sightings, pictured: bool = False) -> bool:
        """Whether the document is this form at all, filled in or not; a picture may be of one page, and blurred."""
        return any(seen.count(mine.telling) >= enough(pictured) * len(mine.telling) for mine in self.known.values())

    def is_part(self, seen: Sightings) -> bool:
        """Whether some question of this form stands in the document, so that it may be a page of one."""
        return any(seen.count(mine.telling) > 1 for mine in self.known.values())

    def reported_year(self, words: Stream, seen: Sightings) -> int | None:
        """The year behind the printed "Statsbidrag avseende år"; None when it is not there or not a year."""
        for mine in self.known.values():
            for wording in mine.outline.labels[0].wordings:
                after = min(seen.of(wording), default=-1) + wording.count(" ") + 1
                if seen.of(wording) and after < len(words.words) and words.words[after] == "0000":
                    return int(words.pieces[words.piece(after)].text[words.start(after) : words.end(after)])
        return None

    def best(self, seen: Sightings, year: int | None) -> Known:
        """The edition whose own wordings the document shows most of; the nearest to the year if they show as much."""
        nearest = self._form.edition_for(year).year
        shares = {edition: seen.count(mine.own) / max(len(mine.own), 1) for edition, mine in self.known.items()}
        return self.known[max(self.known, key=lambda edition: (round(shares[edition], 1), edition == nearest, edition))]


def enough(pictured: bool) -> float:
    """The share of an edition's telling questions that makes a form; less of one is seen in a picture."""
    return _ENOUGH_IN_PICTURE if pictured else _ENOUGH


def _telling(labels: Sequence[Label]) -> frozenset[str]:
    return frozenset(wording for wording in _wordings(labels) if wording.count(" ") + 1 >= _TELLING)


def _once(labels: Sequence[Label]) -> tuple[str, ...]:
    printed = Counter(wording for label in labels for wording in label.wordings)
    telling = {wording for wording in _telling(labels) if printed[wording] == 1}
    return tuple(sorted(telling, key=lambda wording: (-len(wording), wording)))


def _wordings(labels: Sequence[Label]) -> list[str]:
    return [wording for label in labels if label.asks is not Asks.NOTHING for wording in label.wordings]


def _squeezed(note: str) -> str:
    return "".join(fold(note).split())


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _MISREAD
