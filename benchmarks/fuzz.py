"""Fuzzes the readers for as long as you like: ``python -m benchmarks.fuzz --seconds 600 [--seed 1]``.

Takes filled forms of every kind and the seeds, damages them at random (bytes turned, parts cut, doubled and moved, XML
inside a package changed), and reads them. A reader may answer, ask, or say in a sentence why it cannot;
whatever else happens is a finding: the file is kept under ``--keep`` and told.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import time
import traceback
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable
from lzma import LZMAError
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from lookalikes import pdf, text, word
from lookalikes.forms import filled
from redovisa.form.record import from_record, to_record
from redovisa.form.redovisning import Kind
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reading.read import Reader

SEEDS = Path(__file__).parents[1] / "tests" / "seeds"
#: Longer than any form takes, shorter than any person waits.
SLOW = 20.0


def corpus() -> list[bytes]:
    """Sound files of every kind."""
    files = [path.read_bytes() for path in sorted(SEEDS.glob("*.txt"))]
    for form in filled(GRANT.form, 6, 7000):
        files.extend(word.write_word(form.edition, form.typed, manner, form.seed) for manner in word.MANNERS.values())
        typed = {key: said.replace("✓", "X") for key, said in form.typed.items()}
        looks = list(pdf.LOOKS.values())[form.seed % 4 :: 4]
        files.extend(pdf.filled_pdf(form.edition, typed, look, form.seed % 2) for look in looks)
        files.extend(text.write_text(form.edition, form.typed, manner) for manner in text.MANNERS)
    return files


def turned(data: bytes, rng: random.Random) -> bytes:
    """A few bytes set to others."""
    changed = bytearray(data)
    for _ in range(rng.choice((1, 3, 30))):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def moved(data: bytes, rng: random.Random) -> bytes:
    """A part cut out, doubled or put elsewhere."""
    begin = rng.randrange(len(data))
    part = data[begin : begin + rng.choice((1, 40, 4000))]
    rest = data[:begin] + data[begin + len(part) :]
    at = rng.randrange(len(rest) + 1)
    return rest[:at] + part * rng.choice((0, 1, 2, 3)) + rest[at:]


def within(data: bytes, rng: random.Random) -> bytes:
    """A package with one of its parts damaged inside, and packed again."""
    try:
        return _repacked(data, rng)
    except (
        zipfile.BadZipFile,
        zlib.error,
        LZMAError,
        OSError,
        NotImplementedError,
        EOFError,
        ValueError,
        RuntimeError,
    ):
        return moved(data, rng)  # no package, or one that is damaged already


def _repacked(data: bytes, rng: random.Random) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        chosen = rng.choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, rng.choice((turned, moved))(part, rng) if name == chosen and part else part)
    return packed.getvalue()


DAMAGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (turned, moved, within)


def main() -> int:
    """Fuzzes until the time is out; 1 when anything but an answer, a question or a sentence came out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, default=Path("fuzz-findings"))
    chosen = parser.parse_args()
    rng = random.Random(chosen.seed)
    reader = Reader(GRANT.form)
    files = corpus()
    kinds: Counter[str] = Counter()
    findings = 0
    stop = time.monotonic() + chosen.seconds
    while time.monotonic() < stop:
        data = rng.choice(files)
        for _ in range(rng.choice((1, 1, 2, 5))):
            data = rng.choice(DAMAGES)(data, rng) if data else b""
        begin = time.monotonic()
        try:
            for document in reader.read("fuzzed", data):
                kinds[document.kind.value] += 1
                assert document.kind is not Kind.UNREADABLE or document.notes
                record = to_record(document)
                assert to_record(from_record(record, GRANT.form.fields)) == record
            assert time.monotonic() - begin < SLOW, "took too long"
        except Exception:
            findings += 1
            chosen.keep.mkdir(exist_ok=True)
            kept = chosen.keep / f"{chosen.seed}-{findings}.bin"
            kept.write_bytes(data)
            print(f"{kept}: {traceback.format_exc(limit=-3)}", flush=True)
    print(f"{sum(kinds.values())} documents: {dict(kinds)}; {findings} findings")
    return int(findings > 0)


if __name__ == "__main__":
    raise SystemExit(main())
