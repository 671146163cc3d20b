"""Texts that hold more than was asked for: each is a question with what it may mean, never the first thing found."""

from __future__ import annotations

import pytest

from redovisa.form.field import Field, FieldType
from redovisa.form.parse import Unclear, parse


def candidates(kind: FieldType, text: str) -> tuple[object, ...]:
    """What a text may mean; fails when it was taken to mean one thing."""
    parsed = parse(Field("key", "", kind, ""), text)
    assert isinstance(parsed, Unclear), parsed
    return parsed.candidates


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (FieldType.COUNT, "17 104", (17104, 17, 104)),
        (FieldType.COUNT, "17/10", (17, 10)),
        (FieldType.MONEY, "3,00", (3,)),
        (FieldType.MARK_OR_COUNT, "x 2", (True, 2)),
        (FieldType.PHONE, "Omsorgsnämnden 08-465 004 30", ("Omsorgsnämnden 08-465 004 30", "08-465 004 30")),
        (FieldType.EMAIL, "Anna anna@kommun.example", ("Annaanna@kommun.example", "anna@kommun.example")),
        (FieldType.EMAIL, "anna@kommun.example (Anna)", ("anna@kommun.example",)),
    ],
)
def test_more_than_was_asked_for_is_asked_about(kind: FieldType, text: str, expected: tuple[object, ...]) -> None:
    assert candidates(kind, text) == expected


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (FieldType.COUNT, "1 184", 1184),
        (FieldType.MONEY, "0,00", 0),
        (FieldType.MONEY, "402 638,00", 402638),
        (FieldType.MARK_OR_COUNT, "1 kommun", 1),
        (FieldType.PHONE, "vx 0322-600 00 ankn 12", "vx 0322-600 00 ankn 12"),
        (FieldType.EMAIL, "a.b@c.example, d@e.example", "a.b@c.example, d@e.example"),
    ],
)
def test_what_is_one_answer_is_no_question(kind: FieldType, text: str, expected: object) -> None:
    assert parse(Field("key", "", kind, ""), text) == expected
