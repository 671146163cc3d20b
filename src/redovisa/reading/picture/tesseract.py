"""The door to the program tesseract: many small pictures in one call, each back as words with their certainty."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import cv2

from redovisa.reading.picture.absent import PROGRAM, NotInstalled
from redovisa.reading.picture.straight import Grey
from redovisa.reading.source import Unreadable

#: Reading a page takes seconds; one that takes far longer is no page of a form.
SECONDS = 90

SLOW = "Bilden är för svår att läsa på rimlig tid. Formuläret behövs som Word-fil eller som en skarpare bild."
FAILED = "Programmet tesseract kunde inte läsa bilden. Formuläret behövs som Word-fil eller som en ny bild."


@dataclass(frozen=True, slots=True)
class Read:
    """A word read in a picture: ``sure`` from 0 to 100, and its extent in the picture's pixels."""

    text: str
    sure: float
    left: int
    top: int
    width: int
    height: int
    line: tuple[int, int, int] = (0, 0, 0)  # block, paragraph and line in the picture


def read_lines(
    pictures: Sequence[Grey], signs: str = "", several: bool = False, language: str = "swe"
) -> list[list[Read]]:
    """The words of each picture, which holds one line (or ``several``); with ``signs`` only these can be read.

    Raises Unreadable when the program or its Swedish data are missing, or when it takes too long.
    """
    if not pictures:
        return []
    program = _program()
    with TemporaryDirectory(prefix="redovisa-") as folder:
        paths = [Path(folder, f"{number}.pgm") for number in range(len(pictures))]
        for path, picture in zip(paths, pictures, strict=True):
            path.write_bytes(cv2.imencode(".pgm", picture)[1].tobytes())
        listed = Path(folder, "list.txt")
        listed.write_text("".join(f"{path}\n" for path in paths))
        command = [program, str(listed), "stdout", "-l", language, "--oem", "1", "--dpi", "300"]
        command += ["--psm", "6" if several else "7", "-c", "tessedit_create_tsv=1"]
        if signs:
            command += ["-c", f"tessedit_char_whitelist={signs}"]
        return _words(_run(command, folder), len(pictures))


def languages() -> frozenset[str]:
    """The languages whose data tesseract has, by its own names (``swe``, ``eng``); empty when it is not installed."""
    program = shutil.which("tesseract")
    return _languages(program) if program else frozenset()


def _program() -> str:
    """Where tesseract is; raises Unreadable when it or its Swedish data are not installed."""
    program = shutil.which("tesseract")
    if program is None or "swe" not in _languages(program):
        raise NotInstalled(PROGRAM)
    return program


@cache
def _languages(program: str) -> frozenset[str]:
    known = subprocess.run(  # noqa: S603 - a fixed command
        [program, "--list-langs"], capture_output=True, text=True, timeout=SECONDS, check=False
    )
    return frozenset((known.stdout + known.stderr).split())


def _run(command: Sequence[str], folder: str) -> str:
    # More threads make small pictures slower, not faster.
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C"}
    try:
        done = subprocess.run(  # noqa: S603 - no shell; nothing of the document stands in the command
            command, cwd=folder, env=environment, capture_output=True, timeout=SECONDS, check=True
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(SLOW) from error
    except (OSError, subprocess.CalledProcessError) as error:
        raise Unreadable(FAILED) from error
    return done.stdout.decode("utf-8", errors="replace")


def _words(table: str, pictures: int) -> list[list[Read]]:
    """The rows of tesseract's table: level, page, block, paragraph, line, word, extent, certainty and text."""
    found: list[list[Read]] = [[] for _ in range(pictures)]
    for row in table.splitlines():
        cells = row.split("\t")
        if len(cells) == 12 and cells[0] == "5" and cells[11].strip():
            page, block, paragraph, line, _, left, top, width, height = (int(cell) for cell in cells[1:10])
            read = Read(cells[11].strip(), float(cells[10]), left, top, width, height, (block, paragraph, line))
            found[page - 1].append(read)
    return found
