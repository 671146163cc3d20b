"""Counting: bands that do not tell all, one report a reporter, honest sums, and four kinds of nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redovisa.form.answer import Value
from redovisa.personligt_ombud.tables import TABLES
from redovisa.tabulating.bands import additive
from redovisa.tabulating.intake import Outcome, take_in
from redovisa.tabulating.report import Municipality, Report
from redovisa.tabulating.series import days, waiting_from, waiting_to, with_queue, without_queue
from redovisa.tabulating.table import AGES, UNKNOWN_AGE, Column, Status
from redovisa.tabulating.tabulate import tabulate
from tables.small import places, report, row

counts = st.one_of(st.none(), st.integers(0, 30))


@given(counts, st.tuples(counts, counts, counts, counts))
def test_bands_and_unknown_age_always_add_to_the_total(total: int | None, bands: tuple[int | None, ...]) -> None:
    entries, fault = additive(total, bands)
    numbers = [entry for entry in entries[:-1] if not isinstance(entry, Status)]
    whole = entries[-1]
    if isinstance(whole, Status):
        assert not numbers, "nothing is known of parts whose total is unknown"
        assert fault or all(band is None for band in bands)
    else:
        assert sum(numbers) == whole
        assert total is None or whole == total
        contradicted = total is not None and (
            sum(band or 0 for band in bands) > total or (None not in bands and sum(b or 0 for b in bands) != total)
        )
        assert bool(fault) == contradicted
    for entry, band in zip(entries[: len(AGES)], bands, strict=True):
        assert isinstance(entry, Status) or entry == (band or 0), "a band is shown as reported, or not at all"


def test_blank_bands_are_zero_only_when_the_others_fill_the_total() -> None:
    assert additive(5, (3, None, 2, None)) == ((3, 0, 2, 0, 0, 5), "")
    assert additive(6, (3, None, 2, None)) == ((3, Status.MISSING, 2, Status.MISSING, 1, 6), "")


def test_two_unlike_reports_from_one_reporter_are_both_left_out_and_said() -> None:
    one, other = report("0101", clients__new__men=3), report("0101", clients__new__men=4)
    taken = take_in([one, other], places(["0101"]))
    assert "0101" not in taken.units.get(2023, {})
    (remark,) = taken.remarks
    assert remark.outcome is Outcome.LEFT_OUT
    assert "Ort 0101" in remark.what
    assert "Ingen av dem är räknad" in remark.what


def test_two_like_reports_are_counted_once_and_a_later_version_counts_alone() -> None:
    one = report("0101", clients__new__men=3)
    taken = take_in([one, one], places(["0101"]))
    assert len(taken.units[2023]["0101"].reports) == 1
    assert "räknas en gång" in taken.remarks[0].what
    first = Report(2023, 2023, "0101", {"clients.new.men": 3}, version="2024-01-10", file="a")
    later = Report(2023, 2023, "0101", {"clients.new.men": 4}, version="2024-02-01", file="b")
    taken = take_in([later, first], places(["0101"]))
    assert taken.units[2023]["0101"].reports == (later,)
    assert "2024-02-01" in taken.remarks[0].what


@pytest.mark.parametrize(
    ("code", "year", "words"),
    [("9999", 2023, "finns inte"), ("", 2023, "okänd"), ("0199", 2023, "gällde inte 2023")],
)
def test_an_unknown_municipality_is_not_counted_and_said(code: str, year: int, words: str) -> None:
    known = {"0199": Municipality("0199", "Förr", until=2010)}
    taken = take_in([report(code, year)], known)
    assert not taken.units
    assert words in taken.remarks[0].what


def test_overlapping_coverage_counts_a_municipality_once_and_asks() -> None:
    reports = [
        Report(2023, 2023, "0101", {}, covers=("0102", "0103", "0101"), file="a"),
        Report(2023, 2023, "0102", {}, covers=("0103", "0999"), file="b"),
    ]
    counted = tabulate(reports, TABLES, places(["0101", "0102", "0103", "0104"]))
    coverage = counted.grids["coverage"]
    assert coverage.entry(row("00"), Column("covered")) == 3
    assert coverage.entry(row("00"), Column("share")) == 75.0
    said = " ".join(remark.what for remark in counted.remarks)
    assert "Ort 0102 har en egen redovisning" in said
    assert "Ort 0103 står 2023 både i" in said
    assert "”0999”" in said
    assert "Ort 0101 har en egen" not in said, "a municipality's own name among the others is no overlap"


def test_city_districts_add_up_to_their_municipality_and_never_with_the_whole() -> None:
    parts = [
        Report(2023, 2023, "0180", {"clients.with_children.women": n}, district=name, file=name)
        for name, n in (("Norr", 2), ("Söder", 3))
    ]
    counted = tabulate(parts, TABLES, places(["0180"]))
    assert counted.grids["children"].entry(row("0180"), Column("with_children", "women")) == 5
    whole = Report(2023, 2023, "0180", {"clients.with_children.women": 5}, file="hela")
    both = tabulate([*parts, whole], TABLES, places(["0180"]))
    assert both.intake.units == {}
    assert "hela kommunen" in both.remarks[0].what


def test_a_district_that_answered_for_one_sex_takes_part_in_its_sum_and_so_in_the_sum_of_both() -> None:
    norr = {"clients.with_children.women": 2, "clients.with_children.men": 4}
    parts = [
        Report(2023, 2023, "0180", norr, district="Norr", file="Norr"),
        Report(2023, 2023, "0180", {"clients.with_children.women": 3}, district="Söder", file="Söder"),
    ]
    children = tabulate(parts, TABLES, places(["0180"])).grids["children"]
    of = [children.entry(row("0180"), Column("with_children", sex)) for sex in ("women", "men", "")]
    assert of == [5, 4, 9]


def test_what_a_district_leaves_out_is_asked_for_once_and_a_blank_mark_is_not() -> None:
    norr = {"clients.with_children.women": 2, "clients.with_children.men": 4, "provider.company": True}
    norr |= {"contact_reasons.housing.women": 1, "contact_reasons.housing.men": 0}
    clash = {"clients.total.women": 3} | {f"clients.total.women.{age}": 1 for age in AGES}
    parts = [
        Report(2023, 2023, "0180", norr, district="Norr", file="norr.docx"),
        Report(2023, 2023, "0180", clash, district="Söder", file="soder.docx"),
    ]
    said = [remark.what for remark in tabulate(parts, TABLES, places(["0180"])).remarks]
    (fault,) = (what for what in said if "går inte ihop" in what)
    assert "soder.docx" in fault, "the one that does not add up is named, not the first"
    asked = [what for what in said if "saknar uppgift" in what and "från Söder" in what]
    assert asked == [
        "Ort 0180 2023: summorna saknar uppgift från Söder om klienter med hemmavarande barn, bostad. "
        "Be stadsdelen komplettera."
    ]


def test_redovisningar_are_counted_as_such_and_a_city_of_districts_as_one_municipality() -> None:
    parts = [
        Report(2023, 2023, "0180", answers, district=name, file=name)
        for name, answers in (
            ("Norr", {"provider.company": True, "queue.yes": True, "queue.wait_days": "10"}),
            ("Söder", {"provider.company": True, "queue.no": True, "queue.wait_days": "30"}),
            ("Väst", {"queue.no": True}),
        )
    ]
    grids = tabulate([*parts, report("0114", queue__no=True)], TABLES, places(["0114", "0180"])).grids

    def of(table: str, *items: str) -> list[object]:
        return [grids[table].entry(row("00"), Column(item)) for item in items]

    assert of("coverage", "reports", "reporters", "covered") == [4, 2, 2]
    assert of("response", "providers", "queue", "economy") == [2, 4, 0]
    assert of("providers", "company") == [2]
    assert of("queue", "with_queue", "without_queue", "waiting_from", "waiting_to") == [1, 1, 10, 30]


def test_a_city_is_without_a_queue_only_when_every_district_says_so() -> None:
    def city(*answers: dict[str, Value]) -> list[object]:
        parts = [Report(2023, 2023, "0180", one, district=str(at)) for at, one in enumerate(answers)]
        queue = tabulate(parts, TABLES, places(["0180"])).grids["queue"]
        return [queue.entry(row("0180"), Column(item)) for item in ("with_queue", "without_queue")]

    assert city({"queue.no": True}, {"queue.no": True}) == [0, 1]
    assert city({"queue.no": True}, {}) == [Status.MISSING, Status.MISSING]
    assert city({"queue.yes": True}, {}) == [1, 0]


def test_a_district_is_told_by_its_name_where_it_has_one() -> None:
    one = Report(2023, 2023, "0180", {}, district="0180-norr", file="a", called="Norrs stadsdelsnämnd")
    other = Report(2023, 2023, "0180", {"queue.yes": 1}, district="0180-norr", file="b", called="Norrs stadsdelsnämnd")
    [remark] = take_in([one, other], places(["0180"])).remarks
    assert "(Norrs stadsdelsnämnd)" in remark.what
    assert "0180-norr" not in remark.what


def test_zero_missing_and_not_asked_are_three_things() -> None:
    asked = {2020: frozenset({"clients.with_children.women", "clients.with_children.men"})}
    reports = [Report(2020, 2020, "0101", {"clients.with_children.women": 0})]
    counted = tabulate(reports, TABLES, places(["0101", "0102"]), asked)
    children, reasons = counted.grids["children"], counted.grids["reasons"]
    assert children.entry(row("0101", 2020), Column("with_children", "women")) == 0
    assert children.entry(row("0101", 2020), Column("with_children", "men")) is Status.MISSING
    assert children.entry(row("0101", 2020), Column("with_children")) is Status.MISSING
    assert reasons.entry(row("0101", 2020), Column("economy", "men")) is Status.NOT_ASKED
    assert children.entry(row("0102", 2020), Column("with_children", "women")) is Status.MISSING


def test_numbers_that_do_not_add_up_are_said_and_their_clients_are_of_unknown_age() -> None:
    answers = {"clients.new.men": 7, **{f"clients.new.men.{age}": 2 for age in AGES}}
    counted = tabulate([Report(2023, 2023, "0101", answers, file="fel.docx")], TABLES, places(["0101"]))
    clients = counted.grids["clients"]
    assert clients.entry(row("0101"), Column("new", "men")) == 7
    assert clients.entry(row("0101"), Column("new", "men", "18-29")) is Status.MISSING
    assert clients.entry(row("00"), Column("new", "men", UNKNOWN_AGE)) == 7
    assert "åldersgrupperna ger 8 men totalen är 7" in counted.remarks[0].what


@given(st.dictionaries(st.sampled_from(["0101", "0102", "0201", "0202"]), st.tuples(counts, counts), min_size=1))
def test_a_larger_area_is_the_sum_of_those_that_answered(answers: dict[str, tuple[int | None, int | None]]) -> None:
    reports = [
        Report(
            2023,
            2023,
            code,
            {f"clients.with_children.{s}": n for s, n in zip(("women", "men"), pair, strict=True) if n is not None},
        )
        for code, pair in answers.items()
    ]
    grid = tabulate(reports, TABLES, places(["0101", "0102", "0201", "0202"])).grids["children"]
    for at, sex in enumerate(("women", "men")):
        known = [pair[at] for pair in answers.values() if pair[at] is not None]
        entry = grid.entry(row("00"), Column("with_children", sex))
        assert entry == sum(known) if known else entry is Status.MISSING  # type: ignore[arg-type]  # numbers, or the words before would not hold
    parts = [grid.entry(row("00"), Column("with_children", sex)) for sex in ("women", "men")]
    whole = grid.entry(row("00"), Column("with_children"))
    assert whole is Status.MISSING if Status.MISSING in parts else whole == sum(parts)  # type: ignore[arg-type]  # numbers, or the words before would not hold


def test_a_ratio_of_a_protected_sum_is_not_told_when_a_unit_answered_only_one_part() -> None:
    full = {"clients.total.women": 6, "clients.total.men": 8, "ombud.positions": 1.0}
    half = {"clients.total.women": 2, "clients.total.men": 1}
    reports = [Report(2023, 2023, "0101", full), Report(2023, 2023, "0102", half)]
    economy = tabulate(reports, TABLES, places(["0101", "0102"])).grids["economy"]
    assert economy.entry(row("0101"), Column("clients_per_position")) == 14.0
    assert economy.entry(row("01"), Column("clients_per_position")) is Status.MISSING


@pytest.mark.parametrize(
    ("words", "span"),
    [
        ("3-4 månader", (90, 120)),
        ("ca 2 veckor", (14, 14)),
        ("14 dagar", (14, 14)),
        ("2 till 3 veckor", (14, 21)),
        ("1 månad.", (30, 30)),
        ("4-3 veckor", None),
        ("varierar, 2 veckor i Timrå", None),
        ("lång", None),
        ("", None),
        ("3", None),
        ("9" * 5000 + " dagar", None),
    ],
)
def test_waiting_in_words_becomes_days_only_where_it_can_be_known(words: str, span: tuple[int, int] | None) -> None:
    assert days(words) == span


@pytest.mark.parametrize(
    ("answers", "covers", "queue"),
    [
        ({"queue.had": "yes"}, 2, (3, 0)),
        ({"queue.had": "no"}, 0, (0, 1)),
        ({"queue.had": "partly"}, 0, (1, 0)),
        ({"queue.had": "partly"}, 1, (Status.MISSING, Status.MISSING)),
        ({"queue.yes": 2, "queue.no": 1}, 2, (2, 1)),
        ({"queue.yes": True}, 0, (1, 0)),
        ({"queue.no": True}, 1, (0, 2)),
        ({"queue.yes": True, "queue.no": True}, 1, (Status.MISSING, Status.MISSING)),
        ({}, 0, (Status.MISSING, Status.MISSING)),
    ],
)
def test_the_queue_is_one_series_over_both_editions(
    answers: dict[str, object], covers: int, queue: tuple[object, object]
) -> None:
    one = Report(2023, 2023, "0101", answers, covers=tuple(f"02{n:02}" for n in range(covers)))  # type: ignore[arg-type]  # counts are values
    assert (with_queue(one), without_queue(one)) == queue


def test_a_bare_number_is_days_only_in_the_form_that_says_days() -> None:
    later = Report(2023, 2023, "0101", {"queue.wait_days": "30"})
    earlier = Report(2020, 2020, "0101", {"queue.wait": "30"})
    assert (waiting_from(later), waiting_to(later)) == (30, 30)
    assert waiting_from(earlier) is Status.MISSING


def test_break_notes_stand_with_the_table() -> None:
    queue = tabulate([report("0101")], TABLES, places(["0101"])).grids["queue"]
    assert any("Tidsseriebrott 2023" in note and "Delvis" in note for note in queue.table.footnotes)
