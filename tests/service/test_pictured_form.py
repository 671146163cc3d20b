"""A form that came as a picture is shown as it was read, level, with what was read lit where it stands."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from redovisa_service.cases.intake.reading import File, PageWanted, Read, begin

pytestmark = pytest.mark.ocr
SCAN = Path(__file__).parents[1] / "library" / "reading" / "scan-numbers-2023.png"


def turned(degrees: float, kind: str) -> bytes:
    """The scanned page, laid askew on the glass."""
    made = io.BytesIO()
    Image.open(SCAN).convert("L").rotate(degrees, fillcolor=255).save(made, kind, resolution=300)
    return made.getvalue()


@pytest.mark.parametrize("kind", ["png", "pdf"])
def test_each_answer_is_lit_where_it_stands_in_a_page_that_was_scanned_askew(kind: str) -> None:
    does, data = begin(), turned(1.5, kind)
    read = does(File(f"sida 2.{kind}", data))
    assert isinstance(read, Read)
    (width, height), painted = read.sizes[0], does(PageWanted(data, 1, read.records[0]["scanned"]))
    assert isinstance(painted, bytes)
    page = Image.open(io.BytesIO(painted))
    assert abs(page.width / page.height - width / height) < 0.01
    point = page.width / width
    numbers = [piece for piece in read.pieces if piece["text"].isdigit() and piece["table"] and piece["page"] == 1]
    assert len(numbers) > 30
    lit = [page.crop(tuple(round(corner * point) for corner in number["box"])) for number in numbers]
    # There is ink in every box, and paper to the right of it, where a cell goes on.
    assert all(min(one.tobytes()) < 120 for one in lit)
    beside = [page.crop(_right_of(number["box"], point)) for number in numbers]
    assert sum(min(one.tobytes()) > 150 for one in beside) > 0.9 * len(beside)


def _right_of(box: list[float], point: float) -> tuple[int, int, int, int]:
    _, top, right, bottom = box
    return round((right + 2) * point), round(top * point), round((right + 12) * point), round(bottom * point)


def test_a_picture_that_cannot_be_opened_has_no_page_to_show() -> None:
    read = begin()(File("sida.png", SCAN.read_bytes()[:5000]))
    assert isinstance(read, Read)
    assert (read.sizes, read.pieces) == ([], [])
