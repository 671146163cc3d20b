"""One page of a form, as people meet it in the commands: its own answers, and one question for all the other pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from redovisa.cli.main import main
from redovisa.form.answer import NOT_ON_PAGE, Doubt, asked_once

PAGE = str(Path(__file__).parents[1] / "reading" / "scan-ticks-2023.jpg")


@pytest.mark.ocr
def test_what_is_on_other_pages_is_one_question_to_people_and_one_for_each_field_to_programs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["read", "--json", PAGE]) == 0
    doubts = json.loads(capsys.readouterr().out)["doubts"]
    elsewhere = [doubt["field"] for doubt in doubts if doubt["why"] == NOT_ON_PAGE]
    assert len(elsewhere) > 90
    assert len(set(elsewhere)) == len(elsewhere)
    here = len(doubts) - len(elsewhere)
    assert main(["read", PAGE]) == 0
    told = capsys.readouterr().out
    assert f"Att fråga om ({here + 1})" in told
    assert f"    {len(elsewhere)} frågor står inte på den sida som har lästs (Huvud 1, Kontaktuppgifter 10, " in told
    main(["check", PAGE])
    told = " ".join(capsys.readouterr().out.split())
    assert f"{len(elsewhere)} frågor står inte på den sida som har lästs" in told
    assert f"{here} svar är osäkert lästa" in told


def test_doubts_are_asked_one_by_one_and_other_pages_last_and_once() -> None:
    a, b, c = Doubt("a", NOT_ON_PAGE), Doubt("b", "Svårt att läsa.", "7"), Doubt("c", NOT_ON_PAGE)
    assert asked_once([a, b, c]) == [[b], [a, c]]
    assert asked_once([b]) == [[b]]
    assert asked_once([]) == []
