"""How right and how fast scanned forms are read: ``python -m benchmarks.scan [--forms 14] [--begin 0]``.

Look-alikes as a scanner, a copier or a camera leaves them, each with its truth, read as PDF files of pictures. *Right*
is the value or the blank that a careful reader takes; *asked* is a doubt without an answer (one that only asks a
person to confirm an answer does not count); *silent* is a wrong or lost value. Beside it plain tesseract: the share of
the same pages' answers in tables that stand, in order, on the line of their label.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from lookalikes.accuracy import Score
from lookalikes.forms import Filled, filled
from lookalikes.pdf import LOOKS, filled_pdf, row_spots
from lookalikes.scan import WEARS, Page, as_pdf, as_png, scanned
from redovisa.form.edition import Box, Table
from redovisa.form.field import FieldType
from redovisa.form.redovisning import Kind
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reading.picture.scan import MAX_PAGES
from redovisa.reading.read import Reader

#: Paper forms are ruled: they were printed from the Word file.
PRINTED = ("strokes", "rectangles", "boxes", "open", "drawn-ticks", "large", "small")


def forms(count: int, begin: int = 0) -> Iterator[tuple[str, str, Filled, list[Page]]]:
    """Wear, look, form and pages, all wears and looks in turn."""
    wears = list(WEARS.items())
    for form in filled(GRANT.form, count, begin):
        name, wear = wears[form.seed % len(wears)]
        look = PRINTED[(form.seed // len(wears) + form.seed) % len(PRINTED)]
        typed = {key: said.replace("✓", "X") for key, said in form.typed.items()}
        pages = scanned(filled_pdf(form.edition, typed, LOOKS[look], form.seed % 2), wear, form.seed)
        yield name, look, form, pages[:MAX_PAGES]


def plain(form: Filled, pages: Sequence[Page]) -> tuple[int, int]:
    """Rows of numbers read right by plain tesseract on the pages, and all rows of numbers that have any."""
    lines: list[str] = []
    for page in pages:
        command = ["tesseract", "stdin", "stdout", "-l", "swe"]
        done = subprocess.run(command, input=as_png(page), capture_output=True, check=True)
        lines += [re.sub(r"\s+", " ", line) for line in done.stdout.decode().splitlines()]
    right = rows = 0
    for block in form.edition.blocks:
        for row in block.rows if isinstance(block, Table) else ():
            if isinstance(row, Box):
                continue
            spots = [spot for spot in row_spots(block, row) if spot]
            said = [form.typed.get(spot, "") for spot in spots]
            counts = all(
                spot in GRANT.form.fields and GRANT.form.fields[spot].type is FieldType.COUNT for spot in spots
            )
            if counts and any(said):
                rows += 1
                sought = " ".join([re.sub(r"\[\^\d+\]", "", row.words.printed), *filter(None, said)])
                found = next((i for i, line in enumerate(lines) if sought in line), None)
                if found is not None:
                    right += 1
                    del lines[: found + 1]
    return right, rows


def main() -> int:
    """Prints a line for each wear and the whole; 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--forms", type=int, default=14)
    parser.add_argument("--begin", type=int, default=0, help="the number of the first form")
    parser.add_argument("--show", type=int, default=0, help="examples of what was not right")
    parser.add_argument("--no-peer", action="store_true", help="without plain tesseract")
    chosen = parser.parse_args()
    reader = Reader(GRANT.form)
    scores: dict[str, Score] = defaultdict(Score)
    seconds: list[float] = []
    plain_right = plain_rows = 0
    plain_seconds: list[float] = []
    for wear, look, form, pages in forms(chosen.forms, chosen.begin):
        data = as_pdf(pages, WEARS[wear].dpi, WEARS[wear].quality or 95)
        begin = time.perf_counter()
        (document,) = reader.read(f"{form.seed} {look} {wear}", data)
        seconds.append(time.perf_counter() - begin)
        if document.kind is Kind.UNREADABLE:  # said in a sentence: nothing is silently wrong
            fields = len(form.edition.asked)
            scores[wear] += Score(fields, 0, fields, 0, [f"? {document.file}: {document.notes[0]}"])
        else:
            scores[wear].add(form.edition, document, form.truth)
        if not chosen.no_peer:
            begin = time.perf_counter()
            right, rows = plain(form, pages)
            plain_seconds.append(time.perf_counter() - begin)
            plain_right, plain_rows = plain_right + right, plain_rows + rows
    whole = sum(scores.values(), Score())
    print(f"{chosen.forms} scanned forms\n{'wear':10} {'fields':>7} {'right':>9} {'asked':>8} {'silent':>8}")
    for wear, score in [*scores.items(), ("all", whole)]:
        right, asked, silent = (100 * part / score.fields for part in (score.right, score.asked, score.silent))
        print(f"{wear:10} {score.fields:7} {right:8.2f}% {asked:7.2f}% {silent:7.2f}%")
    print(f"a form: median {sorted(seconds)[len(seconds) // 2]:.1f} s, most {max(seconds):.1f} s")
    if plain_seconds:
        print(
            f"plain tesseract: {plain_right} of {plain_rows} rows of numbers right "
            f"({100 * plain_right / max(plain_rows, 1):.0f} %), median {sorted(plain_seconds)[len(seconds) // 2]:.1f} s"
        )
    for example in sorted(whole.examples)[: chosen.show]:
        print("  ", example[:240])
    met = whole.right >= 0.90 * whole.fields and whole.silent <= 0.005 * whole.fields
    print(f"targets (right ≥ 90 %, silent ≤ 0.5 %): {'met' if met else 'missed'}")
    return 0 if met else 1


if __name__ == "__main__":
    raise SystemExit(main())
