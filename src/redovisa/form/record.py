"""A redovisning as one line of JSON, and back: what the commands give each other and what is archived."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from redovisa.form.answer import Answer, Doubt, Value
from redovisa.form.field import Field, FieldType
from redovisa.form.format import plain
from redovisa.form.redovisning import Kind, Redovisning


def to_line(redovisning: Redovisning) -> str:
    """One line of JSON: file, kind, edition, answers, doubts and places, and what else is known of the document."""
    return json.dumps(to_record(redovisning), ensure_ascii=False)


def to_record(redovisning: Redovisning) -> dict[str, Any]:
    """The redovisning as plain values: blank fields are absent; what was read in a picture has a doubt as well."""
    return {
        "file": redovisning.file,
        "kind": redovisning.kind.value,
        "edition": redovisning.edition,
        "year": redovisning.year,
        "county": redovisning.county,
        "municipality": redovisning.municipality,
        "district": redovisning.district,
        "answers": {key: plain(answer.value) for key, answer in redovisning.answers.items()},
        "doubts": [
            {
                "field": doubt.field,
                "why": doubt.why,
                "raw": doubt.raw,
                "candidates": [plain(candidate) for candidate in doubt.candidates],
                "place": doubt.place,
            }
            for doubt in redovisning.doubts
        ],
        "places": {key: answer.place for key, answer in redovisning.answers.items() if answer.place},
        "notes": list(redovisning.notes),
    }


def from_record(record: Mapping[str, Any], fields: Mapping[str, Field]) -> Redovisning:
    """The redovisning that a record holds; answers to unknown fields raise ValueError with the field's name."""
    places = record.get("places", {})
    answers = {
        key: Answer(key, _typed(value, key, fields), str(value), places.get(key, ""))
        for key, value in record.get("answers", {}).items()
    }
    doubts = tuple(
        Doubt(
            doubt["field"],
            doubt["why"],
            doubt.get("raw", ""),
            tuple(_typed(candidate, doubt["field"], fields) for candidate in doubt.get("candidates", ())),
            doubt.get("place", ""),
        )
        for doubt in record.get("doubts", ())
    )
    return Redovisning(
        file=record.get("file", ""),
        kind=Kind(record.get("kind", Kind.REDOVISNING)),
        edition=record.get("edition"),
        year=record.get("year") or record.get("answers", {}).get("report.year"),
        answers=answers,
        doubts=doubts,
        county=record.get("county", ""),
        municipality=record.get("municipality", ""),
        district=record.get("district", ""),
        notes=tuple(record.get("notes", ())),
    )


def _typed(value: Any, key: str, fields: Mapping[str, Field]) -> Value:
    field = fields.get(key)
    if field is None:
        raise ValueError(f"Fältet {key} finns inte i formuläret.")
    if field.type is FieldType.DATE and isinstance(value, str):
        return date.fromisoformat(value)
    if field.type is FieldType.DECIMAL and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, int | float | bool | str):
        raise ValueError(f"Fältet {key} har ett värde som inte går att använda: {value!r}.")
    return value
