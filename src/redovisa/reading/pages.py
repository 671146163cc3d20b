"""Pictures of one form, a file for each page: put together in the order of their numbers, as their sender meant."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from redovisa.reading.bounds import MAX_PICTURED

_NUMBER = re.compile(r"\d+")
_YEAR = range(1990, 2100)
_PAGE = re.compile(r"\.(?:jpe?g|png|pdf)\Z", re.IGNORECASE)
_GAP = "det saknas nummer mellan {} och {}"
_TWICE = "{} och {} har samma nummer"
_MANY = f"de är fler än {MAX_PICTURED}"


class NotOneForm(Exception):
    """Files that are numbered as the pages of one form and are not; the message is a Swedish sentence, or empty."""


@dataclass(frozen=True, slots=True)
class Run:
    """Files in one folder that may be the pages of one form: their indices, in the order of their numbers.

    ``why_not`` is not empty when the numbers tell already that it cannot be known: Swedish, as ``why_apart`` says it.
    """

    files: tuple[int, ...]
    why_not: str = ""


def why_apart(names: Sequence[str], why: str) -> str:
    """The Swedish sentences on why files that are numbered as pages are read one by one."""
    return (
        f"Filerna {names[0]} – {names[-1]} är numrerade som sidor i ett formulär, men {why}. "
        "Lägg varje formulärs sidor i en egen mapp, numrerade i följd, så läses de som ett formulär."
    )


def runs(names: Sequence[str]) -> list[Run]:
    """The files that differ from each other in nothing but one number, by folder; ``names`` are parted by ``/``.

    Only pictures and PDF files, by the ends of their names: what they are is seen when they are opened.
    """
    found: list[Run] = []
    folders: dict[str, list[int]] = {}
    for index, name in enumerate(names):
        if _PAGE.search(name):
            folders.setdefault(name.rpartition("/")[0], []).append(index)
    for inside in folders.values():
        own = [names[index].rpartition("/")[2] for index in inside]
        for alike in numbered(own):
            found += [_run([inside[at] for at in files], counts, names) for files, counts in _counted(alike, own)]
    return found


def _counted(alike: Sequence[int], names: Sequence[str]) -> list[tuple[list[int], list[int]]]:
    """Files whose names have the same words, parted into those with the same numbers but one, and that number of each.

    It is the last that varies and is not the year: ``2023 sida 1`` and ``2024 sida 1`` are pages of two forms.
    """
    rows = {at: _numbers(names[at]) for at in alike}
    columns = list(zip(*rows.values(), strict=True))
    varying = [place for place, column in enumerate(columns) if len(set(column)) > 1]
    counting = [place for place in varying if not all(number in _YEAR for number in columns[place])] or varying
    if not counting:
        return []
    place = counting[-1]
    parted: dict[tuple[int, ...], list[int]] = {}
    for at, numbers in rows.items():
        parted.setdefault((*numbers[:place], *numbers[place + 1 :]), []).append(at)
    return [(files, [rows[at][place] for at in files]) for files in parted.values() if len(files) > 1]


def _run(files: list[int], counts: list[int], names: Sequence[str]) -> Run:
    own = [names[index].rpartition("/")[2] for index in files]
    why = _MANY if len(files) > MAX_PICTURED else ""
    for (one, number), (other, following) in pairwise(zip(own, counts, strict=True)):
        if following != number + 1:
            why = (_TWICE if following == number else _GAP).format(one, other)
    return Run(tuple(files), why and why_apart(own, why))


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
