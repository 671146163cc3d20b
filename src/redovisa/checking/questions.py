"""Questions with follow-ups (Om ja, ange vilken. Om nej, ange varför.): all their rules from one table of words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from redovisa.checking.finding import Severity
from redovisa.checking.rule import Fault, Ground, Outcome, Rule, Silence, Source, Test
from redovisa.checking.shapes import answered
from redovisa.checking.sheet import Sheet
from redovisa.checking.wording import listed, quoted


class Words(NamedTuple):
    """A rule as its reader meets it: all of it but what it looks at, which the question knows.

    ``what`` may quote the words that stand there with ``{text}``.
    """

    code: str
    severity: Severity
    source: Source
    title: str
    what: str
    why: str
    do: str


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What is asked of those who gave one of the ``answers``, called ``name`` (Ja): the words in field ``key``.

    ``lacking`` is the rule for when nothing stands there, ``unasked`` for when something does after another answer.
    """

    key: str
    answers: tuple[Any, ...]
    name: str
    lacking: Words | None = None
    unasked: Words | None = None


def question(
    key: str, label: str, *follow_ups: FollowUp, asked: Words, since: int | None = None, until: int | None = None
) -> tuple[Rule, ...]:
    """The rules of a question: that it is answered, and what must and must not follow each answer, by code.

    Where the words that lack stand under the other answer instead, that is one cause and told as one.
    """
    years = {"since": since, "until": until}
    rules = [_rule(asked, (key,), answered({key: label}, asked.what), years)]
    for follow_up in follow_ups:
        others = tuple(each for each in follow_ups if each is not follow_up)
        if follow_up.lacking:
            test = _must_follow(key, follow_up, follow_up.lacking, others)
            needs = (key, follow_up.key)
            rules.append(_rule(follow_up.lacking, needs, test, years))
        if follow_up.unasked:
            yields_to = tuple(other.lacking.code for other in others if other.lacking)
            test = _must_not_follow(key, follow_up, follow_up.unasked)
            rules.append(_rule(follow_up.unasked, (key,), test, years, yields_to))
    return tuple(sorted(rules, key=lambda rule: rule.code))


def _rule(
    words: Words, needs: tuple[str, ...], test: Test, years: Mapping[str, Any], yields_to: tuple[str, ...] = ()
) -> Rule:
    return Rule(
        code=words.code,
        severity=words.severity,
        title=words.title,
        source=words.source,
        needs=needs,
        test=test,
        why=words.why,
        do=words.do,
        yields_to=yields_to,
        ground=Ground.REQUIRED if words.severity is Severity.CORRECT else None,
        **years,
    )


def _must_follow(key: str, follow_up: FollowUp, words: Words, others: tuple[FollowUp, ...]) -> Test:
    answers, reason = frozenset(follow_up.answers), follow_up.key

    def test(sheet: Sheet) -> Outcome:
        answer = sheet.get(key)
        if answer is None:
            return Silence((key,))
        if answer not in answers or reason in sheet.answers:
            return None
        if reason in sheet.doubtful:
            return Silence((reason,))
        astray = [other for other in others if sheet.says(other.key)]
        if not astray:
            return Fault(words.what, (reason, key))
        where = listed([f"{quoted(sheet.get(other.key))} under Om {other.name.lower()}" for other in astray])
        return Fault(
            f"{words.what[:-1]}; i stället står {where}.",
            (reason, key, *(other.key for other in astray)),
            do=f"Ändra svaret till {astray[0].name}, eller {words.do[0].lower()}{words.do[1:]}",
        )

    return Test(test, marks=(key,), words=(reason, *(other.key for other in others)))


def _must_not_follow(key: str, follow_up: FollowUp, words: Words) -> Test:
    answers, said = frozenset(follow_up.answers), follow_up.key

    def test(sheet: Sheet) -> Outcome:
        answer = sheet.get(key)
        if answer is None:
            return Silence((key,))
        if answer in answers or not sheet.says(said):
            return None
        return Fault(words.what.format(text=quoted(sheet.get(said))), (said, key))

    return Test(test, marks=(key,), words=(said,))
