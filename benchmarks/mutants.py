"""Whether the tests notice a changed sign: ``python -m benchmarks.mutants [--of rules] [--sample 60] [--seed 0]``.

Changes one sign at a time (a comparison, plus and minus, and/or, not, a number by one) in the rules, or in the attacker
of protected tables, and runs the tests that hold them. A change is *killed* when a test fails, or when the tests do not
end in ``--seconds``; one that *survives* is told with its line: a test is missing, or the change means nothing. The
same seed takes the same sample. All is done in a copy that is thrown away; the checkout is only read, and Ctrl-C tells
what came of it so far.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from signs import Change, changes

ROOT = Path(__file__).parents[1]
#: What the tests need of the checkout.
_COPIED = ("src", "tests", "pyproject.toml")


@dataclass(frozen=True, slots=True)
class Held:
    """Sources, and the tests that hold them, those that are quickest to fail first."""

    sources: tuple[str, ...]
    tests: tuple[str, ...]


ALL = {
    "rules": Held(
        ("src/redovisa/checking/*.py", "src/redovisa/personligt_ombud/rules/*.py"),
        ("tests/library/checking", "tests/property/test_checking.py"),
    ),
    "attacker": Held(
        ("src/redovisa/tabulating/attacking/*.py",),
        (
            *("tests/library/tabulating/test_attack.py", "tests/library/tabulating/test_planted_leaks.py"),
            *("tests/library/tabulating", "tests/property/test_safe_tables.py"),
        ),
    ),
}


class Copy:
    """A copy of the checkout in which tests are run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in _COPIED:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(ROOT / name, folder / name)
        own = {"PYTHONPATH": str(folder / "src"), "HYPOTHESIS_STORAGE_DIRECTORY": str(folder / "hypothesis")}
        # Nothing compiled is kept: a change of one sign may leave the size and the time of a file as they were.
        self._environment = {**os.environ, **own, "PYTHONDONTWRITEBYTECODE": "1", "CI": "1"}

    def is_what_runs(self) -> bool:
        """Whether the tests will meet the copy, and not what is installed."""
        command = [sys.executable, "-c", "import redovisa; print(redovisa.__file__)"]
        told = subprocess.run(
            command, cwd=self.folder, env=self._environment, capture_output=True, text=True, check=True
        )
        return Path(told.stdout.strip()).is_relative_to(self.folder)

    def passes(self, tests: tuple[str, ...], seconds: float, out: int | None = subprocess.DEVNULL) -> bool | None:
        """Whether the tests pass, which say so to ``out``; None when they do not end in time."""
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--no-header", *tests]
        with subprocess.Popen(
            command,
            cwd=self.folder,
            env=self._environment,
            stdout=out,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as run:
            try:
                return run.wait(seconds) == 0
            except subprocess.TimeoutExpired:
                return None
            finally:
                with suppress(ProcessLookupError):
                    os.killpg(run.pid, signal.SIGKILL)


def sampled(copy: Copy, held: Held, size: int, seed: int) -> tuple[int, list[tuple[Path, Change]]]:
    """How many changes there are, and a sample of them in the order of the sources; all of them for size 0."""
    every = [
        (path, change)
        for pattern in held.sources
        for path in sorted(copy.folder.glob(pattern))
        for change in changes(path.read_text(encoding="utf-8"))
    ]
    chosen = sorted(random.Random(seed).sample(range(len(every)), min(size or len(every), len(every))))
    return len(every), [every[number] for number in chosen]


def tried(copy: Copy, held: Held, sample: list[tuple[Path, Change]], seconds: float) -> Iterator[tuple[str, bool]]:
    """A line for each change, and whether it survived; the copy is then as it was."""
    for path, change in sample:
        begin = time.monotonic()
        whole = path.read_bytes()
        path.write_text(change.source, encoding="utf-8")
        passed = copy.passes(held.tests, seconds)
        path.write_bytes(whole)
        how = "survived" if passed else "killed" if passed is False else "killed (time)"
        yield f"{how:14}{time.monotonic() - begin:5.0f} s  {path.relative_to(copy.folder)}:{change}", bool(passed)


def main() -> int:
    """Tries a sample of one or both; 1 when the tests fail before anything is changed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--of", choices=[*ALL, "both"], default="both")
    parser.add_argument("--sample", type=int, default=60, help="so many changes of each; 0 for all")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=180, help="the most that one change may take")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy = Copy(Path(folder))
        assert copy.is_what_runs()
        for name in ALL if chosen.of == "both" else [chosen.of]:
            held = ALL[name]
            if not copy.passes(held.tests, 10 * chosen.seconds, out=None):
                print(f"{name}: the tests do not pass as they are, before anything is changed")
                return 1
            many, sample = sampled(copy, held, chosen.sample, chosen.seed)
            print(f"{name}: {len(sample)} of {many} changes, seed {chosen.seed}", flush=True)
            done: list[bool] = []
            try:
                for line, survived in tried(copy, held, sample, chosen.seconds):
                    print(line, flush=True)
                    done.append(survived)
            except KeyboardInterrupt:
                print("interrupted")
                return 0
            finally:
                print(f"{name}: {len(done)} tried, {len(done) - sum(done)} killed, {sum(done)} survived", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
