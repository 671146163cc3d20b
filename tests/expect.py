"""Writes down what is read of each document under tests/seeds and tests/fixtures, beside it, for a human to read.

Run ``python tests/expect.py`` after a change of the readers, and look at the difference before it is committed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from redovisa.form.record import to_record
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reading.read import Reader

TESTS = Path(__file__).parent
FOLDERS = (TESTS / "seeds",)


def documents() -> list[Path]:
    """Every document whose expected answers lie beside it."""
    return sorted(
        path
        for folder in FOLDERS
        for path in folder.iterdir()
        if path.is_file() and not path.name.endswith(".expected.yaml")
    )


def expected_of(path: Path) -> Path:
    """Where the expected answers of a document lie."""
    return path.with_name(path.name + ".expected.yaml")


def read_now(path: Path) -> list[dict[str, Any]]:
    """What is read of a document today, as plain values."""
    return [to_record(document) for document in Reader(GRANT.form).read_file(path)]


if __name__ == "__main__":
    for path in documents():
        text = yaml.safe_dump(read_now(path), allow_unicode=True, sort_keys=False, width=110)
        expected_of(path).write_text(text, encoding="utf-8")
        print(expected_of(path).name)
