"""Reads the words of a page's strips; numbers and marks are read twice, and what disagrees is weak."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from statistics import median

import numpy as np

from redovisa.reading.pdf.page import Word
from redovisa.reading.picture.digits import unlike
from redovisa.reading.picture.strips import Cuttings, Strip
from redovisa.reading.picture.tesseract import Read, languages, read_lines
from redovisa.reading.source import UNREAD

#: Measured on look-alikes: of words read right one in a hundred is less sure, of words misread nine in ten.
_SURE = 85.0
_DIGITS = "0123456789 .,:-/"
_NUMBER = re.compile(r"[\d.,:;\-–/ ]*\d[\d.,:;\-–/ ]*(?:kr|st)?\.?")
_NUMBERLIKE = re.compile(r"[\doOöÖQDlI)(|!.,:;\-–/ ]*(?:kr|st)?\.?")
_ADDRESS = re.compile(r"\S+ ?[QO©G®] ?[a-zåäö0-9-]+\.?\S*[a-z]{2,}")
_MARK = re.compile(r"[xX×]{1,3}")
_ONE = re.compile(r"[1lI|!\]]")
_UPRIGHT = 0.5  # a sign so narrow for its height is a 1, if it is a digit
_PAD = 14  # white pixels around a picture
_TALL = 1.9  # a strip so many times higher than the common one holds several lines
_ASCENDING = re.compile(r"[a-zåäö0-9]*[A-ZÅÄÖbdfhkltåäö0-9]")
_DESCENDING = re.compile(r"[gjpqyQ,;()§/@]")


@dataclass(slots=True)
class Seen(Word):
    """A word read in a picture; ``weak`` when it may well be another, ``others`` what it may be."""

    weak: bool = False
    others: tuple[str, ...] = field(default=())


def words_in(cuttings: Cuttings, dpi: float) -> list[Seen]:
    """The words of the strips, in points."""
    found = cuttings.strips
    if not found:
        return []
    common = median(strip.height for strip in found)
    single = [strip for strip in found if strip.height <= _TALL * common or strip.height < 18 * dpi / 72]
    several = [strip for strip in found if not any(strip is one for one in single)]
    read = read_lines([cuttings.picture(strip) for strip in single])
    settled = _numbers(cuttings, single, read) | _addresses(cuttings, single, read)
    words: list[Seen] = []
    for i, strip in enumerate(single):
        words += _placed(settled.get(i) or _first(read[i]) or _unread(strip, common), strip, dpi)
    for strip, lines in zip(
        several, read_lines([cuttings.picture(strip) for strip in several], several=True), strict=True
    ):
        words += _by_line(lines, strip, dpi)
    return words


def _numbers(cuttings: Cuttings, found: Sequence[Strip], read: Sequence[Sequence[Read]]) -> dict[int, list[_Settled]]:
    """The strips that are numbers, by index, read twice and where needed thrice with only digits to choose from."""
    short = [i for i, words in enumerate(read) if _is_short(words, found[i])]
    second = read_lines([cuttings.picture(found[i], 0.8) for i in short], _DIGITS)
    usual = median(strip.height for strip in found)
    readings = {
        i: ["1" if _is_one(read[i], found[i], usual) else _said(read[i]), _said(words)]
        for i, words in zip(short, second, strict=True)
    }
    open_ = [i for i, (one, two) in readings.items() if not one or one != two]
    third = read_lines([np.hstack([cuttings.picture(found[i])] * 3) for i in open_], _DIGITS)
    for i, words in zip(open_, third, strict=True):
        readings[i].append(_third(_said(words)))
    twice = dict(zip(short, second, strict=True))
    made = {i: numbers for i in short if (numbers := _settled(read[i], twice[i], readings[i])) is not None}
    said = {i: " ".join(one.read.text for one in settled) for i, settled in made.items()}
    for i, other in zip(made, unlike([cuttings.picture(found[i]) for i in made], list(said.values())), strict=True):
        if other is not None:
            made[i] = [replace(one, weak=True, others=(said[i], *filter(None, [other]))) for one in made[i]]
    return made


def _addresses(cuttings: Cuttings, found: Sequence[Strip], read: Sequence[Sequence[Read]]) -> dict[int, list[_Settled]]:
    """The strips that are e-mail addresses, by index: the Swedish data of tesseract do not know the sign @."""
    at = [i for i, words in enumerate(read) if _ADDRESS.fullmatch(" ".join(word.text for word in words))]
    if not at or "eng" not in languages():
        return {}
    again = read_lines([cuttings.picture(found[i]) for i in at], language="eng")
    return {
        i: _first(_closed_up(words))
        for i, words in zip(at, again, strict=True)
        if sum(word.text.count("@") for word in words) == 1
    }


def _closed_up(words: Sequence[Read]) -> list[Read]:
    """The words with those joined that no blank parts: signs like @ are read as if blanks stood around them."""
    made: list[Read] = []
    for word in words:
        if made and word.left - made[-1].left - made[-1].width < 0.25 * max(word.height, made[-1].height):
            whole = _whole([made[-1], word], made[-1].text + word.text)
            made[-1] = replace(whole, sure=min(made[-1].sure, word.sure))
        else:
            made.append(word)
    return made


def _is_short(words: Sequence[Read], strip: Strip) -> bool:
    """Whether the strip is, or may be, a number: it is read again with nothing but digits to choose from."""
    text = " ".join(word.text for word in words)
    return (not text and strip.width < 8 * strip.height) or _NUMBERLIKE.fullmatch(text) is not None


@dataclass(slots=True)
class _Settled:
    read: Read
    weak: bool
    others: tuple[str, ...] = ()


def _first(words: Sequence[Read]) -> list[_Settled]:
    if len(words) == 1 and _MARK.fullmatch(words[0].text):
        return [_Settled(replace(words[0], text="x"), words[0].sure < 25)]  # no other sign looks like a cross
    return [_Settled(word, word.sure < _SURE) for word in words]


def _unread(strip: Strip, usual: float) -> list[_Settled]:
    """A sign that there is ink: what cannot be read must not look like nothing written."""
    if strip.height < 0.5 * usual or strip.width < 0.3 * usual:
        return []
    return [_Settled(Read(UNREAD, 0.0, _PAD, _PAD, strip.width, strip.height), True)]


def _said(words: Sequence[Read]) -> str:
    """A number as it is compared: its digits, and the comma or point between them; empty when it is no number."""
    text = " ".join(word.text for word in words)
    if not _NUMBER.fullmatch(text):
        return ""
    return re.sub(r"[.,](?=\d)", ",", re.sub(r"[^\d.,]", "", text)).rstrip(".,")


def _is_one(words: Sequence[Read], strip: Strip, usual: float) -> bool:
    """Whether a strip is a 1 by its shape: narrow, as high as letters are, and read as one upright stroke."""
    upright = 0.12 * strip.height < strip.width < _UPRIGHT * strip.height
    as_letters = 0.5 * usual < strip.height < 1.6 * usual
    return upright and as_letters and len(words) == 1 and _ONE.fullmatch(words[0].text) is not None


def _third(thrice: str) -> str:
    """The number that stands three times in a row; empty when the three are not alike."""
    bare = thrice.replace(",", "") if thrice.count(",") % 3 else thrice
    part = bare[: len(bare) // 3]
    return part if part * 3 == bare else ""


def _settled(first: Sequence[Read], second: Sequence[Read], readings: Sequence[str]) -> list[_Settled] | None:
    """A number that two readings agree on, and none gainsays, is sure; else it is weak. None: it is no number."""
    said = [reading for reading in readings if reading]
    if not said:
        return None
    others = tuple(dict.fromkeys(said))
    weak = len(others) > 1 or len(said) < 2
    if _said(first):
        return [_Settled(word, weak or word.sure < 30, others if weak else ()) for word in first]
    best = others[0]
    whole = _whole(first or second, best)
    return [_Settled(whole, weak, others if weak else ())]


def _whole(words: Sequence[Read], text: str) -> Read:
    left, top = min(word.left for word in words), min(word.top for word in words)
    right, bottom = max(word.left + word.width for word in words), max(word.top + word.height for word in words)
    return Read(text, max(word.sure for word in words), left, top, right - left, bottom - top)


def _placed(settled: Sequence[_Settled], strip: Strip, dpi: float) -> list[Seen]:
    """The words of one line on the page: all with the line's own baseline and size."""
    if not settled:
        return []
    point = dpi / 72
    size = min(max(median(_size(one.read) for one in settled) / point, 3.0), 40.0)
    settled = _without_dirt(settled, size * point)
    reads = [one.read for one in settled]
    feet = [read.top + read.height for read in reads if not _DESCENDING.search(read.text)]
    base = median(feet) if feet else max(read.top + read.height for read in reads) - 0.2 * size * point
    at = (strip.top - _PAD + base) / point
    return [
        Seen(
            one.read.text,
            (strip.left - _PAD + one.read.left) / point,
            (strip.left - _PAD + one.read.left + one.read.width) / point,
            at,
            size,
            weak=one.weak,
            others=one.others,
        )
        for one in settled
    ]


def _without_dirt(settled: Sequence[_Settled], size: float) -> Sequence[_Settled]:
    """The words without the specks at either end of the line that were taken for dots, dashes and the like."""
    begin, end = 0, len(settled)
    while end - begin > 1 and _is_dirt(settled[begin].read, size):
        begin += 1
    while end - begin > 1 and _is_dirt(settled[end - 1].read, size):
        end -= 1
    return settled[begin:end]


def _is_dirt(read: Read, size: float) -> bool:
    if any(sign.isalnum() for sign in read.text):
        return read.sure < 50 and max(read.height, read.width) < 0.4 * size
    return read.sure < 60 or read.height < 0.4 * size


def _size(read: Read) -> float:
    """The size of type, in pixels, of a word by its height and letters."""
    up, down = _ASCENDING.match(read.text) is not None, _DESCENDING.search(read.text) is not None
    share = 0.52 + 0.2 * up + 0.2 * down
    return read.height / share


def _by_line(reads: Sequence[Read], strip: Strip, dpi: float) -> list[Seen]:
    """The words of a strip of several lines."""
    lines: dict[tuple[int, int, int], list[Read]] = {}
    for read in reads:
        lines.setdefault(read.line, []).append(read)
    return [word for line in lines.values() for word in _placed(_first(line), strip, dpi)]
