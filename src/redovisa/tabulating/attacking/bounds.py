"""How near an attacker comes to each unknown: first by points that prove it wide, then by exact bounds for the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from redovisa.tabulating.attacking.riddle import Riddle, Spot
from redovisa.tabulating.attacking.solver import Known, NothingFits, Puzzle, fits

#: Told as work goes on: what is being done (Swedish), how much is done, of how much.
Progress = Callable[[str, int, int], None]
#: Parts larger than this are first searched a county at a time.
_LARGE = 600
#: How many times the sums over areas are tried with other areas around them.
_SAMPLES = 3
#: How far from numbers that fit the first search goes; at least the widths that policies ask.
_REACH = 4
#: Rounds of driving many unknowns at once, before they are taken one by one.
_ROUNDS = 14


@dataclass(frozen=True, slots=True)
class Demand:
    """What the policy asks: intervals at least ``width`` where the count may be 1..``threshold``, never exact."""

    threshold: int
    width: int
    insider_width: int


@dataclass(frozen=True, slots=True)
class Interval:
    """The least and greatest an unknown can be, and the facts that stop it there."""

    unknown: int
    low: int
    high: int
    stops: tuple[Known, ...]


class Part:
    """A connected part of the riddle with numbers that fit it, and how far each unknown has been seen to go."""

    def __init__(
        self, riddle: Riddle, unknowns: Sequence[int], facts: Sequence[Known], start: Sequence[int] | None
    ) -> None:
        self.riddle, self.unknowns = riddle, list(unknowns)
        self.local = {unknown: at for at, unknown in enumerate(self.unknowns)}
        self.facts = [
            Known(tuple((self.local[at], amount) for at, amount in fact.terms), fact.low, fact.high, fact.says)
            for fact in facts
        ]
        self.low = [riddle.low[unknown] for unknown in self.unknowns]
        self.high = [riddle.high[unknown] for unknown in self.unknowns]
        self.reach = _REACH
        self._puzzle: Puzzle | None = None
        point = list(start) if start is not None and fits(start, self.low, self.high, self.facts) else None
        self.started = point is not None
        self.base = point if point is not None else self._any_point()
        self.least, self.most = list(self.base), list(self.base)
        self.random = Random(7)  # noqa: S311 - directions to try, the same in every run

    @property
    def puzzle(self) -> Puzzle:
        """The whole part as a puzzle, made when first asked for."""
        if self._puzzle is None:
            self._puzzle = Puzzle(self.low, self.high, self.facts)
        return self._puzzle

    def _any_point(self) -> list[int]:
        point = self.puzzle.point({}, nodes=100_000)
        if point is None or not fits(point, self.low, self.high, self.facts):
            raise NothingFits
        return point

    def see(self, point: Mapping[int, int]) -> None:
        """Note how far the unknowns go in a point that fits."""
        for at, value in point.items():
            self.least[at], self.most[at] = min(self.least[at], value), max(self.most[at], value)

    def spot(self, at: int) -> Spot:
        """Where a local unknown stands."""
        return self.riddle.spots[self.unknowns[at]]

    def block(self, free: Sequence[int], held: Iterable[int] = ()) -> Block:
        """Some of the unknowns, with all others (and those held) at the numbers that fit."""
        return Block(self, free, frozenset(held))


class Block:
    """Part of a part: the free unknowns may vary, the rest stand at the base."""

    def __init__(self, part: Part, free: Sequence[int], held: frozenset[int]) -> None:
        self.part = part
        self.free = [at for at in free if at not in held]
        inside = {at: place for place, at in enumerate(self.free)}
        self.inside = inside
        facts = []
        for fact in part.facts:
            terms = tuple((inside[at], amount) for at, amount in fact.terms if at in inside)
            if terms:
                rest = sum(part.base[at] * amount for at, amount in fact.terms if at not in inside)
                facts.append(Known(terms, fact.low - rest, fact.high - rest))
        # A short way from numbers that fit is far enough to prove a width, and quickly searched.
        self.low = [max(part.low[at], part.base[at] - part.reach) for at in self.free]
        self.high = [min(part.high[at], part.base[at] + part.reach) for at in self.free]
        self.facts = facts
        self.puzzle = Puzzle(self.low, self.high, facts)

    def towards(self, wish: Mapping[int, float]) -> dict[int, int] | None:
        """A point that fits, for the free unknowns (by the part's numbering); None when none was found."""
        point = self.puzzle.point(
            {self.inside[at]: weight for at, weight in wish.items() if at in self.inside}, nodes=10
        )
        if point is None or not fits(point, self.low, self.high, self.facts):
            return None
        return dict(zip(self.free, point, strict=True))


def widen_seen(
    part: Part, block: Block, needy: Callable[[], list[int]], see: Callable[[Mapping[int, int]], None]
) -> None:
    """Drive many unknowns at once until none of the needy is left or nothing more comes of it."""
    idle = 0
    for _ in range(_ROUNDS):
        wanted = needy()
        if not wanted or idle > 2:
            break
        point = block.towards({at: part.random.choice((-1.0, 1.0)) for at in wanted})
        if point is not None:
            see(point)
        idle = 0 if len(needy()) < 0.97 * len(wanted) else idle + 1
    done: set[int] = set()
    while left := [at for at in needy() if at not in done][:20]:
        for at in left:
            done.add(at)
            for sign in (1.0, -1.0):
                point = block.towards({at: sign})
                if point is not None:
                    see(point)


def blocks_of(part: Part) -> list[list[int]]:
    """The part's unknowns a county at a time, or all at once when they are few."""
    if len(part.unknowns) <= _LARGE:
        return [list(range(len(part.unknowns)))]
    groups: dict[tuple[int, str], list[int]] = {}
    for at in range(len(part.unknowns)):
        spot = part.spot(at)
        if spot.area_level == "municipality":
            groups.setdefault((spot.year, spot.area[:2]), []).append(at)
    return [groups[name] for name in sorted(groups)]


def outsider(part: Part, demand: Demand) -> list[Interval]:
    """The unknowns that somebody with nothing but what is published comes too near to."""
    part.reach = max(_REACH, demand.width)

    def needy(among: Iterable[int]) -> list[int]:
        return [at for at in among if part.most[at] - part.least[at] < demand.width]

    for free in blocks_of(part):
        widen_seen(part, part.block(free), lambda free=free: needy(free), part.see)  # type: ignore[misc]
    if len(part.unknowns) > _LARGE:
        for wanted, free in _samples(part, needy):
            widen_seen(part, part.block(free), lambda wanted=wanted: needy(wanted), part.see)  # type: ignore[misc]
    found = []
    for at in needy(range(len(part.unknowns))):
        for look in (_look_near, _look_everywhere):
            if needy([at]):
                look(part, at)
        if needy([at]) and _near(interval := _exactly(part, at), demand):
            found.append(interval)
    return found


def _look_near(part: Part, at: int) -> None:
    for free in _wider(part, at):
        block = part.block(free)
        for sign in (1.0, -1.0):
            part.see(block.towards({at: sign}) or {})


def _look_everywhere(part: Part, at: int) -> None:
    for sign in (1.0, -1.0):
        point = part.puzzle.point({at: sign})
        if point is not None and fits(point, part.low, part.high, part.facts):
            part.see(dict(enumerate(point)))


def _samples(part: Part, needy: Callable[[Iterable[int]], list[int]]) -> Iterator[tuple[list[int], list[int]]]:
    """Sums over areas that are still needy, with the units of some areas around them, again and again."""
    by_unit = _units(part)
    units = sorted(by_unit)
    sums = [at for at in range(len(part.unknowns)) if part.spot(at).area_level != "municipality"]
    for _ in range(_SAMPLES):
        if not (left := needy(sums)):
            return
        for county in sorted({part.spot(at).area for at in left}):
            first = next(at for at in left if part.spot(at).area == county)
            near = _some_units(part, part.spot(first), units, by_unit)
            areas = {part.spot(first).area, "00", *(unit[1][:2] for unit in near)}
            wanted = [at for at in sums if part.spot(at).area in areas]
            yield wanted, [*wanted, *(own for unit in near for own in by_unit[unit])]


def _wider(part: Part, at: int) -> Iterator[list[int]]:
    """All unknowns of the count's county, of some others and of the nation; nothing when the part is small."""
    if len(part.unknowns) <= _LARGE:
        return
    by_unit = _units(part)
    for _ in range(2):
        near = _some_units(part, part.spot(at), sorted(by_unit), by_unit)
        areas = {part.spot(at).area[:2], "00", *(unit[1][:2] for unit in near)}
        yield [other for other in range(len(part.unknowns)) if part.spot(other).area[:2] in areas]


def _units(part: Part) -> dict[tuple[int, str], list[int]]:
    """The unknowns of each reporting municipality."""
    by_unit: dict[tuple[int, str], list[int]] = {}
    for at in range(len(part.unknowns)):
        spot = part.spot(at)
        if spot.area_level == "municipality":
            by_unit.setdefault((spot.year, spot.area), []).append(at)
    return by_unit


def _exactly(part: Part, at: int) -> Interval:
    high_end, high_stops = part.puzzle.linear_end(at, 1)
    low_end, low_stops = part.puzzle.linear_end(at, -1)
    low, high = part.puzzle.whole_end(at, -1), part.puzzle.whole_end(at, 1)
    low, high = max(low, int(low_end - 1e-6) if low_end > 0 else 0), min(high, int(high_end + 1e-6))
    return Interval(part.unknowns[at], low, high, tuple(dict.fromkeys((*high_stops, *low_stops))))


def _near(interval: Interval, demand: Demand) -> bool:
    if interval.low == interval.high:
        return True
    may_be_small = interval.low <= demand.threshold and interval.high >= 1
    return may_be_small and interval.high - interval.low < demand.width


def insiders(part: Part, demand: Demand, progress: Progress | None = None) -> list[tuple[str, Interval]]:
    """The small counts that a municipality which knows its own numbers comes too near to, with its code.

    Only for a part that was started from the true numbers: an insider's own numbers are the true ones.
    """
    by_unit = _units(part)
    small = [at for at, value in enumerate(part.base) if 1 <= value <= demand.threshold]
    found = []
    at_once = len(part.unknowns) <= _LARGE
    everything = list(range(len(part.unknowns)))
    for done, ((year, code), own) in enumerate(sorted(by_unit.items())):
        neighbours = [
            at for name, others in by_unit.items() if name[0] == year and name[1][:2] == code[:2] for at in others
        ]
        mine = frozenset(own)
        near = everything if at_once else neighbours
        inside = set(near)
        targets = [at for at in small if at in inside and at not in mine and _tells_of_others(part, at, own, demand)]
        found += [(code, interval) for interval in _insider(part, near, mine, targets, demand)]
        if progress:
            progress("Prövar insyn", done + 1, len(by_unit))
    return found if at_once else found + _insiders_of_sums(part, small, by_unit, demand)


def _insider(
    part: Part, free: Sequence[int], own: frozenset[int], targets: Sequence[int], demand: Demand
) -> list[Interval]:
    least, most = dict.fromkeys(targets, 0), dict.fromkeys(targets, 0)
    for at in targets:
        least[at] = most[at] = part.base[at]

    def see(point: Mapping[int, int]) -> None:
        for at in targets:
            least[at], most[at] = min(least[at], point.get(at, least[at])), max(most[at], point.get(at, most[at]))

    def needy() -> list[int]:
        return [at for at in targets if most[at] - least[at] < demand.insider_width]

    if targets:
        widen_seen(part, part.block(free, own), needy, see)
    for at in needy():
        for wider in _wider(part, at):
            block = part.block(wider, own)
            for sign in (1.0, -1.0):
                see(block.towards({at: sign}) or {})
    return [interval for at in needy() if (interval := _held(part, at, own, demand)) is not None]


def _tells_of_others(part: Part, at: int, own: Sequence[int], demand: Demand) -> bool:
    """Whether the count is small for others too: a sum that is all the insider's own tells him nothing new."""
    spot = part.spot(at)
    if spot.area_level == "municipality":
        return True
    for mine in own:
        other = part.spot(mine)
        same = other._replace(area_level=spot.area_level, area=spot.area) == spot
        if same and spot.area in (other.area[:2], "00"):
            return 1 <= part.base[at] - part.base[mine] <= demand.threshold
    return True


def _held(part: Part, at: int, own: frozenset[int], demand: Demand) -> Interval | None:
    """The exact interval when the insider's own numbers are known, or None when it is wide enough."""
    bounds = {mine: (float(part.base[mine]),) * 2 for mine in own}
    part.puzzle.hold(bounds)
    try:
        ends = [part.puzzle.point({at: sign}) for sign in (1.0, -1.0)]
        if all(end is not None for end in ends) and ends[0][at] - ends[1][at] >= demand.insider_width:  # type: ignore[index]
            return None
        interval = _exactly(part, at)
    finally:
        part.puzzle.hold({mine: (part.low[mine], part.high[mine]) for mine in own})
    return interval if interval.high - interval.low < demand.insider_width else None


def _insiders_of_sums(
    part: Part, small: Sequence[int], by_unit: Mapping[tuple[int, str], list[int]], demand: Demand
) -> list[tuple[str, Interval]]:
    """Small counts of counties and the nation: any unit whose own number holds them still is an insider.

    Points that leave most units untouched clear those at once; only units touched by every point are tried exactly.
    """
    found = []
    units = sorted(by_unit)
    sums = [at for at in range(len(part.unknowns)) if part.spot(at).area_level != "municipality"]
    for at in small:
        spot = part.spot(at)
        if spot.area_level == "municipality":
            continue
        suspects: set[tuple[int, str]] | None = None
        for _ in range(8):
            near = _some_units(part, spot, units, by_unit)
            block = part.block([*sums, *(own for unit in near for own in by_unit[unit])])
            for sign in (1.0, -1.0):
                point = block.towards({at: sign})
                if point is not None and abs(point[at] - part.base[at]) >= demand.insider_width:
                    touched = {unit for unit in near if any(point[own] != part.base[own] for own in by_unit[unit])}
                    suspects = touched if suspects is None else suspects & touched
            if suspects is not None and not suspects:
                break
        for unit in sorted(units if suspects is None else suspects):
            if not _tells_of_others(part, at, by_unit[unit], demand):
                continue
            interval = _held(part, at, frozenset(by_unit[unit]), demand)
            if interval is not None:
                found.append((unit[1], interval))
    return found


def _some_units(
    part: Part, spot: Spot, units: Sequence[tuple[int, str]], by_unit: Mapping[tuple[int, str], list[int]]
) -> list[tuple[int, str]]:
    """Some units of the count's county and of others; those that hide the same count are the likeliest to move it."""
    counties = sorted({unit[1][:2] for unit in units if unit[0] == spot.year})
    own = [spot.area] if spot.area_level == "county" else []
    others = [county for county in counties if county not in own]
    part.random.shuffle(others)
    alike = {
        county
        for at in range(len(part.unknowns))
        if (other := part.spot(at)).area_level == "county" and _alike(other, spot)
        for county in [other.area]
    }
    chosen = []
    for county in own + sorted(others, key=lambda county: county not in alike)[:3]:
        inside = [unit for unit in units if unit[0] == spot.year and unit[1][:2] == county]
        part.random.shuffle(inside)
        inside.sort(key=lambda unit: not any(_alike(part.spot(at), spot) for at in by_unit[unit]))
        chosen += inside[:4]
    return chosen


def _alike(one: Spot, other: Spot) -> bool:
    """Whether two spots count the same thing, in whatever area."""
    return one[0] == other[0] and one[4:] == other[4:]
