"""A folder compiled again: what was not touched is not opened, and a result that would be the same is left alone."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from folder import SEEDS, Result, compiled, put, seed

from lookalikes.inbox import zipped
from redovisa.compiling import gather
from redovisa.compiling.workers import Workers


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The filled seeds, and one of them in a zip file."""
    made = tmp_path / "in"
    made.mkdir()
    for path in SEEDS.glob("*-filled.txt"):
        shutil.copy(path, made)
    put(
        made,
        "skickat.zip",
        zipped({"österåker.txt": seed("osteraker-2023-filled").replace("64\t63", "65\t63").encode()}),
    )
    return made


def stamps(result: Result) -> list[int]:
    """When the workbook and the page were written."""
    return [path.stat().st_mtime_ns for path in (result.outputs.workbook, result.outputs.page)]


def test_when_nothing_changed_no_worker_starts_and_nothing_is_written(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = compiled(folder, tmp_path / "out")
    before = stamps(first)
    monkeypatch.setattr(gather, "Workers", _NoWorkers)
    again = compiled(folder, tmp_path / "out")
    assert (again.files, again.read) == (first.files, 0)
    assert (again.kinds, again.questions) == (first.kinds, first.questions)
    assert stamps(again) == before


class _NoWorkers(Workers):  # type: ignore[type-arg] # stands in for it whatever its tasks are
    def add(self, tasks: object) -> None:
        assert not tasks, f"to be read again: {tasks}"


@pytest.mark.parametrize("output", ["workbook", "page"])
def test_a_result_that_is_gone_or_touched_is_written_again(folder: Path, tmp_path: Path, output: str) -> None:
    first = compiled(folder, tmp_path / "out")
    path: Path = getattr(first.outputs, output)
    path.unlink()
    compiled(folder, tmp_path / "out")
    size = path.stat().st_size
    with path.open("ab") as file:
        file.write(b"more")
    compiled(folder, tmp_path / "out")
    assert path.stat().st_size == size


def test_a_file_of_the_same_size_and_time_is_read_again(folder: Path, tmp_path: Path) -> None:
    compiled(folder, tmp_path / "out")
    path = folder / "timra-2020-filled.txt"
    times = (path.stat().st_atime_ns, path.stat().st_mtime_ns)
    path.write_text(seed("timra-2020-filled").replace("804 246", "804 247"), encoding="utf-8")
    os.utime(path, ns=times)
    again = compiled(folder, tmp_path / "out")
    assert again.read == 1
    assert 804_247 in [row["Svar"] for row in again.rows("Svar (långt)")]


def test_a_file_that_could_not_be_read_is_tried_again(folder: Path, tmp_path: Path) -> None:
    put(folder, "trasig.pdf", b"%PDF-1.7 broken")
    compiled(folder, tmp_path / "out")
    assert compiled(folder, tmp_path / "out").read == 1


def test_a_file_that_is_gone_is_gone_from_the_result(folder: Path, tmp_path: Path) -> None:
    first = compiled(folder, tmp_path / "out")
    rows = first.rows("Svar (en rad per redovisning)")
    (folder / "skickat.zip").unlink()
    again = compiled(folder, tmp_path / "out")
    assert set(first.kinds) - set(again.kinds) == {"skickat.zip/österåker.txt"}
    assert len(again.rows("Svar (en rad per redovisning)")) == len(rows) - 1
