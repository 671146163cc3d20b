"""The attacker: works out from published tables what they meant to hide, and says in words how it was done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from redovisa.tabulating.attacking.bounds import Demand, Interval, Part, Progress, insiders, outsider
from redovisa.tabulating.attacking.riddle import Knowledge, Published, Riddle, Spot, riddle_of
from redovisa.tabulating.attacking.solver import Known, NothingFits


@dataclass(frozen=True, slots=True)
class Breach:
    """A hidden count that an attacker comes too near to: its interval, who (empty: anybody), and from what."""

    spot: Spot
    low: int
    high: int
    insider: str
    sources: tuple[str, ...]

    @property
    def exact(self) -> bool:
        """Whether the count is found exactly."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the attack found; a release with any breach does not leave the room."""

    breaches: tuple[Breach, ...]
    unknowns: int
    facts: int
    insiders_tried: bool
    remarks: tuple[str, ...] = ()

    @property
    def safe(self) -> bool:
        """Whether nothing was found."""
        return not self.breaches


def attack(
    releases: Sequence[Published],
    demand: Demand,
    knowledge: Knowledge | None = None,
    truth: Mapping[Spot, int] | None = None,
    progress: Progress | None = None,
) -> Verdict:
    """Attack one release, or several of the same tables together.

    ``truth`` makes insiders of all municipalities (their own numbers are the true ones) and gives the outsider a
    point to start from, which is checked against all that is published and tells him nothing more.
    """
    riddle = riddle_of(releases, knowledge or Knowledge())
    remarks = list(riddle.remarks)
    breaches: list[Breach] = []
    noisy = bool(knowledge and knowledge.noise)
    parts = _parts(riddle, truth)
    for done, (unknowns, facts, rules) in enumerate(parts):
        part = _part(riddle, unknowns, facts, rules, truth, remarks)
        if part is None:
            continue
        breaches += [
            _breach(riddle, interval, "") for interval in outsider(part, demand) if _counts(interval, noisy, demand)
        ]
        if truth is not None and part.started and demand.insider_width:
            found = insiders(part, demand, progress)
            breaches += [_breach(riddle, interval, code) for code, interval in found]
        if progress:
            progress("Angriper", done + 1, len(parts))
    unique = {(breach.spot, breach.insider): breach for breach in breaches}
    count = len(riddle.facts) + len(riddle.rules)
    return Verdict(tuple(unique.values()), len(riddle.spots), count, truth is not None, tuple(dict.fromkeys(remarks)))


def _counts(interval: Interval, noisy: bool, demand: Demand) -> bool:
    # Under noise every count is unknown, but only small ones are secret.
    return not noisy or (interval.low >= 1 and interval.high <= demand.threshold)


def _parts(riddle: Riddle, truth: Mapping[Spot, int] | None) -> list[tuple[list[int], list[Known], list[Known]]]:
    """Unknowns, facts and rules in parts that nothing ties together; rules that are false are nobody's knowledge."""
    rules = riddle.rules
    if truth is not None:
        values = [truth.get(spot, 0) for spot in riddle.spots]
        rules = [rule for rule in rules if sum(values[at] * amount for at, amount in rule.terms) <= rule.high]
    parent = list(range(len(riddle.spots)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for fact in (*riddle.facts, *rules):
        for at, _ in fact.terms[1:]:
            parent[root(at)] = root(fact.terms[0][0])
    parts: dict[int, tuple[list[int], list[Known], list[Known]]] = {}
    for at in range(len(riddle.spots)):
        parts.setdefault(root(at), ([], [], []))[0].append(at)
    for fact in riddle.facts:
        parts[root(fact.terms[0][0])][1].append(fact)
    for rule in rules:
        parts[root(rule.terms[0][0])][2].append(rule)
    return list(parts.values())


def _part(
    riddle: Riddle,
    unknowns: Sequence[int],
    facts: Sequence[Known],
    rules: Sequence[Known],
    truth: Mapping[Spot, int] | None,
    remarks: list[str],
) -> Part | None:
    start = None if truth is None else [truth.get(riddle.spots[at], 0) for at in unknowns]
    for knowledge in ([*facts, *rules], list(facts)):
        try:
            return Part(riddle, unknowns, knowledge, start)
        except NothingFits:
            continue
    spot = riddle.spots[unknowns[0]]
    remarks.append(
        f"Tabellerna går inte ihop omkring {spot.table} {spot.year} {spot.area}: inga tal stämmer med alla summor. "
        "Den delen är inte prövad; rätta tabellerna och kör igen."
    )
    return None


def _breach(riddle: Riddle, interval: Interval, insider: str) -> Breach:
    sources = tuple(dict.fromkeys(fact.says for fact in interval.stops if fact.says))
    return Breach(riddle.spots[interval.unknown], interval.low, interval.high, insider, sources)
