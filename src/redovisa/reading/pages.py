"""Pictures of one form, a file for each page: put together in the order of their numbers, as their sender meant."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence

_NUMBER = re.compile(r"\d+")


def numbered(names: Sequence[str]) -> list[list[int]]:
    """The files whose names are the same but for their numbers, by index and in the order of the numbers.

    ``sida 1.jpg`` and ``sida 2.jpg`` belong together; a file that is alone in this is left out.
    """
    series: dict[str, list[int]] = {}
    for index, name in enumerate(names):
        if _NUMBER.search(name):
            series.setdefault(_NUMBER.sub("#", name).casefold(), []).append(index)
    return [sorted(alike, key=lambda index: _numbers(names[index])) for alike in series.values() if len(alike) > 1]


def together(pictures: Sequence[bytes]) -> bytes:
    """The pictures, in order, in the bytes of one file of our own making."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for number, picture in enumerate(pictures):
            archive.writestr(f"{number:04}", picture)
    return packed.getvalue()


def apart(packed: bytes) -> list[bytes]:
    """The pictures that ``together`` put into these bytes."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return [archive.read(name) for name in sorted(archive.namelist())]


def _numbers(name: str) -> list[int]:
    return [int(number) for number in _NUMBER.findall(name)]
