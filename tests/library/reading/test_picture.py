"""What is made of a picture before and after it is read: level lines, found rules, ticks, and settled numbers."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("cv2", reason="the extra ocr is not installed")

import cv2
import numpy as np
from reportlab.pdfgen.canvas import Canvas

from redovisa.reading.pdf.layout import laid_out
from redovisa.reading.pdf.page import Drawing, Page
from redovisa.reading.pdf.pdfium.rendering import render_pages
from redovisa.reading.picture.compose import composed
from redovisa.reading.picture.digits import unlike
from redovisa.reading.picture.rules import ruled
from redovisa.reading.picture.straight import Grey, evened, straightened
from redovisa.reading.picture.strips import cut
from redovisa.reading.picture.tesseract import Read
from redovisa.reading.picture.ticks import tick_boxes
from redovisa.reading.picture.words import Seen, _first, _said, _settled, _third

POINT = 300 / 72


def paper(width: int = 1240, height: int = 1000) -> Grey:
    return np.full((height, width), 255, np.uint8)


def with_lines() -> Grey:
    page = paper()
    for y in range(100, 901, 100):
        cv2.line(page, (100, y), (1140, y), 0, 3)
    for x in (100, 800, 1140):
        cv2.line(page, (x, 100), (x, 900), 0, 3)
    for y in range(130, 900, 100):
        cv2.putText(page, "Antal nya klienter", (120, y + 40), cv2.FONT_HERSHEY_SIMPLEX, 1.3, 0, 3)
    return page


def turned(page: Grey, angle: float) -> Grey:
    height, width = page.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return np.asarray(cv2.warpAffine(page, turn, (width, height), borderValue=(255,)), np.uint8)


@settings(max_examples=5, deadline=None)
@given(st.floats(-4, 4))
def test_a_turned_page_is_made_level(angle: float) -> None:
    rules = ruled(straightened(turned(with_lines(), angle)), 300).level
    long = [rule for rule in rules if rule.end - rule.start > 150]
    assert len(long) == 9
    first, last = long[0], long[-1]
    assert abs((last.at - first.at) - 800 / POINT) < 3


def test_lines_are_found_and_letters_are_left() -> None:
    found = ruled(with_lines(), 300)
    assert len([rule for rule in found.level if rule.end - rule.start > 200]) == 9
    assert len([rule for rule in found.upright if rule.end - rule.start > 150]) == 3
    strips = cut(found.page, found.mask, 300).strips
    assert len(strips) == 8
    assert all(120 - 5 < strip.left < 125 and strip.right < 800 for strip in strips)


def test_shadow_is_taken_from_the_paper() -> None:
    page = with_lines().astype(np.float32)
    page *= np.linspace(1.0, 0.5, page.shape[1], dtype=np.float32)
    even = evened(page.astype(np.uint8))
    assert even[50, 20:1220].min() > 230
    assert even[100, 110:1130].max() < 90


@pytest.mark.parametrize("drawn", ["cross", "hook", "nothing", "trace"])
def test_tick_boxes_are_told_by_their_ink(drawn: str) -> None:
    page = paper(400, 400)
    cv2.rectangle(page, (100, 100), (142, 142), 0, 3)
    if drawn == "cross":
        cv2.line(page, (106, 106), (136, 136), 0, 3)
        cv2.line(page, (106, 136), (136, 106), 0, 3)
    elif drawn == "hook":
        cv2.line(page, (108, 122), (118, 134), 0, 4)
        cv2.line(page, (118, 134), (136, 106), 0, 4)
    elif drawn == "trace":
        cv2.line(page, (117, 120), (125, 123), 0, 2)
    (tick,) = tick_boxes(page, 300)
    assert tick.plain == (drawn != "trace")
    if tick.plain:
        assert tick.ticked == (drawn != "nothing")
    assert page.min() == 255, "the box is no letter to be read"


@pytest.mark.parametrize("sign", "OD0B8□")
def test_letters_are_no_tick_boxes(sign: str) -> None:
    page = paper(400, 400)
    cv2.putText(page, sign if sign != "□" else "o", (100, 200), cv2.FONT_HERSHEY_DUPLEX, 1.6, 0, 3)
    assert tick_boxes(page, 300) == []


def one(text: str, sure: float = 95) -> list[Read]:
    return [Read(text, sure, 0, 0, 20, 30)]


@pytest.mark.parametrize(
    ("readings", "weak", "others"),
    [
        (["17", "17"], False, ()),
        (["17", "", "17"], False, ()),
        (["17", "11", "17"], True, ("17", "11")),
        (["17", "", ""], True, ("17",)),
        (["17", "", "11"], True, ("17", "11")),
    ],
)
def test_two_readings_settle_a_number_unless_one_gainsays(
    readings: list[str], weak: bool, others: tuple[str, ...]
) -> None:
    settled = _settled(one("17"), one(readings[1]), readings)
    assert settled is not None
    assert [(word.read.text, word.weak, word.others) for word in settled] == [("17", weak, others)]


def test_a_letter_that_two_readings_of_digits_call_zero_is_zero() -> None:
    settled = _settled(one("Ö", 60), one("0"), ["", "0", "0"])
    assert settled is not None
    assert [(word.read.text, word.weak) for word in settled] == [("0", False)]
    assert _settled(one("Män"), [], ["", "", ""]) is None


def test_commas_count_and_blanks_do_not() -> None:
    assert _said(one("1 184 619 kr")) == _said(one("1184619")) == "1184619"
    assert _said(one("2,00")) == _said(one("2.00")) != _said(one("200"))
    assert _said(one("804 246:-")) == "804246"
    assert _said(one("ca 5")) == ""


@given(st.from_regex(r"\A[0-9]{1,7}\Z"))
def test_a_number_three_times_over_is_that_number(number: str) -> None:
    assert _third(number * 3) == number


def test_a_heading_below_the_tables_is_no_footnote_but_a_small_line_is() -> None:
    heading = [
        Seen(word, 60 + 40 * i, 95 + 40 * i, 700, 12) for i, word in enumerate(["3.", "Kontakt", "med", "verksamheten"])
    ]
    note = [Seen(word, 60 + 40 * i, 95 + 40 * i, 760, 8) for i, word in enumerate(["!", "Inkluderar", "även", "barn"])]
    body = [
        Seen(word, 60 + 40 * i, 95 + 40 * i, 100 + 20 * j, 10)
        for j in range(5)
        for i, word in enumerate(["ett", "två"])
    ]
    source = composed([laid_out(Page(1, 595, 842, [*body, *heading, *note], Drawing()))], 1, ())
    assert source.footnotes == ("Inkluderar även barn",)
    assert source.pieces[-1].text == "3. Kontakt med verksamheten"


@pytest.mark.parametrize("font", ["Helvetica", "Times-Roman", "Helvetica-Bold", "Courier"])
def test_the_width_of_signs_tells_ones_from_sevens_where_the_type_does(font: str) -> None:
    numbers = ["12", "31", "114", "27", "2048"]
    pictures = [printed(number, font) for number in numbers]
    assert unlike(pictures, numbers) == [None] * 5
    read = unlike(pictures, ["12", "31", "114", "21", "2048"])
    assert read == [None, None, None, None if font == "Courier" else "27", None]
    if font != "Courier":
        assert unlike(pictures, ["72", "31", "114", "27", "2048"]) == ["12", None, None, None, None]
    assert unlike(pictures[3:], ["217", "204"]) == ["", ""], "signs and digits are not as many"
    assert unlike([printed("402 638 kr", font), printed("3/1 2024", font)], ["402 638 kr", "3/1 2024"]) == [None, None]


def printed(number: str, font: str) -> Grey:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(80, 40))
    canvas.setFont(font, 11)
    canvas.drawString(10, 15, number)
    canvas.save()
    ((width, height, grey),) = render_pages(out.getvalue(), 300)
    return np.frombuffer(grey, np.uint8).reshape(height, width)


def test_a_cross_is_a_cross_however_it_is_read() -> None:
    assert [(word.read.text, word.weak) for word in _first(one("Xx", 45))] == [("x", False)]
    assert _first(one("Kommun", 70))[0].weak
