"""Compiles 290 mixed forms, then two and five times as many: seconds, forms a second, memory, and a second run."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL, Popen

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from lookalikes.inbox import fill, inbox
from redovisa.personligt_ombud.grant import GRANT

FORMS = 290
TARGET = 15.0


@dataclass
class Run:
    """One run of the command: seconds, and the greatest memory of all its processes together, in megabytes."""

    seconds: float
    megabytes: float


def run(folder: Path, out: Path) -> Run:
    """Runs ``redovisa compile`` as a person would."""
    begin = time.perf_counter()
    # In its own process, so that its memory can be told from ours.
    process = Popen(
        [sys.executable, "-m", "redovisa.cli", "compile", folder, "--out", out], stdout=DEVNULL, stderr=DEVNULL
    )
    peak = [0.0]
    watcher = threading.Thread(target=_watch, args=(process, peak))
    watcher.start()
    code = process.wait()
    seconds = time.perf_counter() - begin
    watcher.join()
    if code != 0:
        raise SystemExit(f"redovisa compile answered {code}")
    return Run(seconds, peak[0])


def _watch(process: Popen[bytes], peak: list[float]) -> None:
    while process.poll() is None:
        peak[0] = max(peak[0], sum(_resident(pid) for pid in _family(process.pid)) / 1e6)
        time.sleep(0.05)


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(one for child in children for one in _family(int(child)))]


def _resident(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0.0


def main() -> None:
    """Prints a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, nargs="+", default=[1, 2, 5], help="how many times 290 forms")
    times = parser.parse_args().times
    print(f"redovisa compile, {os.cpu_count()} cores; target: {FORMS} forms in {TARGET:g} s or less")
    print(f"{'forms':>6} {'seconds':>8} {'forms/s':>8} {'MB, all':>8} {'again, s':>9} {'again, MB':>9}")
    with tempfile.TemporaryDirectory() as temporary:
        folder, done = Path(temporary, "in"), 0
        for many in times:
            while done < many:
                fill(folder, inbox(GRANT.form, FORMS, 2023 - done))
                done += 1
            out = Path(temporary, f"out{many}", "result")
            first, again = run(folder, out), run(folder, out)
            forms = many * FORMS
            print(
                f"{forms:6} {first.seconds:8.1f} {forms / first.seconds:8.0f} {first.megabytes:8.0f} "
                f"{again.seconds:9.1f} {again.megabytes:9.0f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
