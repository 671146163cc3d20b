"""How fast documents are written: ``python -m benchmarks.write [--forms 290]``.

Each kind of document, one after another on one core: the median of many. Then as many filled forms as the nation has
municipalities, as finished PDF, on two cores. Beside the PDF, a peer in the same run: LibreOffice making a PDF of one
of our Word files, when it is installed.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path

from benchmarks.stopwatch import in_turn, median_ms
from redovisa.form.answer import Answer, Value
from redovisa.form.redovisning import Kind, Redovisning
from redovisa.personligt_ombud.grant import GRANT, ROOM
from redovisa.places.register import counties
from redovisa.synthetic.invent import as_read
from redovisa.synthetic.nation import invent_nation
from redovisa.writing import letter_contents as contents
from redovisa.writing.document import Document
from redovisa.writing.docx import write_docx
from redovisa.writing.form import FormWriter
from redovisa.writing.letter import Envelope, letter, load_letter
from redovisa.writing.letter import Kind as Letter
from redovisa.writing.pdf import write_pdf
from redovisa.writing.pdf_fields import write_fillable

EACH_MS, ALL_SECONDS = 150.0, 30.0
DAY = date(2024, 1, 12)
Answers = dict[str, Value]


def form(answers: Answers) -> Document:
    """The filled form of 2023."""
    edition = GRANT.form.editions[2023]
    return FormWriter(edition, GRANT.form.fields, answers).document(edition.heads[0].lines, DAY)


def receipt(answers: Answers) -> Document:
    """The receipt for a filled form."""
    held = {key: Answer(key, value) for key, value in answers.items()}
    filling = contents.receipt(Redovisning("x", Kind.REDOVISNING, 2023, 2023, held), "Kumla kommun", DAY, "700-1-2024")
    template = load_letter(ROOM / "letters", Letter.RECEIPT)
    return letter(template, Envelope(counties()["18"], "700-1-2024", "Kumla kommun", DAY), filling)


def filled_pdf(answers: Answers) -> tuple[int, float]:
    """Writes one form as PDF; the bytes of it, and the seconds of processor time."""
    begin = time.process_time()
    made = write_pdf(form(answers))
    return len(made), time.process_time() - begin


def office(answers: Answers) -> None:
    """LibreOffice's PDF of the same form."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.docx"
        path.write_bytes(write_docx(form(answers)))
        command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)


def _worked(way: Callable[[Answers], object], answers: Answers) -> float:
    """Seconds of processor time: what others do on the machine is not in it."""
    begin = time.process_time()
    way(answers)
    return time.process_time() - begin


def main() -> int:
    """Prints each figure beside its limit; 1 when one is over it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--forms", type=int, default=290)
    parser.add_argument("--cores", type=int, default=2)
    arguments = parser.parse_args()
    made: list[Answers] = []
    seed = 0
    while len(made) < arguments.forms:
        made += [dict(as_read(one.answers)) for one in invent_nation(GRANT.form, seed, (2023,))]
        seed += 1
    made = made[: arguments.forms]
    ways: dict[str, Callable[[Answers], object]] = {
        "form, Word": lambda answers: write_docx(form(answers)),
        "form, PDF": lambda answers: write_pdf(form(answers)),
        "form, PDF to fill in": lambda answers: write_fillable(form(answers)),
        "letter, Word": lambda answers: write_docx(receipt(answers)),
        "letter, PDF": lambda answers: write_pdf(receipt(answers)),
    }
    over = False
    for name, seconds in in_turn(ways, made[:10], rounds=2).items():
        took, worked = median_ms(seconds), median_ms([_worked(ways[name], one) for one in made[10:20]])
        over = over or took > EACH_MS
        print(f"{name:24}{took:8.1f} ms, of which our own work {worked:6.1f} ms   (limit {EACH_MS:.0f})")
    if shutil.which("soffice"):
        begin = time.perf_counter()
        office(made[0])
        print(f"{'LibreOffice, PDF':24}{(time.perf_counter() - begin) * 1000:8.1f} ms   (peer, one form)")

    begin = time.perf_counter()
    with ProcessPoolExecutor(arguments.cores, mp_context=get_context("spawn")) as pool:
        done = list(pool.map(filled_pdf, made, chunksize=10))
    took = time.perf_counter() - begin
    total, worked = sum(size for size, _ in done), sum(seconds for _, seconds in done)
    told = f"{took:.1f} s on {arguments.cores} cores (limit {ALL_SECONDS:.0f}), {total / 1e6:.1f} MB"
    told += f"; of processor time {worked:.1f} s"
    print(f"{len(made)} forms as PDF: {told}")
    return int(over or (len(made) <= 290 and took > ALL_SECONDS))


if __name__ == "__main__":
    raise SystemExit(main())
