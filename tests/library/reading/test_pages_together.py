"""Pictures that lie together: numbered as the pages of one form they are read as one, unless it cannot be known."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from lookalikes.forms import filled
from lookalikes.pdf import LOOKS, filled_pdf
from redovisa.form.redovisning import Kind, Redovisning
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reading.meaning.recognise import Editions
from redovisa.reading.meaning.sequence import why_not_one_form
from redovisa.reading.meaning.stream import stream
from redovisa.reading.opened import source
from redovisa.reading.pages import NotOneForm, runs
from redovisa.reading.pdf.document import read_pdf
from redovisa.reading.read import Reader
from redovisa.reading.source import Source
from redovisa.reading.together import read_files

HERE = Path(__file__).parent
#: A page that is read again is not recognised again.
READER = Reader(GRANT.form, cache(source))
EDITIONS = Editions(GRANT.form)
#: Two pages of one form, in order.
NUMBERS, TICKS = (HERE / "scan-numbers-2023.png").read_bytes(), (HERE / "scan-ticks-2023.jpg").read_bytes()


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Sida 2.jpg", "sida 1.JPG", "sida 3.jpg"], [["sida 1.JPG", "Sida 2.jpg", "sida 3.jpg"]]),
        (["a/IMG_0010.jpg", "a/IMG_0009.jpg"], [["a/IMG_0009.jpg", "a/IMG_0010.jpg"]]),
        (["a/sida 1.jpg", "b/sida 2.jpg"], []),
        (["2023/sida 1.jpg", "2023/sida 2.jpg", "2024/sida 1.jpg"], [["2023/sida 1.jpg", "2023/sida 2.jpg"]]),
        (["A 1.jpg", "A 2.jpg", "B 1.jpg", "B 2.jpg"], [["A 1.jpg", "A 2.jpg"], ["B 1.jpg", "B 2.jpg"]]),
        (["2023 sida 1.png", "2023 sida 2.png", "2024 sida 1.png"], [["2023 sida 1.png", "2023 sida 2.png"]]),
        (["sida 1 av 2 (2023).jpg", "sida 2 av 2 (2023).jpg"], [["sida 1 av 2 (2023).jpg", "sida 2 av 2 (2023).jpg"]]),
        (["1 (2022).jpg", "2 (2022).jpg", "1 (2023).jpg"], [["1 (2022).jpg", "2 (2022).jpg"]]),
        (["Skannad 1.pdf", "Skannad 2.pdf"], [["Skannad 1.pdf", "Skannad 2.pdf"]]),
        (["Ale 1.docx", "Ale 2.docx", "brev 1.txt", "brev 2.txt"], []),
        (["katt.jpg", "sida 1.jpg"], []),
        (["sida 1.jpg", "sida 1.png"], []),
    ],
)  # fmt: skip
def test_names_that_differ_in_one_running_number_may_be_one_form(names: list[str], expected: list[list[str]]) -> None:
    found = runs(names)
    assert [[names[index] for index in run.files] for run in found] == expected
    assert not any(run.why_not for run in found)


@pytest.mark.parametrize(
    ("names", "why"),
    [
        (["sida 1.jpg", "sida 2.jpg", "sida 4.jpg"], "det saknas nummer mellan sida 2.jpg och sida 4.jpg"),
        (["sida 1.jpg", "sida 01.jpg", "sida 2.jpg"], "sida 1.jpg och sida 01.jpg har samma nummer"),
        ([f"IMG_{number}.jpg" for number in range(100, 113)], "de är fler än 12"),
    ],
)
def test_numbers_with_a_gap_or_too_many_are_told(names: list[str], why: str) -> None:
    (run,) = runs(names)
    assert why in run.why_not


def paged(number: int, look: str = "rectangles") -> Source:
    form = next(filled(GRANT.form, 1, number))
    return read_pdf(filled_pdf(form.edition, form.typed, LOOKS[look], number % 2))


def chosen(whole: Source, *pages: int) -> Source:
    """The pages in this order, numbered anew; one that is not there is empty."""
    pieces = [
        replace(piece, page=at) for at, page in enumerate(pages, 1) for piece in whole.pieces if piece.page == page
    ]
    return replace(whole, pieces=tuple(pieces), pages=len(pages))


def why(pages: Source) -> str:
    words = stream(pages)
    seen = EDITIONS.sightings(words)
    names = [f"sida {page}" for page in range(1, (pages.pages or 0) + 1)]
    return why_not_one_form(names, words, seen, EDITIONS.best(seen, None))


@pytest.mark.parametrize("look", ["rectangles", "unruled", "large", "narrow", "drawn-ticks"])
@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_the_pages_of_one_form_are_known_to_be_that(number: int, look: str) -> None:
    whole = paged(number, look)
    assert why(whole) == ""
    assert why(chosen(whole, 1, 2, 3)) == ""
    assert why(chosen(whole, 2, 3)) == ""


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ((1, 2, 1, 2), "sida 1 och sida 3 visar samma fråga"),
        ((1, 2, 2), "sida 2 och sida 3 visar samma fråga"),
        ((2, 1), "sida 2 visar frågor som står före dem i sida 1"),
        ((1, 3, 2), "sida 3 visar frågor som står före dem i sida 2"),
        ((99, 1, 2), "sida 1 visar ingen fråga ur formuläret"),
        ((1, 2, 99), "sida 3 visar ingen fråga ur formuläret"),
        ((1, 99, 3), ""),
    ],
)
def test_pages_of_two_forms_in_disorder_or_of_something_else_are_not_one(
    number: int, pages: tuple[int, ...], expected: str
) -> None:
    assert why(chosen(paged(number), *pages)) == expected


def together(folder: Path, **files: bytes) -> list[Redovisning]:
    paths = []
    for name, data in files.items():
        paths.append(folder / f"{name.replace('_', ' ')}.jpg")
        paths[-1].write_bytes(data)
    return list(read_files(READER, paths))


@pytest.mark.ocr
def test_pictures_given_together_are_one_form_that_tells_its_files(tmp_path: Path) -> None:
    before, document = together(tmp_path, annat=b"Hej", Sida_9=TICKS, Sida_8=NUMBERS)
    assert before.file == "annat.jpg"
    assert (document.file, document.kind, document.edition) == ("Sida 8.jpg – Sida 9.jpg", Kind.REDOVISNING, 2023)
    assert "ur 2 filer, en för varje sida: Sida 8.jpg, Sida 9.jpg" in document.notes[0]
    (numbers,), (ticks,) = READER.read("8", NUMBERS), READER.read("9", TICKS)
    values = document.values()
    for alone in (numbers, ticks):
        sure = {key: value for key, value in alone.values().items() if key in values}
        assert {key: values[key] for key in sure} == sure
        assert len(sure) > 5
    assert {answer.place.partition(",")[0] for answer in document.answers.values()} == {"sida 1", "sida 2"}


@pytest.mark.ocr
def test_a_gap_or_two_forms_are_read_one_by_one_and_told(tmp_path: Path) -> None:
    one, two = together(tmp_path, Sida_1=NUMBERS, Sida_3=TICKS)
    assert (one.file, two.file) == ("Sida 1.jpg", "Sida 3.jpg")
    assert all("det saknas nummer mellan Sida 1.jpg och Sida 3.jpg" in read.notes[0] for read in (one, two))
    one, two = together(tmp_path, IMG_1=TICKS, IMG_2=TICKS)
    assert (one.file, two.file) == ("IMG 1.jpg", "IMG 2.jpg")
    assert all("IMG 1.jpg och IMG 2.jpg visar samma fråga" in read.notes[0] for read in (one, two))
    assert one.values() == two.values()


@pytest.mark.ocr
def test_scanned_pdf_files_of_one_page_are_pages_too() -> None:
    import cv2

    from lookalikes.scan import as_pdf

    names = ("scan-numbers-2023.png", "scan-ticks-2023.jpg")
    pages = [cv2.imread(str(HERE / name), cv2.IMREAD_GRAYSCALE) for name in names]
    scans = [as_pdf([page], 200) for page in pages]
    document = READER.read_pages(["a/1.pdf", "a/2.pdf"], scans)
    assert document.file == "a/1.pdf – 2.pdf"
    assert len(document.answers) > 50
    with pytest.raises(NotOneForm):  # a scan of two pages is a document of its own
        READER.read_pages(["1.pdf", "2.pdf"], [scans[0], as_pdf(pages, 200)])


def test_what_is_no_picture_of_a_page_is_read_by_itself(tmp_path: Path) -> None:
    form = next(filled(GRANT.form, 1, 1))
    whole = filled_pdf(form.edition, form.typed, LOOKS["rectangles"])
    for pages in ([whole, whole], [whole, b"Hej"], [b"\x89PNG\r\n\x1a\nnej", b"\xff\xd8\xffnej"]):
        with pytest.raises(NotOneForm):
            READER.read_pages(["1", "2"], pages)
    paths = [tmp_path / f"Redovisning {number}.pdf" for number in (1, 2)]
    for path in paths:
        path.write_bytes(whole)
    assert [read.file for read in read_files(READER, paths)] == ["Redovisning 1.pdf", "Redovisning 2.pdf"]


def test_a_page_that_is_gone_is_told_by_itself(tmp_path: Path) -> None:
    (tmp_path / "1.jpg").write_bytes(b"Hej")
    one, two = read_files(READER, [tmp_path / "1.jpg", tmp_path / "2.jpg"])
    assert (one.kind, two.kind) == (Kind.OTHER, Kind.UNREADABLE)
    assert "finns inte" in two.notes[0]
