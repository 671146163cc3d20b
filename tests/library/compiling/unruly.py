"""Readers and works that misbehave, as functions that worker processes can import."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence

from redovisa.form.redovisning import Kind, Redovisning
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reading.read import Reader


class UnrulyReader(Reader):
    """Does what the file's first word says, else reads it."""

    def read(self, name: str, data: bytes, apart: str = "") -> list[Redovisning]:
        """Hangs, dies, fails, or asks for more memory than there is."""
        if data.startswith(b"HANG"):
            time.sleep(600)
        if data.startswith(b"DIE"):
            os._exit(11)
        if data.startswith(b"FAIL"):
            raise ZeroDivisionError
        if data.startswith(b"GREEDY"):
            bytearray(100_000_000_000)
        if data.startswith(b"OTHER"):
            return [Redovisning(name, Kind.OTHER, notes=("Något annat.",))]
        return super().read(name, data, apart)

    def read_pages(self, names: Sequence[str], pages: Sequence[bytes]) -> Redovisning:
        """Does what the first page says."""
        self.read(names[0], pages[0].removeprefix(b"OTHER, TOGETHER "))
        return super().read_pages(names, pages)


def unruly_reader() -> Reader:
    """A reader that does as the files tell it."""
    return UnrulyReader(GRANT.form)


def doubling() -> Callable[[int], int]:
    """Doubles numbers; hangs at 13 and dies at 17."""

    def double(number: int) -> int:
        if number == 13:
            time.sleep(600)
        if number == 17:
            os._exit(1)
        return 2 * number

    return double


def never() -> Callable[[int], int]:
    """Cannot start."""
    os._exit(3)
