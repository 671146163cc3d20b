"""What only whole numbers give away: where fractions would leave room, the proof still finds the count."""

from __future__ import annotations

from itertools import combinations

import pytest

from redovisa.tabulating.attacking import proof
from redovisa.tabulating.attacking.demand import Demand, Interval
from redovisa.tabulating.attacking.knowledge import Spot
from redovisa.tabulating.attacking.part import Part
from redovisa.tabulating.attacking.proof import insider_proof, outsider_proof
from redovisa.tabulating.attacking.riddle import Riddle
from redovisa.tabulating.attacking.seen import Seen
from redovisa.tabulating.attacking.solver import Known

INSIDER = "0901"


def riddle_in_halves() -> Part:
    """The first count is the sum of two threes; of each three, any two are at most one together, and it is at least 2.

    With fractions each three may be one and a half, so that the sum may be 3; in whole numbers it is 2.
    """
    spots = [Spot("t", 2023, "municipality", f"010{n}", "women", "", "n") for n in range(7)]
    spots.append(Spot("t", 2023, "municipality", INSIDER, "women", "", "n"))
    threes = ((1, 2, 3), (4, 5, 6))
    facts = [Known(tuple((at, 1) for at in pair), 0, 1) for three in threes for pair in combinations(three, 2)]
    facts.append(Known(((0, 1), *((at, -1) for at in range(1, 7))), 0, 0, "summan"))
    facts.append(Known(((0, 1), (7, 1)), 2, 99))
    riddle = Riddle(spots, [2.0, *[0.0] * 7], [9.0, *[1.0] * 6, 9.0], facts, [], [])
    return Part(riddle, range(8), facts, [2, 1, 0, 0, 1, 0, 0, 5])


@pytest.mark.parametrize("sizes", [(150, 600, 2400), (1,), (2, 5)])
def test_a_count_that_only_whole_numbers_settle_is_found(
    monkeypatch: pytest.MonkeyPatch, sizes: tuple[int, ...]
) -> None:
    monkeypatch.setattr(proof, "_SIZES", sizes)
    part = riddle_in_halves()
    found = outsider_proof(part, Seen(part), 0, Demand(4, 1, 1))
    assert found
    assert (found.low, found.high) == (2, 2)
    inside = insider_proof(part, Seen(part), 0, INSIDER, Demand(4, 1, 1))
    assert isinstance(inside, Interval)
    assert (inside.low, inside.high, inside.insider) == (2, 2, INSIDER)


@pytest.mark.parametrize("sizes", [(150, 600, 2400), (1,), (2, 5), (8,), (9,)])
def test_all_of_a_part_is_looked_at_in_the_end_and_nothing_twice(
    monkeypatch: pytest.MonkeyPatch, sizes: tuple[int, ...]
) -> None:
    monkeypatch.setattr(proof, "_SIZES", sizes)
    part = riddle_in_halves()
    looks = list(proof._wider(part, 0))
    assert [is_all for _, is_all in looks] == [*[False] * (len(looks) - 1), True]
    assert sorted(looks[-1][0]) == list(range(8))
    assert len(looks) <= len(sizes) + 1
