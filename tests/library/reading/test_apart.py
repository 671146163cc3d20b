"""Files that bring their reader down: the process that reads them is lost, a sentence says so, and the others go on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from lookalikes.forms import filled
from lookalikes.pdf import LOOKS, filled_pdf
from redovisa.form.redovisning import Kind
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reading.apart import guarded
from redovisa.reading.apart.carried import from_json, to_json
from redovisa.reading.apart.guarded import Guarded
from redovisa.reading.bounds import DIED, TOO_SLOW
from redovisa.reading.read import Reader
from redovisa.reading.sniff import FileType
from redovisa.reading.source import Manner, Piece, Source

(FORM,) = filled(GRANT.form, 1, 7)
PDF = filled_pdf(FORM.edition, {key: said.replace("✓", "X") for key, said in FORM.typed.items()}, LOOKS["strokes"])


def after_the_task(does: str) -> subprocess.Popen[bytes]:
    """A process that takes in a line and then, like a reader that is brought down, does something else."""
    command = [sys.executable, "-c", f"import os, sys, time; sys.stdin.buffer.readline(); {does}"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True)


def test_a_source_is_carried_whole() -> None:
    piece = Piece("Totalt\u00ad\n☒", 1, 2, 3, 4, 5, 6.5, 7.5, 8.5, 9.5, None, 2)
    source = Source(
        (piece, Piece("")), Manner.CELLS, ("not",), ("anmärkning",), 3, True, frozenset({1}), {1: ("7", "1")}
    )
    assert from_json(to_json(source).encode()) == source


def test_a_pdf_is_read_the_same_in_a_process_apart() -> None:
    reader = Reader(GRANT.form, Guarded())
    assert reader.read("form.pdf", PDF) == Reader(GRANT.form).read("form.pdf", PDF)
    assert reader.read("form.pdf", PDF)[0].kind is Kind.REDOVISNING


def test_what_cannot_be_read_is_told_as_it_would_be_here() -> None:
    reader = Reader(GRANT.form, Guarded())
    for data in (PDF[:3000], b"%PDF-1.7\nnothing", b"\x89PNG\r\n\x1a\n no picture"):
        assert reader.read("form.pdf", data) == Reader(GRANT.form).read("form.pdf", data)


@pytest.mark.parametrize(
    "does", ["os.abort()", "os.kill(os.getpid(), 9)", "print('no JSON', flush=True)", "sys.exit(0)"]
)
def test_a_reader_that_is_lost_is_told_and_the_next_file_is_read(monkeypatch: pytest.MonkeyPatch, does: str) -> None:
    reader = Reader(GRANT.form, Guarded())
    with monkeypatch.context() as broken:
        broken.setattr(guarded, "_started", lambda: after_the_task(does))
        (lost,) = reader.read("ond.pdf", PDF)
    assert (lost.kind, lost.notes) == (Kind.UNREADABLE, (DIED,))
    (read,) = reader.read("god.pdf", PDF)
    assert read.kind is Kind.REDOVISNING


def test_a_reader_that_never_answers_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []

    def slow() -> subprocess.Popen[bytes]:
        started.append(after_the_task("time.sleep(1000)"))
        return started[-1]

    monkeypatch.setattr(guarded, "_started", slow)
    (read,) = Reader(GRANT.form, Guarded(seconds=0.2)).read("form.pdf", PDF)
    assert read.notes == (TOO_SLOW.format(seconds=0.2),)
    assert started[0].returncode is not None


def test_nothing_in_the_folder_of_the_files_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("json", "pypdfium2", "redovisa"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('ran')")
    monkeypatch.chdir(tmp_path)
    (read,) = Reader(GRANT.form, Guarded()).read("form.pdf", PDF)
    assert read.kind is Kind.REDOVISNING


def test_word_and_text_start_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded, "_started", lambda: pytest.fail("a process was started"))
    assert Guarded()(b"En text", FileType.TEXT).pieces[0].text.strip() == "En text"
