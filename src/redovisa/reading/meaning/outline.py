"""The edition as a matcher needs it: its printed labels in order, and the answers that each of them asks for."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

from redovisa.form.edition import Block, Box, BoxRow, Column, Edition, Heading, Option, Prose, Row, Table, Words
from redovisa.form.field import Field, FieldType

_NOTE = re.compile(r"\[\^\d+\]")


class Asks(Enum):
    """How a label asks: nothing, for what follows it, for the cells of its row, or for a tick before it."""

    NOTHING = 0
    AFTER = 1
    ROW = 2
    TICK = 3


@dataclass(frozen=True, slots=True)
class Slot:
    """One place for an answer: the field, and what a mark there means (``yes``, ``no``, a choice; empty: a value)."""

    field: str
    means: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """Printed words with their slots.

    ``printed`` is every wording as on paper, without references to footnotes, ``wordings`` the same folded for
    matching (see ``fold``); ``group`` numbers the blocks of the edition: boxes printed side by side, a table with its
    heads and rows; ``column`` is the ordinal of a column head, else -1. ``weight`` is
    the length in words of the shortest wording: how much a match is worth.
    """

    printed: tuple[str, ...]
    asks: Asks
    slots: tuple[Slot | None, ...] = ()
    group: int = 0
    unit: str = ""
    column: int = -1
    after: str = ""  # field of the words written after a ticked label
    noted: bool = False  # the words end in a reference to a footnote, which copied text leaves as a digit
    wordings: tuple[str, ...] = field(init=False)
    weight: int = field(init=False)

    def __post_init__(self) -> None:
        """Fold and weigh the label once."""
        object.__setattr__(self, "wordings", tuple(" ".join(fold(wording).split()) for wording in self.printed))
        object.__setattr__(self, "weight", min(wording.count(" ") + 1 for wording in self.wordings))


@dataclass(frozen=True, slots=True)
class Outline:
    """All printed labels of one edition in printed order, and what is worth knowing of them before any document comes.

    ``shared``, label by label: whether another label has a wording of it too. ``wordings`` are all of them, ``single``
    gives the number of the label for those that one only has. ``heads`` are the column heads of each table by group and
    column, ``asking`` the numbers of the labels that ask for an answer. ``footnotes`` are folded: they may stand
    anywhere, also in the middle of a table.
    """

    edition: Edition
    labels: tuple[Label, ...]
    footnotes: tuple[str, ...]
    shared: tuple[bool, ...]
    wordings: frozenset[str]
    single: Mapping[str, int]
    heads: Mapping[int, Mapping[int, Label]]
    asking: tuple[int, ...]


_SIGNS = "!\"#%&'()*+,-./:;<=>?@[\\]^_`{|}~´¨·•…–—−”“’‘»«®¹²³⁴⁵☐☒\u00ad\u00a0\u2002\uf0b7"
_SIGN = re.compile(f"[{re.escape(_SIGNS)}]")
# The number of a note glued to its word, or a year: a search that begins with a digit skips all other text, several
# times quicker.
_NOTE_OR_YEAR = re.compile(r"[1-9](?:(?<=[a-zåäö][1-9])\b|(?:(?<=1)9|(?<=2)0)\d\d(?<!\w\d{4})\b)")


def fold(text: str) -> str:
    """Text as it is compared: small letters, signs as spaces, any year alike. Same length as ``text``, unfolded spaces.

    Every character keeps its place, so that a match can be traced back to what was written.
    """
    try:
        small = codecs.charmap_encode(text, "strict", _BYTES)[0].translate(_SMALL).decode("latin-1")
    except UnicodeEncodeError:
        small = _small(text)
    return _NOTE_OR_YEAR.sub(_alike, small)


def _alike(found: re.Match[str]) -> str:
    return " " if len(found[0]) == 1 else "0000"


def _small(text: str) -> str:
    small = _SIGN.sub(" ", text.lower())
    if len(small) != len(text):  # a few foreign letters grow when made small
        small = _SIGN.sub(" ", "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text))
    return small


# What nearly all forms are written with, a byte for each: Latin letters, and the signs in the place of controls. Bytes
# are translated ten times as quickly as text; a text with another sign in it is made small the longer way.
_WRITTEN = "".join(map(chr, range(0x80))) + "".join(sign for sign in _SIGNS if sign > "\xff")
_WRITTEN += "".join(map(chr, range(len(_WRITTEN), 0x100)))
_BYTES = codecs.charmap_build(_WRITTEN)
_SMALL = _small(_WRITTEN).encode("latin-1")


def _as_printed(words: Words) -> tuple[str, ...]:
    """Every wording without references to footnotes, which Word and a typesetter keep apart from the words."""
    return tuple(" ".join(_NOTE.sub(" ", wording).split()) for wording in words.all)


def outline(edition: Edition, fields: Mapping[str, Field]) -> Outline:
    """The edition, prepared for matching; labels that carry no words are left out."""
    printed = [_box(edition.year_line, 0)]
    for group, block in enumerate(edition.blocks, 1):
        printed.extend(_labels(block, group))
    labels = tuple(_ticked_if_yes_no(label, fields) for label in printed if label.wordings[0])
    count = Counter(wording for label in labels for wording in label.wordings)
    heads: dict[int, dict[int, Label]] = {}
    for label in labels:
        if label.column >= 0:
            heads.setdefault(label.group, {})[label.column] = label
    return Outline(
        edition,
        labels,
        tuple(" ".join(fold(note).split()) for note in edition.footnotes),
        tuple(any(count[wording] > 1 for wording in label.wordings) for label in labels),
        frozenset(count),
        {wording: i for i, label in enumerate(labels) for wording in label.wordings if count[wording] == 1},
        heads,
        tuple(number for number, label in enumerate(labels) if label.asks is not Asks.NOTHING),
    )


def _ticked_if_yes_no(label: Label, fields: Mapping[str, Field]) -> Label:
    """A box that asks yes or no is ticked before or after its words, as an option is."""
    slot = label.slots[0] if label.asks is Asks.AFTER else None
    if slot and fields[slot.field].type is FieldType.YES_NO:
        return replace(label, asks=Asks.TICK)
    return label


def _labels(block: Block, group: int) -> Iterator[Label]:
    match block:
        case Heading(words) | Prose(words):
            yield Label(_as_printed(words), Asks.NOTHING, group=group)
        case BoxRow(boxes):
            yield from (_box(box, group) for box in boxes)
        case Option(words, field, means, text_field):
            yield Label(_as_printed(words), Asks.TICK, (Slot(field, means),), group, after=text_field or "")
        case Table(corner, columns, rows):
            yield Label(_as_printed(corner), Asks.NOTHING, group=group)
            for ordinal, column in enumerate(columns):
                yield Label(_as_printed(column.words), Asks.NOTHING, group=group, column=ordinal)
            for row in rows:
                yield _box(row, group) if isinstance(row, Box) else _row(row, columns, group)


def _box(box: Box, group: int) -> Label:
    slots = (Slot(box.field),) if box.field else (None,)
    noted = _NOTE.search(box.words.printed[-6:]) is not None
    return Label(_as_printed(box.words), Asks.AFTER, slots, group, box.unit, noted=noted)


def _row(row: Row, columns: tuple[Column, ...], group: int) -> Label:
    slots = tuple(Slot(key, column.means) if key else None for key, column in zip(row.fields, columns, strict=True))
    return Label(_as_printed(row.words), Asks.ROW, slots, group)
