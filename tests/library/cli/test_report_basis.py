"""One base in every report: what the tables count, from how many municipalities, and in words who is left out."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from redovisa.cli.main import main
from redovisa.form.answer import Answer, Value
from redovisa.form.record import to_line
from redovisa.form.redovisning import Kind, Redovisning

FARSTA, NORRMALM = "0180-farsta", "0180-norrmalm"
ANSWERS: dict[str, Value] = {
    "provider.municipality": True,
    "queue.no": True,
    "economy.granted.amount": 400_000,
    "economy.spent.amount": 400_000,
    "access.deficiencies": "Bostäder saknas.",
}


def record(code: str, district: str = "", **more: Value) -> Redovisning:
    held = {key: Answer(key, value) for key, value in {**ANSWERS, **more}.items()}
    name = f"{district or code}.docx"
    return Redovisning(name, Kind.REDOVISNING, 2023, 2023, held, municipality=code, county=code[:2], district=district)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def put(records: Sequence[Redovisning]) -> None:
    Path("svar.jsonl").write_text("".join(f"{to_line(one)}\n" for one in records), "utf-8")


def tabulated(records: Sequence[Redovisning]) -> None:
    put(records)
    line = ["tabulate", "svar.jsonl", "--year", "2023", "--out", "tabeller", "--date", "2024-05-15", "--quiet"]
    assert main(line) == 0


def told(*which: str, release: bool = True) -> str:
    """The words of the report as Word has them."""
    more = ["--release", "tabeller"] if release else []
    assert (
        main(
            [
                "write",
                "report",
                which[0],
                "svar.jsonl",
                *which[1:],
                "--year",
                "2023",
                "--to",
                "docx",
                "--replace",
                *more,
            ]
        )
        == 0
    )
    [path] = Path().glob("rapport-*.docx")
    with zipfile.ZipFile(path) as package:
        held = package.read("word/document.xml").decode("utf-8")
    path.unlink()
    return re.sub(r"<[^>]+>", "", re.sub(r"</w:(p|tc)>", "\n", held))


@pytest.mark.parametrize("which", [("national",), ("county", "--county", "01")])
def test_redovisningar_and_municipalities_are_told_apart(which: tuple[str, ...]) -> None:
    tabulated([record("0180", FARSTA), record("0180", NORRMALM), record("0114")])
    said = told(*which)
    assert "Svar: 3 av 3 redovisningar beskriver brister" in said
    assert "inte gjord av just de här versionerna" not in said
    assert "Räknas inte med" not in said
    if which[0] == "national":
        assert "Svar: 3 av 3 redovisningar från 2 kommuner. Kvoter" in said
        assert re.search(r"Kommun\n+3\n+redovisningar", said)
        assert re.search(r"Kommuner utan kö\n+2\n+kommuner", said)
    else:
        assert "3, från 2 kommuner" in said
        assert "Farsta stadsdelsnämnd, Stockholms stad" in said


def test_a_city_that_the_tables_left_out_is_told_with_the_reason() -> None:
    records = [record("0180", FARSTA), record("0180"), record("0114")]
    tabulated(records)
    for said in (told("national"), told("county", "--county", "01"), told("county", "--county", "01", release=False)):
        assert "Räknas inte med i rapportens tabeller: Stockholms stad." in said
        assert "både en redovisning för hela kommunen (0180.docx) och för stadsdelar (Farsta stadsdelsnämnd)" in said
        assert "inte gjord av just de här versionerna" not in said
        assert "Svar: 1 av 1 redovisningar beskriver brister" in said
    assert "Redovisningar som har kommit in: 3, varav 2 inte räknas med" in told("county", "--county", "01")
    # The release tells it also where the reports themselves are not given.
    put([record("0114")])
    assert "Räknas inte med i rapportens tabeller: Stockholms stad." in told("national")


def test_the_same_redovisning_twice_is_counted_once(capsys: pytest.CaptureFixture[str]) -> None:
    tabulated([record("0114"), record("0114"), record("0180")])
    said = told("county", "--county", "01")
    assert "800\u00a0000" in said
    assert "1\u00a0200\u00a0000" not in said
    assert "inte gjord av just de här versionerna" not in said
    assert "De är lika och räknas en gång" in capsys.readouterr().err


def test_a_release_of_other_versions_is_still_told() -> None:
    tabulated([record("0114"), record("0180")])
    put([record("0114")])
    assert "Publiceringen är inte gjord av just de här versionerna. Kö och väntetid: publiceringen räknar 2" in told(
        "national"
    )


def test_a_county_where_nothing_can_be_counted_gets_no_report(capsys: pytest.CaptureFixture[str]) -> None:
    put([record("0114"), record("0114", **{"queue.no": 3})])
    assert main(["write", "report", "county", "svar.jsonl", "--county", "01", "--year", "2023"]) == 2
    assert "Ingen redovisning går att räkna. Det finns 2 redovisningar för Upplands Väsby" in capsys.readouterr().err
