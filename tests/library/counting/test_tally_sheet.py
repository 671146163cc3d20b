"""Counting a year: the rules in examples, what may not stand in a tally, and sheets that people have edited."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook

from redovisa.counting.count import Counted, count
from redovisa.counting.mark import Mark
from redovisa.counting.person import Year
from redovisa.counting.read import is_tally, read_tally
from redovisa.counting.refusal import CannotCount
from redovisa.counting.sheet import sheet
from redovisa.personligt_ombud.grant import GRANT

YEAR = Year(2023)
HEADS = 4


def mark(code: str, **known: Any) -> Mark:
    """A woman of 18–29, carried over, without children, unless said otherwise."""
    told = {"sex": "women", "band": "18-29", "start": date(2022, 5, 1), "has_children": False, "row": 5}
    return Mark(code, **(told | known))


def new(code: str, **known: Any) -> Mark:
    return mark(code, **({"start": date(2023, 3, 1)} | known))


def counted(*marks: Mark) -> Counted:
    return count(marks, GRANT.tally, YEAR)


def value(result: Counted, key: str) -> int | tuple[Any, ...]:
    """The number, or the candidates of its doubt."""
    if key in result.numbers:
        return result.numbers[key].value
    return next(doubt.candidates for doubt in result.doubts if doubt.field == key)


def test_the_same_code_is_one_person_who_came_back() -> None:
    result = counted(new("B2C3", end=date(2023, 4, 1)), new("B2C3", start=date(2023, 9, 1)))
    assert [value(result, f"clients.{group}.women") for group in ("total", "new", "closed")] == [1, 1, 0]
    assert result.numbers["clients.total.women"].rows == 2
    assert [rule.code for rule in result.numbers["clients.new.women"].rules] == ["RAK-01", "RAK-03"]


def test_who_was_carried_over_and_comes_back_is_not_new() -> None:
    result = counted(mark("B2C3", end=date(2023, 4, 1)), new("B2C3", end=date(2023, 12, 31)))
    assert [value(result, f"clients.{group}.women") for group in ("total", "new", "closed")] == [1, 0, 1]


def test_reasons_are_counted_for_new_clients_and_once_for_each() -> None:
    result = counted(
        new("B2C3", reasons=frozenset({"economy", "housing"}), end=date(2023, 4, 1)),
        new("B2C3", reasons=frozenset({"economy"}), start=date(2023, 9, 1)),
        mark("D4F6", reasons=frozenset({"economy"})),
    )
    assert [value(result, f"contact_reasons.{reason}.women") for reason in ("economy", "housing")] == [1, 1]


@pytest.mark.parametrize(("born", "band"), [(2005, "18-29"), (1994, "18-29"), (1993, "30-49"), (1958, "65+")])
def test_age_is_that_of_the_last_day_of_the_year(born: int, band: str) -> None:
    result = counted(mark("B2C3", band=None, birth_year=born))
    assert value(result, f"clients.total.women.{band}") == 1
    assert not result.doubts


def test_on_another_day_a_birth_year_may_be_of_two_bands() -> None:
    result = count([mark("B2C3", band=None, birth_year=1993)], GRANT.tally, Year(2023, (7, 1)))
    assert {doubt.field for doubt in result.doubts} == {"clients.total.women.18-29", "clients.total.women.30-49"}


@pytest.mark.parametrize(
    ("marks", "key", "candidates"),
    [
        ((mark("B2C3", sex=None), mark("D4F6")), "clients.total.women", (1, 2)),
        ((mark("B2C3"), mark("B2C3", sex="men")), "clients.total.men", (0, 1)),
        ((mark("B2C3", band="65+", birth_year=1990),), "clients.total.women.65+", (0, 1)),
        ((mark("B2C3", is_new=True),), "clients.new.women", (0, 1)),  # but it began the year before
        ((mark("B2C3", start=None),), "clients.new.women", (0, 1)),
        ((mark("B2C3", has_children=None),), "clients.with_children.women", (0, 1)),
        ((mark(""),), "clients.total.women", (0, 1)),
        ((mark("B2C3", band=None, birth_year=2010),), "clients.total.women.18-29", (0, 1)),  # too young for any
        ((new("B2C3", end=date(2023, 2, 1)),), "clients.closed.women", (0, 1)),  # ended before it began
        ((new("B2C3", end=date(2013, 4, 1)),), "clients.closed.women", (0, 1)),  # the same, by a slip in the year
    ],
)
def test_what_is_not_known_is_a_doubt_and_never_a_guess(
    marks: tuple[Mark, ...], key: str, candidates: tuple[int, ...]
) -> None:
    result = counted(*marks)
    assert key not in result.numbers
    assert value(result, key) == candidates


def test_other_years_are_left_out_and_told_of() -> None:
    result = counted(mark("B2C3"), mark("D4F6", end=date(2022, 12, 31)), mark("F6G7", start=date(2024, 1, 1)))
    assert value(result, "clients.total.women") == 1
    assert result.notes == ("2 rader gäller inte 2023 och är inte medräknade.",)
    with pytest.raises(CannotCount, match="Ingen rad i räknebladet gäller 2023"):
        counted(mark("D4F6", end=date(2022, 12, 31)))


def test_every_counted_field_is_one_of_the_form_and_none_is_forgotten() -> None:
    asked = {key for key in GRANT.form.fields if key.startswith(("clients.", "contact_reasons."))}
    assert set(counted(mark("B2C3")).numbers) == asked - {"contact_reasons.other.text"}


def edited(data: bytes, change: Any) -> bytes:
    """The sheet after a person has been there."""
    book = load_workbook(io.BytesIO(data))
    change(book["Räkneblad"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


MARKS = (new("B2C3", reasons=frozenset({"economy"})), mark("D4F6", sex="men", end=date(2023, 6, 30)))
FILLED = sheet(GRANT.tally, 2023, ["F6G7"], MARKS)


def read(change: Any, data: bytes = FILLED) -> Any:
    return read_tally(edited(data, change), GRANT.tally)


def numbers(tally: Any) -> dict[str, int]:
    return {key: one.value for key, one in count(tally.marks, GRANT.tally, YEAR).numbers.items()}


def moved(page: Any) -> None:
    """Empty rows above and between, and the column of sex moved to the far right."""
    for row in range(HEADS, HEADS + 4):
        page.cell(row, 30).value, page.cell(row, 2).value = page.cell(row, 2).value, None
    page.insert_rows(HEADS + 2, 3)
    page.insert_rows(2, 2)


def in_words(page: Any) -> None:
    """Days and ticks as people type them."""
    page.cell(5, 6).value = "2023-03-01"
    page.cell(6, 7).value = "30/6 2023"
    page.cell(5, 9).value = "X"
    page.cell(5, 2).value = " kvinna "
    page.cell(6, 2).value = "M"


@pytest.mark.parametrize("change", [moved, in_words, lambda page: None])
def test_a_sheet_that_people_have_edited_is_read_the_same(change: Any) -> None:
    tally = read(change)
    assert tally.year == 2023
    assert numbers(tally) == numbers(read_tally(FILLED, GRANT.tally))
    assert numbers(tally)["clients.new.women"] == numbers(tally)["clients.closed.men"] == 1


def set_cell(row: int, column: int, what: object) -> Any:
    def change(page: Any) -> None:
        page.cell(row, column).value = what

    return change


@pytest.mark.parametrize(
    ("column", "what"),
    [
        (1, "Anna"),
        (1, "Bo"),
        (1, "19850312-1234"),
        (1, 8503121234),
        (2, "Anna Svensson"),
        (3, "850312-1234"),
        (4, 19850312),
        (4, date(1985, 3, 12)),
        (6, "Fatima"),
        (9, "slåss med kommunen"),
        (20, "Ring 070-123 45 67"),
        (20, "orolig"),
        (20, 701234567),
    ],
)
def test_what_may_point_somebody_out_is_refused_by_its_cell_and_never_repeated(column: int, what: object) -> None:
    with pytest.raises(CannotCount) as refused:
        read(set_cell(5, column, what))
    assert f"{chr(64 + column)}5 " in str(refused.value)
    assert str(what) not in str(refused.value)


@pytest.mark.parametrize(
    ("column", "what", "key"),
    [
        (2, "Kvina", "clients.total.women"),
        (2, 7, "clients.total.women"),
        (3, "okänt", "clients.total.women.18-29"),
        (7, "?", "clients.closed.women"),
        (7, 3.5, "clients.closed.women"),
        (8, "vet ej", "clients.with_children.women"),
        (9, "?", "contact_reasons.economy.women"),
    ],
)
def test_what_is_misspelt_or_of_the_wrong_kind_is_a_doubt(column: int, what: object, key: str) -> None:
    result = count(read(set_cell(5, column, what)).marks, GRANT.tally, YEAR)
    assert key in {doubt.field for doubt in result.doubts}


def without(heading: int) -> Any:
    return lambda page: page.delete_cols(heading)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (without(2), "Kolumnen Kön saknas"),
        (without(7), "Kolumnen Avslutades saknas"),
        (set_cell(HEADS, 20, "Kön"), "Kolumnen Kön finns två gånger"),
        (set_cell(1, 1, "Vårt blad"), "vilket år"),
        (lambda page: page.delete_rows(5, 2), "Räknebladet är tomt"),
        (lambda page: page.delete_rows(HEADS), "inget räkneblad"),
    ],
)
def test_a_sheet_that_cannot_be_counted_says_why(change: Any, words: str) -> None:
    with pytest.raises(CannotCount, match=words):
        read(change)


def test_a_lost_column_of_reasons_is_unknown_and_not_zero() -> None:
    tally = read(without(9))
    assert "Ekonomi" in tally.notes[0]
    assert "contact_reasons.economy.women" not in numbers(tally)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"\x00\x01\x02", FILLED[: len(FILLED) // 2]])
def test_a_file_that_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(CannotCount):
        is_tally(data, GRANT.tally)


def test_equal_input_gives_equal_bytes_and_no_row_is_prefilled() -> None:
    assert sheet(GRANT.tally, 2023, ["F6G7"], MARKS) == FILLED
    with pytest.raises(CannotCount, match="tomt"):
        read_tally(sheet(GRANT.tally, 2023, ["F6G7", "H7J8"]), GRANT.tally)


@pytest.mark.parametrize("between", [";", "\t", ","])
@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_tally_saved_as_text_is_the_same_tally(between: str, coding: str) -> None:
    data = as_text(FILLED, between).encode(coding)
    assert is_tally(data, GRANT.tally)
    assert counted_numbers(data) == counted_numbers(FILLED)
    assert any(counted_numbers(data).values())


def test_a_name_in_a_text_is_refused_by_its_cell_and_other_text_is_no_tally() -> None:
    lines = as_text(FILLED, ";").splitlines()
    with pytest.raises(CannotCount, match="cell B5") as why:
        read_tally(
            "\n".join([*lines[:4], lines[4].replace(";Kvinna;", ";Anna Svensson;"), *lines[5:]]).encode(), GRANT.tally
        )
    assert "Anna" not in str(why.value)
    for other in ("Kod;Kön", "Ekonomi\tBostad\tSysselsättning\tAnnan orsak\n3\t4\t1\t0", "Hej,\nhär är redovisningen."):
        assert not is_tally(other.encode(), GRANT.tally)
    with pytest.raises(CannotCount, match="för stort"):
        read_tally(("Kod;Kön\n" * 6_000).encode(), GRANT.tally)


def as_text(data: bytes, between: str) -> str:
    """The first sheet as Excel saves it as text."""
    rows = load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True)
    cells = (
        ["" if one is None else f"{one:%Y-%m-%d}" if hasattr(one, "year") else str(one) for one in row] for row in rows
    )
    out = io.StringIO()
    csv.writer(out, delimiter=between).writerows(cells)
    return out.getvalue()


def counted_numbers(data: bytes) -> dict[str, int]:
    tally = read_tally(data, GRANT.tally)
    return {key: one.value for key, one in count(tally.marks, GRANT.tally, YEAR).numbers.items()}
