"""What always holds of a count: stock and flow, sums, no order, and that a sheet is read as it was written."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from redovisa.counting.count import count
from redovisa.counting.mark import Mark, new_codes
from redovisa.counting.person import Year, belongs
from redovisa.counting.read import read_tally
from redovisa.counting.sheet import sheet
from redovisa.personligt_ombud.grant import GRANT

PLAN = GRANT.tally
YEAR = Year(2023)
CODES = new_codes(12, random.Random(1).choice)
DAYS = st.dates(date(2021, 1, 1), date(2024, 12, 31))


@st.composite
def marks(draw: st.DrawFn) -> list[Mark]:
    """Assignments of a few people over four years, all known; one person's never overlap."""
    made = []
    for code in draw(st.lists(st.sampled_from(CODES), unique=True, min_size=1)):
        sex, band = draw(st.sampled_from(sorted(PLAN.sexes))), draw(st.sampled_from(sorted(PLAN.bands)))
        days = sorted(draw(st.lists(DAYS, unique=True, min_size=2, max_size=6)))
        spans = list(zip(days[::2], days[1::2], strict=False))
        for at, (start, end) in enumerate(spans):
            is_open = at == len(spans) - 1 and draw(st.booleans())
            reasons = draw(st.frozensets(st.sampled_from(sorted(PLAN.reasons))))
            known = {"sex": sex, "band": band, "has_children": draw(st.booleans()), "reasons": reasons}
            made.append(Mark(code, start=start, end=None if is_open else end, **known))
    return made


def of(rows: Iterable[Mark], year: Year) -> dict[str, int]:
    within = [mark for mark in rows if belongs(mark, year)]
    if not within:
        return defaultdict(int)
    counted = count(within, PLAN, year)
    assert not counted.doubts
    return {key: one.value for key, one in counted.numbers.items()}


def stock(rows: Iterable[Mark], sex: str, day: date) -> int:
    """Who has an assignment in the night after the day: counted apart from the rules."""
    morning = day + timedelta(days=1)
    return len({m.code for m in rows if m.sex == sex and m.start <= day and (m.end is None or m.end >= morning)})


@given(marks())
def test_the_stock_is_that_of_the_year_before_less_the_ended_and_with_the_new(rows: list[Mark]) -> None:
    for number in (2022, 2023, 2024):
        numbers = of(rows, Year(number))
        for sex in PLAN.sexes:
            before, after = (stock(rows, sex, date(one, 12, 31)) for one in (number - 1, number))
            new, ended = numbers[f"clients.new.{sex}"], numbers[f"clients.closed.{sex}"]
            assert after == before - ended + new
            assert numbers[f"clients.total.{sex}"] == before + new


@given(marks())
def test_bands_sum_to_totals_and_no_part_is_above_its_whole(rows: list[Mark]) -> None:
    numbers = of(rows, YEAR)
    for sex in PLAN.sexes:
        for group in ("total", "new", "closed"):
            bands = [numbers[f"clients.{group}.{sex}.{band}"] for band in PLAN.bands]
            assert sum(bands) == numbers[f"clients.{group}.{sex}"] <= numbers[f"clients.total.{sex}"]
        assert numbers[f"clients.with_children.{sex}"] <= numbers[f"clients.total.{sex}"]
        assert all(numbers[f"contact_reasons.{one}.{sex}"] <= numbers[f"clients.new.{sex}"] for one in PLAN.reasons)


@given(marks(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows: list[Mark], chance: random.Random) -> None:
    mixed = rows[:]
    chance.shuffle(mixed)
    assert of(mixed, YEAR) == of(rows, YEAR)


def perhaps_unknown() -> st.SearchStrategy[Mark]:
    """Marks where anything may be blank."""
    return st.builds(
        Mark,
        st.sampled_from(["", *CODES]),
        sex=st.none() | st.sampled_from(sorted(PLAN.sexes)),
        band=st.none() | st.sampled_from(sorted(PLAN.bands)),
        birth_year=st.none() | st.integers(1920, 2010),
        is_new=st.none() | st.booleans(),
        start=st.none() | DAYS,
        end=st.none() | DAYS,
        has_children=st.none() | st.booleans(),
        reasons=st.frozensets(st.sampled_from(sorted(PLAN.reasons))),
    )


@given(st.lists(perhaps_unknown(), min_size=1), st.sampled_from(sorted(PLAN.sexes)), st.integers(0, 30))
def test_knowing_more_never_contradicts_what_was_sure(rows: list[Mark], sex: str, at: int) -> None:
    rows = [mark for mark in rows if belongs(mark, YEAR)]
    blank = [number for number, mark in enumerate(rows) if mark.sex is None]
    if not blank:
        return
    chosen = rows[blank[at % len(blank)]]
    told = {slot: getattr(chosen, slot) for slot in Mark.__dataclass_fields__} | {"sex": sex}
    if any(mark.code == chosen.code and mark.sex not in (None, sex) for mark in rows):
        return  # that would be a contradiction, not more knowledge
    more = [Mark(**told) if mark is chosen else mark for mark in rows]
    before, after = count(rows, PLAN, YEAR), count(more, PLAN, YEAR)
    for key, number in before.numbers.items():
        assert after.numbers[key].value == number.value


@settings(deadline=None, max_examples=25)
@given(st.lists(perhaps_unknown(), min_size=1, max_size=20))
def test_what_is_written_reads_back_the_same(rows: list[Mark]) -> None:
    used = [mark for mark in rows if mark != Mark(mark.code)]
    if not used:
        return
    read = read_tally(sheet(PLAN, 2023, CODES, used), PLAN)
    told = [{slot: getattr(mark, slot) for slot in Mark.__dataclass_fields__ if slot != "row"} for mark in read.marks]
    assert told == [{slot: getattr(m, slot) for slot in Mark.__dataclass_fields__ if slot != "row"} for m in used]
    assert read.year == 2023


@given(st.integers(0, 300), st.integers())
def test_codes_are_each_one_and_no_word(number: int, seed: int) -> None:
    codes = new_codes(number, random.Random(seed).choice, CODES)
    assert len(set(codes) | set(CODES)) == number + len(CODES)
    assert all(len(code) == 4 and code[1].isdigit() and code[3].isdigit() for code in codes)
