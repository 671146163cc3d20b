"""Reads the words of a page with their places, looking at single characters only where a word may hide two."""

from __future__ import annotations

import ctypes
import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from redovisa.reading.pdf.characters import cleaned, from_symbol_font, may_be_symbol
from redovisa.reading.pdf.page import Rule, Word
from redovisa.reading.pdf.pdfium.frame import Frame, frame_of
from redovisa.reading.pdf.pdfium.unseen import NO_INK, Eye, parted_by_edge

#: A full page of small type holds some six thousand characters.
MAX_CHARACTERS = 40_000

_TOKEN = re.compile("[^\\s\x02\ufffe]+[\x02\ufffe]?")
_PARTING = "\u200b"  # a line may end here, within a word
_DIGIT_WIDTH = 0.5  # of the size of type, where only the ink is known: digits are all as wide, "1" too
_OF_TYPE = 0.8  # of the size of type: what is lower than this is the ink alone
#: Stands for a shape whose character is not known.
UNKNOWN = "\ufffd"
_DIGIT = re.compile(r"[\d\0]")


@contextmanager
def text_of(page: Any) -> Iterator[Any]:
    """PDFium's handle of the text of a page."""
    text = pdfium.FPDFText_LoadPage(page)
    try:
        yield text
    finally:
        if text:
            pdfium.FPDFText_ClosePage(text)


@dataclass(frozen=True, slots=True)
class Script:
    """The first characters of a page, one per index, of all that it has (``count``)."""

    characters: str
    count: int

    @property
    def cut(self) -> bool:
        """Whether there were too many, so that the rest is left out."""
        return self.count > len(self.characters)


def script_of(text: Any) -> Script:
    """The characters of a page as PDFium orders them, index by index."""
    whole = pdfium.FPDFText_CountChars(text)
    count = min(whole, MAX_CHARACTERS)
    if count <= 0:
        return Script("", 0)
    buffer = (ctypes.c_ushort * (count + 1))()
    got = pdfium.FPDFText_GetText(text, 0, count, buffer)
    characters = bytes(buffer)[: max(got - 1, 0) * 2].decode("utf-16-le", "replace")
    if len(characters) != count:  # some characters have no text of their own: then one by one
        codes = [pdfium.FPDFText_GetUnicode(text, index) for index in range(count)]
        known = (0 < code < 0xD800 or 0xE000 <= code < 0x110000 for code in codes)
        characters = "".join(chr(code) if is_known else "\0" for code, is_known in zip(codes, known, strict=True))
    return Script(characters, whole)


def upright_frame(page: Any, text: Any, script: Script) -> Frame:
    """The frame in which most of the text runs from left to right, whatever the page says of its turn."""
    if not text:
        return frame_of(page)
    starts = [token.start() for token in _TOKEN.finditer(script.characters)]
    sample = starts[:: max(len(starts) // 24, 1)]
    turns = Counter(_turn(text, index) for index in sample)
    return frame_of(page, turns.most_common(1)[0][0] if turns else None)


def _turn(text: Any, index: int) -> int:
    """Quarters that the page must be turned clockwise for the character to stand upright."""
    angle = pdfium.FPDFText_GetCharAngle(text, index)
    return round((2 * math.pi - angle) / (math.pi / 2)) % 4 if angle >= 0 else 0


def is_unseen(text: Any, script: Script) -> bool:
    """Whether the page's text is drawn invisibly, as OCR programs lay it over a scan (sampled)."""
    starts = [token.start() for token in _TOKEN.finditer(script.characters)]
    sample = starts[:: max(len(starts) // 12, 1)]
    modes = [pdfium.FPDFTextObj_GetTextRenderMode(pdfium.FPDFText_GetTextObject(text, index)) for index in sample]
    return bool(modes) and all(mode in NO_INK for mode in modes)


def is_garbled(text: Any, script: Script) -> bool:
    """Whether the fonts do not tell which characters most of the shapes are (sampled): only eyes can read the page."""
    starts = [token.start() for token in _TOKEN.finditer(script.characters)]
    sample = starts[:: max(len(starts) // 40, 1)]
    unknown = sum(pdfium.FPDFText_HasUnicodeMapError(text, index) == 1 for index in sample)
    return len(sample) >= 15 and unknown > len(sample) / 2


def words_on(text: Any, script: Script, frame: Frame, upright: Sequence[Rule]) -> tuple[list[Word], list[Word]]:
    """The words of a page, and those beside its visible part; a word that crosses an ``upright`` rule is two."""
    hand, eye = _Hand(text, script.characters, frame, upright), Eye(text)
    words: list[Word] = []
    for token in _TOKEN.finditer(script.characters):
        made = hand.words(token.start(), token.end())
        if made and eye.misses(token.start(), made[0].size):
            for word in made:
                word.unseen = True
        words.extend(made)
    return parted_by_edge((word for word in words if word.text), frame)


class _Hand:
    """Measures words; keeps what the calls write into."""

    def __init__(self, text: Any, characters: str, frame: Frame, upright: Sequence[Rule]) -> None:
        self.text = text
        self.characters = characters
        self.frame = frame
        self.rules = sorted(upright, key=lambda rule: rule.at)
        self.walls = [rule.at for rule in self.rules]
        self.box = pdfium.FS_RECTF()
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.scales: dict[float, float] = {}
        self.by_ink = self.is_by_ink()

    def words(self, start: int, end: int) -> list[Word]:
        """The words in a token: one, unless rules, gaps or a raised digit part it."""
        token = self.characters[start:end]
        if _PARTING in token:
            return self.parted_by_hand(token, start)
        if end - start > 1 and not _DIGIT.search(token) and self.frame.turn == 0:
            first = self.character(start)
            size = first.size
            box = self.box
            top, bottom = box.top, box.bottom
            pdfium.FPDFText_GetLooseCharBox(self.text, end - (2 if token[-1] in "\x02\ufffe" else 1), box)
            x1 = box.right - self.frame.left
            slack = (0.6 if self.by_ink else 0.1) * size
            if (
                abs(box.top - top) < slack
                and abs(box.bottom - bottom) < slack
                and 0 < x1 - first.x0 < 0.9 * size * (end - start)
                and not self.wall(first.x0, x1, first.middle)
            ):
                first.text, first.x1 = cleaned(token), x1
                return [first]
        return self.parted([self.character(index) for index in range(start, end)], start)

    def parted_by_hand(self, token: str, start: int) -> list[Word]:
        """The words in a token where the writer set signs of no width between letters, which share a letter's shape."""
        seen: list[Word] = []
        for at, sign in enumerate(token):
            character = self.character(start + at)
            if sign != _PARTING:
                seen.append(character)
            elif seen:
                seen[-1].x1 = max(seen[-1].x1, character.x1)
        if not seen:
            return []
        first, last, size = seen[0], seen[-1], max(character.size for character in seen)
        if self.wall(first.x0, last.x1, first.middle) or last.x1 - first.x0 > size * len(seen):
            words = self.parted(seen, start)
        else:
            said = cleaned("".join(character.text for character in seen))
            words = [Word(said, first.x0, last.x1, first.base, size)]
        if token[-1] == _PARTING:
            words[-1].goes_on = True
        return words

    def parted(self, characters: list[Word], start: int) -> list[Word]:
        """The characters joined to words, looking at each gap between them."""
        words: list[Word] = []
        before: Word | None = None
        for character in characters:
            joint = None if before is None else self.joint(before, character)
            if joint is None or joint == "apart" or not words:
                words.append(Word(character.text, character.x0, character.x1, character.base, character.size))
            elif joint == "over":
                words[-1].text += character.text
                words[-1].x1 = max(words[-1].x1, character.x1)
                words[-1].overruns = True
            elif joint == "glued":
                words.append(
                    Word(character.text, character.x0, character.x1, character.base, character.size, glued=True)
                )
            else:
                words[-1].text += character.text
                words[-1].x1 = max(words[-1].x1, character.x1)
            before = character
        for word in words:
            if len(word.text) == 1 and may_be_symbol(word.text):
                word.text = from_symbol_font(word.text, self.font(start))
            word.text = cleaned(word.text)
        return words

    def joint(self, before: Word, after: Word) -> str:
        """How two neighbours hold together: ``one`` word (``over`` a line), two ``glued`` ones, or ``apart``."""
        if before.x0 == after.x0 and before.x1 == after.x1 and before.text.isalpha() and after.text.isalpha():
            return "one"  # one shape stands for several letters: "fi"
        size = max(before.size, after.size)
        gap = after.x0 - before.x1
        digits = before.text.isdigit() and after.text.isdigit()
        if gap < -0.6 * size or gap > (0.12 if digits else 0.3) * size or abs(before.base - after.base) > 0.7 * size:
            return "apart"
        if self.wall(before.x0, after.x1, (before.middle + after.middle) / 2):
            return "over" if before.text.islower() and after.text.islower() and abs(gap) < 0.04 * size else "apart"
        if abs(before.base - after.base) > 0.1 * size or min(before.size, after.size) < 0.88 * size:
            return "glued"
        return "one"

    def wall(self, x0: float, x1: float, y: float) -> bool:
        """Whether an upright rule at height ``y`` stands between ``x0`` and ``x1``, not merely at their edges."""
        index = bisect_right(self.walls, x0 + 1.0)
        while index < len(self.walls) and self.walls[index] < x1 - 1.0:
            rule = self.rules[index]
            if rule.start <= y <= rule.end:
                return True
            index += 1
        return False

    def character(self, index: int) -> Word:
        """One character with its place on the upright page."""
        box = self.box
        pdfium.FPDFText_GetLooseCharBox(self.text, index, box)
        pdfium.FPDFText_GetCharOrigin(self.text, index, self.x, self.y)
        character = self.characters[index]
        if character == "\0" or (character.isdigit() and pdfium.FPDFText_HasUnicodeMapError(self.text, index) == 1):
            character = UNKNOWN  # a shape that the font gives no character for: nobody may take it for nothing
        if self.frame.turn == 0 and box.right > box.left and box.top > box.bottom:
            left = self.frame.left
            base = self.frame.top - self.y.value
            size = self.size(index)
            # Of a sign whose width the font does not tell, PDFium gives the ink, though it gives the others' type.
            if not self.by_ink and box.top - box.bottom >= _OF_TYPE * size:
                return Word(character, box.left - left, box.right - left, base, box.top - box.bottom)
            origin = self.x.value - left
            end = origin + (_DIGIT_WIDTH * size if character.isdigit() else 0.0)
            return Word(character, min(origin, box.left - left), max(box.right - left, end), base, size)
        return self.turned(character, index)

    def size(self, index: int) -> float:
        """The size of a character's type, in points; of one font size, it is worked out once."""
        nominal = pdfium.FPDFText_GetFontSize(self.text, index)
        if nominal not in self.scales:
            matrix = pdfium.FS_MATRIX()
            known = pdfium.FPDFText_GetMatrix(self.text, index, matrix)
            self.scales[nominal] = (math.hypot(matrix.a, matrix.b) or 1.0) if known else 1.0
        return max(float(nominal * self.scales[nominal]), 1.0)

    def is_by_ink(self) -> bool:
        """Whether some font tells no height, so that PDFium gives the extent of the ink instead (sampled)."""
        starts = [token.start() for token in _TOKEN.finditer(self.characters)]
        for index in starts[:: max(len(starts) // 24, 1)]:
            pdfium.FPDFText_GetLooseCharBox(self.text, index, self.box)
            if self.box.top - self.box.bottom < _OF_TYPE * self.size(index):
                return True
        return False

    def turned(self, character: str, index: int) -> Word:
        """A character that does not run along the PDF's own x axis, by its ink."""
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        pdfium.FPDFText_GetCharBox(self.text, index, left, right, bottom, top)
        ink = self.frame.box(left.value, bottom.value, right.value, top.value)
        origin, base = self.frame.point(self.x.value, self.y.value)
        size = self.size(index)
        if _turn(self.text, index) != self.frame.turn:  # runs across the page's own text
            return Word(character, ink.x0, ink.x1, ink.bottom, size)
        end = origin + (_DIGIT_WIDTH if character.isdigit() else 0.2) * size
        return Word(character, min(origin, ink.x0), max(ink.x1, end), base, size)

    def font(self, index: int) -> str:
        """The name of a character's font."""
        size = pdfium.FPDFText_GetFontInfo(self.text, index, None, 0, None)
        if size <= 0:
            return ""
        buffer = ctypes.create_string_buffer(size)
        pdfium.FPDFText_GetFontInfo(self.text, index, buffer, size, None)
        return buffer.value.decode("utf-8", "replace")
