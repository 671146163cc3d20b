"""Whatever is answered, the written form reads back as the same answers: every field, Word, PDF and PDF to fill in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from redovisa.form.answer import Value
from redovisa.form.edition import Edition
from redovisa.form.field import Field, FieldType
from redovisa.form.format import written
from redovisa.form.parse import folded, parse
from redovisa.personligt_ombud.grant import GRANT
from redovisa.places.register import municipalities
from redovisa.reading.read import Reader
from redovisa.writing.document import Document
from redovisa.writing.docx import write_docx
from redovisa.writing.form import FormWriter
from redovisa.writing.pdf import write_pdf
from redovisa.writing.pdf_fields import write_fillable

FIELDS = GRANT.form.fields
WRITERS: Mapping[str, Callable[[Document], bytes]] = {
    "docx": write_docx,
    "pdf": write_pdf,
    "fillable": write_fillable,
}
_LETTERS = "abcdefghijklmnopqrstuvwxyzåäöéüABCDEFGHIJKLMNOPRSTUVÅÄÖ"
_WORD = st.text(_LETTERS + "0123456789", min_size=1, max_size=14)
_SIGN = st.sampled_from(
    [" ", " ", " ", " ", ", ", ". ", " – ", " (", ") ", ": ", "; ", "/", "-", " & ", " ”", "” ", "? "]
)


@st.composite
def words(draw: st.DrawFn, most: int = 40) -> str:
    """Words with signs between them, as in no label."""
    count = draw(st.integers(1, most))
    parts = [draw(_WORD)]
    for _ in range(count - 1):
        parts += [draw(_SIGN), draw(_WORD)]
    return folded("".join(parts))


_NAME = st.text(_LETTERS.lower(), min_size=1, max_size=20)
_VALUES: Mapping[FieldType, st.SearchStrategy[Value]] = {
    FieldType.TEXT: words(),
    FieldType.POSTAL_CODE: st.integers(10000, 98499).map(lambda code: f"{code // 100} {code % 100:02}"),
    FieldType.PHONE: st.integers(100000, 999999999).map(lambda number: f"0{number % 900 + 8}-{number}"),
    FieldType.EMAIL: st.builds("{}.{}@{}.se".format, _NAME, _NAME, _NAME),
    FieldType.COUNT: st.integers(0, 99999),
    FieldType.MONEY: st.integers(0, 99_999_999),
    FieldType.DECIMAL: st.integers(0, 9999).map(lambda hundredths: hundredths / 100),
    FieldType.YES_NO: st.booleans(),
    FieldType.MARK: st.just(True),  # a box that is not ticked is not answered
    FieldType.MARK_OR_COUNT: st.one_of(st.just(True), st.integers(0, 290)),
    FieldType.DATE: st.dates(date(1990, 1, 1), date(2099, 12, 31)),
}


def values(field: Field) -> st.SearchStrategy[Value]:
    """Values that the field may hold and that writing must keep."""
    if field.key == "contact.municipality":
        return st.sampled_from([place.full_name for place in municipalities().values() if place.valid_to is None])
    if field.choices:
        return st.sampled_from(field.choices)
    if field.type is FieldType.TEXT and (field.person or field.key.startswith("contact.")):
        return words(3)
    return _VALUES[field.type]


@st.composite
def answers(draw: st.DrawFn, edition: Edition) -> dict[str, Value]:
    """Answers to any of the edition's fields."""
    # A form with many answers and hardly a tick is asked about: its ticks may have been lost.
    ticks = [key for key in edition.asked if FIELDS[key].type is FieldType.YES_NO][:3]
    chosen = draw(st.sets(st.sampled_from(edition.asked[1:]))).union(ticks)
    found: dict[str, Value] = {"report.year": edition.year}
    for key in edition.asked:
        if key in chosen:
            value = draw(values(FIELDS[key]))
            if parse(FIELDS[key], written(FIELDS[key], value)) == value:
                found[key] = value
    return found


@cache
def reader() -> Reader:
    return Reader(GRANT.form)


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("year", sorted(GRANT.form.editions))
def test_what_is_written_reads_back(kind: str, year: int) -> None:
    edition = GRANT.form.editions[year]

    @settings(max_examples=8, phases=[Phase.generate], deadline=None, suppress_health_check=list(HealthCheck))
    @given(answers(edition))
    def reads_back(given_answers: dict[str, Value]) -> None:
        document = FormWriter(edition, FIELDS, given_answers).document(edition.heads[0].lines, date(2024, 1, 5))
        [back] = reader().read(f"form.{kind}", WRITERS[kind](document))
        assert back.doubts == ()
        assert back.values() == given_answers
        assert back.edition == edition.year

    reads_back()


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("year", sorted(GRANT.form.editions))
@pytest.mark.parametrize("answered", ["all", "even", "odd"])
def test_each_field_reads_back_beside_blanks_and_beside_answers(kind: str, year: int, answered: str) -> None:
    edition = GRANT.form.editions[year]
    plain: dict[FieldType, Value] = {
        FieldType.TEXT: "Samverkan kring zz",
        FieldType.POSTAL_CODE: "701 86",
        FieldType.PHONE: "010-224 80 00",
        FieldType.EMAIL: "ombud@exempel.se",
        FieldType.COUNT: 7,
        FieldType.MONEY: 394873,
        FieldType.DECIMAL: 2.25,
        FieldType.YES_NO: False,
        FieldType.MARK: True,
        FieldType.MARK_OR_COUNT: 1,
        FieldType.DATE: date(2024, 1, 12),
    }
    chosen = edition.asked[1:][{"all": slice(None), "even": slice(0, None, 2), "odd": slice(1, None, 2)}[answered]]
    given_answers: dict[str, Value] = {"report.year": year}
    for key in chosen:
        field = FIELDS[key]
        given_answers[key] = field.choices[-1] if field.choices else plain[field.type]
    if "contact.municipality" in given_answers:
        given_answers["contact.municipality"] = "Örebro kommun"
    document = FormWriter(edition, FIELDS, given_answers).document((), date(2024, 1, 5))
    [back] = reader().read(f"form.{kind}", WRITERS[kind](document))
    assert back.doubts == ()
    assert back.values() == given_answers


@pytest.mark.parametrize("year", sorted(GRANT.form.editions))
def test_words_longer_than_their_column_read_back_whole(year: int) -> None:
    edition = GRANT.form.editions[year]
    long_word = st.lists(_WORD, min_size=4, max_size=9).map("/".join)
    sentence = st.tuples(_WORD, long_word, _WORD).map(" ".join).map(folded)
    texts = [key for key in edition.asked[1:] if FIELDS[key].type is FieldType.TEXT and not FIELDS[key].choices]
    texts.remove("contact.municipality")
    ticked = {"training.offered": True, "supervision.offered": True, "steering_group.authorities.municipality": True}

    @settings(max_examples=6, phases=[Phase.generate], deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.fixed_dictionaries(dict.fromkeys(texts, sentence)))
    def reads_back(said: dict[str, str]) -> None:
        document = FormWriter(edition, FIELDS, ticked | said).document(edition.heads[0].lines, date(2024, 1, 5))
        [back] = reader().read("form.pdf", write_pdf(document))
        assert not said.keys() & {doubt.field for doubt in back.doubts}
        assert {key: back.value(key) for key in said} == said

    reads_back()
