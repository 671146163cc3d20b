"""Numbers claimed in free text: each sentence of the experts' list claims what stands beside it, and no more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from redovisa.checking.claims import Claim, claims, counted, may_claim
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


@pytest.mark.parametrize(
    ("percent", "decimals", "least", "most"),
    [(50.0, 0, 1_993_355, 2_006_689), (50.0, 1, 1_999_333, 2_000_667), (-100.0, 0, 0, 0)],
)
def test_a_share_means_all_that_it_may_be_rounded_from(percent: float, decimals: int, least: int, most: int) -> None:
    assert Claim(percent, 2022, "", decimals).implies(3_000_000) == (least, most)


def test_two_numbers_tell_the_share_between_them() -> None:
    (claim,) = claims("Antalet klienter ökade från 20 till 30 sedan 2022.", YEAR)
    assert (claim.percent, claim.before, claim.implies(30)) == (50.0, 20, (20, 20))
    (claim,) = claims("Antalet klienter ökade från 0 till 30 sedan 2022.", YEAR)
    assert (claim.percent, claim.before) == (100.0, 0)


def test_every_number_up_to_a_hundred_is_known_by_its_word() -> None:
    to_20 = "två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton tjugo"
    assert [NUMBER_WORDS[word] for word in to_20.split()] == list(range(2, 21))
    tens = "trettio fyrtio femtio sextio sjuttio åttio nittio hundra"
    assert [NUMBER_WORDS[word] for word in tens.split()] == list(range(30, 101, 10))
    assert NUMBER_WORDS["aderton"] == 18
