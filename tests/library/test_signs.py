"""What a mutant is: one sign changed, in what runs and nowhere else."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import redovisa
from signs import changes

HOUSE = Path(redovisa.__file__).parent


def said(source: str) -> list[tuple[str, str]]:
    return [(change.was, change.becomes) for change in changes(source)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a < b", [("a < b", "a <= b"), ("a < b", "a >= b")]),
        ("a == b != c", [("a == b != c", "a != b != c"), ("a == b != c", "a == b == c")]),
        ("a - b", [("a - b", "a + b")]),
        ("a += b", [("a += b", "a -= b")]),
        ("a and b", [("a and b", "a or b")]),
        ("not a", [("not a", "a")]),
        ("a + 7", [("a + 7", "a - 7"), ("a + 7", "a + 8"), ("a + 7", "a + 6")]),
        ("f(True)", [("f(True)", "f(False)")]),
        ("if a: b", [("if a", "if not a")]),
        ("b if a else c", [("b if a else c", "b if not a else c")]),
    ],
)
def test_each_sign_is_changed_by_itself(source: str, expected: list[tuple[str, str]]) -> None:
    assert said(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        "def f(a: int | None) -> int | None: ...",
        "Outcome = Fault | Silence | None",
        "if TYPE_CHECKING: import os",
        "@dataclass(frozen=True)\nclass A: ...",
        "zip(a, b, strict=True)",
        "'a' + b",
        '"""Words."""',
    ],
)
def test_what_no_test_can_notice_is_left(source: str) -> None:
    assert said(source) == []


@pytest.mark.parametrize("path", sorted((HOUSE / "checking").glob("s*.py")), ids=lambda path: path.stem)
def test_every_change_of_a_source_is_another_source_that_compiles(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    plain = ast.unparse(ast.parse(source))
    made = list(changes(source))
    assert all(change.source != plain for change in made)
    assert made
    for change in made:
        compile(change.source, path.name, "exec")
    assert len({change.source for change in made}) == len(made)
