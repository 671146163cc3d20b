"""How much a municipality is asked: ``python -m benchmarks.questions``.

Findings told in each form, as a distribution: over invented nations (whose forms are sound, but leave out and explain
as people do), over the same forms with one planted fault each, and over the three real documents. A normal form should
give at most five questions, and one fault one message more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import yaml

from redovisa.checking.check import check
from redovisa.form.answer import Answer
from redovisa.form.record import from_record
from redovisa.form.redovisning import Kind, Redovisning
from redovisa.personligt_ombud.grant import GRANT
from redovisa.synthetic.invent import as_read
from redovisa.synthetic.nation import invent_nation
from redovisa.synthetic.spoil import FAULTS, spoil

MOST = 5
TODAY = date(2026, 11, 22)
SEEDS = Path(__file__).parents[1] / "tests" / "seeds"


def asked(form: Redovisning) -> int:
    """How many findings are told."""
    return len(check(form, GRANT.rules, today=TODAY).findings)


def told(name: str, counts: Iterable[int]) -> None:
    """Prints how many forms have each number of findings."""
    spread = Counter(counts)
    row = "  ".join(f"{number}: {spread[number]}" for number in range(max(spread) + 1))
    print(f"{name:<48}{row}", flush=True)


def main() -> int:
    """Prints the distributions; 0 when no sound form is asked more than five questions."""
    sound: list[int] = []
    more: list[int] = []
    for seed in range(3):
        for report in invent_nation(GRANT.form, seed, (2020, 2023)):
            answers = as_read(report.answers)
            edition = GRANT.form.edition_for(report.year).year

            def form(values: dict[str, object], edition: int = edition, year: int = report.year) -> Redovisning:
                given = {key: Answer(key, value) for key, value in values.items()}  # type: ignore[arg-type] # as invented
                return Redovisning("invented", Kind.REDOVISNING, edition=edition, year=year, answers=given)

            sound.append(asked(form(dict(answers))))
            for fault in sorted(FAULTS)[len(sound) % 4 :: 4]:
                try:
                    spoilt, _ = spoil(answers, len(sound), fault)
                except ValueError:  # no room for the fault in this form
                    continue
                more.append(max(0, asked(form(dict(spoilt))) - sound[-1]))
    told("findings in a sound invented form", sound)
    told("further findings for one planted fault", more)
    for path in sorted(SEEDS.glob("*-filled.txt.expected.yaml")):
        (record,) = yaml.safe_load(path.read_text(encoding="utf-8"))
        print(f"{path.name.partition('.')[0]:<48}{asked(from_record(record, GRANT.form.fields))} findings")
    reached = max(sound) <= MOST
    print(f"{'reached' if reached else 'NOT REACHED'}: at most {max(sound)} questions in a sound form, asked {MOST}")
    return int(not reached)


if __name__ == "__main__":
    raise SystemExit(main())
