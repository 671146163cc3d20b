"""Shapes: the few patterns that most rules follow; each makes a test from field keys and Swedish words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import add, eq, itemgetter, le

from redovisa.checking.rule import Fault, Look, Outcome, Silence, Test
from redovisa.checking.sheet import Sheet
from redovisa.checking.wording import listed


def answered(labels: Mapping[str, str], what: str, *, unless: Look | None = None) -> Test:
    """Each of the fields must be answered; ``what`` may name those that are not with ``{names}``."""
    keys = tuple(labels)

    def test(sheet: Sheet) -> Outcome:
        answers = sheet.answers
        empty = [key for key in keys if key not in answers]
        if not empty:
            return None
        blank = [key for key in empty if key not in sheet.doubtful]
        doubtful = tuple(key for key in empty if key in sheet.doubtful)
        if not blank:
            return Silence(doubtful)
        return Fault(what.format(names=listed([labels[key] for key in blank])), tuple(blank), missing=doubtful)

    return Test(test, unless=unless) if unless else Test(test, blank=keys)


def any_answered(keys: Sequence[str], what: str) -> Test:
    """At least one of the fields must be answered."""
    keys = tuple(keys)

    def test(sheet: Sheet) -> Outcome:
        answers = sheet.answers
        for key in keys:
            if key in answers:
                return None
        doubtful = tuple(key for key in keys if key in sheet.doubtful)
        return Silence(doubtful) if doubtful else Fault(what, keys)

    return Test(test, blank=keys[:1])  # all of them are blank only when the first is


@dataclass(frozen=True, slots=True)
class Group:
    """A total and the parts it is divided into; ``name`` is how it is said: ``nya kvinnor``."""

    total: str
    parts: tuple[str, ...]
    name: str
    part_names: tuple[str, ...]

    def unplaced(self, sheet: Sheet) -> int | None:
        """How many of the total are in none of the given parts, below zero when those make more; None without one."""
        total = sheet.get(self.total)
        return None if total is None else total - sum(sheet.get(part) or 0 for part in self.parts)


def adds_up(
    groups: Sequence[Group], say: Callable[[Group, list[int | None], int], str], unless: Look | None = None
) -> Test:
    """The parts of each group cannot make more than its total; ``say`` gets the group, its parts and its total.

    When blank parts could make up what lacks, nothing is known and the rule keeps silent about that group. All groups
    have equally many parts, and all keys are among the rulebook's counts.
    """
    groups = tuple(groups)
    total_keys = frozenset(group.total for group in groups)
    sums_right = _sums_right(groups)

    def test(sheet: Sheet) -> Outcome:
        if sums_right(sheet) and total_keys <= sheet.answers.keys():
            return None
        return _sums(sheet, groups, say)

    return Test(test, unless=unless)


def _sums_right(groups: Sequence[Group]) -> Callable[[Sheet], bool]:
    """Whether all sums are right with blanks as zeros: a loop in C, for it is asked of every form."""
    totals = itemgetter(*(group.total for group in groups))
    columns = [itemgetter(*column) for column in zip(*(group.parts for group in groups), strict=True)]

    def right(sheet: Sheet) -> bool:
        filled = sheet.filled
        sums: Iterable[int] = columns[0](filled)
        for column in columns[1:]:
            sums = map(add, sums, column(filled))
        return all(map(eq, sums, totals(filled)))

    return right


def _sums(sheet: Sheet, groups: Sequence[Group], say: Callable[[Group, list[int | None], int], str]) -> Outcome:
    sentences: list[str] = []
    fields: list[str] = []
    missing: list[str] = []
    for group in groups:
        total = sheet.get(group.total)
        given = [sheet.get(part) for part in group.parts]
        sum_ = sum(n or 0 for n in given)
        if total is None:
            missing.append(group.total)
        elif sum_ > total:
            sentences.append(say(group, given, total))
            fields += [group.total, *(part for part in group.parts if part in sheet.answers)]
        else:
            missing += sheet.unknown(*group.parts) if sum_ < total else ()
    return _outcome(" ".join(sentences), fields, missing)


def parts_given(
    groups: Sequence[Group], say: Callable[[Group, list[int | None], int], str], unless: Look | None = None
) -> Test:
    """The parts of each group must not make less than its total; ``say`` gets the group, its parts and its total."""
    groups = tuple(groups)
    sums_right = _sums_right(groups)

    def test(sheet: Sheet) -> Outcome:
        if sums_right(sheet):
            return None
        sentences: list[str] = []
        fields: list[str] = []
        rows: list[tuple[str, ...]] = []
        missing: list[str] = []
        for group in groups:
            total = sheet.get(group.total)
            given = [sheet.get(part) for part in group.parts]
            if not total or total <= sum(n or 0 for n in given):
                continue
            doubtful = [part for part in group.parts if part in sheet.doubtful]
            if doubtful:
                missing += doubtful
                continue
            sentences.append(say(group, given, total))
            blank = [part for part in group.parts if part not in sheet.answers]
            rows.append((group.total, *(blank or group.parts)))
            fields += blank or rows[-1]
        return _outcome(" ".join(sentences), fields, missing, rows)

    return Test(test, unless=unless)


@dataclass(frozen=True, slots=True)
class Pair:
    """A count that is part of another and cannot be larger; ``group`` divides the whole, when it is divided."""

    part: str
    whole: str
    group: Group | None = None


@dataclass(frozen=True, slots=True)
class Excess:
    """A part found larger than its whole."""

    pair: Pair
    part: int
    whole: int


def at_most(pairs: Sequence[Pair], say: Callable[[list[Excess]], str], unless: Look | None = None) -> Test:
    """No part may be larger than its whole; ``say`` makes one sentence of all that are.

    Those of a whole who are in none of its parts may belong to any of them, and give each part as much more room.
    There are at least two pairs, and all keys are among the rulebook's counts.
    """
    pairs = tuple(pairs)
    keys = frozenset(key for pair in pairs for key in (pair.part, pair.whole))
    parts, wholes = itemgetter(*(pair.part for pair in pairs)), itemgetter(*(pair.whole for pair in pairs))

    def test(sheet: Sheet) -> Outcome:
        # A loop in C, for it is asked of every form: blanks as zeros, and a closer look when that is not enough.
        filled = sheet.filled
        if all(map(le, parts(filled), wholes(filled))) and keys.isdisjoint(sheet.doubtful):
            return None
        return _excesses(sheet, pairs, say)

    return Test(test, unless=unless)


def _excesses(sheet: Sheet, pairs: Sequence[Pair], say: Callable[[list[Excess]], str]) -> Outcome:
    found: list[Excess] = []
    missing: list[str] = []
    if not sheet.doubtful:  # blanks as zeros: a blank part never exceeds, and a blank whole is looked closer at
        filled = sheet.filled
        pairs = [pair for pair in pairs if filled[pair.part] > filled[pair.whole]]
    for pair in pairs:
        n, limit = sheet.get(pair.part), sheet.get(pair.whole)
        if n is None:
            missing += [pair.part] if pair.part in sheet.doubtful else []
            continue
        unplaced = pair.group.unplaced(sheet) if pair.group else None
        if limit is None and pair.whole not in sheet.doubtful and unplaced == 0:
            limit = 0
        if limit is None:
            missing += [pair.whole] if n else []
        elif n > limit + max(unplaced or 0, 0):
            found.append(Excess(pair, n, limit))
    rows = [(each.pair.part, each.pair.whole) for each in found]
    return _outcome(say(found) if found else "", [key for row in rows for key in row], missing, rows)


def _outcome(what: str, fields: Sequence[str], missing: Sequence[str], rows: Sequence[tuple[str, ...]] = ()) -> Outcome:
    once = tuple(dict.fromkeys(missing))
    if what:
        return Fault(what, tuple(dict.fromkeys(fields)), missing=once, rows=tuple(rows))
    return Silence(once) if once else None
