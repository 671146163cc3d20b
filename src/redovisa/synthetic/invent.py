"""One invented redovisning: sound in every sum, filled in the way people fill in forms."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from redovisa.form.answer import Value
from redovisa.form.field import FieldType
from redovisa.form.form import Form
from redovisa.form.parse import folded
from redovisa.synthetic import questions
from redovisa.synthetic.clients import client_year
from redovisa.synthetic.hand import Hand, hand
from redovisa.synthetic.reporter import Reporter, alone
from redovisa.synthetic.words import one
from redovisa.synthetic.writer import Writer

Answers = dict[str, Value]

#: Questions that people leave blank though nothing forbids an answer.
SKIPPED = (
    *("contact.department", "trends.groups", "trends.reasons", "other.comments", "steering_group.efforts"),
    *("covid.comment", "contact.postal_address", "signature.title", "signature.workplace", "signature.phone"),
)


def invent(
    form: Form, year: int, reporter: Reporter | str, seed: int, previous: Mapping[str, Value] | None = None
) -> Answers:
    """An invented redovisning for the year, as answers by field key in the form's order.

    Read against the year's edition, or the nearest. ``reporter`` may be a municipality's code. The same arguments
    give the same answers. With ``previous``, last year's answers of the reporter, the clients left open then are
    carried over. All sums, subsets and follow-up questions hold. Texts may have several paragraphs, parted by line
    feeds: see ``as_read``. Raises ValueError for a code that was no municipality's in the year.
    """
    if isinstance(reporter, str):
        reporter = alone(reporter, seed)
    rng = Random(f"invent {seed} {reporter.key} {year}")  # noqa: S311 - invented data
    writer = Writer(rng, reporter, year, hand(reporter.key, seed))
    load = Random(f"load {seed} {reporter.key}").uniform(15, 27)  # noqa: S311 - clients to a position
    asked = frozenset(form.edition_for(year).asked)
    answers: Answers = {"report.year": year}
    answers |= questions.contact(writer)
    answers |= questions.ombud(writer)
    answers |= client_year(rng, reporter.positions * load, previous).answers()
    answers |= questions.reasons(writer, answers)
    answers |= questions.queue(writer)
    answers |= questions.organisation(writer)
    answers |= questions.deficiencies(writer)
    answers |= questions.economy(writer)
    if any(key.startswith("covid.") for key in asked):
        answers |= questions.covid(writer, answers)
    answers |= questions.ending(writer)
    for key in sorted(asked - questions.KNOWN - answers.keys()):
        _unknown(form, key, writer, answers)
    _leave_blank(writer.hand, rng, answers)
    return {key: answers[key] for key in form.fields if key in asked and key in answers}


def as_read(answers: Mapping[str, Value]) -> Answers:
    """The answers as a reader gives them back: texts with white space folded."""
    return {key: folded(value) if isinstance(value, str) else value for key, value in answers.items()}


def _unknown(form: Form, key: str, writer: Writer, answers: Answers) -> None:
    """A question that came with a later edition than this room knows: something of the right type."""
    rng, field = writer.rng, form.fields[key]
    match field.type:
        case FieldType.YES_NO:
            answers[key] = rng.random() < 0.5
        case FieldType.CHOICE:
            answers[key] = rng.choice(field.choices)
        case FieldType.COUNT:
            answers[key] = rng.randint(0, 4)
        case FieldType.TEXT:
            answers[key] = one(rng, key)
        case _:
            # A number, date or address without a meaning would only mislead.
            return


def _leave_blank(habits: Hand, rng: Random, answers: Answers) -> None:
    """Takes away what this hand leaves blank: zeros in cells, skipped questions."""
    if not habits.writes_zeros:
        for key in [key for key, value in answers.items() if value == 0 and _may_be_blank(key)]:
            del answers[key]
    for key in SKIPPED:
        if key in answers and rng.random() < habits.skips:
            del answers[key]


def _may_be_blank(key: str) -> bool:
    """Cells where people leave a zero out: age bands, children, reasons. Totals of zero are written."""
    return key.startswith(("contact_reasons.", "clients.with_children.")) or key.count(".") == 3
