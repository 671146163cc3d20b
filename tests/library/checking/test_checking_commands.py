"""The commands check and explain, as a person or a program meets them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from redovisa.checking.explain import as_markdown, explained, labels
from redovisa.cli.main import main
from redovisa.personligt_ombud.grant import GRANT

SEEDS = Path(__file__).parents[2] / "seeds"
TIMRA, OSTERAKER, BLANK = (
    str(SEEDS / f"{name}.txt") for name in ("timra-2020-filled", "osteraker-2023-filled", "blank-2023")
)


def test_check_tells_what_must_be_corrected(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "72")
    assert main(["check", TIMRA]) == 1
    out = capsys.readouterr().out
    lines = out.splitlines()
    assert lines[0] == "timra-2020-filled.txt"
    assert "  Måste rättas (4)" in lines
    assert "  Förklara (4)" in lines
    assert lines.index("  Måste rättas (4)") < lines.index("  Förklara (4)")
    assert "BAR-01" in out
    assert max(map(len, lines)) <= 72
    assert "1 svar är osäkert läst" in out


def test_check_is_content_when_nothing_must_be_corrected(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", OSTERAKER]) == 0
    assert "Förklara (1)" in capsys.readouterr().out
    assert main(["check", BLANK]) == 0
    assert "Formuläret är tomt" in capsys.readouterr().out


def test_check_says_when_a_file_could_not_be_read(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    empty = tmp_path / "tom.docx"
    empty.write_bytes(b"")
    assert main(["check", str(empty), TIMRA]) == 2
    out = capsys.readouterr().out
    assert "gick inte att läsa" in out
    assert "BAR-01" in out  # the other file goes on
    assert main(["check", OSTERAKER, "--previous", str(empty)]) == 2


def test_check_as_json_is_one_line_a_document(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--json", TIMRA, OSTERAKER, BLANK]) == 1
    timra, osteraker, blank = map(json.loads, capsys.readouterr().out.splitlines())
    assert timra.keys() == osteraker.keys() == {"file", "findings", "not_checked"}
    assert all(f.keys() == {"code", "severity", "fields", "what", "why", "do"} for f in timra["findings"])
    assert all(s.keys() == {"code", "missing"} for s in timra["not_checked"])
    assert {"code": "OMB-07", "missing": ["ombud.positions"]} in timra["not_checked"]
    assert {f["severity"] for f in timra["findings"]} == {"correct", "explain"}
    assert blank == {"file": "blank-2023.txt", "findings": [], "not_checked": []}


def test_check_takes_the_day_and_the_year_before(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", OSTERAKER, "--today", "2024-01-04"]) == 1  # signed the day after
    assert "UND-03" in capsys.readouterr().out
    assert main(["check", OSTERAKER, "--previous", TIMRA]) == 0
    assert "men året före 2023 behövs" in " ".join(capsys.readouterr().out.split())
    with pytest.raises(SystemExit) as told:
        main(["check", OSTERAKER, "--today", "igår"])
    assert told.value.code == 2
    assert "igår är inget datum" in capsys.readouterr().err


def test_explain(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "kli-04", "LED-02"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("KLI-04  Nya och avslutade klienter kan inte vara fler än alla klienter.")
    assert "Lagen säger" in out
    assert main(["explain", "ABC-01"]) == 2
    assert "regeln ABC-01 finns inte" in capsys.readouterr().err
    assert main(["explain"]) == 0
    listed = capsys.readouterr().out
    assert all(rule.code in listed for rule in GRANT.rules.rules)


def test_every_rule_is_explained_whole() -> None:
    for rule in GRANT.rules.rules:
        parts = dict(explained(rule, GRANT.form.fields, GRANT.law))
        assert parts[rule.code] == f"{rule.title}."
        assert {"Allvar", "Grund", "Varför", "Gör så här", "Ser på"} <= parts.keys()
        assert parts["Ser på"]
        assert ("Prövas" in parts) == rule.compares


def test_the_reference_page_has_every_rule_once() -> None:
    page = as_markdown(GRANT.rules.rules, GRANT.rule_sections, GRANT.form.fields, GRANT.law)
    headings = [line.split()[1] for line in page.splitlines() if line.startswith("### ")]
    assert sorted(headings) == sorted(rule.code for rule in GRANT.rules.rules)


def test_figures_are_known_for_every_year_that_someone_may_write() -> None:
    for year in (None, 1, 1999, 2014, 2020, 2023, 2026, 9999):
        figures = GRANT.rules.figures(year)
        unknown = {name for name, figure in figures.items() if figure == ()}
        assert unknown <= {"amount_per_position"}
    assert GRANT.rules.figures(2020)["amount_per_position"] == (402123, 402638)
    assert GRANT.rules.figures(2021)["amount_per_position"] == ()
    assert date(2024, *GRANT.rules.figures(2023)["report_due"]) == date(2024, 1, 15)


def test_of_many_labels_the_first_few_are_told_and_how_many_there_are_more() -> None:
    keys = [f"clients.total.{sex}" for sex in ("women", "men")] * 4
    assert len(labels(keys, GRANT.form.fields, most=8)) == 8
    assert labels(keys, GRANT.form.fields, most=4) == [*labels(keys[:3], GRANT.form.fields), "och 5 till"]
