"""``redovisa write``, as it is met: clear file names, nothing written over, a sentence for every bad input."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from redovisa.cli.main import main
from redovisa.form.record import from_record, to_line
from redovisa.form.redovisning import Kind
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reading.read import Reader

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture
def answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The answers of two seeds as lines of JSON, in a folder of its own."""
    reader = Reader(GRANT.form)
    names = ("osteraker-2023-filled.txt", "timra-2020-filled.txt")
    lines = [to_line(one) for name in names for one in reader.read_file(SEEDS / name)]
    path = tmp_path / "svar.jsonl"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return path


@pytest.fixture
def one(answers: Path) -> Path:
    path = answers.with_name("en.json")
    path.write_text(json.dumps(json.loads(answers.read_text("utf-8").splitlines()[0]), indent=1), "utf-8")
    return path


def test_many_forms_go_into_a_folder_and_read_back(answers: Path) -> None:
    main(["write", "form", str(answers), "--to", "docx", "--out", "ut"])
    written = sorted(Path("ut").iterdir())
    assert [path.name for path in written] == ["osteraker-2023-filled.docx", "timra-2020-filled.docx"]
    reader = Reader(GRANT.form)
    for line, path in zip(answers.read_text("utf-8").splitlines(), written, strict=True):
        given = from_record(json.loads(line), GRANT.form.fields).values()
        [back] = reader.read_file(path)
        assert back.values() == given


def test_a_blank_form_for_a_county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["write", "form", "--blank", "--county", "25", "--edition", "2023", "--to", "pdf"]) == 0
    [back] = Reader(GRANT.form).read_file(Path("redovisning-2023-tom.pdf"))
    assert (back.kind, back.county, back.year) == (Kind.BLANK, "25", 2023)


def test_prefilled_holds_only_what_the_county_board_knows(one: Path) -> None:
    assert main(["write", "form", str(one), "--prefilled", "--out", "f.docx"]) == 0
    [back] = Reader(GRANT.form).read_file(Path("f.docx"))
    sections = {key.partition(".")[0] for key in back.values()}
    assert sections == {"report", "contact", "coverage", "economy"}
    assert "economy.spent.amount" not in back.values()


def test_an_answer_without_a_place_is_told(one: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["write", "form", str(one), "--edition", "2020", "--out", "f.docx"]) == 1
    assert "frågar inte efter ”Kö eller väntetid" in capsys.readouterr().err


def test_no_file_is_written_over_unasked(one: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("f.docx").write_text("mitt", "utf-8")
    assert main(["write", "form", str(one), "--out", "f.docx"]) == 2
    assert Path("f.docx").read_text("utf-8") == "mitt"
    assert "finns redan" in capsys.readouterr().err
    main(["write", "form", str(one), "--out", "f.docx", "--replace"])
    assert Path("f.docx").read_bytes().startswith(b"PK")
    assert not list(Path().glob(".*.part"))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "filen är tom"),
        ("hej", "rad 1: raden är inte JSON"),
        ("[1]", "det är inte en redovisning"),
        ('{"answers": {"okänt.fält": 1}}', "okänt.fält finns inte"),
        ('{"answers": {"signature.date": "i går"}}', "rad 1"),
        ('{"answers": {"clients.total.women": [1]}}', "går att använda"),
        ('{"edition": 1999, "answers": {}}', "inget formulär för 1999"),
    ],
)
def test_bad_answers_are_told_in_a_sentence(
    content: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.json"
    path.write_text(content, "utf-8")
    assert main(["write", "form", str(path), "--out", str(tmp_path / "ut.docx")]) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "ut.docx").exists()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (["form"], "--blank"),
        (["form", "saknas.json"], "filen finns inte"),
        (["form", "--blank", "--county", "99"], "inget län med koden 99"),
        (["form", "--blank", "--fillable"], "--fillable hör till --to pdf"),
        (["letter", "reminder", "9999", "--year", "2023"], "ingen kommun med koden 9999 år 2023. Kommunkoder har fyra"),
        (["report", "county", "--year", "2023"], "--county"),
        (["report", "county", "--year", "2023", "--county", "99"], "inget län med koden 99"),
        (["form", "."], "det är en mapp, inte en fil"),
        (["description", "saknas.json"], "filen finns inte"),
        (["workbook", ".", "--out", "x.xlsx"], "det är en mapp, inte en fil"),
        (["letter", "decision", "."], "det är en mapp, inte en fil"),
        (["report", "national", "--year", "2023"], "bara av skyddade tabeller"),
        (["report", "national", "--year", "2023", "--release", "."], "finns ingen publicering"),
    ],
)
def test_a_bad_command_line_is_told_in_a_sentence(
    line: list[str], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["write", *line]) == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            ["report", "national", "--year", "2023", "--date", "igår"],
            "”igår” är inget datum. Skriv det som 2024-01-15.",
        ),
        (["form", "--blank", "--date", "15/1"], "”15/1” är inget datum. Skriv det som 2024-01-15."),
        (["form", "--blank", "--edition", "i år"], "”i år” är inget år. Skriv det som 2023."),
        (["form", "a.json", "b.json"], "det här förstås inte: b.json"),
    ],
)
def test_what_is_typed_wrong_is_told_with_how_it_is_written(
    line: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["write", *line])
    assert left.value.code == 2
    assert told in capsys.readouterr().err


def test_the_file_may_stand_after_the_flags(one: Path) -> None:
    assert main(["write", "report", "county", "--county", "01", "--year", "2023", str(one)]) == 0
    assert main(["write", "form", "--to", "pdf", str(one)]) == 1  # two answers are in doubt
    assert {path.name for path in Path().glob("*.pdf")} == {
        "rapport-01-2023.pdf",
        "redovisning-2023-Österåkers-kommun.pdf",
    }


@pytest.mark.parametrize(
    ("letter", "held", "told"),
    [
        ("decision", [], "filen ska ha värden med namn"),
        ("decision", {"year": 2026}, "amount_per_position saknas. Det ska vara ett heltal"),
        ("decision", {"year": "i år"}, "year ska vara ett heltal, till exempel 2024. Det står ”i år”."),
        (
            "decision",
            {"year": 2026, "county": "18", "amount_per_position": 1, "granted": [{"municipality": "1880"}]},
            "granted, rad 1: positions saknas",
        ),
        (
            "decision",
            {"year": 2026, "county": "18", "amount_per_position": 1, "granted": [{"municipality": "9999"}]},
            "granted, rad 1: Det finns ingen kommun med koden 9999 år 2026",
        ),
        ("decision", {"year": 2026, "county": "99", "amount_per_position": 1}, "inget län med koden 99"),
        (
            "no_report",
            {
                "year": 2023,
                "county": "18",
                "missing": [{"municipality": "1880", "amount": 1, "positions": 1, "reminded": ["igår"]}],
            },
            "missing, rad 1: reminded ska vara en lista med datum",
        ),
    ],
)
def test_a_letters_values_are_asked_for_by_name(
    letter: str,
    held: object,
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x.json").write_text(json.dumps(held), "utf-8")
    assert main(["write", "letter", letter, "x.json"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("redovisa write: ")
    assert told in said


@pytest.mark.parametrize("line", [["demo", "--out", "fil"], ["form", "--blank", "--out", "fil/x.docx"]])
def test_a_file_where_a_folder_should_be_is_told(
    line: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("fil").write_text("min", "utf-8")
    assert main(["write", *line]) == 2
    assert "kan inte skrivas (" in capsys.readouterr().err
    assert Path("fil").read_text("utf-8") == "min"


def test_letters_are_written_from_the_answers(one: Path) -> None:
    assert main(["write", "letter", "receipt", str(one), "--received", "2024-01-12", "--number", "700-1-2024"]) == 0
    assert main(["write", "letter", "komplettering", str(one), "--answer-by", "2024-02-01", "--number", "7"]) == 0
    assert main(["write", "letter", "recovery", str(one), "--to", "pdf"]) == 0
    assert main(["write", "letter", "reminder", "1880", "1881", "--year", "2023", "--date", "2024-02-01"]) == 0
    rows = [{"municipality": "1880", "positions": "1,5"}]
    granted = {"year": 2026, "county": "18", "amount_per_position": 394873, "granted": rows}
    Path("beslut.json").write_text(json.dumps(granted), "utf-8")
    assert main(["write", "letter", "decision", "beslut.json", "--number", "8"]) == 0
    assert {path.name for path in Path().glob("*.docx")} == {
        "kvittens-2023-Österåkers-kommun.docx",
        "komplettering-2023-Österåkers-kommun.docx",
        "påminnelse-2023-Örebro-kommun.docx",
        "påminnelse-2023-Kumla-kommun.docx",
        "beslut-2026.docx",
    }


@pytest.mark.parametrize("line", [["letter", "recovery"], ["description"]])
def test_a_municipality_that_is_not_known_is_asked_for(
    line: list[str], answers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("timra.json").write_text(answers.read_text("utf-8").splitlines()[1], "utf-8")
    assert main(["write", *line, "timra.json"]) == 2
    assert "kommunens namn är inte känt. Skriv det i formuläret, eller kommunkoden" in capsys.readouterr().err


def test_a_letter_to_a_district_names_it_and_its_city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    [rinkeby] = Reader(GRANT.form).read_file(SEEDS / "rinkeby-kista-2020-filled.txt")
    Path("svar.json").write_text(to_line(rinkeby), "utf-8")
    assert main(["write", "letter", "receipt", "svar.json", "--received", "2021-01-12", "--number", "7"]) == 0
    [written] = Path().glob("*.docx")
    assert written.name == "kvittens-2020-Rinkeby-Kista-stadsdelsnämnd-Stockholms-stad.docx"


def test_a_decision_with_an_impossible_number_is_refused(one: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for positions in ("många", "-1", "0", "4000"):
        rows = [{"municipality": "1880", "positions": positions}]
        granted = {"year": 2026, "county": "18", "amount_per_position": 1, "granted": rows}
        one.write_text(json.dumps(granted), "utf-8")
        assert main(["write", "letter", "decision", str(one)]) == 2
        assert capsys.readouterr().err.startswith("redovisa write: ")


def test_the_workbook_has_typed_cells_frozen_heads_and_explains_its_columns(answers: Path) -> None:
    assert main(["write", "workbook", str(answers), "--out", "s.xlsx", "--date", "2024-02-01"]) == 0
    book = openpyxl.load_workbook("s.xlsx")
    sheet = book["Redovisningar"]
    assert sheet.freeze_panes == "B2"
    heads = [cell.value for cell in sheet[1]]
    row = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == "Österåkers kommun")
    assert row[heads.index("Totalt antal klienter, Kvinnor")].value == 64
    assert row[heads.index("Ombuden har erbjudits handledning.")].value == "Ja"
    explained = {row[0].value for row in book["Läs mig"].iter_rows()}
    assert set(heads) <= explained


def test_the_public_workbook_has_no_persons(answers: Path) -> None:
    assert main(["write", "workbook", str(answers), "--out", "p.xlsx", "--public"]) == 0
    sheet = openpyxl.load_workbook("p.xlsx")["Redovisningar"]
    heads = {str(cell.value) for cell in sheet[1]}
    cells = [str(cell.value) for row in sheet.iter_rows(min_row=2) for cell in row]
    assert heads.isdisjoint({field.label for field in GRANT.form.fields.values() if field.person})
    assert "Timrå" in " ".join(cells)
    assert not any("Exempelsson" in cell or "@" in cell for cell in cells)
