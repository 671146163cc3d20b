"""Words broken at the end of a line: joined where that is sure, else with both ways to read them."""

from __future__ import annotations

import pytest

from redovisa.reading.meaning.broken import joined, ways
from redovisa.reading.source import MAYBE_BROKEN, Manner


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("BankID och e-\ntjänster", "BankID och e-tjänster"),
        ("enligt LSS-\nboende", "enligt LSS-boende"),
        ("vård-\noch omsorg", "vård-\noch omsorg"),
        ("hand-\nledning", "hand-\nledning"),
    ],
)
def test_a_hyphen_that_is_surely_the_words_own_joins_it(written: str, meant: str) -> None:
    assert joined(written) == meant


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("RSMH, Attention och\nSchizofreniförbund\net", "RSMH, Attention och Schizofreniförbundet"),
        ("Samordningsförbun\ndet", "Samordningsförbundet"),
        (f"Socialnämnd{MAYBE_BROKEN}en", "Socialnämnden"),
        ("hand-\nledning", "handledning"),
    ],
)
def test_a_word_that_may_be_broken_has_both_readings(written: str, read: str) -> None:
    found = ways(written, Manner.POSITIONS)
    assert found[0] == read
    assert len(found) == 2


@pytest.mark.parametrize(
    "written",
    [
        "Samordningsförbundet\noch kommunen",
        "RSMH\nattention",
        "vård-\noch omsorgsnämnden",
        "Personligt ombud är en viktig verksamhet\nför kommunens invånare",
    ],
)
def test_whole_words_on_several_lines_are_not_asked_about(written: str) -> None:
    assert ways(written, Manner.POSITIONS) == ()


def test_lines_that_a_person_typed_are_not_asked_about() -> None:
    assert ways("Schizofreniförbund\nattention", Manner.CELLS) == ()
