"""Answers that can be told from each other: one of their own for every room of an edition, for tests of readers."""

from __future__ import annotations

import random

from redovisa.form.edition import Edition, Option, Row, Table


def told_apart(edition: Edition, seed: int = 0, blank: float = 0.2) -> dict[str, str]:
    """Typed texts as write_word takes them: numbers in tables and words elsewhere, all different; some rooms blank.

    A row that is marked has one mark; ``blank`` is the share of rooms left blank.
    """
    chance = random.Random(seed)
    typed: dict[str, str] = {}
    numbers = iter(chance.sample(range(1000, 9999), 500))
    rooms: dict[str, list[str]] = {}
    for block in edition.blocks:
        if isinstance(block, Table):
            for row in block.rows:
                for key, column in zip(row.fields, block.columns, strict=True) if isinstance(row, Row) else ():
                    if key and column.means:
                        rooms.setdefault(key, []).append(f"{key}={column.means}")
                    elif key:
                        typed[key] = str(next(numbers))
        elif isinstance(block, Option):
            rooms.setdefault(block.field, []).append(f"{block.field}={block.means}" if block.means else block.field)
    typed |= {chance.choice(choices): chance.choice(["x", "X", "ja", "1"]) for choices in rooms.values()}
    for key in tuple(edition.asked):
        if key not in typed and key not in rooms:
            lines = [f"Svar {next(numbers)} om saken"] * (3 if chance.random() < 0.2 else 1)
            typed[key] = "\n".join(lines)
    return {key: words for key, words in typed.items() if chance.random() >= blank}
