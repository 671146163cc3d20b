"""The course: the rules of one edition in order, and which of them a form can wake."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from operator import itemgetter
from typing import Any, TypeAlias

from redovisa.checking.habit import Habit, habits
from redovisa.checking.rule import Outcome, Rule
from redovisa.checking.sheet import Sheet

_Run: TypeAlias = Callable[[Sheet], Outcome]


class Course:
    """The rules of one edition, in order, and which of them a form can wake.

    A set of rules is one whole number, a bit for each rule, since joining numbers is quick. Some are run for every
    form; the others are woken by a look, by a way of answering, or by a field that is in doubt.
    """

    __slots__ = (
        *("_always", "_asked", "_blank", "_by_bit", "_doubt", "_given", "_given_keys", "_habits", "_looks"),
        *("_marks_of", "rules"),
    )

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        bits = {rule.code: 1 << place for place, rule in enumerate(self.rules)}
        self._by_bit = {bits[rule.code]: (rule.test.run, rule) for rule in self.rules}
        self._always = sum(bits[rule.code] for rule in self.rules if rule.test.always)
        self._doubt = self._woken_by(lambda rule: rule.needs, bits)
        self._blank = self._woken_by(lambda rule: rule.test.blank, bits)
        self._asked = frozenset(self._blank)
        self._given = tuple(self._woken_by(lambda rule: rule.test.given, bits).items())
        looks = dict.fromkeys(rule.test.unless for rule in self.rules if rule.test.unless is not None)
        self._looks = tuple(
            (look.all_well, sum(bits[rule.code] for rule in self.rules if rule.test.unless is look)) for look in looks
        )
        found = habits((rule, bits[rule.code]) for rule in self.rules)
        # The fields of all habits stand in two rows, each habit's together, so that its part is one slice of each.
        marks = tuple(key for habit in found for key in habit.marks)
        self._given_keys = tuple(key for habit in found for key in habit.words)
        self._marks_of = _all_of(marks)
        self._habits: list[tuple[slice, slice, Habit]] = []
        at = row = 0
        for habit in found:
            mark_end, word_end = at + len(habit.marks), row + len(habit.words)
            self._habits.append((slice(at, mark_end), slice(row, word_end), habit))
            at, row = mark_end, word_end

    def _woken_by(self, keys_of: Callable[[Rule], Iterable[str]], bits: Mapping[str, int]) -> dict[str, int]:
        """For each of the fields, the rules that name it."""
        woken: dict[str, int] = {}
        for rule in self.rules:
            for key in keys_of(rule):
                woken[key] = woken.get(key, 0) | bits[rule.code]
        return woken

    def awake(self, sheet: Sheet) -> list[tuple[_Run, Rule]]:
        """The rules that may have something to say about the sheet, in order."""
        awake = self._always
        answers = sheet.answers
        for key in self._asked.difference(answers):
            awake |= self._blank[key]
        for key, bits in self._given:
            if key in answers:
                awake |= bits
        marks = self._marks_of(sheet.filled)
        given = tuple(map(answers.__contains__, self._given_keys))
        for of_marks, of_words, habit in self._habits:
            awake |= habit[marks[of_marks] + given[of_words]]
        for all_well, bits in self._looks:
            if not all_well(sheet):
                awake |= bits
        for key in sheet.doubtful:
            awake |= self._doubt.get(key, 0)
        found = []
        while awake:
            first = awake & -awake  # the lowest bit, so that the rules come in order
            found.append(self._by_bit[first])
            awake ^= first
        return found


def _all_of(keys: tuple[str, ...]) -> Callable[[dict[str, Any]], tuple[Any, ...]]:
    """What itemgetter does, also for one key or none."""
    if len(keys) > 1:
        return itemgetter(*keys)
    return lambda values: tuple(values[key] for key in keys)
