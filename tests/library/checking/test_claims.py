"""Numbers claimed in free text: each sentence of the experts' list claims what stands beside it, and no more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from redovisa.checking.claims import claims, counted, may_claim
from redovisa.form.number_words import NUMBER_WORDS

SENTENCES = yaml.safe_load((Path(__file__).parents[2] / "cases" / "claims.yaml").read_text(encoding="utf-8"))
YEAR, NOW = 2023, 127


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case["says"])
def test_a_sentence_claims_what_stands_beside_it(case: dict[str, Any]) -> None:
    said: dict[str, Any] = {each.kind: each.count for each in counted(case["says"], YEAR)}
    for claim in claims(case["says"], YEAR):
        said["earlier"] = list(claim.implies(NOW))
    assert said == {key: value for key, value in case.items() if key != "says"}
    assert may_claim(case["says"]) or not said


def test_two_numbers_for_the_same_are_no_claim() -> None:
    assert counted("Totalt 30 klienter. Sammanlagt 27 klienter.", YEAR) == []


@pytest.mark.parametrize(
    ("word", "number"), [("tjugosju", 27), ("etthundratjugosju", 127), ("tvåhundra", 200), ("nittonhundra", None)]
)
def test_numbers_in_words(word: str, number: int | None) -> None:
    assert NUMBER_WORDS.get(word) == number
