"""What a document is: which edition of the form, or another paper altogether."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from redovisa.form.edition import Edition
from redovisa.form.form import Form
from redovisa.reading.meaning.guard import Printed
from redovisa.reading.meaning.outline import Asks, Label, footnotes, outline
from redovisa.reading.meaning.stream import Stream

#: A label of at least this many words is hardly written by chance.
_TELLING = 3
#: The share of an edition's telling questions that must be there for a document to be this form.
_ENOUGH = 0.25
_ENOUGH_IN_PICTURE = 0.1


@dataclass(frozen=True, slots=True)
class Outline:
    """An edition prepared for matching: ``telling`` wordings are hardly met elsewhere, ``own`` in no other edition.

    ``once`` are the telling ones that a form has only one of, the longest first.
    """

    edition: Edition
    labels: tuple[Label, ...]
    footnotes: tuple[str, ...]
    telling: frozenset[str]
    own: frozenset[str]
    once: tuple[str, ...]
    printed: Printed
    asked: tuple[str, ...]


def outlines(form: Form) -> Mapping[int, Outline]:
    """Every edition of the form, prepared."""
    labels = {year: outline(edition, form.fields) for year, edition in form.editions.items()}
    wordings = {year: frozenset(_wordings(mine)) for year, mine in labels.items()}
    return {
        year: Outline(
            edition,
            labels[year],
            footnotes(edition),
            frozenset(wording for wording in wordings[year] if wording.count(" ") + 1 >= _TELLING),
            frozenset(
                wording
                for wording in wordings[year].difference(*(other for y, other in wordings.items() if y != year))
                if wording.count(" ") + 1 >= _TELLING
            ),
            _once(labels[year]),
            Printed(labels[year], form.fields, footnotes(edition)),
            edition.asked,
        )
        for year, edition in form.editions.items()
    }


def _once(labels: Sequence[Label]) -> tuple[str, ...]:
    printed = Counter(wording for label in labels for wording in label.wordings)
    telling = {wording for wording in _wordings(labels) if wording.count(" ") + 1 >= _TELLING and printed[wording] == 1}
    return tuple(sorted(telling, key=lambda wording: (-len(wording), wording)))


def _wordings(labels: Sequence[Label]) -> list[str]:
    return [wording for label in labels if label.asks is not Asks.NOTHING for wording in label.wordings]


def enough(pictured: bool) -> float:
    """The share of an edition's telling questions that makes a form; less of one is seen in a picture."""
    return _ENOUGH_IN_PICTURE if pictured else _ENOUGH


def is_form(words: Stream, known: Mapping[int, Outline], pictured: bool = False) -> bool:
    """Whether the document is this form at all, filled in or not; a picture may be of one page, and blurred."""
    return any(
        sum(f" {wording} " in words.text for wording in mine.telling) >= enough(pictured) * len(mine.telling)
        for mine in known.values()
    )


def reported_year(words: Stream, known: Mapping[int, Outline]) -> int | None:
    """The year behind the printed "Statsbidrag avseende år"; None when it is not there or not a year."""
    for mine in known.values():
        for wording in mine.labels[0].wordings:
            first = words.find(wording)
            after = first + wording.count(" ") + 1
            if first >= 0 and after < len(words.words) and words.words[after] == "0000":
                return int(words.pieces[words.piece(after)].text[words.start(after) : words.end(after)])
    return None


def best_edition(words: Stream, known: Mapping[int, Outline], form: Form, year: int | None) -> Outline:
    """The edition whose own wordings the document shows most of; the nearest to the year where they show as much."""
    nearest = form.edition_for(year).year
    shares = {
        edition: sum(f" {wording} " in words.text for wording in mine.own) / max(len(mine.own), 1)
        for edition, mine in known.items()
    }
    return known[max(known, key=lambda edition: (round(shares[edition], 1), edition == nearest, edition))]
