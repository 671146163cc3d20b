"""What an attacker makes of published tables: the unknown counts, every sum that ties them, and what he may assume."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from redovisa.tabulating.attacking.knowledge import Knowledge, Published, Spot
from redovisa.tabulating.attacking.solver import Known
from redovisa.tabulating.attacking.ties import ratios, rules, stocks, sums
from redovisa.tabulating.attacking.unknowns import Unknowns


@dataclass(frozen=True, slots=True)
class Riddle:
    """The unknowns with their bounds, the facts on them, and the assumptions: true of most reports, not of all.

    ``untried`` are Swedish sentences about what does not add up and so could not be attacked.
    """

    spots: Sequence[Spot]
    low: Sequence[float]
    high: Sequence[float]
    facts: Sequence[Known]
    assumed: Sequence[Known]
    untried: Sequence[str]


def riddle_of(releases: Sequence[Published], knowledge: Knowledge) -> Riddle:
    """Everything that releases of the same tables and common knowledge say about what is hidden."""
    unknowns = Unknowns(releases, knowledge)
    facts: list[Known] = []
    assumed: list[Known] = []
    untried: list[str] = []
    quotients = {quotient.item for quotient in knowledge.quotients}
    for release, published in enumerate(releases):
        by_item: dict[tuple[str, str], list[Spot]] = defaultdict(list)
        for spot in (*published.numbers, *published.others):
            if f"{spot.table}.{spot.item}" not in quotients:  # ratios do not add up
                by_item[spot.table, spot.item].append(spot)
        for spots in by_item.values():
            for spot in spots:
                if published.others.get(spot) == "hidden":
                    unknowns.term(spot, release)
            _add(unknowns, list(sums(unknowns, spots, release)), spots[0], facts, untried)
        assumed += rules(unknowns, knowledge.rules, release)
        assumed += ratios(unknowns, knowledge.quotients, release)
        for before in range(len(releases)):
            assumed += stocks(unknowns, knowledge.flows, release, before)
    return Riddle(
        unknowns.spots,
        unknowns.low,
        unknowns.high,
        list(dict.fromkeys(facts)),
        list(dict.fromkeys(assumed)),
        untried,
    )


def _add(unknowns: Unknowns, found: Sequence[Known], spot: Spot, facts: list[Known], untried: list[str]) -> None:
    """Take in the sums of one item, unless they contradict themselves."""
    broken = [fact for fact in found if not fact.terms and abs(fact.low) > 1e-6]
    useful = [fact for fact in found if fact.terms]
    if not broken or unknowns.knowledge.noise:
        facts += useful
    elif useful:  # where nothing is hidden a median need not add up
        untried.append(
            f"Tabellen {spot.table} ({spot.item}) går inte ihop i {len(broken)} summor, och dess dolda tal "
            "är inte prövade. Rätta tabellen och kör igen."
        )
