"""The form's pages are made from the edition: every field has its room once, and what is written is read back."""

from __future__ import annotations

import pytest

from redovisa.form.field import FieldType
from redovisa.form.parse import parse
from redovisa.personligt_ombud.grant import GRANT
from redovisa.synthetic.invent import as_read, invent
from redovisa_service.cases import draft
from redovisa_service.pages.layout import Grid, sections

EDITIONS = sorted(GRANT.form.editions)


@pytest.mark.parametrize("year", EDITIONS)
def test_every_field_that_is_asked_has_its_room_on_one_page(year: int) -> None:
    pages = sections(draft.edition(year), GRANT.form.fields, draft.asked(year))
    keys = [key for page in pages for key in page.keys]
    assert len(keys) == len(set(keys))
    # The year is known from the campaign.
    assert set(keys) == draft.asked(year) - {"report.year"}


@pytest.mark.parametrize("year", EDITIONS)
def test_each_room_in_a_table_is_named_in_full_and_apart(year: int) -> None:
    for page in sections(draft.edition(year), GRANT.form.fields, draft.asked(year)):
        ids = [room.html_id for room in page.rooms()]
        for part in page.parts:
            if isinstance(part, Grid):
                names = {(room.name, room.options) for line in part.lines for room in line.rooms if room}
                assert len(names) == sum(room is not None for line in part.lines for room in line.rooms)
        assert not any(sign in html_id for html_id in ids for sign in ".+ ")


@pytest.mark.parametrize("year", EDITIONS)
def test_every_choice_on_a_page_is_one_that_the_parser_knows(year: int) -> None:
    fields = GRANT.form.fields
    for page in sections(draft.edition(year), fields, draft.asked(year)):
        for room in page.rooms():
            for value, _ in room.options:
                assert draft.as_typed(fields[room.key], parse(fields[room.key], value)) == value  # type: ignore[arg-type]  # what was typed is a value


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("year", EDITIONS)
def test_what_is_typed_for_a_value_means_the_value(year: int, seed: int) -> None:
    answers = as_read(invent(GRANT.form, year, "0117", seed))
    for key, value in answers.items():
        assert parse(GRANT.form.fields[key], draft.as_typed(GRANT.form.fields[key], value)) == value, key


def test_one_municipality_is_no_mark() -> None:
    field = next(field for field in GRANT.form.fields.values() if field.type is FieldType.MARK_OR_COUNT)
    assert parse(field, draft.as_typed(field, 1)) == 1
    assert parse(field, draft.as_typed(field, 1)) is not True
    assert parse(field, draft.as_typed(field, True)) is True
