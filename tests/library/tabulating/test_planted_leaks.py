"""The attacker is tried too: a leak of every kind is planted in tables that were safe, and must be found."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from random import Random

import pytest

from redovisa.tabulating.attacking.attack import Verdict, attack
from redovisa.tabulating.attacking.demand import Demand
from redovisa.tabulating.attacking.knowledge import Flow, Knowledge, Published, Rule, Spot
from redovisa.tabulating.crossing import truth_of
from redovisa.tabulating.protecting.hide import hide
from redovisa.tabulating.protecting.protect import protect
from tables.nations import grant_policy, nation, small_grids
from tables.small import published

DEMAND = Demand(threshold=4, width=3, insider_width=1)
RULES = (
    Rule("clients.new", "clients.total", by_age=True),
    Rule("children.with_children", "clients.total"),
    Rule("reasons.*", "clients.total"),
)
KNOWS = Knowledge(rules=RULES)


@cache
def safe(seed: int) -> tuple[Published, dict[Spot, int]]:
    """A nation as it would go out, and its true counts."""
    grids = small_grids(nation(Random(seed), 2, 3, 3.0, spoilt=0.0))
    out = hide(grids, protect(list(grids.values()), grant_policy()).hidden)
    return published(list(out.values())), truth_of(grids.values())


def showing(found: Published, truth: dict[Spot, int], spots: list[Spot]) -> Published:
    """The same tables with some hidden counts shown."""
    shown = {spot: float(truth[spot]) for spot in spots if spot in truth}
    return replace(
        found,
        numbers={**found.numbers, **shown},
        others={spot: status for spot, status in found.others.items() if spot not in shown},
    )


def a_small_one(found: Published, truth: dict[Spot, int], table: str, among: set[str] | None = None) -> Spot:
    """A municipality's hidden small count of one sex and age (or of one sex where there are no ages)."""
    return next(
        spot
        for spot, status in found.others.items()
        if status == "hidden"
        and (spot.table, spot.area_level) == (table, "municipality")
        and (among is None or spot.area[:2] in among)
        and spot.sex
        and (spot.age or table != "clients")
        and spot.age != "unknown"
        and 1 <= truth[spot] <= 4
    )


def low_and_high(verdict: Verdict, spot: Spot, insider: str = "") -> tuple[int, int] | None:
    """How near the attacker came to a count; None when it is not among what he found."""
    return next(
        ((breach.low, breach.high) for breach in verdict.breaches if (breach.spot, breach.insider) == (spot, insider)),
        None,
    )


seeds = pytest.mark.parametrize("seed", [0, 4])  # nations with two municipalities in a county


@seeds
def test_nothing_is_found_before_anything_is_planted(seed: int) -> None:
    found, truth = safe(seed)
    verdict = attack([found], DEMAND, KNOWS, truth)
    assert verdict.safe, (verdict.breaches, verdict.untried)
    assert verdict.unknowns > 30


@seeds
def test_a_leak_by_a_margin_is_found(seed: int) -> None:
    found, truth = safe(seed)
    spot = a_small_one(found, truth, "clients")
    beside = [spot._replace(age=age) for age in ("18-29", "30-49", "50-64", "65+", "unknown", "") if age != spot.age]
    verdict = attack([showing(found, truth, beside)], DEMAND, KNOWS, truth)
    assert low_and_high(verdict, spot) == (truth[spot],) * 2


@seeds
def test_a_change_that_is_offered_hides_no_leak_unless_it_fits(seed: int) -> None:
    found, truth = safe(seed)
    spot = a_small_one(found, truth, "clients")
    beside = [spot._replace(age=age) for age in ("18-29", "30-49", "50-64", "65+", "unknown", "") if age != spot.age]
    claims = [{spot: amount} for amount in (-1, 1, 5, 50)]  # as if nothing were tied to it
    verdict = attack([showing(found, truth, beside)], DEMAND, KNOWS, truth, offered=claims)
    assert low_and_high(verdict, spot) == (truth[spot],) * 2


@seeds
def test_what_one_attack_saw_serves_the_next_and_changes_no_verdict(seed: int) -> None:
    found, truth = safe(seed)
    first = attack([found], DEMAND, KNOWS, truth)
    again = attack([found], DEMAND, KNOWS, truth, offered=first.seen)
    assert first.seen
    assert (again.breaches, again.unknowns, again.untried) == (first.breaches, first.unknowns, first.untried)


@seeds
def test_a_leak_through_the_county_is_found(seed: int) -> None:
    found, truth = safe(seed)
    spot = a_small_one(found, truth, "children")
    here = [other for other in truth if other._replace(area="", area_level="") == spot._replace(area="", area_level="")]
    near = [other for other in here if other.area[:2] == spot.area[:2] and other != spot]
    verdict = attack([showing(found, truth, near)], DEMAND, KNOWS, truth)
    assert low_and_high(verdict, spot) == (truth[spot],) * 2


@seeds
def test_a_leak_between_two_releases_is_found(seed: int) -> None:
    found, truth = safe(seed)
    spot = a_small_one(found, truth, "clients")
    # Each release alone hides two of the row; together they leave one.
    ages = [age for age in ("18-29", "30-49", "50-64", "65+", "unknown", "") if age != spot.age]
    first = showing(found, truth, [spot._replace(age=age) for age in ages[:3]])
    second = showing(found, truth, [spot._replace(age=age) for age in ages[3:]])
    verdict = attack([first, second], DEMAND, KNOWS, truth)
    assert low_and_high(verdict, spot) == (truth[spot],) * 2


@seeds
def test_a_leak_by_what_a_count_cannot_exceed_is_found(seed: int) -> None:
    found, truth = safe(seed)
    spot = next(
        spot
        for spot, status in found.others.items()
        if (status, spot.item) == ("hidden", "new")
        and spot.age
        and spot.sex
        and truth[spot]
        and truth[spot] == truth[spot._replace(item="total")]
    )
    shown = showing(found, truth, [spot._replace(item="total")])
    verdict = attack([shown], Demand(threshold=40, width=41, insider_width=0), KNOWS)
    near = low_and_high(verdict, spot)
    assert near is not None
    assert near[1] <= truth[spot]


@seeds
def test_a_leak_to_a_municipality_that_knows_its_own_number_is_found(seed: int) -> None:
    found, truth = safe(seed)
    areas = {spot.area for spot in truth if spot.area_level == "municipality"}
    several = {area[:2] for area in areas if sum(other[:2] == area[:2] for other in areas) > 1}
    spot = a_small_one(found, truth, "children", among=several)
    everywhere = [other for other in truth if other.table == "children"]
    near = [other for other in everywhere if other.area_level == "municipality" and other.area[:2] == spot.area[:2]]
    insider = next(other.area for other in near if other.area != spot.area)
    kept = {(spot.area, spot.sex), (spot.area, ""), (insider, spot.sex), (insider, "")}
    shown = [other for other in everywhere if (other.area, other.sex) not in kept]
    verdict = attack([showing(found, truth, shown)], DEMAND, KNOWS, truth)
    assert low_and_high(verdict, spot, insider) == (truth[spot],) * 2


def test_a_leak_between_years_is_found_where_the_stock_is_true() -> None:
    where = ("municipality", "0101", "women", "")
    last = {Spot("clients", 2022, *where, "total"): 12.0, Spot("clients", 2022, *where, "closed"): 5.0}
    this = {Spot("clients", 2023, *where, "total"): 10.0}
    new = Spot("clients", 2023, *where, "new")
    knows = Knowledge(flows=(Flow("clients.total", "clients.closed", "clients.new"),))
    tables = [Published(last, {}), Published(this, {new: "hidden"})]
    assert low_and_high(attack(tables, DEMAND, knows, truth={new: 3}), new) == (3, 3)
    assert attack(tables, DEMAND, knows, truth={new: 2}).safe, "what is not true cannot be worked out"
    assert attack(tables, DEMAND, truth={new: 3}).safe, "nor by someone who does not think of it"


def test_noise_that_sums_give_away_is_found() -> None:
    where = ("municipality", "0101")
    women, men, both = (Spot("children", 2023, *where, sex, "", "with_children") for sex in ("women", "men", ""))
    # True 1 and 4 and 5: shown with the largest noise each, only one set of numbers is left.
    numbers = {women: 4.0, men: 7.0, both: 2.0}
    verdict = attack([Published(numbers, {})], DEMAND, Knowledge(noise=3), {women: 1, men: 4, both: 5})
    assert low_and_high(verdict, women) == (1, 1)
    assert low_and_high(verdict, men) == (4, 4)


def test_what_has_no_noise_is_taken_as_it_stands() -> None:
    where = ("municipality", "0101")
    women, men, both = (Spot("children", 2023, *where, sex, "", "with_children") for sex in ("women", "men", ""))
    open_ones = [spot._replace(table="open") for spot in (women, men, both)]
    tables = Published({women: 4.0, men: 7.0, both: 9.0, **dict(zip(open_ones, (3.0, 4.0, 7.0), strict=True))}, {})
    assert attack([tables], DEMAND, Knowledge(noise=3)).unknowns == 6
    assert attack([tables], DEMAND, Knowledge(noise=3, blurred=frozenset({"children"}))).unknowns == 3


def test_a_change_offered_to_an_attack_on_noise_counts_where_each_count_stands_once() -> None:
    where = ("municipality", "0101")
    women, men, both = (Spot("children", 2023, *where, sex, "", "with_children") for sex in ("women", "men", ""))
    tables = Published({women: 14.0, men: 17.0, both: 31.0}, {})
    truth = {women: 14, men: 17, both: 31}
    change = {women: 3, men: -2, both: 1}
    last = Published({spot._replace(year=2022): value for spot, value in tables.numbers.items()}, {})
    past = {spot._replace(year=2022): value for spot, value in truth.items()}
    assert change in attack([tables], DEMAND, Knowledge(noise=3), truth, offered=[change]).seen
    assert change in attack([last, tables], DEMAND, Knowledge(noise=3), truth | past, offered=[change]).seen
    assert change not in attack([tables, tables], DEMAND, Knowledge(noise=3), truth, offered=[change]).seen
