"""The attacker: works out from published tables what they meant to hide, and says in words how it was done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from redovisa.tabulating.attacking.demand import Demand, Interval, Progress
from redovisa.tabulating.attacking.hunt import hunt
from redovisa.tabulating.attacking.knowledge import Knowledge, Published, Spot
from redovisa.tabulating.attacking.offered import Change, by_part
from redovisa.tabulating.attacking.part import Part
from redovisa.tabulating.attacking.riddle import Riddle, riddle_of
from redovisa.tabulating.attacking.seen import Seen
from redovisa.tabulating.attacking.solver import Known, NothingFits

#: Unknowns of a part, the facts on them, and what is assumed of them.
_Pieces = tuple[list[int], list[Known], list[Known]]


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
    """What the attack found of ``unknowns`` counts; ``untried`` says in Swedish which of them could not be tried.

    ``seen`` are the changes to the truth that were seen to fit, for the next attack on nearly the same tables.
    """

    breaches: tuple[Breach, ...]
    unknowns: int
    facts: int
    insiders_tried: bool
    untried: tuple[str, ...] = ()
    seen: Sequence[Change] = field(default=(), repr=False, compare=False)

    @property
    def safe(self) -> bool:
        """Whether everything was tried and nothing found; a release that is not safe does not leave the room."""
        return not self.breaches and not self.untried


def attack(
    releases: Sequence[Published],
    demand: Demand,
    knowledge: Knowledge | None = None,
    truth: Mapping[Spot, int] | None = None,
    progress: Progress | None = None,
    offered: Sequence[Change] = (),
) -> Verdict:
    """Attack one release, or several of the same tables together.

    ``truth`` makes insiders of all municipalities (their own numbers are the true ones) and gives the outsider a
    point to start from, which is checked against all that is published and tells him nothing more. ``offered`` are
    changes to the truth that somebody says fit as well; each is tried against every fact before it counts.
    """
    riddle = riddle_of(releases, knowledge or Knowledge())
    untried = list(riddle.untried)
    found: dict[tuple[Spot, str], Breach] = {}
    noisy = bool(knowledge and knowledge.noise)
    parts = sorted(_parts(riddle, truth), key=lambda pieces: -len(pieces[0]))
    # Under noise a count may stand under one number in each release, and then a change does not say which.
    unclear = truth is None or len(set(riddle.spots)) < len(riddle.spots)
    claims = by_part(riddle.spots, [unknowns for unknowns, _, _ in parts], () if unclear else offered)
    changes: list[Change] = []
    for done, pieces in enumerate(parts):
        part = _part(riddle, pieces, truth)
        if part is None:
            untried.append(_does_not_fit(riddle.spots[pieces[0][0]]))
            continue
        seen = Seen(part)
        for claim in claims[done] if part.started else ():
            seen.add(claim)
        for interval in hunt(part, seen, demand, truth is not None and part.started, progress):
            if not noisy or (interval.low >= 1 and interval.high <= demand.threshold):
                breach = _breach(part, interval)
                found[breach.spot, breach.insider] = breach
        if part.started:
            changes += seen.spoken()
        if progress:
            progress("Angriper delar", done + 1, len(parts))
    ties = len(riddle.facts) + len(riddle.assumed)
    left = tuple(dict.fromkeys(untried))
    return Verdict(tuple(found.values()), len(riddle.spots), ties, truth is not None, left, changes)


def _parts(riddle: Riddle, truth: Mapping[Spot, int] | None) -> list[_Pieces]:
    """Unknowns, facts and assumptions in parts that nothing ties together."""
    assumed = [fact for fact in riddle.assumed if truth is None or _true(fact, riddle.spots, truth)]
    parent = list(range(len(riddle.spots)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for fact in (*riddle.facts, *assumed):
        for at, _ in fact.terms[1:]:
            parent[root(at)] = root(fact.terms[0][0])
    parts: dict[int, _Pieces] = {}
    for at in range(len(riddle.spots)):
        parts.setdefault(root(at), ([], [], []))[0].append(at)
    for fact in riddle.facts:
        parts[root(fact.terms[0][0])][1].append(fact)
    for fact in assumed:
        parts[root(fact.terms[0][0])][2].append(fact)
    return list(parts.values())


def _true(fact: Known, spots: Sequence[Spot], truth: Mapping[Spot, int]) -> bool:
    """Whether an assumption holds of the true numbers: what is false cannot be known by anyone."""
    total = sum(truth.get(spots[at], 0) * amount for at, amount in fact.terms)
    return fact.low - 1e-9 <= total <= fact.high + 1e-9


def _part(riddle: Riddle, pieces: _Pieces, truth: Mapping[Spot, int] | None) -> Part | None:
    """The part with all that is assumed of it, or with nothing but the facts where the assumptions do not fit."""
    unknowns, facts, assumed = pieces
    start = None if truth is None else [truth.get(riddle.spots[at], 0) for at in unknowns]
    for known in _once([*facts, *assumed], facts):
        try:
            return Part(riddle, unknowns, known, start)
        except NothingFits:
            continue
    return None


def _once(first: list[Known], second: list[Known]) -> Iterable[list[Known]]:
    return (first,) if len(first) == len(second) else (first, second)


def _does_not_fit(spot: Spot) -> str:
    return (
        f"Tabellerna går inte ihop omkring {spot.table} {spot.year} {spot.area}: inga tal stämmer med alla summor. "
        "Den delen är inte prövad; rätta tabellerna och kör igen."
    )


def _breach(part: Part, interval: Interval) -> Breach:
    sources = tuple(dict.fromkeys(fact.says for fact in interval.stops if fact.says))
    return Breach(part.spots[interval.at], interval.low, interval.high, interval.insider, sources)
