"""Reads the lines, boxes and pictures of a page: what rules its tables and what marks its tick boxes."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from ctypes import c_float
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, TypeAlias

import pypdfium2.raw as pdfium

from redovisa.reading.pdf.page import Box, Drawing, Rule
from redovisa.reading.pdf.pdfium.frame import Frame

#: A page of a form has some hundred objects; a map or an outlined text a hundred thousand.
MAX_OBJECTS = 20_000
MAX_SEGMENTS = 60_000
MAX_DEPTH = 6

THIN = 3.0  # a filled rectangle no thicker is a line
SQUARE = (5.0, 15.0)  # sides of what may be a tick box
STROKE = (2.0, 32.0)  # extent of what may be a drawn mark
_WITHIN = 0.4  # points by which a line is taken to be shorter than it is drawn
DARK = 3 * 150  # red, green and blue together: ink is darker than this, a shade is not
WHITE = 3 * 250  # and paper is lighter than this
_FAINT = 100  # of 255 that cover: what covers no more is seen through

Matrix: TypeAlias = tuple[float, float, float, float, float, float]
Point: TypeAlias = tuple[float, float]
Sides: TypeAlias = tuple[c_float, c_float, c_float, c_float]


def drawing_on(page: Any, frame: Frame) -> Drawing:
    """All lines, small shapes and the images' share of a page."""
    reader = _Reader(frame)
    for thing, matrix in _objects(page, reader):
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            reader.path(thing, matrix)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            reader.image(thing, matrix)
    return reader.drawing


def _objects(page: Any, reader: _Reader) -> Iterator[tuple[Any, Matrix | None]]:
    """Each object of the page with the matrix of the form it stands in, if any; a bounded number of them."""
    count = pdfium.FPDFPage_CountObjects(page)
    todo: list[tuple[Any, Any, int, Matrix | None, int]] = [(pdfium.FPDFPage_GetObject, page, count, None, 0)]
    seen = 0
    while todo:
        get, holder, count, matrix, depth = todo.pop()
        for index in range(count):
            seen += 1
            if seen > MAX_OBJECTS:
                reader.drawing.crowded = True
                reader.drawing.shapes += count
                return
            thing = get(holder, index)
            if not thing:
                continue
            if pdfium.FPDFPageObj_GetType(thing) == pdfium.FPDF_PAGEOBJ_FORM:
                if depth < MAX_DEPTH:
                    inner = _times(_matrix(thing), matrix)
                    todo.append(
                        (pdfium.FPDFFormObj_GetObject, thing, pdfium.FPDFFormObj_CountObjects(thing), inner, depth + 1)
                    )
                continue
            yield thing, matrix


@dataclass(slots=True)
class _Reader:
    frame: Frame
    drawing: Drawing = field(default_factory=Drawing)
    segments: int = 0
    # What the calls write into, made once.
    sides: Sides = field(default_factory=lambda: (c_float(), c_float(), c_float(), c_float()))
    modes: tuple[ctypes.c_int, ctypes.c_int] = field(default_factory=lambda: (ctypes.c_int(), ctypes.c_int()))

    def image(self, thing: Any, matrix: Matrix | None) -> None:
        """An image covers a part of the page; a very thin one is a line."""
        box = self._bounds(thing, matrix)
        if box is None:
            return
        if min(box.x1 - box.x0, box.bottom - box.top) <= THIN:
            self._rule(box)
            return
        page = self.frame.width * self.frame.height
        width = min(box.x1, self.frame.width) - max(box.x0, 0)
        height = min(box.bottom, self.frame.height) - max(box.top, 0)
        if page > 0 and width > 0 and height > 0:
            self.drawing.pictured += width * height / page

    def path(self, thing: Any, matrix: Matrix | None) -> None:
        """A path is a line, an outline, or a small drawn shape; what is neither filled nor stroked is not seen."""
        fill, stroke = self.modes
        pdfium.FPDFPath_GetDrawMode(thing, fill, stroke)
        if not fill.value and not stroke.value:
            return
        box = self._bounds(thing, matrix)
        if box is None:
            return
        self.drawing.shapes += 1
        width, height = box.x1 - box.x0, box.bottom - box.top
        if min(width, height) <= THIN < max(width, height):
            self._rule(box)
            return
        count = pdfium.FPDFPath_CountSegments(thing)
        self.segments += count
        if self.segments > MAX_SEGMENTS:
            self.drawing.crowded = True
            return
        own = _times(_matrix(thing), matrix)
        outlined = bool(stroke.value)
        shade = _shade(thing) if fill.value else WHITE
        dark = shade < DARK
        if fill.value and not stroke.value and (shade >= WHITE or (not dark and _is_rectangle(thing, count))):
            return  # paper, or a shade laid under a cell or a form field: nobody ticks with it
        filled = dark and min(width, height) <= SQUARE[1]
        for points, curved in _subpaths(thing, count):
            self._outline([self.frame.point(*_moved(own, point)) for point in points], curved, outlined, filled)

    def _outline(self, points: list[Point], curved: bool, outlined: bool, filled: bool) -> None:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = Box(min(xs), min(ys), max(xs), max(ys))
        width, height = box.x1 - box.x0, box.bottom - box.top
        if not curved and min(width, height) <= THIN:
            if max(width, height) > THIN or outlined:
                self._rule(box)
            return
        if filled and STROKE[0] <= max(width, height) <= SQUARE[1]:
            self.drawing.strokes.append(box)
            return
        straight = not curved and all(
            abs(x0 - x1) < 0.6 or abs(y0 - y1) < 0.6 for (x0, y0), (x1, y1) in pairwise(points)
        )
        if straight and outlined:
            if len(points) >= 5 and _is_square(width, height):
                self.drawing.squares.append(box)
                return
            for (x0, y0), (x1, y1) in pairwise(points):
                self._rule(Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
        elif curved and outlined and _is_square(width, height) and points[0] == points[-1]:
            self.drawing.squares.append(box)
        elif STROKE[0] <= max(width, height) <= STROKE[1]:
            # A line from corner to corner reaches as far as the box it crosses, and is not the box itself.
            within = _WITHIN if len(points) == 2 and not curved else 0.0
            self.drawing.strokes.append(
                Box(box.x0 + within, box.top + within, box.x1 - within, box.bottom - within) if within else box
            )

    def _rule(self, box: Box) -> None:
        width, height = box.x1 - box.x0, box.bottom - box.top
        if width >= height:
            self.drawing.level.append(Rule((box.top + box.bottom) / 2, box.x0, box.x1))
        else:
            self.drawing.upright.append(Rule((box.x0 + box.x1) / 2, box.top, box.bottom))

    def _bounds(self, thing: Any, matrix: Matrix | None) -> Box | None:
        left, bottom, right, top = self.sides
        if not pdfium.FPDFPageObj_GetBounds(thing, left, bottom, right, top):
            return None
        if matrix is None:
            return self.frame.box(left.value, bottom.value, right.value, top.value)
        x0, y0 = _moved(matrix, (left.value, bottom.value))
        x1, y1 = _moved(matrix, (right.value, top.value))
        return self.frame.box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _shade(thing: Any) -> int:
    """How light a filled shape is: red, green and blue together; neither dark nor white where it is seen through."""
    red, green, blue, cover = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(thing, red, green, blue, cover) or cover.value <= _FAINT:
        return DARK
    return red.value + green.value + blue.value


def _is_rectangle(thing: Any, count: int) -> bool:
    """Whether a path is one outline with four sides along the page, turned or not."""
    if count > 6:
        return False
    for points, curved in _subpaths(thing, count):
        if curved or len(points) < 4 or any(x0 != x1 and y0 != y1 for (x0, y0), (x1, y1) in pairwise(points)):
            return False
    return True


def _is_square(width: float, height: float) -> bool:
    low, high = SQUARE
    return low <= width <= high and low <= height <= high and abs(width - height) <= 0.25 * max(width, height)


def _subpaths(thing: Any, count: int) -> Iterator[tuple[list[Point], bool]]:
    """The parts of a path between the pen's moves: their points (closed ones end where they began), and if curved."""
    points: list[Point] = []
    curved = False
    x, y = c_float(), c_float()
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(thing, index)
        if not segment or not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO and points:
            if len(points) > 1:
                yield points, curved
            points, curved = [], False
        curved = curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
        points.append((x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment) and points[0] != points[-1]:
            points.append(points[0])
    if len(points) > 1:
        yield points, curved


def _matrix(thing: Any) -> Matrix:
    got = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, got):
        return (1, 0, 0, 1, 0, 0)
    return (got.a, got.b, got.c, got.d, got.e, got.f)


def _times(inner: Matrix, outer: Matrix | None) -> Matrix:
    if outer is None:
        return inner
    a, b, c, d, e, f = inner
    oa, ob, oc, od, oe, of = outer
    return (
        a * oa + b * oc,
        a * ob + b * od,
        c * oa + d * oc,
        c * ob + d * od,
        e * oa + f * oc + oe,
        e * ob + f * od + of,
    )


def _moved(matrix: Matrix, point: Point) -> Point:
    a, b, c, d, e, f = matrix
    x, y = point
    return a * x + c * y + e, b * x + d * y + f
