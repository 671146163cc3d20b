"""Opens picture files: their size is read from the file's head before anything is unpacked."""

from __future__ import annotations

import struct

import cv2
import numpy as np

from redovisa.reading.picture.straight import Grey
from redovisa.reading.source import Unreadable

#: A phone's photo has 12 to 50 million pixels, a scanned page 9 million at 300 dpi.
MAX_PIXELS = 64_000_000
#: A larger picture is opened at half its size.
_LARGE = 24_000_000

_LARGE_SENTENCE = (
    "Bilden är {} × {} punkter, mer än vad som läses. Skanna formuläret med 300 punkter per tum (dpi) "
    "eller skicka det som Word-fil."
)
_BROKEN = "Bilden är skadad och går inte att öppna. Den behöver skickas igen, helst som Word-fil eller PDF."
_CUT = (
    "Bildens slut saknas, så att en del av sidan har gått förlorad. Den behöver skickas igen, "
    "helst som Word-fil eller PDF."
)


def picture_in(data: bytes) -> Grey:
    """The picture of a PNG or JPEG file in grey, turned as its camera says.

    Raises:
        Unreadable: it is too large, damaged or cut off.
    """
    width, height = _png_size(data) if data.startswith(b"\x89PNG") else _jpeg_size(data)
    if not width or not height:
        raise Unreadable(_BROKEN)
    if width * height > MAX_PIXELS:
        raise Unreadable(_LARGE_SENTENCE.format(width, height))
    if not _is_whole(data):
        raise Unreadable(_CUT)
    how = cv2.IMREAD_REDUCED_GRAYSCALE_2 if width * height > _LARGE else cv2.IMREAD_GRAYSCALE
    try:
        picture = cv2.imdecode(np.frombuffer(data, np.uint8), how)
    except cv2.error as error:
        raise Unreadable(_BROKEN) from error
    if picture is None or picture.ndim != 2:
        raise Unreadable(_BROKEN)
    return np.asarray(picture, np.uint8)


def _is_whole(data: bytes) -> bool:
    """Whether the file's end is there: what a decoder makes up for a lost end looks like empty paper."""
    end = b"IEND" if data.startswith(b"\x89PNG") else b"\xff\xd9"
    return end in data[-4096:]


def _png_size(data: bytes) -> tuple[int, int]:
    if len(data) < 24 or data[12:16] != b"IHDR":
        return 0, 0
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """Width and height as the first frame header says; zeros when there is none."""
    at = 2
    while at + 9 < len(data):
        if data[at] != 0xFF:
            return 0, 0
        marker = data[at + 1]
        if marker == 0xFF:  # padding
            at += 1
        elif 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        elif marker in (0x01, *range(0xD0, 0xD8)):  # markers without content
            at += 2
        else:
            at += 2 + max(int.from_bytes(data[at + 2 : at + 4], "big"), 2)
    return 0, 0
