"""How right and how fast filled forms are read: ``python -m benchmarks.read [--forms 200] [--office 0]``.

Accuracy: look-alikes of every manner, both editions, answers and hands varied, each with its truth. *Right* is the
value or the blank that a careful reader takes; *asked* is a doubt; *silent* is a wrong or lost value without a doubt.
Speed, in processor time: beside the floor (unzip and parse the XML; extract the PDF's words) and beside the peers
where installed.
"""

from __future__ import annotations

import argparse
import io
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from benchmarks.stopwatch import how_built, in_turn, median_ms, ratio

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from lookalikes import pdf, text, word
from lookalikes.accuracy import Score
from lookalikes.forms import Filled, filled
from redovisa.form.field import FieldType
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reading.read import Reader

ROOT = Path(__file__).parents[1]
TARGET = {"docx": 99.5, "pdf": 99.0, "text": 99.0, "office": 99.0}
Written = Iterator[tuple[str, Filled, bytes]]


def docx_forms(count: int, begin: int = 0, longer: int = 1) -> Written:
    """Word files in every manner, in turn; their answers in words so many times as ``longer`` says."""
    manners = list(word.MANNERS.items())
    for form in filled(GRANT.form, count, begin):
        name, manner = manners[form.seed % len(manners)]
        yield name, form, word.write_word(form.edition, _longer(form, longer), manner, form.seed)


def pdf_forms(count: int, begin: int = 0) -> Written:
    """PDF files in every look, in turn."""
    looks = list(pdf.LOOKS.items())
    for form in filled(GRANT.form, count, begin):
        name, look = looks[form.seed % len(looks)]
        # The fonts that every PDF program has know no ✓.
        typed = {key: said.replace("✓", "X") for key, said in form.typed.items()}
        yield name, form, pdf.filled_pdf(form.edition, typed, look, form.seed % 2)


def text_forms(count: int, begin: int = 0, longer: int = 1) -> Written:
    """Text files in every manner, in turn; their answers in words so many times as ``longer`` says."""
    manners = list(text.MANNERS)
    for form in filled(GRANT.form, count, begin):
        name = manners[form.seed % len(manners)]
        yield name, form, text.write_text(form.edition, _longer(form, longer), name)


def office_forms(count: int) -> Written:
    """The Word files as LibreOffice prints them to PDF, all in one start of it."""
    program = shutil.which("soffice")
    if program is None:
        print("       LibreOffice is not installed: nothing is printed")
        return
    forms = {f"{number:03}": made for number, made in enumerate(docx_forms(count))}
    with tempfile.TemporaryDirectory(prefix="redovisa-", ignore_cleanup_errors=True) as folder:
        room = Path(folder)
        for name, (_, _, data) in forms.items():
            (room / f"{name}.docx").write_bytes(data)
        files = [str(room / f"{name}.docx") for name in forms]
        profile = f"-env:UserInstallation={(room / 'profile').as_uri()}"
        convert = [program, "--headless", profile, "--convert-to", "pdf", "--outdir", folder, *files]
        subprocess.run(convert, check=True, capture_output=True)
        for name, (manner, form, _) in forms.items():
            yield manner, form, (room / f"{name}.pdf").read_bytes()


KINDS: dict[str, Callable[..., Written]] = {"docx": docx_forms, "pdf": pdf_forms, "text": text_forms}


def accuracy(count: int, show: int, kinds: Mapping[str, Callable[..., Written]]) -> bool:
    """Prints how many fields of forms of these kinds are read right; whether every target is met."""
    reader = Reader(GRANT.form)
    met = True
    print(
        f"{count} forms of each kind, both editions\n{'kind':6} {'fields':>8} {'right':>9} {'asked':>8} {'silent':>8}"
    )
    for kind, make in kinds.items():
        score = Score()
        for name, form, data in make(count):
            (document,) = reader.read(f"{name} {form.seed}", data)
            score.add(form.edition, document, form.truth)
        if not score.fields:
            continue
        right, asked, silent = (100 * part / score.fields for part in (score.right, score.asked, score.silent))
        met = met and right >= TARGET[kind] and silent <= 0.1
        limit = f"(right ≥ {TARGET[kind]} %, silent ≤ 0.1 %)"
        print(f"{kind:6} {score.fields:8} {right:8.3f}% {asked:7.3f}% {silent:7.3f}%  {limit}")
        for example in sorted(score.examples)[:show]:
            print("      ", example[:200])
    return met


def speed(count: int) -> None:
    """Prints medians and ratios for each kind of file."""
    reader = Reader(GRANT.form)
    print(f"\n{'kind':6} {'way':38} {'median':>10} {'ours / it':>10} {'it / ours':>10}")
    for kind, make in KINDS.items():
        files = [data for _, _, data in make(count)]
        ways: dict[str, Callable[[bytes], object]] = {"redovisa": lambda data: reader.read("x", data)}
        ways.update(_floor(kind))
        quick = in_turn(ways, files)
        slow = {**_peers(kind)}
        few = files[:6]
        taken = in_turn({"redovisa": ways["redovisa"], **slow}, few, rounds=2) if slow else {}
        for name, seconds in {**quick, **{key: taken[key] for key in slow}}.items():
            own = (taken if name in slow else quick)["redovisa"]
            ours = "" if name == "redovisa" else f"{ratio(own, seconds):10.2f} {ratio(seconds, own):10.1f}"
            print(f"{kind:6} {name:38} {median_ms(seconds):7.2f} ms {ours}")


def growth(count: int) -> None:
    """Prints medians for forms whose answers in words are so many times as long; 10 times are some 20 pages."""
    reader = Reader(GRANT.form)
    print(f"\n{'kind':6} {'answers in words':>18} {'bytes':>8} {'median':>10} {'to the first':>13}")
    for kind in ("docx", "text"):
        first: list[float] = []
        for times in (1, 2, 5, 10):
            files = [data for _, _, data in KINDS[kind](count, longer=times)]
            seconds = in_turn({"redovisa": lambda data: reader.read("x", data)}, files)["redovisa"]
            first = first or seconds
            size = sorted(map(len, files))[len(files) // 2]
            print(f"{kind:6} {times:17}x {size:8} {median_ms(seconds):7.2f} ms {ratio(seconds, first):13.2f}")


def _longer(form: Filled, times: int) -> dict[str, str]:
    """What is typed, with every answer in words that runs over several words so many times over."""
    fields = GRANT.form.fields
    return {
        key: "\n".join([said] * times) if key in fields and fields[key].type is FieldType.TEXT and " " in said else said
        for key, said in form.typed.items()
    }


def _floor(kind: str) -> dict[str, Callable[[bytes], object]]:
    if kind == "docx":
        from lxml import etree

        def parse(data: bytes) -> object:
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                return etree.fromstring(package.read("word/document.xml"))

        def parse_all(data: bytes) -> object:
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                names = [name for name in package.namelist() if name.endswith((".xml", ".rels"))]
                return [etree.fromstring(package.read(name)) for name in names]

        return {"floor: unzip, parse its XML": parse_all, "floor: unzip, parse only its main part": parse}
    if kind == "pdf":
        import pypdfium2

        def words(data: bytes) -> object:
            document = pypdfium2.PdfDocument(data)
            try:
                return [_rectangles(page) for page in document]
            finally:
                document.close()

        return {"floor: the PDF's words and places": words}
    return {"floor: decode and split in words": lambda data: data.decode().split()}


def _rectangles(page: object) -> list[str]:
    textpage = page.get_textpage()  # type: ignore[attr-defined]  # the library has no types
    found = [textpage.get_text_bounded(*textpage.get_rect(i)) for i in range(textpage.count_rects())]
    textpage.close()
    return found


def _peers(kind: str) -> dict[str, Callable[[bytes], object]]:
    peers: dict[str, Callable[[bytes], object]] = {}
    if kind == "docx":
        try:
            from markitdown import MarkItDown
        except ImportError:
            print("       markitdown is not installed: see `make bench`")
        else:
            made = MarkItDown()
            peers["peer: markitdown"] = lambda data: made.convert_stream(io.BytesIO(data), file_extension=".docx")
    if kind == "pdf":
        import pdfplumber

        def tables(data: bytes) -> object:
            with pdfplumber.open(io.BytesIO(data)) as document:
                return [(page.extract_text(), page.extract_tables()) for page in document.pages]

        peers["peer: pdfplumber, text and tables"] = tables
    return peers


def cold_start() -> None:
    """Prints what one run of the command takes, the interpreter included, as it is installed: with its bytecode."""
    seed = ROOT / "tests" / "seeds" / "osteraker-2023-filled.txt"
    installed = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-m", "redovisa.cli", "read", str(seed)]
    for name, run in (
        ("redovisa read, one text file", command),
        ("floor: python -c pass", [sys.executable, "-c", "pass"]),
    ):
        taken: list[tuple[float, float]] = []
        for _ in range(10):
            begin, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run(run, capture_output=True, check=True, env=installed)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            taken.append((processor, time.perf_counter() - begin))
        processor, wall = (sorted(seconds) for seconds in zip(*taken[1:], strict=True))
        print(
            f"cold start: {name:30} processor: median {processor[4]:.2f} s, least {processor[0]:.2f} s; "
            f"by the clock: median {wall[4]:.2f} s, least {wall[0]:.2f} s (limit 0.3 s)"
        )


def main() -> int:
    """Accuracy, then speed, growth and cold start; 1 when an accuracy target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--forms", type=int, default=200, help="forms of each kind for the accuracy")
    parser.add_argument("--office", type=int, default=0, help="Word files printed to PDF by LibreOffice, too")
    parser.add_argument("--timed", type=int, default=26, help="forms of each kind for the speed")
    parser.add_argument("--show", type=int, default=0, help="examples of what was not right")
    chosen = parser.parse_args()
    print(how_built())
    met = accuracy(chosen.forms, chosen.show, KINDS) if chosen.forms else True
    if chosen.office:
        met = accuracy(chosen.office, chosen.show, {"office": office_forms}) and met
    if chosen.timed:
        speed(chosen.timed)
        growth(min(chosen.timed, 13))
        cold_start()
    return 0 if met else 1


if __name__ == "__main__":
    raise SystemExit(main())
