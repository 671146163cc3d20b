"""The attacker finds what can be found, no more and no less: held against trying every table there could be."""

from __future__ import annotations

from itertools import product
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redovisa.tabulating.attacking import hunt, proof
from redovisa.tabulating.attacking.attack import attack
from redovisa.tabulating.attacking.demand import Demand
from redovisa.tabulating.attacking.knowledge import Knowledge, Published, Quotient, Rule, Spot
from redovisa.tabulating.attacking.solver import Known, fits
from redovisa.tabulating.attacking.words import sentence, summary
from redovisa.tabulating.protecting.hide import hide
from tables.small import cells, children, published, spot, truth

EXACT = Demand(threshold=4, width=1, insider_width=1)
COUNTS = {"0101": (2, 9), "0102": (7, 3), "0103": (11, 14)}


def at(area: str, sex: str = "") -> Spot:
    level = "nation" if area == "00" else "county" if len(area) == 2 else "municipality"
    return Spot("children", 2023, level, area, sex, "", "with_children")


def test_a_lonely_hidden_count_is_found_and_said_in_words() -> None:
    grid = children(COUNTS)
    safe = hide({"children": grid}, {cell for cell, _ in cells(grid) if spot(cell) == at("0101", "women")})
    verdict = attack([published(list(safe.values()))], EXACT)
    (breach,) = verdict.breaches
    assert (breach.spot, breach.low, breach.high) == (at("0101", "women"), 2, 2)
    said = sentence(breach, {"0101": "Timrå"}, {"children": "tabell 2 (Barn)", "children.with_children": "Med barn"})
    assert (
        said == "Värdet 2 för kvinnor i Timrå (med barn 2023) kan räknas fram ur tabell 2 (Barn) och kommunens total."
    )
    assert "1 exakt" in summary(verdict)


def test_an_insider_takes_away_his_own_number() -> None:
    grid = children({"0101": (2, 0), "0102": (3, 0), "0201": (9, 9)})
    women = {cell for cell, _ in cells(grid) if cell.row.area in ("0101", "0102") and cell.column.sex != "men"}
    safe = published(list(hide({"children": grid}, women).values()))
    assert attack([safe], EXACT).safe
    verdict = attack([safe], EXACT, truth=truth([grid]))
    assert {(breach.spot.area, breach.insider, breach.low) for breach in verdict.breaches} == {
        ("0101", "0102", 2),
        ("0102", "0101", 3),
    }


def test_an_insider_finds_a_small_sum_of_another_county() -> None:
    grid = children({"0101": (2, 0), "0102": (1, 0), "0201": (9, 9)})
    hidden = {cell for cell, _ in cells(grid) if cell.row.area != "00" and cell.column.sex != "men"}
    safe = published(list(hide({"children": grid}, hidden).values()))
    verdict = attack([safe], EXACT, truth=truth([grid]))
    found = {(breach.spot, breach.insider): (breach.low, breach.high) for breach in verdict.breaches}
    assert found[at("01", "women"), "0201"] == (3, 3)


def test_progress_is_told_as_it_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hunt, "_CHUNK", 2)
    grid = children({"0101": (2, 0), "0102": (3, 0), "0103": (4, 0), "0201": (9, 9)})
    hidden = {cell for cell, _ in cells(grid) if cell.row.area[:2] == "01" and cell.column.sex != "men"}
    told: list[tuple[str, int, int]] = []
    safe = published(list(hide({"children": grid}, hidden).values()))
    attack([safe], EXACT, truth=truth([grid]), progress=lambda *word: told.append(word))
    assert [word for word in told if word[0] == "Angriper"] == [("Angriper", n, 8) for n in (2, 4, 6, 8)]
    assert told[-1] == ("Angriper delar", 1, 1)


def test_two_releases_tell_together_what_each_hides() -> None:
    late = children(COUNTS)
    early = children({code: pair for code, pair in COUNTS.items() if code != "0101"})
    hidden = {cell for cell, _ in cells(late) if cell.row.area == "0101"}
    hidden |= {cell for cell, _ in cells(late) if cell.row.area == "0102"}
    first = published([early])
    second = published(list(hide({"children": late}, hidden).values()))
    assert attack([second], EXACT).safe
    found = {breach.spot: breach.low for breach in attack([first, second], EXACT).breaches}
    assert found[at("0101", "women")] == 2


def test_what_is_common_knowledge_narrows_and_what_is_false_is_not_used() -> None:
    numbers = {Spot("t", 2023, "municipality", "0101", "", "", "total"): 1.0}
    others = {Spot("t", 2023, "municipality", "0101", "", "", "new"): "hidden"}
    knows = Knowledge(rules=(Rule("t.new", "t.total"),))
    (breach,) = attack([Published(numbers, others)], Demand(4, 3, 0), knows).breaches
    assert (breach.low, breach.high) == (0, 1)
    new = next(iter(others))
    assert attack([Published(numbers, others)], Demand(4, 3, 0), knows, truth={new: 3}).safe


def test_a_ratio_gives_its_sum_away() -> None:
    where = ("municipality", "0101", "", "")
    over = Spot("t", 2023, *where, "clients")
    numbers = {Spot("t", 2023, *where, "ratio"): 3.0, Spot("t", 2023, *where, "positions"): 1.0}
    knows = Knowledge(quotients=(Quotient("t.ratio", "t.clients", "t.positions", 1, 1),))
    (breach,) = attack([Published(numbers, {over: "hidden"})], EXACT, knows).breaches
    assert (breach.low, breach.high) == (3, 3)


def test_tables_that_do_not_add_up_are_said_and_attacked_no_further() -> None:
    grid = published([children(COUNTS)])
    broken = {**grid.numbers, at("01", "women"): 99.0, at("0101", "men"): 0.0}
    del broken[at("0101", "men")]
    verdict = attack([Published(broken, {at("0101", "men"): "hidden"})], EXACT)
    assert verdict.untried
    assert "går inte ihop" in verdict.untried[0]


def test_what_is_already_out_is_known() -> None:
    grid = children({"0101": (2, 5), "0102": (3, 5), "0103": (4, 5)})
    hidden = {cell for cell, _ in cells(grid) if cell.column.sex != "men" and cell.row.area in ("0101", "0102")}
    safe = published(list(hide({"children": grid}, hidden).values()))
    assert attack([safe], EXACT).safe
    knows = Knowledge(out={at("0101", "women"): 2})
    assert {breach.low for breach in attack([safe], EXACT, knows).breaches} >= {3}


@pytest.mark.parametrize(
    ("values", "does"),
    [([2, 1], True), ([1, 3], True), ([2, 0], False), ([2, 2], False), ([0, 5], False), ([3, -1], False)],
)
def test_numbers_fit_when_every_bound_and_fact_holds_and_not_otherwise(values: list[int], does: bool) -> None:
    # None below nought, the second at most 4, and 5 ≤ 2a + b ≤ 5.
    assert fits(values, [0, 0], [9, 4], [Known(((0, 2), (1, 1)), 5, 5)]) == does


def test_a_sum_may_lie_anywhere_between_its_ends_and_no_further() -> None:
    fact = Known(((0, 1), (1, -1)), -1, 1)
    assert [fits([3, other], [0, 0], [9, 9], [fact]) for other in range(1, 6)] == [False, True, True, True, False]


pairs = st.tuples(st.integers(0, 4), st.integers(0, 4))


MOST = 9


@settings(max_examples=60, deadline=None)
@given(
    st.fixed_dictionaries({"0101": pairs, "0102": pairs}),
    st.sets(st.sampled_from(["0101", "0102", "01"]), min_size=1, max_size=3),
    st.sets(st.sampled_from(["women", "men", ""]), min_size=1),
    st.integers(1, 3),
    st.sampled_from([(150, 600, 2400), (1,), (2, 3)]),
)
def test_the_attacker_agrees_with_trying_every_table(
    counts: dict[str, tuple[int, int]], areas: set[str], sexes: set[str], width: int, sizes: tuple[int, ...]
) -> None:
    grid = children(counts)
    hidden = {cell for cell, _ in cells(grid) if cell.row.area in areas and cell.column.sex in sexes}
    shown = {spot(cell): entry for cell, entry in cells(grid) if cell not in hidden}
    seen: dict[Spot, set[int]] = {spot(cell): set() for cell in hidden}
    for numbers in product(range(MOST), repeat=4):
        guess = every_sum(numbers)
        if all(guess[where] == entry for where, entry in shown.items()):
            for where, values in seen.items():
                values.add(guess[where])
    with patch.object(proof, "_SIZES", sizes):  # however few are looked at first, all are in the end
        verdict = attack([published(list(hide({"children": grid}, hidden).values()))], Demand(4, width, 0))
    found = {breach.spot: (breach.low, breach.high) for breach in verdict.breaches}
    for where, values in seen.items():
        low, high = min(values), max(values)
        near = low == high or (low <= 4 and high >= 1 and high - low < width)
        if high < MOST - 1:  # our own trying has an end that the tables do not have
            assert (where in found) == near
            if near:
                least, most = found[where]
                # Where few are looked at, an interval that is too narrow already is told as it is.
                assert (least, most) == (low, high) or (sizes[0] < MOST and least <= low <= high <= most)


def every_sum(numbers: tuple[int, ...]) -> dict[Spot, int]:
    """Every cell of the table for two municipalities of one county."""
    by_area = {"0101": numbers[:2], "0102": numbers[2:]}
    by_area["01"] = by_area["00"] = (numbers[0] + numbers[2], numbers[1] + numbers[3])
    found: dict[Spot, int] = {}
    for area, (women, men) in by_area.items():
        found |= {at(area, "women"): women, at(area, "men"): men, at(area): women + men}
    return found


@settings(max_examples=60, deadline=None)
@given(
    st.fixed_dictionaries({"0101": pairs, "0201": pairs}),
    st.sets(st.sampled_from(["0101", "0201", "01", "02"]), min_size=1),
    st.sets(st.sampled_from(["women", "men", ""]), min_size=1),
    st.integers(1, 3),
    st.sampled_from([(150, 600, 2400), (1,), (2, 3)]),
)
def test_insiders_agree_with_trying_every_table_that_has_their_own_numbers(
    counts: dict[str, tuple[int, int]], areas: set[str], sexes: set[str], width: int, sizes: tuple[int, ...]
) -> None:
    grid = children(counts)
    true = truth([grid])
    hidden = {cell for cell, _ in cells(grid) if cell.row.area in areas and cell.column.sex in sexes}
    secret = {spot(cell) for cell in hidden}
    guesses = [sums_of_two(numbers) for numbers in product(range(MOST), repeat=4)]
    guesses = [guess for guess in guesses if all(guess[where] == n for where, n in true.items() if where not in secret)]
    with patch.object(proof, "_SIZES", sizes):
        safe = published(list(hide({"children": grid}, hidden).values()))
        verdict = attack([safe], Demand(4, 1, width), truth=true)
    found = {(breach.spot, breach.insider): (breach.low, breach.high) for breach in verdict.breaches if breach.insider}
    for insider in counts:
        own = {where for where in true if where.area == insider}
        fits = [guess for guess in guesses if all(guess[where] == true[where] for where in own)]
        # What anybody finds need not be told of insiders too.
        for where in secret - own - {breach.spot for breach in verdict.breaches if not breach.insider}:
            low, high = min(guess[where] for guess in fits), max(guess[where] for guess in fits)
            mine = at(insider, where.sex)
            rest = true[where] - true[mine] if mine in secret and where.area in (insider[:2], "00") else 1
            wanted = 1 <= true[where] <= 4 and 1 <= rest <= 4
            if high < MOST - 1:
                assert ((where, insider) in found) == (wanted and high - low < width), (where, insider)
                least, most = found.get((where, insider), (low, high))
                # Where few are looked at, an interval that is too narrow already is told as it is.
                assert (least, most) == (low, high) or (sizes[0] < MOST and least <= low <= high <= most)


def sums_of_two(numbers: tuple[int, ...]) -> dict[Spot, int]:
    """Every cell of the table for two municipalities, each alone in its county."""
    women, men = {"01": numbers[0], "02": numbers[2]}, {"01": numbers[1], "02": numbers[3]}
    women["00"], men["00"] = women["01"] + women["02"], men["01"] + men["02"]
    found: dict[Spot, int] = {}
    for county in ("00", "01", "02"):
        for area in (county, f"{county}01") if county != "00" else (county,):
            found |= {at(area, "women"): women[county], at(area, "men"): men[county]}
            found[at(area)] = women[county] + men[county]
    return found
