"""Themes of deficiencies: the officer's words suggest, a person settles, and the report tells which it was."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from redovisa.cli.main import main
from redovisa.cli.themes import load_settled, load_themes
from redovisa.form.answer import Answer
from redovisa.form.record import to_line
from redovisa.form.redovisning import Kind, Redovisning
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reading.read import Reader
from redovisa.writing.document import Block, CannotWrite, Figure, Paragraph, Style, Table, words
from redovisa.writing.letter_contents import fingerprint, short_code
from redovisa.writing.themes import TEXT, theme_blocks, themes_of

SEEDS = Path(__file__).parents[2] / "seeds"
HELD = {
    "method": "Med ordlistor.",
    "themes": {
        "housing": {"name": "Bostad", "words": ["*bostad", "vräk"]},
        "plan": {"name": "Samordning", "words": ["sip", "mellan stolarna"]},
    },
}
THEMES = themes_of(HELD, "themes.yaml")


def record(name: str, text: str) -> Redovisning:
    return Redovisning(name, Kind.REDOVISNING, 2023, 2023, {TEXT: Answer(TEXT, text)} if text else {})


def counted(blocks: tuple[Block, ...]) -> dict[str, str]:
    [table] = [block for block in blocks if isinstance(block, Table)]
    rows = [[words(cell.paragraphs[0].parts) for cell in row] for row in table.rows]
    return {row[0]: row[1] for row in rows}


def to_do(blocks: tuple[Block, ...]) -> str:
    asked = [block for block in blocks if isinstance(block, Paragraph) and block.style is Style.TO_DO]
    return " ".join(words(block.parts) for block in asked)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bostäder saknas", {}),  # the list has not the plural
        ("En studentbostad saknas, Vräkning hotar", {"Bostad": ("studentbostad", "Vräkning")}),
        ("Den enskilde hamnar mellan\n stolarna", {"Samordning": ("mellan\n stolarna",)}),
        ("SIP används inte", {"Samordning": ("SIP",)}),
        ("gossip", {}),
    ],
)
def test_a_word_stands_for_those_that_begin_with_it(text: str, found: dict[str, tuple[str, ...]]) -> None:
    assert THEMES.suggested(text) == found


def test_the_experts_words_find_what_the_seeds_tell() -> None:
    themes = load_themes(None)
    reader = Reader(GRANT.form)
    [osteraker] = reader.read_file(SEEDS / "osteraker-2023-filled.txt")
    [timra] = reader.read_file(SEEDS / "timra-2020-filled.txt")
    one, other = (set(themes.suggested(str(each.value(TEXT)))) for each in (osteraker, timra))
    assert {"Samordning mellan huvudmän", "Försäkringskassan", "Digitalisering och tillgänglighet"} <= one
    assert {"Hälso- och sjukvård", "Digitalisering och tillgänglighet"} <= other
    assert "Bostad" not in one | other


def test_suggestions_are_told_apart_from_what_a_person_has_settled() -> None:
    records = [record("a", "bostad"), record("b", "bostad och sip"), record("c", "annat"), record("d", "")]
    blocks = theme_blocks(THEMES, records)
    assert counted(blocks) == {"Bostad": "2", "Samordning": "1", "Inget av temana": "1"}
    assert isinstance(blocks[0], Figure)
    assert "Temana är förslag" in to_do(blocks)


def test_two_redovisningar_with_the_same_answers_are_two() -> None:
    blocks = theme_blocks(THEMES, [record("a", "bostad"), record("b", "bostad")])
    assert counted(blocks)["Bostad"] == "2"
    assert any("Svar: 2 av 2" in words(one.parts) for one in blocks if isinstance(one, Paragraph))


def put(rows: list[list[str]]) -> Path:
    path = Path("teman.csv")
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    return path


def test_the_list_goes_out_is_settled_and_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    records = [record("a", "=bostad; saknas"), record("b", "bostad"), record("c", "vet inte")]
    Path("svar.jsonl").write_text("".join(to_line(one) + "\n" for one in records), "utf-8")
    Path("t.yaml").write_text(json.dumps(HELD), "utf-8")
    assert main(["write", "themes", "svar.jsonl", "--themes", "t.yaml", "--out", "teman.csv"]) == 0
    rows = list(csv.reader(Path("teman.csv").read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert [row[2] for row in rows[1:]] == ["Bostad", "Bostad", ""]
    assert rows[1][5] == "'=bostad; saknas"  # never a formula
    rows[1][3], rows[2][3] = "x", "nej"
    blocks = theme_blocks(THEMES, records, load_settled(put(rows), THEMES, records))
    assert counted(blocks) == {"Bostad": "1", "Samordning": "0", "Inget av temana": "1", "Ännu inte lästa": "1"}
    assert "1 texter är inte lästa" in to_do(blocks)
    rows[3][3] = "nej"
    assert to_do(theme_blocks(THEMES, records, load_settled(put(rows), THEMES, records))) == ""


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("AAAA-BBBB;x;Bostad;x", "rad 2: ingen redovisning har koden AAAA-BBBB"),
        ("{code};x;Hav;x", "rad 2: temat ”Hav” finns inte"),
        ("{code};x;Bostad;kanske", "rad 2: under ”bekräftat” står ”kanske”"),
    ],
)
def test_a_list_that_cannot_be_used_is_told_by_line(line: str, told: str, tmp_path: Path) -> None:
    one = record("a", "bostad")
    path = tmp_path / "teman.csv"
    path.write_text("kod;kommun;tema;bekräftat\n" + line.format(code=short_code(fingerprint(one))), "utf-8")
    with pytest.raises(CannotWrite, match=told):
        load_settled(path, THEMES, [one])


@pytest.mark.parametrize(
    ("held", "told"),
    [
        ([], "method"),
        ({"method": "x", "themes": {"a": {"name": "A"}}}, "temat a"),
        ({"method": "x", "themes": {"a": {"name": "A", "words": ["*"]}}}, "temat a"),
        ({"method": "x", "themes": {key: {"name": "A", "words": ["b"]} for key in "ab"}}, "två teman heter ”A”"),
    ],
)
def test_themes_that_break_are_told_by_file_and_name(held: object, told: str) -> None:
    with pytest.raises(CannotWrite, match=told) as broken:
        themes_of(held, "themes.yaml")
    assert str(broken.value).startswith("themes.yaml: ")
