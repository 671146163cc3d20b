"""The examples of the rules: a few changed answers over a sound form, with what must then be said."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from redovisa.checking.check import check
from redovisa.checking.finding import Checked
from redovisa.form.answer import Answer, Doubt
from redovisa.form.redovisning import Kind, Redovisning
from redovisa.personligt_ombud.grant import GRANT

CASES = Path(__file__).parents[2] / "cases" / "rules"
TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Example:
    """One example of a rule: what is changed, and for one that fails, the sentence or the rule it is quiet for."""

    code: str
    number: int
    edition: int
    described: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.code}-{'fails' if 'fails' in self.described else 'passes'}-{self.number}"

    @property
    def what(self) -> dict[str, Any]:
        return self.described["what"]

    def form(self) -> Redovisning:
        """The sound form with the changes of the example."""
        form = sound(self.what.get("edition", self.edition))
        what = self.what
        values = {key: answer.value for key, answer in form.answers.items()}
        values = {key: v for key, v in values.items() if not ("without" in what and key.startswith(what["without"]))}
        if what.get("like") == "women":
            values |= {key.replace("women", "men"): v for key, v in values.items() if ".women" in key}
        changed = replace(form, **{key: what[key] for key in ("municipality", "county", "district") if key in what})
        return with_answers(changed, values, what.get("changes", {}), tuple(what.get("doubts", ())))

    def previous(self) -> Redovisning | None:
        """The form of the year before, if the example has one."""
        given = self.what.get("previous")
        if given is None:
            return None
        before = sound(2022)
        if given == "same":
            values = {key: answer.value for key, answer in self.form().answers.items()}
            return with_answers(before, values, {"report.year": 2022})
        return with_answers(before, {key: answer.value for key, answer in before.answers.items()}, given)

    def checked(self, rules: Any = None) -> Checked:
        """What is found in the form."""
        today = self.what.get("today", TODAY)
        return check(self.form(), rules or GRANT.rules, previous=self.previous(), today=today)


def with_answers(
    form: Redovisning, values: dict[str, Any], changes: dict[str, Any], doubts: tuple[str, ...] = ()
) -> Redovisning:
    """The form with these values and changes; a change to None takes the answer away."""
    merged = {key: value for key, value in {**values, **changes}.items() if value is not None}
    unknown = merged.keys() - GRANT.form.fields.keys()
    assert not unknown, f"no such fields: {unknown}"
    return replace(
        form,
        year=merged.get("report.year"),
        answers={key: Answer(key, value) for key, value in merged.items()},
        doubts=tuple(Doubt(key, "Det går inte att läsa.") for key in doubts),
    )


@cache
def sound(year: int) -> Redovisning:
    """The sound form of the year."""
    base = yaml.safe_load((CASES / f"base-{year}.yaml").read_text(encoding="utf-8"))
    form = Redovisning(
        f"base-{year}",
        Kind.REDOVISNING,
        edition=GRANT.form.edition_for(year).year,
        year=year,
        municipality=base["municipality"],
        county=base["county"],
    )
    return with_answers(form, base["answers"], {})


def files() -> list[Path]:
    """The files of examples, one for each rule."""
    return sorted(path for path in CASES.glob("*.yaml") if not path.name.startswith("base-"))


def examples(kind: str) -> list[Example]:
    """All examples of a kind: ``passes`` or ``fails``."""
    found = []
    for path in files():
        described = yaml.safe_load(path.read_text(encoding="utf-8"))
        for number, what in enumerate(described[kind], 1):
            found.append(Example(path.stem, number, described.get("edition", 2023), {kind: True, "what": what}))
    return found


def plain(sentence: str) -> str:
    """The sentence with ordinary blanks, as it is typed in an example."""
    return sentence.replace("\u00a0", " ")
