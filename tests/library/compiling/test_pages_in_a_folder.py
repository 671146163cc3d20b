"""A folder with pictures of pages: numbered ones are one form, in a folder and in a zip file, and are read once."""

from __future__ import annotations

from pathlib import Path

import pytest
from folder import compiled, put
from unruly import unruly_reader

from lookalikes.inbox import zipped
from redovisa.compiling import gather
from redovisa.compiling.item import Item, with_pages_together
from redovisa.compiling.workers import Bounds, Workers

READING = Path(__file__).parents[1] / "reading"
#: Two pages of one form, in order.
NUMBERS, TICKS = (READING / "scan-numbers-2023.png").read_bytes(), (READING / "scan-ticks-2023.jpg").read_bytes()


class _NoWorkers(Workers):  # type: ignore[type-arg] # stands in for it whatever its tasks are
    def add(self, tasks: object) -> None:
        assert not tasks, f"to be read again: {tasks}"


def test_numbered_files_are_one_item_where_the_first_of_them_stands() -> None:
    names = ["a.docx", "sida 1.jpg", "sida 2.jpg", "ö.txt"]
    items = with_pages_together([Item(name, f"/in/{name}", stamp=name) for name in names])
    assert [item.name for item in items] == ["a.docx", "sida 1.jpg – sida 2.jpg", "ö.txt"]
    assert [item.files for item in items] == [1, 2, 1]
    assert items[1].stamp == "sida 1.jpg sida 2.jpg"
    assert [page.name for page in items[1].pages] == names[1:3]


def test_what_is_told_of_a_file_changes_its_stamp() -> None:
    alone = Item("sida 1.jpg", "/in/sida 1.jpg", stamp="7")
    gap = with_pages_together([alone, Item("sida 3.jpg", "/in/sida 3.jpg", stamp="8")])
    assert [item.name for item in gap] == ["sida 1.jpg", "sida 3.jpg"]
    assert "saknas" in gap[0].apart
    assert gap[0].stamp != alone.stamp == with_pages_together([alone])[0].stamp


@pytest.mark.ocr
def test_numbered_pictures_in_a_folder_and_a_zip_file_are_one_form_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "in"
    put(folder, "Ale/sida 1.jpg", NUMBERS)
    put(folder, "Ale/sida 2.jpg", TICKS)
    put(folder, "skickat.zip", zipped({"inre/Foto 8.jpg": NUMBERS, "inre/Foto 9.jpg": TICKS, "inre/brev.txt": b"Hej"}))
    first = compiled(folder, tmp_path / "out")
    assert first.kinds == {
        "Ale/sida 1.jpg – sida 2.jpg": "redovisning",
        "skickat.zip/inre/Foto 8.jpg – Foto 9.jpg": "redovisning",
        "skickat.zip/inre/brev.txt": "other",
    }
    assert (first.files, first.read) == (5, 5)
    assert first.copies == {"skickat.zip/inre/Foto 8.jpg – Foto 9.jpg": "Ale/sida 1.jpg – sida 2.jpg"}
    (row,) = first.rows("Svar (en rad per redovisning)")
    assert row["Fil"] == "Ale/sida 1.jpg – sida 2.jpg"
    told = "Läst som ett formulär ur 2 filer, en för varje sida: sida 1.jpg, sida 2.jpg."
    assert told in str(row["Om dokumentet"])
    assert told in first.page
    with monkeypatch.context() as patched:
        patched.setattr(gather, "Workers", _NoWorkers)
        again = compiled(folder, tmp_path / "out")
    assert (again.files, again.read, again.kinds) == (5, 0, first.kinds)
    put(folder, "Ale/sida 2.jpg", TICKS + b"\0")  # another file of the same picture
    changed = compiled(folder, tmp_path / "out")
    assert (changed.files, changed.read, changed.kinds) == (5, 2, first.kinds)
    (folder / "Ale" / "sida 2.jpg").rename(folder / "Ale" / "sida 3.jpg")
    gap = compiled(folder, tmp_path / "out")
    assert (gap.files, gap.read) == (5, 2)
    assert set(gap.kinds) - set(first.kinds) == {"Ale/sida 1.jpg", "Ale/sida 3.jpg"}
    assert "det saknas nummer mellan sida 1.jpg och sida 3.jpg" in gap.page


@pytest.mark.ocr
def test_pictures_of_two_forms_are_read_one_by_one_and_no_more_than_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "in"
    put(folder, "IMG_0001.jpg", TICKS)
    put(folder, "IMG_0002.jpg", TICKS)
    first = compiled(folder, tmp_path / "out")
    assert list(first.kinds) == ["IMG_0001.jpg", "IMG_0002.jpg"]
    assert (first.files, first.read) == (2, 2)
    assert "IMG_0001.jpg och IMG_0002.jpg visar samma fråga" in first.page
    monkeypatch.setattr(gather, "Workers", _NoWorkers)
    again = compiled(folder, tmp_path / "out")
    assert (again.files, again.read, again.kinds) == (2, 0, first.kinds)


@pytest.mark.ocr
def test_one_page_alone_asks_once_for_the_others(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    put(folder, "sida.jpg", TICKS)
    result = compiled(folder, tmp_path / "out")
    (row,) = result.rows("Svar (en rad per redovisning)")
    assert "bara en sida" in str(row["Om dokumentet"])
    *confirmed, elsewhere = result.rows("Tveksamheter")
    assert {row["Varför"] for row in confirmed} == {"Läst ur en bild. Stämmer det?"}
    assert elsewhere["Varför"] == "Frågan står inte på den sida som har lästs."
    lacking = str(elsewhere["Fråga"]).split("; ")
    assert row["Tveksamma svar"] == len(confirmed) + 1
    assert len(lacking) > 90
    assert all(f"<li>{label}</li>" in result.page for label in lacking)
    assert result.page.count(f"{len(lacking)} frågor står inte på den sida som har lästs (") == 2  # and in the letter
    assert "Skicka de andra sidorna också." in result.page
    (county,) = [row for row in result.rows("Översikt") if row["Redovisningar"]]
    assert (county["Tveksamheter"], county["Lästa ur bild"]) == (1, len(confirmed))


@pytest.mark.parametrize("together", ["HANG", "DIE", "FAIL"])
def test_pages_that_cannot_be_read_together_are_read_one_by_one(tmp_path: Path, together: str) -> None:
    folder = tmp_path / "in"
    for number in (1, 2, 3):
        put(folder, f"sida {number}.jpg", f"OTHER, TOGETHER {together}")
    result = compiled(folder, tmp_path / "out", reader=unruly_reader, bounds=Bounds(seconds=3))
    assert result.kinds == {f"sida {number}.jpg": "other" for number in (1, 2, 3)}
    assert (result.files, result.read) == (3, 3)
