"""An invented nation: municipalities and reports that do not exist, for tests, training and benchmarks."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from redovisa.form.answer import Value
from redovisa.tabulating.report import Municipality, Report
from redovisa.tabulating.table import AGES, SEXES

#: Share of clients in each age band, about as in the documents seen.
_SHARES = (0.24, 0.39, 0.27, 0.10)
_REASONS = {
    "economy": 0.7,
    "housing": 0.4,
    "occupation": 0.35,
    "daily_structure": 0.5,
    "isolation": 0.45,
    "relationships": 0.3,
    "existential": 0.15,
    "authority_contact": 0.75,
    "healthcare_contact": 0.6,
    "other": 0.1,
}


def invent_municipalities(counties: int, each: tuple[int, int], random: Random) -> dict[str, Municipality]:
    """So many counties with a random number of municipalities each, by code."""
    places = {}
    for county in range(1, counties + 1):
        for number in range(random.randint(*each)):
            code = f"{county:02}{number + 1:02}"
            places[code] = Municipality(code, f"Påhittade {code}")
    return places


def invent_reports(
    municipalities: Mapping[str, Municipality],
    years: range,
    random: Random,
    clients: float = 22,
    answering: float = 0.87,
) -> list[Report]:
    """A report a year from most municipalities; ``clients`` is the mean number a report has."""
    size = {code: max(1.0, random.gammavariate(1.5, clients / 1.5)) for code in municipalities}
    return [
        Report(year, 2023 if year > 2020 else 2020, code, invent_answers(size[code], random), file=f"{code}-{year}")
        for year in years
        for code in municipalities
        if random.random() < answering
    ]


def invent_answers(size: float, random: Random) -> dict[str, Value]:
    """Answers of a report with about ``size`` clients: sums agree, and parts are never larger than their whole."""
    answers: dict[str, Value] = {}
    people: dict[str, int] = {}
    for sex in SEXES:
        kinds = {"total": [0] * 4, "new": [0] * 4, "closed": [0] * 4}
        children = 0
        for _ in range(_about(size / 2, random)):
            band = random.choices(range(4), _SHARES)[0]
            kinds["total"][band] += 1
            kinds["new"][band] += random.random() < 0.42
            kinds["closed"][band] += random.random() < 0.35
            children += random.random() < 0.25
        for kind, bands in kinds.items():
            answers[f"clients.{kind}.{sex}"] = sum(bands)
            answers.update({f"clients.{kind}.{sex}.{age}": count for age, count in zip(AGES, bands, strict=True)})
        answers[f"clients.with_children.{sex}"] = children
        people[sex] = sum(kinds["new"])
        for reason, share in _REASONS.items():
            answers[f"contact_reasons.{reason}.{sex}"] = sum(random.random() < share for _ in range(people[sex]))
    positions = max(0.5, round(size / 14 * 4) / 4)
    granted = round(positions * 394873)
    answers |= {"ombud.positions": positions, "ombud.count.women": int(positions) or 1, "ombud.count.men": 0}
    answers |= {"economy.granted.amount": granted, "economy.granted.positions": positions}
    answers |= {"economy.spent.amount": granted - random.choice([0, 0, 12000]), "economy.spent.positions": positions}
    answers |= {"training.offered": True, "supervision.offered": random.random() < 0.9, "priority.has_order": True}
    answers |= {"queue.yes": 1} if random.random() < 0.3 else {"queue.no": 1}
    return answers


def _about(mean: float, random: Random) -> int:
    """A whole number that is ``mean`` on average and varies as counts do."""
    return max(0, round(random.gauss(mean, mean**0.5)))
