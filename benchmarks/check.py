"""How fast redovisningar are checked: ``python -m benchmarks.check [--forms 500]``.

All rules on invented forms, every fourth with a planted fault, one form at a time on one core; then on the same forms
with most answers left out, and with long free texts, and on 1, 2, 5 and 10 times as many forms, each seen once.
Beside them, on the same forms, two peers with as much of the rules as each can say: jsonschema the types and the
follow-up questions, pandera (forms as rows of one frame, and one at a time) the sums, subsets and reasons. For a fair
pair our own rules are also timed on just that part. Every way tells which forms it would stop, so that speed cannot
be bought with blindness.
"""

from __future__ import annotations

import argparse
import gc
import random
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

from benchmarks.stopwatch import how_built
from redovisa.checking.check import check
from redovisa.checking.rulebook import Rulebook
from redovisa.form.answer import Answer
from redovisa.form.field import FieldType
from redovisa.form.format import plain
from redovisa.form.redovisning import Kind, Redovisning
from redovisa.personligt_ombud.grant import GRANT
from redovisa.personligt_ombud.rules.clients import GROUPS, parts_of_all
from redovisa.personligt_ombud.rules.contact_reasons import MEN, WOMEN
from redovisa.personligt_ombud.rules.free_texts import FREE_TEXTS
from redovisa.synthetic.invent import as_read
from redovisa.synthetic.nation import invent_nation
from redovisa.synthetic.spoil import spoil

TARGET = 20_000
TODAY = date(2026, 11, 22)
#: Sums, subsets and reasons: what pandera is given.
NUMBERS = ("KLI-02", "KLI-04", "BAR-01", "ORS-01", "EKO-03")
#: Types, must be answered, and follow-up questions: what jsonschema is given.
QUESTIONS = ("KLI-01", "EKO-01", "UTB-01", "UTB-02", "UTB-03", "HAN-01", "HAN-02", "HAN-03", "PRI-02", "PRI-03")
FAULTS = ("new_above_total", "closed_above_total", "children_above_total", "reasons_above_new", "spent_above_granted")
#: Words that follow a Yes or No; left out of every eighth form.
FOLLOW_UPS = ("training.which", "training.why_not", "priority.order", "priority.why_not")
Stopped = set[int]


def forms(count: int) -> list[Redovisning]:
    """Invented forms of 2020 and 2023; every fourth has a planted fault."""
    found: list[Redovisning] = []
    seed = 0
    while len(found) < count:
        for report in invent_nation(GRANT.form, seed, (2020, 2023)):
            answers: Mapping[str, Any] = as_read(report.answers)
            if len(found) % 4 == 3:
                with suppress(ValueError):  # a small form may have no room for the fault
                    answers, _ = spoil(answers, seed, FAULTS[len(found) // 4 % len(FAULTS)])
            if len(found) % 8 == 5:
                answers = {key: value for key, value in answers.items() if key not in FOLLOW_UPS}
            found.append(
                Redovisning(
                    f"invented {len(found)}",
                    Kind.REDOVISNING,
                    edition=GRANT.form.edition_for(report.year).year,
                    year=report.year,
                    answers={key: Answer(key, value) for key, value in answers.items()},
                )
            )
        seed += 1
    return found[:count]


def only(codes: Sequence[str]) -> Rulebook:
    """Our rules, these alone."""
    return GRANT.rules.without(*(rule.code for rule in GRANT.rules.rules if rule.code not in codes))


def ours(rules: Rulebook, sheets: Sequence[Redovisning]) -> Stopped:
    """The forms in which our rules find something."""
    return {i for i, form in enumerate(sheets) if check(form, rules, today=TODAY).findings}


def jsonschema_way() -> Callable[[Sequence[dict[str, Any]]], Stopped]:
    """Types, required answers and follow-up questions as a JSON schema."""
    import jsonschema

    kinds = {
        FieldType.COUNT: {"type": "integer", "minimum": 0},
        FieldType.MONEY: {"type": "integer", "minimum": 0},
        FieldType.DECIMAL: {"type": "number", "minimum": 0},
        FieldType.YES_NO: {"type": "boolean"},
        FieldType.MARK: {"type": "boolean"},
        FieldType.YEAR: {"type": "integer"},
        FieldType.MARK_OR_COUNT: {"type": ["boolean", "integer"]},
    }
    properties = {key: kinds.get(field.type, {"type": "string"}) for key, field in GRANT.form.fields.items()}
    follow_ups = [
        ("training.offered", False, "training.why_not"),
        ("training.offered", True, "training.which"),
        ("supervision.offered", False, "supervision.why_not"),
        ("supervision.offered", True, "supervision.kind"),
        ("priority.has_order", False, "priority.why_not"),
        ("priority.has_order", True, "priority.order"),
    ]
    schema = {
        "type": "object",
        "properties": properties,
        "required": [f"clients.{kind}.{sex}" for kind in ("total", "new", "closed") for sex in ("women", "men")],
        "allOf": [
            {
                "if": {"properties": {main: {"const": answer}}, "required": [main]},
                "then": {"required": [reason]},
            }
            for main, answer, reason in follow_ups
        ],
    }
    validator = jsonschema.Draft202012Validator(schema)
    return lambda rows: {i for i, row in enumerate(rows) if next(validator.iter_errors(row), None) is not None}


def pandera_way() -> tuple[Any, Callable[[Any], Stopped]]:
    """Sums, subsets and reasons as a pandera schema over a frame with one row for each form."""
    import pandas
    import pandera.pandas as pandera

    checks = [pandera.Check(lambda f, g=group: f[list(g.parts)].sum(axis=1) == f[g.total]) for group in GROUPS.values()]
    pairs = [(pair.part, pair.whole) for what in ("new", "closed") for pair in parts_of_all(what)]
    pairs += [(f"clients.with_children.{sex}", f"clients.total.{sex}") for sex in ("women", "men")]
    pairs += [(key, "clients.new.women") for key in WOMEN] + [(key, "clients.new.men") for key in MEN]
    pairs += [("economy.spent.amount", "economy.granted.amount")]
    checks += [pandera.Check(lambda f, a=a, b=b: f[a] <= f[b]) for a, b in pairs]
    counts = [key for key, field in GRANT.form.fields.items() if field.type in (FieldType.COUNT, FieldType.MONEY)]
    schema = pandera.DataFrameSchema({key: pandera.Column(int) for key in counts}, checks=checks)

    def frame(rows: Sequence[dict[str, Any]]) -> Any:
        return pandas.DataFrame([{key: row.get(key, 0) for key in counts} for row in rows])

    def stopped(table: Any) -> Stopped:
        try:
            schema.validate(table, lazy=True)
        except pandera.errors.SchemaErrors as errors:
            return set(errors.failure_cases["index"].dropna().astype(int))
        return set()

    return frame, stopped


def fastest(way: Callable[[], Stopped], rounds: int) -> tuple[float, Stopped]:
    """The least time of some rounds in processor seconds of this process, and the forms stopped."""
    best, stopped = float("inf"), way()
    for _ in range(rounds):
        gc.collect()
        begin = time.process_time()
        stopped = way()
        best = min(best, time.process_time() - begin)
    return best, stopped


def half_empty(sheets: Sequence[Redovisning], share: float = 0.6) -> list[Redovisning]:
    """The forms with this share of their answers left out."""
    chance = random.Random(1)
    return [
        replace(sheet, answers={key: answer for key, answer in sheet.answers.items() if chance.random() >= share})
        for sheet in sheets
    ]


def long_texts(sheets: Sequence[Redovisning]) -> list[Redovisning]:
    """The forms with every free text written four times over."""

    def longer(answer: Answer) -> Answer:
        return replace(answer, value=" ".join([str(answer.value)] * 4)) if answer.field in FREE_TEXTS else answer

    return [replace(sheet, answers={key: longer(answer) for key, answer in sheet.answers.items()}) for sheet in sheets]


def growth(first: int) -> None:
    """Prints the time of a form when there are more of them; each is new to the rules, and checked once."""
    many = forms(10 * first)
    for times in (1, 2, 5, 10):
        fresh = GRANT.rules.without()
        gc.collect()
        begin = time.process_time()
        ours(fresh, many[: times * first])
        took = (time.process_time() - begin) / (times * first)
        print(f"{f'redovisa, {times * first} forms, each once':<46}{1e6 * took:>10.1f} µs a form", flush=True)


def main() -> int:
    """Prints forms a second for each way; 0 when our own figure is reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--forms", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=7)
    arguments = parser.parse_args()
    print(how_built())
    sheets = forms(arguments.forms)
    rows = [{key: plain(answer.value) for key, answer in sheet.answers.items()} for sheet in sheets]
    numbers, questions = only(NUMBERS), only(QUESTIONS)
    timed: dict[str, tuple[float, Stopped, int]] = {}

    def clock(name: str, way: Callable[[], Stopped], count: int = len(sheets), rounds: int = arguments.rounds) -> None:
        seconds, stopped = fastest(way, rounds)
        timed[name] = seconds / count, stopped, count
        print(f"{name:<46}{1e6 * seconds / count:>10.1f} µs a form {count / seconds:>10,.0f} a second", flush=True)

    print(f"{len(sheets)} invented forms, {len(GRANT.rules.rules)} rules; processor time, one core, least of rounds")
    clock("redovisa, all rules", lambda: ours(GRANT.rules, sheets))
    few_answers, much_text = half_empty(sheets), long_texts(sheets)
    clock("redovisa, all rules, most answers left out", lambda: ours(GRANT.rules, few_answers))
    clock("redovisa, all rules, free texts four times over", lambda: ours(GRANT.rules, much_text))
    growth(len(sheets))
    clock(f"redovisa, {len(NUMBERS)} rules of sums and subsets", lambda: ours(numbers, sheets))
    clock(f"redovisa, {len(QUESTIONS)} rules of answers and follow-ups", lambda: ours(questions, sheets))
    try:
        schema = jsonschema_way()
        clock("jsonschema, types, answers and follow-ups", lambda: schema(rows), rounds=2)
        few, all_rows = rows[:40], rows
        frame, stopped = pandera_way()
        clock("pandera, sums and subsets, all forms in a frame", lambda: stopped(frame(all_rows)), rounds=2)
        clock(
            "pandera, the same, one form at a time",
            lambda: {i for i, row in enumerate(few) if stopped(frame([row]))},
            len(few),
            1,
        )
    except ImportError as missing:
        print(f"{missing.name} is not installed here: python -m pip install -r requirements/bench.txt")
    else:
        _compare(timed, len(few))
    speed = 1 / timed["redovisa, all rules"][0]
    print(
        f"{'reached' if speed >= TARGET else 'NOT REACHED'}: {speed:,.0f} of {TARGET:,} forms a second with all rules"
    )
    return int(speed < TARGET)


def _compare(timed: Mapping[str, tuple[float, Stopped, int]], few: int) -> None:
    """Ratios of the pairs, and whether they stop the same forms."""
    mine = [name for name in timed if "all rules," not in name]
    pairs = [(mine[3], mine[2]), (mine[4], mine[1]), (mine[5], mine[1])]
    for peer, own in pairs:
        theirs, ours_ = timed[peer], timed[own]
        stopped = {i for i in ours_[1] if i < few} if peer == mine[5] else ours_[1]
        same = "the same forms stopped" if stopped == theirs[1] else f"stopped: {len(theirs[1])} against {len(stopped)}"
        print(f"{peer}: {theirs[0] / ours_[0]:.0f} × our time for that part ({same}, {len(theirs[1])})")


if __name__ == "__main__":
    raise SystemExit(main())
