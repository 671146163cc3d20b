"""Years that follow on each other: those left from last year and the new are this year's, and nobody is found so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from redovisa.form.answer import Value
from redovisa.personligt_ombud.tables import CLIENTS
from redovisa.tabulating.crossing import truth_of
from redovisa.tabulating.publish import Before, Made, make_release
from redovisa.tabulating.release import Release
from redovisa.tabulating.report import Report
from redovisa.tabulating.table import AGES, SEXES, Grid
from redovisa.tabulating.tabulate import Tabulation, tabulate
from redovisa.tabulating.trying import try_release
from tables.nations import grant_policy
from tables.small import places

DAY = date(2024, 5, 15)
CODES = ["0101", "0102"]
#: Municipalities whose two years tell too much together when each was made safe by itself.
FOUND_APART = (1, 2, 3)


def reports_of(random: Random, codes: list[str], years: range, mean: float) -> list[Report]:
    """Reports of municipalities that all count alike: the flow from each year to the next is true of everybody."""
    found = []
    for code in codes:
        left = dict.fromkeys(SEXES, 0)
        for year in years:
            answers: dict[str, Value] = {}
            for sex in SEXES:
                new = _spread(random, int(random.expovariate(1 / mean)))
                old = _spread(random, left[sex])
                total = [one + other for one, other in zip(new, old, strict=True)]
                closed = [random.randint(0, count) for count in total]
                left[sex] = sum(total) - sum(closed)
                for kind, bands in (("total", total), ("new", new), ("closed", closed)):
                    answers[f"clients.{kind}.{sex}"] = sum(bands)
                    answers |= {f"clients.{kind}.{sex}.{age}": n for age, n in zip(AGES, bands, strict=True)}
            found.append(Report(year, 2023, code, answers, file=f"{code}-{year}"))
    return found


def _spread(random: Random, people: int) -> list[int]:
    bands = [random.randrange(len(AGES)) for _ in range(people)]
    return [bands.count(band) for band in range(len(AGES))]


def counted(seed: int, codes: list[str], years: range, mean: float = 2) -> Tabulation:
    """The clients' table of some years."""
    return tabulate(reports_of(Random(seed), codes, years, mean), [CLIENTS], places(codes))


def released(whole: Tabulation, years: list[int], before: Before | None = None) -> Made:
    """A release of the years under the grant's policy."""
    return make_release(whole, years, grant_policy(), {}, DAY, before=before)


def joined(first: Mapping[str, Grid], second: Mapping[str, Grid]) -> dict[str, Grid]:
    """Two years' grids in one."""
    return {table: replace(grid, rows={**grid.rows, **second[table].rows}) for table, grid in first.items()}


@pytest.mark.parametrize("seed", range(2))
def test_two_years_that_flow_into_each_other_go_out_together(seed: int) -> None:
    made = released(counted(seed, CODES, range(2022, 2024)), [2022, 2023])
    assert made.safe, [verdict.breaches[:2] for verdict in made.verdicts.values()]
    assert made.files


def test_three_years_of_one_municipality_go_out_together() -> None:
    made = released(counted(7, CODES[:1], range(2021, 2024)), [2021, 2022, 2023])
    assert made.safe, [verdict.breaches[:2] for verdict in made.verdicts.values()]
    # The last year is attacked together with both before it.
    assert made.verdicts[2023].unknowns > made.verdicts[2022].unknowns > made.verdicts[2021].unknowns


def test_a_year_goes_out_beside_the_one_that_is_out_already() -> None:
    whole = counted(1, CODES, range(2022, 2024))
    last = released(whole, [2022]).release.grids
    made = released(whole, [2023], Before(releases=[last]))
    assert made.safe, made.verdicts[2023].breaches[:2]
    whole_truth = truth_of(whole.grids.values())
    both = Release(joined(last, made.release.grids), {}, DAY, grant_policy())
    assert try_release(both, whole_truth).safe, "one file with both years tells no more than two files"


@pytest.mark.parametrize("seed", FOUND_APART)
def test_years_that_are_found_out_together_when_each_was_made_safe_by_itself_are_mended(seed: int) -> None:
    """What the flow is worth to an attacker, and that the same years go out when it is reckoned with."""
    whole = counted(seed, CODES[:1], range(2022, 2024), mean=4)
    unaware = replace(grant_policy(), flows=())
    each = [make_release(whole, [year], unaware, {}, DAY).release.grids for year in (2022, 2023)]
    both = Release(joined(*each), {}, DAY, grant_policy())
    assert try_release(both, truth_of(whole.grids.values())).breaches
    assert released(whole, [2022, 2023]).safe
