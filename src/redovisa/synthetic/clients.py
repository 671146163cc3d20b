"""A year of invented clients: who was carried over, came and left, so that every sum and every stock holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from redovisa.form.answer import Value

SEXES = ("women", "men")
BANDS = ("18-29", "30-49", "50-64", "65+")
REASONS = {
    "economy": 0.5,
    "housing": 0.25,
    "occupation": 0.2,
    "daily_structure": 0.22,
    "isolation": 0.12,
    "relationships": 0.1,
    "existential": 0.06,
    "authority_contact": 0.55,
    "healthcare_contact": 0.35,
    "other": 0.1,
}

_WOMEN = 0.54
_BAND_WEIGHTS = (0.27, 0.41, 0.25, 0.07)
#: The chance that a client passes into the next band during a year: one over the band's years.
_AGES = {"18-29": 1 / 12, "30-49": 1 / 20, "50-64": 1 / 15, "65+": 0.0}
_HAS_CHILDREN = {"18-29": 0.2, "30-49": 0.42, "50-64": 0.15, "65+": 0.0}
_CARRIED = 0.47
_ENDS = 0.52

#: How many in each group, by sex and band.
Groups = Counter[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ClientYear:
    """A year's clients by sex and band, with children by sex, and reasons by reason and sex."""

    total: Groups
    new: Groups
    closed: Groups
    children: Counter[str]
    reasons: Counter[tuple[str, str]]

    def answers(self) -> dict[str, Value]:
        """The year as the form asks for it, with every zero."""
        found: dict[str, Value] = {}
        for what, groups in (("total", self.total), ("new", self.new), ("closed", self.closed)):
            for sex in SEXES:
                found[f"clients.{what}.{sex}"] = sum(groups[sex, band] for band in BANDS)
                for band in BANDS:
                    found[f"clients.{what}.{sex}.{band}"] = groups[sex, band]
        for sex in SEXES:
            found[f"clients.with_children.{sex}"] = self.children[sex]
            for reason in REASONS:
                found[f"contact_reasons.{reason}.{sex}"] = self.reasons[reason, sex]
        return found


def client_year(rng: Random, expected: float, previous: Mapping[str, Value] | None) -> ClientYear:
    """A year with about ``expected`` clients; those that last year's answers left open are carried over."""
    carried = _drawn(rng, round(expected * _CARRIED)) if previous is None else _aged(rng, left_open(previous))
    wanted = round(expected * rng.uniform(0.9, 1.1))
    new = _drawn(rng, max(wanted - carried.total(), round(expected * 0.2), 1))
    total = carried + new
    closed: Groups = Counter()
    children: Counter[str] = Counter()
    for (sex, band), count in sorted(total.items()):
        closed[sex, band] = _some(rng, count, _ENDS)
        children[sex] += _some(rng, count, _HAS_CHILDREN[band] * (1.0 if sex == "women" else 0.6))
    return ClientYear(total, new, closed, children, _reasons(rng, new))


def left_open(answers: Mapping[str, Value]) -> Groups:
    """How many clients a year's answers leave to the next; a blank is none."""
    found: Groups = Counter()
    for sex in SEXES:
        for band in BANDS:
            total, closed = (answers.get(f"clients.{what}.{sex}.{band}", 0) for what in ("total", "closed"))
            if isinstance(total, int) and isinstance(closed, int):
                found[sex, band] = max(total - closed, 0)
    return found


def _drawn(rng: Random, count: int) -> Groups:
    """So many people, of either sex and any age."""
    found: Groups = Counter()
    for _ in range(count):
        sex = "women" if rng.random() < _WOMEN else "men"
        found[sex, rng.choices(BANDS, _BAND_WEIGHTS)[0]] += 1
    return found


def _aged(rng: Random, groups: Groups) -> Groups:
    """The same people a year later."""
    found: Groups = Counter()
    for (sex, band), count in groups.items():
        older = _some(rng, count, _AGES[band])
        found[sex, band] += count - older
        if older:
            found[sex, BANDS[BANDS.index(band) + 1]] += older
    return found


def _some(rng: Random, count: int, chance: float) -> int:
    return sum(rng.random() < chance for _ in range(count))


def _reasons(rng: Random, new: Groups) -> Counter[tuple[str, str]]:
    """Why the new clients came: one reason or more each, each reason at most once a person."""
    found: Counter[tuple[str, str]] = Counter()
    for (sex, _), count in sorted(new.items()):
        for _person in range(count):
            given = [reason for reason, chance in REASONS.items() if rng.random() < chance]
            for reason in given or rng.choices(list(REASONS), list(REASONS.values())):
                found[reason, sex] += 1
    return found
