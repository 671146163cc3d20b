"""Whatever is written in a cell by us is read back as the same value, for every type of field; and nothing crashes."""

from __future__ import annotations

import string
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from redovisa.form.answer import Value
from redovisa.form.field import Field, FieldType
from redovisa.form.format import plain, written
from redovisa.form.parse import Unclear, folded, is_blank, parse
from redovisa.personligt_ombud.grant import GRANT

_LETTERS = string.ascii_letters + "åäöÅÄÖ.,;:!()/-"
_WORDS = st.lists(st.text(_LETTERS, min_size=1, max_size=12), min_size=1, max_size=20).map(" ".join)
_VALUES: dict[FieldType, st.SearchStrategy[Value]] = {
    FieldType.YEAR: st.integers(1990, 2099),
    FieldType.TEXT: _WORDS.filter(lambda text: not is_blank(text)),
    FieldType.POSTAL_CODE: st.from_regex(r"[1-9]\d{2} ?\d{2}", fullmatch=True).filter(str.isascii),
    FieldType.PHONE: st.from_regex(r"0\d{1,3}-\d{2,3} \d{2} \d{2}", fullmatch=True).filter(str.isascii),
    FieldType.EMAIL: st.from_regex(r"[a-z]{1,9}\.[a-z]{1,9}@[a-z]{2,12}\.se", fullmatch=True),
    FieldType.DECIMAL: st.integers(0, 99_999).map(lambda hundredths: hundredths / 100),
    FieldType.COUNT: st.integers(0, 99_999),
    FieldType.MONEY: st.integers(0, 999_999_999),
    FieldType.YES_NO: st.booleans(),
    FieldType.MARK: st.just(True),
    FieldType.MARK_OR_COUNT: st.one_of(st.just(True), st.integers(2, 290)),
    FieldType.DATE: st.dates(date(2000, 1, 1), date(2098, 12, 31)),
}


@given(st.data())
def test_parse_of_written_is_the_value(data: st.DataObject) -> None:
    field = data.draw(st.sampled_from(list(GRANT.form.fields.values())))
    if field.type is FieldType.CHOICE:
        value: Value = data.draw(st.sampled_from(field.choices))
    else:
        value = data.draw(_VALUES[field.type])
    text = written(field, value)
    expected = folded(value) if isinstance(value, str) else value
    read = parse(field, text)
    assert read == expected, (field.key, text)
    assert type(read) is type(expected)
    assert plain(value) is not None


@given(st.sampled_from(list(GRANT.form.fields.values())), st.text(max_size=60))
def test_any_text_is_a_value_a_blank_or_a_question(field: Field, text: str) -> None:
    read = parse(field, text)
    if isinstance(read, Unclear):
        assert read.why
    elif read is not None and field.type in (FieldType.COUNT, FieldType.MONEY):
        assert isinstance(read, int)
        assert read >= 0


@given(st.sampled_from(["x", "X", "xx", "1", "JA", "☒", "✓"]), st.text(" \u00a0\u2002\n\t", max_size=8))
def test_white_space_around_a_mark_means_nothing(mark: str, space: str) -> None:
    field = Field("a.mark", "", FieldType.MARK, "")
    assert parse(field, space + mark + space) is True


@given(st.text(" \u00a0\u2002\u2003\n\t☐_.…", max_size=40))
def test_blanks_boxes_and_lines_to_write_on_are_no_answer(text: str) -> None:
    for field in GRANT.form.fields.values():
        assert parse(field, text) is None
