"""The commands compile and demo: what a person types and sees."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from redovisa.cli.main import main
from redovisa.cli.progress import ProgressBar, bar

SEEDS = Path(__file__).parents[2] / "seeds"


def test_demo_explains_the_findings_and_tells_where_the_files_lie(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    assert main(["demo", "--out", str(tmp_path / "demo")]) == 0
    said = capsys.readouterr().out
    assert "EKO-02" in said
    assert "Måste rättas" in said
    assert f"Webbsida:  {tmp_path / 'demo' / 'resultat.html'}" in said
    assert (tmp_path / "demo" / "resultat.html").is_file()
    assert (tmp_path / "demo" / "resultat.xlsx").is_file()
    texts = [line for line in said.splitlines() if not line.startswith(("Webbsida", "Arbetsbok", "Exemplen:"))]
    assert max(map(len, texts)) <= 82  # a title with a file's name is never broken; all else fits


def test_the_examples_are_the_seeds() -> None:
    examples = Path(main.__code__.co_filename).parents[1] / "personligt_ombud" / "examples"
    texts = {path.name: path.read_bytes() for path in SEEDS.glob("*.txt")}
    assert {path.name: path.read_bytes() for path in examples.glob("*.txt")} == texts


def test_compile_tells_what_was_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compile", str(SEEDS), "--out", str(tmp_path / "result")]) == 0
    said = capsys.readouterr().out
    assert "3 redovisningar" in said
    assert "Västernorrlands län 2020: 1 av 7 kommuner; 4 att rätta" in said
    assert "timra-2018-activity-description.txt: något annat" in said


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["nowhere", "--out", "result"], "ingen mapp"),
        ([str(SEEDS), "--out", "result", "--previous", "nowhere"], "finns inte"),
        ([str(SEEDS), "--out", "result", "--seconds", "0"], "mer än noll"),
        ([str(SEEDS), "--out", "result", "--previous", str(SEEDS / "blank-2023.txt")], "Rad 1 i blank-2023.txt"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_sentence(
    arguments: list[str],
    why: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["compile", *arguments]) == 2
    assert why in capsys.readouterr().err
    assert not list(tmp_path.glob("*.xlsx"))


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """It says so."""
        return True


def test_progress_is_a_bar_on_a_terminal_and_a_few_lines_elsewhere() -> None:
    terminal, file = Terminal(), io.StringIO()
    for done in range(1, 101):
        ProgressBar(terminal)(done, 100)
    told = ProgressBar(file)
    for done in range(1, 101):
        told(done, 100)
    assert terminal.getvalue().count("\n") == 0
    assert terminal.getvalue().endswith("\x1b[K")
    assert file.getvalue().splitlines() == [f"Läst {done} av 100 filer" for done in (25, 50, 75, 100)]


@pytest.mark.parametrize(("done", "total"), [(0, 0), (0, 7), (3, 7), (7, 7)])
def test_the_bar_has_one_length(done: int, total: int) -> None:
    assert len(bar(done, total)) == 30


def test_the_invented_examples_show_what_a_folder_holds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--out", str(tmp_path)]) == 0
    said = " ".join(capsys.readouterr().out.replace("\u00a0", " ").split())
    assert "kumla-2023-kopia.docx: samma innehåll" in said
    assert "avbruten.docx: gick inte att läsa" in said
    assert (
        "TAC-02 Askersunds kommun har en egen redovisning för 2023 och ingår också i redovisningen från Hallsbergs"
        in said
    )
    assert "beviljat 296 155 kr, 360 kr mer: två siffror har troligen bytt plats" in said
