"""What holds for every nation: nothing hidden can be worked out, and nothing is hidden that need not be thought of."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redovisa.tabulating.policy import Policy
from redovisa.tabulating.protecting.hide import hide
from redovisa.tabulating.protecting.protect import protect
from redovisa.tabulating.table import Status
from tables.nations import SMALL, grant_policy, nation, small_cells, small_grids, tried

POLICY = grant_policy()
seeds = st.integers(0, 10**9)


@settings(max_examples=25, deadline=None)
@given(seeds, st.sampled_from([0.5, 1.5, 3, 6]))
def test_no_count_of_any_nation_can_be_worked_out(seed: int, mean: float) -> None:
    random = Random(seed)
    grids = small_grids(nation(random, random.randint(1, 3), random.randint(1, 3), mean), SMALL[1:])
    found = tried(grids, POLICY)
    assert found.verdict.safe, found.verdict.breaches
    assert not found.verdict.untried, "the tables add up for whoever adds"
    assert found.protection.hidden >= small_cells(grids, POLICY.threshold)


@pytest.mark.parametrize("seed", range(4))
def test_ages_kinds_and_children_together_are_safe(seed: int) -> None:
    found = tried(small_grids(nation(Random(seed), 2, 2, 2.0)), POLICY)
    assert found.verdict.safe, found.verdict.breaches


def test_the_bare_rule_of_small_counts_is_found_out() -> None:
    grids = small_grids(nation(Random(3), 3, 4, 3.0), SMALL[1:])
    found = tried(grids, POLICY)
    assert any(breach.exact for breach in found.naive.breaches)


@settings(max_examples=20, deadline=None)
@given(seeds)
def test_the_proven_optimum_is_never_dearer_than_the_approach(seed: int) -> None:
    random = Random(seed)
    grids = list(small_grids(nation(random, 2, 3, 3.0), SMALL[1:2]).values())
    best = protect(grids, Policy(exact_cells=100))
    near = protect(grids, Policy(exact_cells=0))
    assert best.proven
    assert best.bound <= best.cost + 1e-6
    assert near.bound <= best.cost + 1e-6 <= near.cost + 2e-6


@pytest.mark.parametrize("seed", [44, 144, 271, 289, 297])
def test_what_is_shown_again_leans_on_no_proof_that_was_set_aside(seed: int) -> None:
    """Nations where showing the spare counts twice once took such proofs back: an insider found what was left."""
    random = Random(seed)
    grids = small_grids(nation(random, random.randint(1, 3), 3, 3.0), SMALL[1:])
    found = tried(grids, Policy(exact_cells=0))
    assert found.verdict.safe, found.verdict.breaches
    assert found.protection.cost >= protect(list(grids.values()), Policy(exact_cells=400)).cost - 1e-6
    assert found.protection.hidden.issuperset(cell for proof in found.protection.proofs for cell in proof)


def test_hiding_touches_nothing_but_what_it_hides() -> None:
    grids = small_grids(nation(Random(5), 2, 3, 3.0))
    protection = protect(list(grids.values()), POLICY)
    for table, grid in hide(grids, protection.hidden).items():
        for row, entries in grid.rows.items():
            for before, after in zip(grids[table].rows[row], entries, strict=True):
                assert after == before or after is Status.HIDDEN


def test_the_same_input_gives_the_same_hiding() -> None:
    grids = list(small_grids(nation(Random(6), 2, 3, 3.0)).values())
    assert protect(grids, POLICY).hidden == protect(grids, POLICY).hidden
