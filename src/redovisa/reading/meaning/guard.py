"""Signs that an answer was cut out wrong: it holds the form's own printed words, or all ticks are lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import compress

from redovisa.form.answer import Answer, Doubt
from redovisa.form.field import WORDS, Field, FieldType
from redovisa.reading.meaning.outline import Asks, Label, fold

_RUN = 6
_FEW = 4
_MOSTLY = 0.8
_TELLING = 15
_PRINTED = "Svaret innehåller ord ur formuläret och kan vara fel avgränsat."
_UNREAD = "Något tecken i svaret gick inte att läsa (det visas som \ufffd)."
_APART = "Texten är kopierad kolumn för kolumn, så det syns inte vilka tal och kryss som hör till frågan."
_NO_TICKS = "Nästan inga kryss syns i dokumentet. De kan ha gått förlorade när det sparades eller kopierades."
#: So many answers make a form with hardly a tick odd: one may be left of those that were lost.
_ANSWERED = 20
_TICKED = 3


class Printed:
    """The printed words of an edition, to recognise them in an answer."""

    def __init__(self, labels: Sequence[Label], fields: Mapping[str, Field], notes: Sequence[str] = ()) -> None:
        sentences = [wording.split() for label in labels for wording in label.wordings]
        printed = [*sentences, *(note.split() for note in notes)]
        self._runs = {run for words in printed for run in _runs(words)}
        self._openers = {run[0] for run in self._runs}
        sizes = {label.group: 0 for label in labels}
        for label in labels:
            sizes[label.group] += label.asks is Asks.AFTER
        self._boxes = tuple(
            f" {wording} "
            for label in labels
            for wording in label.wordings
            if label.asks is Asks.AFTER and sizes[label.group] > 1 and _tells(label, wording, fields)
        )
        self._box_words = {wording.split()[0] for wording in self._boxes}
        self._near = _by_field(labels)
        self._all = f" {' '.join(word for words in sentences for word in words)} "

    def holds(self, text: str) -> bool:
        """Whether these words stand in print, one after the other; a figure alone is rather typed."""
        return not text.strip(" .").isdigit() and f" {' '.join(fold(text).split())} " in self._all

    def within(self, key: str, words: list[str]) -> bool:
        """Whether an answer to the field, in folded words, holds words of the form that no one writes in an answer."""
        if not self._box_words.isdisjoint(words):
            joined = f" {' '.join(words)} "
            if any(wording in joined for wording in self._boxes):
                return True
        if len(words) < _FEW:
            return False
        near = self._near.get(key, frozenset())
        return sum(map(near.__contains__, words)) >= _MOSTLY * len(words) or self._holds_run(words)

    def _holds_run(self, words: list[str]) -> bool:
        """Whether a printed run is among the words; most words open none, and are passed without a step of Python."""
        openings = compress(range(len(words) - _RUN + 1), map(self._openers.__contains__, words))
        return any(tuple(words[at : at + _RUN]) in self._runs for at in openings)


def _runs(words: Sequence[str]) -> Iterable[tuple[str, ...]]:
    """Every run of so many words."""
    return zip(*(words[begin:] for begin in range(_RUN)), strict=False)


def _tells(label: Label, wording: str, fields: Mapping[str, Field]) -> bool:
    """Whether a label's words are hardly written in an answer: ``Postnummer`` is not, ``Kontaktperson`` may be."""
    slot = label.slots[0]
    other_than_text = slot is not None and fields[slot.field].type is not FieldType.TEXT
    return len(wording) < 30 and (len(wording) >= _TELLING or other_than_text)


def _by_field(labels: Sequence[Label]) -> Mapping[str, frozenset[str]]:
    """By field, the words printed in its own block."""
    blocks: dict[int, set[str]] = {}
    for label in labels:
        blocks.setdefault(label.group, set()).update(" ".join(label.wordings).split())
    return {slot.field: frozenset(blocks[label.group]) for label in labels for slot in label.slots if slot}


def cut_wrong(answers: Mapping[str, Answer], fields: Mapping[str, Field], printed: Printed) -> list[Doubt]:
    """A doubt for each answer in words that holds printed words of the form, or signs that could not be read."""
    said = [answer for key, answer in answers.items() if fields[key].type in WORDS]
    if not said:
        return []
    # Folded at once: it takes no longer for all of them than for a few.
    lines = fold("\n".join([str(answer.value) for answer in said])).split("\n")
    doubts: list[Doubt] = []
    for answer, line in zip(said, lines, strict=True):
        if "\ufffd" in answer.raw:
            doubts.append(Doubt(answer.field, _UNREAD, answer.raw, (), answer.place))
        elif printed.within(answer.field, line.split()):
            doubts.append(Doubt(answer.field, _PRINTED, answer.raw, (), answer.place))
    return doubts


def fallen_apart(
    labels: Sequence[Label], answers: Mapping[str, Answer], doubted: set[str], fields: Mapping[str, Field]
) -> list[Doubt]:
    """A doubt for every answer of a table or of boxes side by side, and for every blank there.

    For text copied column by column: numbers stand among the heads, and nothing tells which row they belong to.
    """
    groups = Counter(label.group for label in labels if label.asks is Asks.AFTER)
    doubts: dict[str, Doubt] = {}
    for label in labels:
        if label.asks is Asks.NOTHING or (label.asks is Asks.AFTER and groups[label.group] == 1):
            continue
        for slot in label.slots:
            if slot and slot.field not in doubted and fields[slot.field].type is not FieldType.YEAR:
                answer = answers.get(slot.field)
                candidates = (answer.value,) if answer else ()
                raw, place = (answer.raw, answer.place) if answer else ("", "")
                doubts[slot.field] = Doubt(slot.field, _APART, raw, candidates, place)
    return list(doubts.values())


def ticks_lost(answers: Mapping[str, Answer], asked: Sequence[str], fields: Mapping[str, Field]) -> list[Doubt]:
    """A doubt for each question answered by a tick, when a form with many answers has hardly one."""
    ticked = [key for key in asked if fields[key].type in (FieldType.YES_NO, FieldType.MARK, FieldType.CHOICE)]
    if len(answers) < _ANSWERED or sum(key in answers for key in ticked) >= _TICKED:
        return []
    left = [key for key in ticked if key not in answers]
    return [Doubt(key, _NO_TICKS, "", (True, False)) for key in left if fields[key].type is FieldType.YES_NO] + [
        Doubt(key, _NO_TICKS, "", fields[key].choices) for key in left if fields[key].type is not FieldType.YES_NO
    ]
