"""A pen on paper: wrapped text, ruled cells, tick boxes and form fields, page after page, as a PDF file."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

Ruling = Literal["strokes", "rectangles", "boxes", "open", "none"]
_REFERENCE = re.compile(r"\[\^(\d+)\]")


@dataclass(frozen=True)
class Look:
    """How a form is printed and filled.

    ``rules``: lines as strokes, as thin filled rectangles, a box for each cell, only inner lines, or none at all.
    ``answer``: where a box's answer stands: in the label's cell, in a cell beside it, or in one under it.
    ``ticks``: typed into the cell, a drawn box with a drawn cross, or a sign of the font ZapfDingbats.
    ``fields``: answers are AcroForm values. ``running``: running head and page numbers. Lengths in points.
    """

    rules: Ruling = "strokes"
    answer: Literal["inside", "beside", "under"] = "inside"
    ticks: Literal["typed", "drawn", "dingbats"] = "typed"
    fields: bool = False
    running: bool = True
    font: str = "Helvetica"
    size: float = 10.0
    margin: float = 56.0
    width: float = 595.0
    height: float = 842.0


@dataclass
class Part:
    """Something in a cell: printed words, or an answer (``name`` is its spot; ``tick`` when it is a mark)."""

    text: str
    name: str = ""
    tick: bool = False
    bold: bool = False


@dataclass
class CellPlan:
    """A cell from ``x0`` to ``x1`` with its parts below each other."""

    x0: float
    x1: float
    parts: list[Part]


@dataclass
class Paper:
    """Writes rows from the top, turns the page when one is full, and puts footnotes at the foot."""

    look: Look
    footnotes: Sequence[str] = ()
    head: str = ""
    _out: io.BytesIO = field(default_factory=io.BytesIO)
    _notes: list[int] = field(default_factory=list)
    _page: int = 1
    _drawn: bool = False

    def __post_init__(self) -> None:
        look = self.look
        self.canvas = Canvas(self._out, pagesize=(look.width, look.height), invariant=1)
        self.left, self.right = look.margin, look.width - look.margin
        self.y = look.height - look.margin

    @property
    def leading(self) -> float:
        """From baseline to baseline."""
        return self.look.size * 1.2

    def bytes(self) -> bytes:
        """The finished file."""
        self._end_page()
        self.canvas.save()
        return self._out.getvalue()

    def gap(self, lines: float = 0.7) -> None:
        """Room between blocks."""
        self.y -= lines * self.leading

    def text(self, words: str, bold: bool = False, scale: float = 1.0) -> None:
        """Printed words from margin to margin."""
        size = self.look.size * scale
        for line in self._wrapped(words, self.right - self.left, bold, size):
            self._room(size * 1.3, words)
            self.y -= size * 1.2
            self._say(line, self.left, self.y, bold, size)

    def row(self, cells: Sequence[CellPlan]) -> None:
        """Cells side by side, as high as the highest of them needs."""
        pad = 3.0
        heights = [sum(self._height(part, cell) for part in cell.parts) for cell in cells]
        height = max([*heights, self.leading]) + 2 * pad
        self._room(height, " ".join(part.text for cell in cells for part in cell.parts))
        for cell in cells:
            self._border(cell.x0, self.y - height, cell.x1, self.y)
            y = self.y - pad
            for part in cell.parts:
                y = self._fill(part, cell, y)
        self.y -= height

    def _height(self, part: Part, cell: CellPlan) -> float:
        lines = self._wrapped(part.text, cell.x1 - cell.x0 - 8, part.bold, self.look.size)
        return max(len(lines), 1) * self.leading

    def _fill(self, part: Part, cell: CellPlan, y: float) -> float:
        below = y - self._height(part, cell)
        x = cell.x0 + 4
        if part.name and part.tick and (self.look.ticks != "typed" or self.look.fields):
            self.tick(x + 4, below + 2, bool(part.text), part.name)
        elif part.name and self.look.fields:
            self._field(part, x, below, cell.x1 - 4 - x, y - below)
        else:
            for line in self._wrapped(part.text, cell.x1 - cell.x0 - 8, part.bold, self.look.size):
                y -= self.leading
                self._say(line, x, y + 0.25 * self.look.size, part.bold, self.look.size)
        return below

    def tick(self, x: float, y: float, marked: bool, name: str) -> None:
        """A tick box with its lower left corner at a point."""
        side = self.look.size
        if self.look.fields:
            self.canvas.acroForm.checkbox(name=name, x=x, y=y, size=side, checked=marked, borderWidth=1)
        elif self.look.ticks == "dingbats":
            self.canvas.setFont("ZapfDingbats", side)
            self.canvas.drawString(x, y + 1, "\u2714" if marked else "\u274f")
        else:
            self.canvas.setLineWidth(0.7)
            self.canvas.rect(x, y, side, side)
            if marked:
                self.canvas.line(x + 1.5, y + 1.5, x + side - 1.5, y + side - 1.5)
                self.canvas.line(x + 1.5, y + side - 1.5, x + side - 1.5, y + 1.5)

    def option(self, label: str, typed: str, name: str) -> None:
        """A tick box (or the room for an x) before its label."""
        indent = self.left + 2.2 * self.look.size
        lines = self._wrapped(label, self.right - indent, False, self.look.size)
        self._room(len(lines) * self.leading + 4, label)
        self.y -= self.leading + 2
        if self.look.ticks == "typed" and not self.look.fields:
            self._say(typed, self.left, self.y, False, self.look.size)
        else:
            self.tick(self.left, self.y - 1, bool(typed), name)
        for index, line in enumerate(lines):
            self.y -= self.leading if index else 0
            self._say(line, indent, self.y, False, self.look.size)
        self.y -= 4

    def _field(self, part: Part, x: float, y: float, width: float, height: float) -> None:
        several = height > 1.5 * self.leading
        self.canvas.acroForm.textfield(
            name=part.name,
            value=part.text.replace("\n", "\r"),
            x=x,
            y=y,
            width=max(width, 20),
            height=height,
            fontSize=self.look.size,
            borderWidth=0,
            fieldFlags="multiline" if several else "",
        )

    def _wrapped(self, text: str, width: float, bold: bool, size: float) -> list[str]:
        """Lines no wider than ``width``; references to footnotes take no room."""
        marked = re.sub(r"\[\^(\d+)\]", lambda found: chr(0xE000 + int(found.group(1))), text)
        lines = simpleSplit(marked, self._face(bold), size, width)
        return [re.sub("[\ue001-\ue010]", lambda found: f"[^{ord(found.group()) - 0xE000}]", line) for line in lines]

    def _say(self, line: str, x: float, y: float, bold: bool, size: float) -> None:
        for index, words in enumerate(_REFERENCE.split(line)):
            face, high, at = (
                (self._face(bold), size, y) if index % 2 == 0 else (self._face(bold), size * 0.65, y + size / 3)
            )
            self.canvas.setFont(face, high)
            self.canvas.drawString(x, at, words)
            x += stringWidth(words, face, high)

    def _face(self, bold: bool) -> str:
        bolder = {"Times-Roman": "Times-Bold"}.get(self.look.font, f"{self.look.font}-Bold")
        return bolder if bold else self.look.font

    def _border(self, x0: float, y0: float, x1: float, y1: float) -> None:
        canvas, rules = self.canvas, self.look.rules
        sides = [(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)]
        if rules == "boxes":
            canvas.setLineWidth(0.5)
            canvas.rect(x0 + 0.6, y0 + 0.6, x1 - x0 - 1.2, y1 - y0 - 1.2)
        elif rules == "rectangles":
            for left, low, right, high in sides:
                canvas.rect(left - 0.24, low - 0.24, right - left + 0.48, high - low + 0.48, stroke=0, fill=1)
        elif rules in ("strokes", "open"):
            canvas.setLineWidth(0.5)
            for left, low, right, high in sides:
                if rules == "open" and left == right and left in (self.left, self.right):
                    continue
                canvas.line(left, low, right, high)

    def _room(self, height: float, words: str) -> None:
        """Turns the page when the height, and the footnotes that the words call for, do not fit any more."""
        called = [int(number) for number in _REFERENCE.findall(words)]
        wanted = [*self._notes, *(number for number in called if number not in self._notes)]
        if self.y - height < self._foot(wanted):
            self._end_page()
            self.canvas.showPage()
            self._page += 1
            self.y = self.look.height - self.look.margin
            wanted = called
        self._notes = wanted

    def _foot(self, notes: Sequence[int]) -> float:
        lines = [
            self._wrapped(self.footnotes[note - 1], self.right - self.left, False, self.look.size * 0.8)
            for note in notes
        ]
        return self.look.margin + sum(len(line) for line in lines) * self.look.size + (12 if notes else 0)

    def _end_page(self) -> None:
        look, canvas = self.look, self.canvas
        y = self._foot(self._notes)
        if self._notes:
            canvas.setLineWidth(0.5)
            canvas.line(self.left, y - 2, self.left + 144, y - 2)
            y -= 4
        for note in self._notes:
            for line in self._wrapped(
                f"[^{note}] {self.footnotes[note - 1]}", self.right - self.left, False, look.size * 0.8
            ):
                y -= look.size
                self._say(line, self.left, y, False, look.size * 0.8)
        self._notes = []
        if look.running:
            canvas.setFont(look.font, 8)
            canvas.drawString(self.left, look.height - 30, self.head)
            canvas.drawRightString(self.right, 26, str(self._page))
