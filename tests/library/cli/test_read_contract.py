"""Every line of ``redovisa read --json`` keeps to the contract: the list of fields says what each answer may be."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from lookalikes.forms import filled
from lookalikes.pdf import LOOKS, filled_pdf
from lookalikes.text import MANNERS, write_text
from lookalikes.word import MANNERS as WORD
from lookalikes.word import write_word
from redovisa.cli.main import main
from redovisa.personligt_ombud.grant import GRANT

TESTS = Path(__file__).parents[2]
SEEDS = sorted((TESTS / "seeds").glob("*.txt"))
FIELDS = TESTS / "library" / "form" / "fields.csv"
WHOLE = {"type": "integer", "minimum": 0}
#: White space is folded, and an answer is never blank.
WORDS = {"type": "string", "pattern": r"^\S+( \S+)*$"}


def of_type(said: str) -> dict[str, Any]:
    """The schema of an answer, by the type in the list of fields."""
    if said.startswith("choice"):
        return {"enum": said.removeprefix("choice").strip().split("|")}
    simple: dict[str, dict[str, Any]] = {
        "year": {"type": "integer", "minimum": 1990, "maximum": 2099},
        "count": WHOLE,
        "money": WHOLE,
        "decimal": {"type": "number", "minimum": 0},
        "yes_no": {"type": "boolean"},
        "mark": {"type": "boolean"},
        "mark or count": {"anyOf": [{"const": True}, WHOLE]},
        "date": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
    }
    simple |= dict.fromkeys(("text", "text (days per municipality)", "email", "phone", "postal_code"), WORDS)
    return simple[said]


def schema() -> dict[str, Any]:
    """The schema of a line."""
    with FIELDS.open(encoding="utf-8") as lines:
        answers = {row["id"]: of_type(row["type"]) for row in csv.DictReader(lines)}
    keys = {"enum": list(answers)}
    text = {"type": "string"}
    doubt = {
        "type": "object",
        "required": ["field", "why", "raw", "candidates", "place"],
        "properties": {
            "field": keys,
            "why": {**text, "minLength": 10},
            "raw": text,
            "candidates": {"type": "array", "items": {"type": ["string", "number", "boolean"]}, "uniqueItems": True},
            "place": text,
        },
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "required": ["file", "kind", "edition", "answers", "doubts", "places"],
        "properties": {
            "file": text,
            "kind": {"enum": ["redovisning", "blank", "other", "unreadable"]},
            "edition": {"enum": [2020, 2023, None]},
            "answers": {"type": "object", "properties": answers, "additionalProperties": False},
            "doubts": {"type": "array", "items": doubt},
            "places": {"type": "object", "propertyNames": keys, "additionalProperties": text},
        },
    }


def lines(files: list[Path], capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """What the command prints, a document a line, each held against the schema."""
    main(["read", "--json", *map(str, files)])
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    validator = Draft202012Validator(schema())
    for one in said:
        assert [f"{error.json_path}: {error.message}" for error in validator.iter_errors(one)] == []
        assert not set(one["answers"]) & {doubt["field"] for doubt in one["doubts"] if not doubt["candidates"]}
    return said


def test_the_seeds_keep_to_it(capsys: pytest.CaptureFixture[str]) -> None:
    said = lines(SEEDS, capsys)
    assert [one["kind"] for one in said] == ["blank", "redovisning", "redovisning", "other", "redovisning"]


def test_what_cannot_be_read_keeps_to_it(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "tom.docx").write_bytes(b"")
    (tmp_path / "trasig.pdf").write_bytes(b"%PDF-1.7 nothing")
    said = lines([tmp_path / "tom.docx", tmp_path / "trasig.pdf", tmp_path / "finns inte.docx"], capsys)
    assert [(one["kind"], one["answers"], one["doubts"]) for one in said] == [("unreadable", {}, [])] * 3


def test_forms_of_every_kind_keep_to_it(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    files: list[Path] = []
    for form in filled(GRANT.form, 6, 40):
        typed = {key: said.replace("✓", "X") for key, said in form.typed.items()}
        word = list(WORD.values())[form.seed % len(WORD)]
        look = LOOKS[sorted(LOOKS)[form.seed % len(LOOKS)]]
        manner = sorted(MANNERS)[form.seed % len(MANNERS)]
        for ending, data in (
            ("docx", write_word(form.edition, form.typed, word, form.seed)),
            ("pdf", filled_pdf(form.edition, typed, look)),
            ("txt", write_text(form.edition, form.typed, manner)),
        ):
            files.append(tmp_path / f"{form.seed}.{ending}")
            files[-1].write_bytes(data)
    assert {one["kind"] for one in lines(files, capsys)} == {"redovisning"}
