"""Habits: the ways a few fields are answered, and which rules each way wakes, tried once and then remembered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, TypeAlias

from redovisa.checking.rule import Rule
from redovisa.checking.sheet import Sheet
from redovisa.form.answer import Answer
from redovisa.form.redovisning import Kind, Redovisning

#: The values of the marks, then for each of the words whether it is answered.
Way: TypeAlias = tuple[Any, ...]

#: Rules are remembered together as long as they look at no more fields than this.
_MOST_FIELDS = 8
#: Forms have far fewer ways of answering so few fields; a number that stands for a mark could make any number of them.
_MOST_WAYS = 4096
#: Words that say nothing, and words that do.
_STAND_INS = ("ord", "-")


class Habit(dict[Way, int]):
    """Which rules each way of answering wakes, as a set of bits; a way not met before is tried on the rules.

    ``marks`` are fields whose values are looked at, ``words`` those that are only answered or not.
    """

    def __init__(self, marks: Sequence[str], words: Sequence[str], rules: Sequence[tuple[Rule, int]]) -> None:
        super().__init__()
        self.marks, self.words, self.rules = tuple(marks), tuple(words), tuple(rules)

    def __missing__(self, way: Way) -> int:
        marks = {key: value for key, value in zip(self.marks, way, strict=False) if value is not None}
        words = {key for key, given in zip(self.words, way[len(self.marks) :], strict=True) if given}
        found = sum(bit for rule, bit in self.rules if _wakes(rule, marks, words))
        if len(self) >= _MOST_WAYS:
            self.clear()
        self[way] = found
        return found


def _wakes(rule: Rule, marks: dict[str, Any], words: set[str]) -> bool:
    """Whether the rule may have something to say when just these marks and words are there."""
    return any(rule.test.run(sheet) is not None for sheet in _stand_ins(rule, marks, words))


def _stand_ins(rule: Rule, marks: dict[str, Any], words: set[str]) -> Iterator[Sheet]:
    """Sheets answered in this way, one for each choice of words that say something and words that do not."""
    marked = {key: Answer(key, marks[key]) for key in rule.test.marks if key in marks}
    said = [key for key in rule.test.words if key in words]
    for texts in product(_STAND_INS, repeat=len(said)):
        answers = marked | {key: Answer(key, text) for key, text in zip(said, texts, strict=True)}
        stand_in = Redovisning("", Kind.REDOVISNING, answers=answers)
        yield Sheet(stand_in, figures={}, year=None, blank={})


@dataclass(slots=True)
class _Gathered:
    """Rules that will be remembered together."""

    marks: dict[str, None]
    words: dict[str, None]
    rules: list[tuple[Rule, int]]

    def takes(self, marks: Iterable[str], words: Iterable[str]) -> bool:
        """Whether a rule that looks at these is to be remembered here: the fields stay few."""
        now = len(self.marks) + len(self.words)
        return len({*self.marks, *marks}) + len({*self.words, *words}) <= max(_MOST_FIELDS, now)


def habits(rules: Iterable[tuple[Rule, int]]) -> list[Habit]:
    """The habits of all rules that are woken by a way of answering; each rule comes with its bit."""
    gathered: list[_Gathered] = []
    for rule, bit in rules:
        marks, words = rule.test.marks, rule.test.words
        if not marks and not words:
            continue
        home = next((each for each in gathered if each.takes(marks, words)), None)
        if home is None:
            home = _Gathered({}, {}, [])
            gathered.append(home)
        home.marks.update(dict.fromkeys(marks))
        home.words.update(dict.fromkeys(words))
        home.rules.append((rule, bit))
    return [Habit(tuple(each.marks), tuple(each.words), each.rules) for each in gathered]
