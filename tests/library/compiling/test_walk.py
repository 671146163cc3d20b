"""A folder is walked in one order, and only documents within it are met."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from redovisa.compiling.item import Item, shown
from redovisa.compiling.walk import Aside, walk


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)


def names(folder: Path, *without: Path) -> list[str]:
    return [one.name for one in walk(folder, without) if isinstance(one, Item)]


def asides(folder: Path) -> dict[str, str]:
    return {one.item.name: one.why for one in walk(folder) if isinstance(one, Aside)}


def test_files_and_subfolders_come_sorted_whatever_their_case(tmp_path: Path) -> None:
    write(tmp_path, "b.docx", "A.pdf", "län/Timrå.txt", "län/inre/Ånge.eml", "c.txt")
    assert names(tmp_path) == ["A.pdf", "b.docx", "c.txt", "län/inre/Ånge.eml", "län/Timrå.txt"]


def test_hidden_files_and_lock_files_are_passed_by(tmp_path: Path) -> None:
    write(
        tmp_path,
        ".DS_Store",
        "~$rm.docx",
        "~WRL0001.tmp",
        "Thumbs.db",
        "desktop.ini",
        ".git/x",
        "__MACOSX/y",
        "form.docx",
    )
    assert names(tmp_path) == ["form.docx"]


def test_the_results_own_files_are_not_read(tmp_path: Path) -> None:
    write(tmp_path, "form.docx", "result.xlsx", "result.cache/read.jsonl")
    assert names(tmp_path, tmp_path / "result.xlsx", tmp_path / "result.cache") == ["form.docx"]


def test_links_are_not_followed_and_one_that_leads_out_is_told(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    write(inside, "form.docx")
    write(outside, "secret.docx")
    (inside / "here.docx").symlink_to(inside / "form.docx")
    (inside / "away.docx").symlink_to(outside / "secret.docx")
    (inside / "away").symlink_to(outside, target_is_directory=True)
    (inside / "round").symlink_to(inside, target_is_directory=True)
    assert names(inside) == ["form.docx"]
    assert set(asides(inside)) == {"away", "away.docx"}
    assert "pekar ut ur mappen" in asides(inside)["away.docx"]


def test_what_is_no_file_is_told_and_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "ingen vanlig fil" in asides(tmp_path)["pipe"]


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("Timra\u030a.docx", "Timrå.docx"),
        ("a\u202excod.exe", "a\ufffdxcod.exe"),
        ("a\nb", "a\ufffdb"),
        ("å ä ö.txt", "å ä ö.txt"),
    ],
)
def test_names_are_shown_as_they_are_without_tricks(name: str, seen: str) -> None:
    assert shown(name) == seen
