"""What ties unknown counts together: sums over sex, age and area, rules that everybody knows, ratios and stocks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from redovisa.tabulating.attacking.knowledge import Flow, Quotient, Rule, Spot
from redovisa.tabulating.attacking.solver import Known
from redovisa.tabulating.attacking.unknowns import Unknowns


def sums(unknowns: Unknowns, spots: Sequence[Spot], release: int) -> Iterator[Known]:
    """The sums of one item over sexes, ages and areas that say something.

    An area without a report counts nought in the larger area's finest cells.
    """
    here = set(spots)
    by_sex: dict[Spot, list[Spot]] = defaultdict(list)
    by_age: dict[Spot, list[Spot]] = defaultdict(list)
    for spot in spots:
        if spot.sex:
            by_sex[spot._replace(sex="")].append(spot)
        if spot.age:
            by_age[spot._replace(age="")].append(spot)
    made = []
    for way in (by_sex, by_age):
        for whole, parts in way.items():
            if whole in here:
                # Clients of one sex whose age nobody told stand under unknown age; of both sexes they may not.
                nought = way is by_age and whole not in by_sex
                made.append(unknowns.fact(whole, parts, release, absent_is_nought=nought))
    for whole, parts in _by_area(spots).items():
        if whole in here:
            finest = whole not in by_sex and whole not in by_age
            made.append(unknowns.fact(whole, parts, release, absent_is_nought=finest))
    yield from (fact for fact in made if fact is not None)


def _by_area(spots: Sequence[Spot]) -> dict[Spot, list[Spot]]:
    """The spots that add to each larger area's."""
    found: dict[Spot, list[Spot]] = defaultdict(list)
    nations = {spot.year: spot.area for spot in spots if spot.area_level == "nation"}
    for spot in spots:
        if spot.area_level == "municipality":
            found[spot._replace(area_level="county", area=spot.area[:2])].append(spot)
        elif spot.area_level == "county" and spot.year in nations:
            found[spot._replace(area_level="nation", area=nations[spot.year])].append(spot)
    return found


def rules(unknowns: Unknowns, known: Sequence[Rule], release: int) -> Iterator[Known]:
    """Common knowledge about pairs of which at least one count is unknown."""
    published = unknowns.releases[release]
    for rule in known:
        small_table, small_item = rule.smaller.split(".", 1)
        large_table, large_item = rule.larger.split(".", 1)
        for spot in (*published.numbers, *published.others):
            if spot.table != small_table or small_item not in (spot.item, "*") or (spot.age and not rule.by_age):
                continue
            large = spot._replace(table=large_table, item=large_item)
            pair = ((1, spot, release), (-1, large, release))
            fact = unknowns.combined(pair, -float("inf"), 0.0, f"regel:{small_table}.{spot.item}<={rule.larger}")
            if fact is not None:
                yield fact


def ratios(unknowns: Unknowns, known: Sequence[Quotient], release: int) -> Iterator[Known]:
    """What a shown ratio says about a hidden numerator."""
    published = unknowns.releases[release]
    for quotient in known:
        table, item = quotient.item.split(".", 1)
        over_table, over_item = quotient.over.split(".", 1)
        under_table, under_item = quotient.under.split(".", 1)
        for spot, value in published.numbers.items():
            if (spot.table, spot.item) != (table, item):
                continue
            over = spot._replace(table=over_table, item=over_item)
            under = published.numbers.get(spot._replace(table=under_table, item=under_item))
            if under is None:
                continue
            half = 0.5 * 10**-quotient.decimals
            ends = sorted((value + way) * under / quotient.scale for way in (-half, half))
            fact = unknowns.combined([(1, over, release)], ends[0] - 1e-9, ends[1] + 1e-9, f"kvot:{quotient.item}")
            if fact is not None:
                yield fact


def stocks(unknowns: Unknowns, known: Sequence[Flow], release: int, before: int) -> Iterator[Known]:
    """What one year's counts say about the next: those left from the year before, and the new, are all there are.

    The year before may stand in the same release or in another.
    """
    published = unknowns.releases[release]
    for flow in known:
        table, item = flow.stock.split(".", 1)
        for spot in (*published.numbers, *published.others):
            if (spot.table, spot.item) != (table, item) or spot.age:
                continue
            last = spot._replace(year=spot.year - 1)
            signed = [(1, spot, release), (-1, last, before)]
            for name, sign, at, of in ((flow.closed, 1, last, before), (flow.new, -1, spot, release)):
                other_table, other_item = name.split(".", 1)
                signed.append((sign, at._replace(table=other_table, item=other_item), of))
            fact = unknowns.combined(signed, 0.0, 0.0, f"bestånd:{flow.stock}")
            if fact is not None:
                yield fact
