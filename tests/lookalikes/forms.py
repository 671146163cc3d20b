"""A supply of invented forms: editions, answers and hands varied, each with its truth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from lookalikes.pen import truth, typed
from redovisa.form.answer import Value
from redovisa.form.edition import Edition
from redovisa.form.form import Form
from redovisa.places.register import municipalities
from redovisa.synthetic.invent import invent


@dataclass(frozen=True, slots=True)
class Filled:
    """A form to be written: its edition, who reports, what is typed where, and what a careful reader takes from it."""

    seed: int
    edition: Edition
    municipality: str
    typed: dict[str, str]
    truth: dict[str, Value]


def filled(form: Form, count: int, begin: int = 0) -> Iterator[Filled]:
    """``count`` forms over all editions, deterministic by their number."""
    codes = sorted(municipalities(2023))
    for seed in range(begin, begin + count):
        edition = form.editions[sorted(form.editions)[seed % len(form.editions)]]
        code = Random(f"where {seed}").choice(codes)
        answers = invent(form, edition.year, code, seed)
        yield Filled(
            seed,
            edition,
            code,
            typed(edition, form.fields, answers, seed),
            truth(edition, form.fields, answers, seed),
        )
