"""Plants one known fault in a sound redovisning, so that the rules can be tried against it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from redovisa.form.answer import Value
from redovisa.synthetic import faults
from redovisa.synthetic.faults import Answers, Planted

#: Every fault by name; each returns the fields it touched, or None when the redovisning has no room for it.
FAULTS: Mapping[str, Callable[[Answers, Random], Planted | None]] = {
    "bands_do_not_add_up": faults.bands_do_not_add_up,
    "closed_above_total": faults.closed_above_total,
    "new_above_total": faults.new_above_total,
    "children_above_total": faults.children_above_total,
    "reasons_above_new": faults.reasons_above_new,
    "other_reason_untold": faults.other_reason_untold,
    "digits_swapped": faults.digits_swapped,
    "spent_above_granted": faults.spent_above_granted,
    "fewer_positions_untold": faults.fewer_positions_untold,
    "positions_above_headcount": faults.positions_above_headcount,
    "positions_missing": faults.positions_missing,
    "signed_too_early": faults.signed_too_early,
    "authority_missing_untold": faults.authority_missing_untold,
    "own_municipality_among_others": faults.own_municipality_among_others,
    "municipality_missing": faults.municipality_missing,
    "no_provider": faults.no_provider,
    "training_answered_both_ways": faults.training_answered_both_ways,
    "no_queue_but_waiting": faults.no_queue_but_waiting,
    "email_without_at": faults.email_without_at,
    "text_claims_other_number": faults.text_claims_other_number,
    "effects_though_unaffected": faults.effects_though_unaffected,
}


@dataclass(frozen=True, slots=True)
class Fault:
    """A planted fault: its name, the fields that hold it, and what was done (Swedish)."""

    name: str
    fields: tuple[str, ...]
    what: str


def spoil(answers: Mapping[str, Value], seed: int, name: str | None = None) -> tuple[Answers, Fault]:
    """A copy of the answers with one fault, drawn by the seed or the one named, and what the fault is.

    Raises ValueError when the named fault, or every fault, has no room in these answers.
    """
    year = answers.get("report.year")
    rng = Random(f"spoil {seed} {year} {answers.get('contact.municipality')}")  # noqa: S311 - invented data
    names = [name] if name else rng.sample(sorted(FAULTS), len(FAULTS))
    for tried in names:
        spoilt = dict(answers)
        planted = FAULTS[tried](spoilt, rng)
        if planted is not None:
            return spoilt, Fault(tried, *planted)
    raise ValueError(f"Det finns ingen plats för felet {name} i dessa svar." if name else "Svaren rymmer inget fel.")
