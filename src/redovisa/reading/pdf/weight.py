"""Weighs the packed parts of a PDF before it is opened: a small file must not unpack to gigabytes."""

from __future__ import annotations

import re
import zlib

#: What one part may unpack to. The words of a full page are some ten thousand bytes, a large font a million.
MAX_PART = 12_000_000
#: What all parts may unpack to together; images are left out, they are not unpacked to read text.
MAX_WHOLE = 60_000_000

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_LENGTH_OF_DICTIONARY = 2_000  # the dictionary before a stream is looked for in so many bytes
_SMALL = 10_000  # deflate packs at most a thousandfold: smaller parts cannot be bombs
_OTHER = re.compile(rb"/(?:LZWDecode|LZW|RunLengthDecode|RL)\b")
_DEFLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")


def is_too_heavy(data: bytes) -> bool:
    """Whether a part of the PDF, or all of them, would unpack to more than any form needs."""
    whole = 0
    for found in _STREAM.finditer(data):
        start = found.end()
        about = _dictionary(data, found.start())
        deflated = len(_DEFLATE.findall(about))
        if b"/Image" in about and deflated < 2:
            continue
        end = data.find(b"endstream", start)
        size = (len(data) if end < 0 else end) - start
        if _OTHER.search(about) and (deflated or size > 200_000):
            return True
        if not deflated or (size < _SMALL and deflated == 1):
            continue
        weight = _unpacked(data[start : start + size], deflated)
        whole += weight
        if weight > MAX_PART or whole > MAX_WHOLE:
            return True
    return False


def _dictionary(data: bytes, end: int) -> bytes:
    """What stands between the object's opening and its stream."""
    before = data[max(end - _LENGTH_OF_DICTIONARY, 0) : end]
    return before[before.rfind(b" obj") + 1 :]


def _unpacked(packed: bytes, times: int) -> int:
    """How many bytes it unpacks to, counted no further than just over MAX_PART; 0 for what cannot be unpacked."""
    for _ in range(min(times, 3)):
        try:
            packed = zlib.decompressobj().decompress(packed, MAX_PART + 1)
        except zlib.error:
            return 0
        if len(packed) > MAX_PART:
            break
    return len(packed)
