"""Filled forms as Word files, in every manner people fill them in, with the truth known."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import groupby

from lookalikes.ooxml import cell, package, paragraph, row, run, table
from lookalikes.word_answers import Hand, How, Marks, answer_cell, inline, mark, paragraphs
from redovisa.form.edition import Box, BoxRow, Edition, Heading, Option, Prose, Row, Table

_WIDTH = 9600
_NOTE = re.compile(r"\[\^(\d+)\]")


class Boxes(StrEnum):
    """Where the answer to a label in a box stands."""

    TWO_PARAGRAPHS = "two_paragraphs"  # as in the real form: in the same cell, under the label
    ONE_LINE = "one_line"  # in the label's own paragraph
    OWN_CELL = "own_cell"  # in the cell to the right of the label
    OWN_ROW = "own_row"  # in the cell under the label


@dataclass(frozen=True, slots=True)
class Manner:
    """How a whole form is made and filled in.

    ``changed``, ``struck`` and ``boxed`` are the shares of answers that stand as a tracked change, after something
    struck out, and in a text box; ``comments`` puts a comment on some labels; ``footnotes`` makes them Word's own;
    ``merged`` joins the first column of the clients' table over the rows of a group; ``head`` is the county.
    """

    hand: Hand = field(default_factory=Hand)
    boxes: Boxes = Boxes.TWO_PARAGRAPHS
    changed: float = 0
    struck: float = 0
    boxed: float = 0
    comments: bool = False
    footnotes: bool = True
    merged: bool = False
    strict: bool = False
    macros: bool = False
    head: str = ""


MANNERS: Mapping[str, Manner] = {
    "typed over": Manner(),
    "typed over, torn into runs, on the label's line": Manner(Hand(torn=True), Boxes.ONE_LINE),
    "legacy form fields": Manner(Hand(How.FORM_FIELDS, Marks.FORM_FIELDS)),
    "legacy text fields for marks too": Manner(Hand(How.FORM_FIELDS)),
    "content controls in cells": Manner(Hand(How.CONTROLS, Marks.CONTROLS)),
    "content controls around cells": Manner(Hand(How.CONTROLS_AROUND_CELLS, Marks.CONTROLS), Boxes.OWN_CELL),
    "tracked changes": Manner(changed=0.4),
    "struck out and typed anew, with comments": Manner(struck=0.3, comments=True),
    "some answers in text boxes": Manner(boxed=0.3),
    "own cells, symbols as marks": Manner(Hand(marks=Marks.SYMBOLS), Boxes.OWN_CELL),
    "own rows, footnotes as text": Manner(boxes=Boxes.OWN_ROW, footnotes=False),
    "merged cells": Manner(merged=True),
    "strict, with macros": Manner(Hand(How.FORM_FIELDS, Marks.FORM_FIELDS), strict=True, macros=True),
}


def write_word(edition: Edition, typed: Mapping[str, str], manner: Manner, seed: int = 0) -> bytes:
    """A filled form as a .docx file (.docm with macros), the same bytes for the same arguments.

    ``typed`` holds what a person would write in the room of each field, absent for blank; ``\\n`` parts paragraphs.
    Where a column or option stands for a meaning, the key is ``FIELD=MEANING`` (``training.offered=yes``).
    """
    return _Writer(edition, typed, manner, random.Random(seed)).file()


@dataclass(slots=True)
class _Writer:
    edition: Edition
    typed: Mapping[str, str]
    manner: Manner
    chance: random.Random
    comments: list[str] = field(default_factory=list)

    def file(self) -> bytes:
        blocks = "".join(self._blocks())
        return package(
            self._head() + blocks,
            footnotes=self.edition.footnotes if self.manner.footnotes else (),
            remarks=self.comments,
            strict=self.manner.strict,
            macros=self.manner.macros,
        )

    def _head(self) -> str:
        heads = [head for head in self.edition.heads if head.county == self.manner.head] or self.edition.heads[:1]
        lines = [paragraph(run(line)) for head in heads for line in head.lines]
        title = [paragraph(run(line), "Rubrik") for line in self.edition.title]
        year = self.edition.year_line
        words = self.typed.get(year.field or "", "")
        shown = paragraph(run(year.words.printed + " ") + inline(words, self._hand(words), self.chance))
        first = table(
            (_WIDTH // 2, _WIDTH // 2), [row([cell("".join(title), _WIDTH // 2), cell(shown, _WIDTH // 2)])], False
        )
        return first + "".join(lines)

    def _blocks(self) -> Iterator[str]:
        for kind, group in groupby(self.edition.blocks, type):
            blocks = list(group)
            if kind is BoxRow:
                yield from self._box_rows([block for block in blocks if isinstance(block, BoxRow)])
            else:
                yield from map(self._block, blocks)

    def _block(self, block: object) -> str:
        match block:
            case Heading(words, level):
                return paragraph(self._label(words.printed), f"Rubrik{level}")
            case Prose(words):
                return paragraph(self._label(words.printed))
            case Table():
                return self._table(block) + self._loose_notes() + paragraph()
            case Option():
                return self._option(block)
            case _:
                raise TypeError(block)

    def _hand(self, words: str = "") -> Hand:
        """How the next answer is put in."""
        if not words:
            return self.manner.hand
        draw = self.chance.random()
        manner = self.manner
        if draw < manner.changed:
            return replace(manner.hand, changed=True)
        if draw < manner.changed + manner.struck:
            return replace(manner.hand, struck=True)
        if draw < manner.changed + manner.struck + manner.boxed:
            return replace(manner.hand, how=How.TEXT_BOXES)
        return manner.hand

    def _label(self, words: str) -> str:
        """Printed words as runs, their footnote marks as references or as small raised numbers."""
        parts = _NOTE.split(words)
        runs = []
        for index, part in enumerate(parts):
            if index % 2 == 0:
                runs.append(run(part) if part else "")
            elif self.manner.footnotes:
                look = '<w:rStyle w:val="Fotnotsreferens"/>'
                runs.append(f'<w:r><w:rPr>{look}</w:rPr><w:footnoteReference w:id="{int(part) + 1}"/></w:r>')
            else:
                runs.append(run(part, '<w:vertAlign w:val="superscript"/>'))
        shown = "".join(runs)
        if self.manner.comments and self.chance.random() < 0.1:
            number = len(self.comments)
            self.comments.append(f"Är detta rätt? Ring {self.chance.randrange(100, 999)}.")
            return (
                f'<w:commentRangeStart w:id="{number}"/>{shown}<w:commentRangeEnd w:id="{number}"/>'
                f'<w:r><w:commentReference w:id="{number}"/></w:r>'
            )
        return shown

    def _loose_notes(self) -> str:
        # Typed by hand at the foot of a page, before the table on the next page.
        if self.manner.footnotes or self.chance.random() < 0.7:
            return ""
        number = self.chance.randrange(len(self.edition.footnotes))
        mark_ = run(str(number + 1), '<w:vertAlign w:val="superscript"/>')
        return paragraph(mark_ + run(" " + self.edition.footnotes[number]), "Fotnotstext")

    def _box_rows(self, rows: Sequence[BoxRow]) -> Iterator[str]:
        """Rows of boxes; a label that ends in a colon stands on a line of its own, outside the table."""
        for is_line, group in groupby(
            rows, lambda boxes: len(boxes.boxes) == 1 and boxes.boxes[0].words.printed.endswith(":")
        ):
            if is_line:
                yield from (self._line(boxes.boxes[0]) for boxes in group)
            else:
                grid = (_WIDTH // 12,) * 12
                yield table(grid, [made for boxes in group for made in self._box_row(boxes)]) + paragraph()

    def _line(self, box: Box) -> str:
        words = self.typed.get(box.field or "", "")
        hand = self._hand(words)
        if "\n" in words:
            return paragraph(self._label(box.words.printed)) + paragraphs(words, hand, self.chance)
        return paragraph(self._label(box.words.printed) + run(" ") + inline(words, hand, self.chance))

    def _box_row(self, boxes: BoxRow) -> Iterator[str]:
        span = 12 // len(boxes.boxes)
        width = _WIDTH // len(boxes.boxes)
        if self.manner.boxes is Boxes.OWN_ROW:
            yield row([cell(paragraph(self._label(box.words.printed)), width, span) for box in boxes.boxes])
            yield row([self._alone(box, width, span) for box in boxes.boxes])
        elif self.manner.boxes is Boxes.OWN_CELL:
            halves = [
                half
                for box in boxes.boxes
                for half in (
                    cell(paragraph(self._label(box.words.printed)), width // 2, span // 2),
                    self._alone(box, width // 2, span // 2),
                )
            ]
            yield row(halves)
        else:
            yield row([cell(self._labelled(box), width, span) for box in boxes.boxes])

    def _alone(self, box: Box, width: int, span: int) -> str:
        words = self.typed.get(box.field or "", "")
        if box.field is None:
            return cell(paragraph(), width, span)
        return answer_cell(words, self._hand(words), self.chance, width, span)

    def _labelled(self, box: Box) -> str:
        """A label with its answer, in one cell."""
        words = self.typed.get(box.field or "", "")
        hand = self._hand(words)
        if hand.how is How.CONTROLS_AROUND_CELLS:
            hand = replace(hand, how=How.CONTROLS)
        unit = run(" " + box.unit) if box.unit else ""
        label = self._label(box.words.printed)
        if box.field is None:
            return paragraph(label)
        if "\n" in words:
            return paragraph(label) + paragraphs(words, hand, self.chance)
        answer = inline(words, hand, self.chance) + unit
        if self.manner.boxes is Boxes.ONE_LINE or (box.unit and self.chance.random() < 0.5):
            return paragraph(label + run(" ") + answer)
        return paragraph(label) + paragraph(answer)

    def _table(self, block: Table) -> str:
        answers = len(block.columns)
        merged = self.manner.merged and len(block.rows) > 11 and not any(column.means for column in block.columns)
        first = _WIDTH - 1700 * answers if answers < 3 else 3000
        rest = (_WIDTH - first) // answers
        grid = ((first // 4, first - first // 4) if merged else (first,)) + (rest,) * answers
        labels = 2 if merged else 1
        head = [cell(paragraph(self._label(block.corner.printed)), first, labels)]
        head += [cell(paragraph(self._label(column.words.printed)), rest) for column in block.columns]
        rows = [row(head, "<w:tblHeader/>")]
        for made in block.rows:
            if isinstance(made, Box):
                rows.append(row([cell(self._labelled(made), _WIDTH, answers + labels)]))
                continue
            labelled = (
                self._merged_label(made, first) if merged else [cell(paragraph(self._label(made.words.printed)), first)]
            )
            rows.append(row(labelled + list(self._answers(block, made, rest))))
        return table(grid, rows)

    def _merged_label(self, made: Row, width: int) -> list[str]:
        is_first = not made.words.printed.startswith("därav")
        merge = '<w:vMerge w:val="restart"/>' if is_first else "<w:vMerge/>"
        group = paragraph(run("Grupp")) if is_first else paragraph()
        return [
            cell(group, width // 4, 1, merge),
            cell(paragraph(self._label(made.words.printed)), width - width // 4),
        ]

    def _answers(self, block: Table, made: Row, width: int) -> Iterator[str]:
        for key, column in zip(made.fields, block.columns, strict=True):
            if key is None:
                yield cell(paragraph(), width)
            elif column.means:
                words = self.typed.get(f"{key}={column.means}", "")
                yield cell(paragraph(mark(words, self._hand(words), self.chance)), width)
            else:
                words = self.typed.get(key, "")
                yield answer_cell(words, self._hand(words), self.chance, width)

    def _option(self, option: Option) -> str:
        words = self.typed.get(f"{option.field}={option.means}" if option.means else option.field, "")
        hand = self._hand(words)
        label = run(" ") + self._label(option.words.printed)
        made = paragraph(mark(words, hand, self.chance) + label)
        if option.text_field:
            more = self.typed.get(option.text_field, "")
            made += paragraphs(more, self._hand(more), self.chance)
        return made
