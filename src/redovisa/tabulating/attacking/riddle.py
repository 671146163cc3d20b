"""What an attacker makes of published tables: the unknown counts, and every sum and rule that ties them together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from redovisa.tabulating.attacking.solver import Known

#: No published sum limits an unknown beyond this.
HIGHEST = 1_000_000.0


class Spot(NamedTuple):
    """Where a published number stands; the words of a row of the long table."""

    table: str
    year: int
    area_level: str
    area: str
    sex: str
    age: str
    item: str


@dataclass(frozen=True, slots=True)
class Published:
    """One release as anybody can read it: numbers where they are shown, else the status in words."""

    numbers: Mapping[Spot, float]
    others: Mapping[Spot, str]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """Common knowledge: the smaller item's count never exceeds the larger's (``table.item``)."""

    smaller: str
    larger: str
    by_age: bool = False


@dataclass(frozen=True, slots=True)
class Quotient:
    """A published ratio: item = over / under × scale, rounded to so many decimals; each is ``table.item``."""

    item: str
    over: str
    under: str
    scale: int = 1
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What an attacker knows besides the tables.

    ``out``: counts published elsewhere. ``own``: numbers he knows as an insider. ``noise``: by how much a shown
    count may differ from the truth (0: not at all).
    """

    rules: tuple[Rule, ...] = ()
    quotients: tuple[Quotient, ...] = ()
    out: Mapping[Spot, int] = field(default_factory=dict)
    noise: float = 0


@dataclass(slots=True)
class Riddle:
    """The unknowns with their bounds, all facts, and Swedish remarks on what does not add up."""

    spots: list[Spot] = field(default_factory=list)
    releases: list[int] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    facts: list[Known] = field(default_factory=list)
    rules: list[Known] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


class _Maker:
    """Makes the riddle of one or several releases of the same tables."""

    def __init__(self, releases: Sequence[Published], knowledge: Knowledge) -> None:
        self.releases, self.knowledge = releases, knowledge
        self.riddle = Riddle()
        self.unknown: dict[tuple[Spot, int], int] = {}
        self.same: dict[Spot, int] = {}

    def term(self, spot: Spot, release: int) -> tuple[int | None, float] | None:
        """A spot as (unknown, 0), or (None, constant); None when the release does not have it."""
        published = self.releases[release]
        number = published.numbers.get(spot)
        if number is None and published.others.get(spot) != "hidden":
            return None
        noisy = self.knowledge.noise > 0
        if number is not None and not noisy:
            return None, number
        if number is None:
            known = self.knowledge.out.get(spot, self._shown_in_another(spot, release))
            if known is not None:
                return None, known
        return self._unknown(spot, release, number), 0.0

    def _shown_in_another(self, spot: Spot, release: int) -> float | None:
        # What one release hides and another shows is out, unless it was corrected; the attacker takes it as out.
        shown = {
            other.numbers[spot] for at, other in enumerate(self.releases) if at != release and spot in other.numbers
        }
        return shown.pop() if len(shown) == 1 and not self.knowledge.noise else None

    def _unknown(self, spot: Spot, release: int, number: float | None) -> int:
        # A count hidden in two releases is taken to be the same count.
        key = (spot, -1) if number is None else (spot, release)
        if key not in self.unknown:
            riddle = self.riddle
            self.unknown[key] = len(riddle.spots)
            riddle.spots.append(spot)
            riddle.releases.append(release)
            noise = self.knowledge.noise
            riddle.low.append(0.0 if number is None else max(0.0, number - noise))
            riddle.high.append(HIGHEST if number is None else number + noise)
        return self.unknown[key]

    def fact(self, whole: Spot, parts: Iterable[Spot], release: int, absent_is_nought: bool) -> Known | None:
        """whole = sum of parts, as far as the release has them; None when it says nothing about any unknown."""
        first = self.term(whole, release)
        if first is None:
            return None
        amounts: dict[int, int] = defaultdict(int)
        constant = 0.0
        for spot, sign in ((whole, 1), *((part, -1) for part in parts)):
            term = self.term(spot, release)
            if term is None:
                if absent_is_nought:
                    continue
                return None
            at, value = term
            if at is None:
                constant += sign * value
            else:
                amounts[at] += sign
        terms = tuple((at, amount) for at, amount in amounts.items() if amount)
        return Known(terms, -constant, -constant, _says(whole)) if terms or constant else None


def _says(spot: Spot) -> str:
    return f"{spot.table}:{spot.item}:{spot.year}:{spot.area_level}:{spot.area}:{spot.sex}:{spot.age}"


def riddle_of(releases: Sequence[Published], knowledge: Knowledge) -> Riddle:
    """Everything that releases of the same tables and common knowledge say about what is hidden."""
    maker = _Maker(releases, knowledge)
    for release, published in enumerate(releases):
        by_item: dict[tuple[str, str], list[Spot]] = defaultdict(list)
        for spot in (*published.numbers, *published.others):
            by_item[spot.table, spot.item].append(spot)
        for (table, item), spots in by_item.items():
            facts = [fact for fact in _sums(maker, spots, release) if fact is not None]
            broken = [fact for fact in facts if not fact.terms and abs(fact.low) > 1e-6]
            if broken and not knowledge.noise:
                if not any(fact.terms for fact in facts):
                    continue  # nothing is hidden here: a median or a ratio need not add up
                maker.riddle.remarks.append(
                    f"Tabellen {table} ({item}) går inte ihop i {len(broken)} summor; de används inte i angreppet."
                )
                continue
            maker.riddle.facts += [fact for fact in facts if fact.terms]
            for spot in spots:
                if published.others.get(spot) == "hidden":
                    maker.term(spot, release)
        maker.riddle.rules += _rules(maker, published, release)
        maker.riddle.facts += _quotients(maker, published, release)
    maker.riddle.facts = list(dict.fromkeys(maker.riddle.facts))
    return maker.riddle


def _sums(maker: _Maker, spots: Sequence[Spot], release: int) -> Iterable[Known | None]:
    """The sums over sexes, ages and areas; an area without a report counts nought in the larger area's finest cells."""
    here = set(spots)
    by_sex: dict[Spot, list[Spot]] = defaultdict(list)
    by_age: dict[Spot, list[Spot]] = defaultdict(list)
    by_area: dict[Spot, list[Spot]] = defaultdict(list)
    top = {spot._replace(sex="", age="", item="", table=""): None for spot in spots if spot.area_level == "nation"}
    nations = {spot.year: spot.area for spot in top}
    for spot in spots:
        if spot.sex:
            by_sex[spot._replace(sex="")].append(spot)
        if spot.age:
            by_age[spot._replace(age="")].append(spot)
        if spot.area_level == "municipality":
            by_area[spot._replace(area_level="county", area=spot.area[:2])].append(spot)
        elif spot.area_level == "county" and spot.year in nations:
            by_area[spot._replace(area_level="nation", area=nations[spot.year])].append(spot)
    for way in (by_sex, by_age):
        for whole, parts in way.items():
            if whole in here:
                # Clients of one sex whose age nobody told stand under unknown age; of both sexes they may not.
                nought = way is by_age and whole not in by_sex
                yield maker.fact(whole, parts, release, absent_is_nought=nought)
    for whole, parts in by_area.items():
        if whole in here:
            finest = whole not in by_sex and whole not in by_age
            yield maker.fact(whole, parts, release, absent_is_nought=finest)


def _rules(maker: _Maker, published: Published, release: int) -> list[Known]:
    """Common knowledge about pairs of which at least one count is unknown."""
    found = []
    for rule in maker.knowledge.rules:
        small_table, small_item = rule.smaller.split(".", 1)
        large_table, large_item = rule.larger.split(".", 1)
        for spot in (*published.numbers, *published.others):
            if (spot.table, spot.item) != (small_table, small_item) or (spot.age and not rule.by_age):
                continue
            ends = (maker.term(spot, release), maker.term(spot._replace(table=large_table, item=large_item), release))
            if ends[0] is None or ends[1] is None:
                continue
            amounts = [
                (end[0], sign)
                for end, sign in zip(ends, (1, -1), strict=True)
                if end is not None and end[0] is not None
            ]
            terms = tuple((at, sign) for at, sign in amounts if at is not None)
            if terms:
                found.append(
                    Known(terms, -float("inf"), ends[1][1] - ends[0][1], f"regel:{rule.smaller}<={rule.larger}")
                )
    return found


def _quotients(maker: _Maker, published: Published, release: int) -> list[Known]:
    """What a shown ratio says about a hidden numerator."""
    found = []
    for quotient in maker.knowledge.quotients:
        table, item = quotient.item.split(".", 1)
        over_table, over_item = quotient.over.split(".", 1)
        under_table, under_item = quotient.under.split(".", 1)
        for spot, value in published.numbers.items():
            if (spot.table, spot.item) != (table, item):
                continue
            over = maker.term(spot._replace(table=over_table, item=over_item), release)
            under = published.numbers.get(spot._replace(table=under_table, item=under_item))
            if over is None or over[0] is None or under is None:
                continue
            half = 0.5 * 10**-quotient.decimals
            ends = sorted((value + way) * under / quotient.scale for way in (-half, half))
            found.append(Known(((over[0], 1),), ends[0] - 1e-9, ends[1] + 1e-9, f"kvot:{quotient.item}"))
    return found
