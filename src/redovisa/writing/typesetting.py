"""The door to typst: sets data in the page template, with one compiler that is kept and only our own fonts."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from redovisa.writing.document import CannotWrite
from redovisa.writing.glyphs import drawn

#: The standards that every finished PDF keeps: for the archive with attachments, and for those who listen.
STANDARDS = ["a-3a", "ua-1"]

_TEMPLATE = Path(__file__).with_name("page.typ")
_PICTURE = Path(__file__).with_name("picture.typ")
_LOCK = threading.Lock()
#: Told where the extra is not installed.
MISSING = (
    "PDF-filer och diagram kräver tillägget ”write”, som inte är installerat. Installera det med make documents, "
    "eller pip install 'redovisa[write]'. Word-filer utan diagram kan skrivas utan det."
)


@cache
def font_folder() -> Path:
    """Where the font's files lie; raises CannotWrite when the extra is not installed."""
    try:
        return Path(str(files("font_source_sans_pro"))) / "files"
    except ModuleNotFoundError as error:
        raise CannotWrite(MISSING) from error


@cache
def known_signs() -> frozenset[int]:
    """The code points that can be drawn in every weight we use; what the italic lacks is borrowed."""
    faces = ("Regular", "Bold", "Semibold")
    return frozenset.intersection(*(drawn(font_folder() / f"SourceSansPro-{face}.otf") for face in faces))


@cache
def _compiler(template: Path = _TEMPLATE) -> Any:
    fonts = [str(font_folder())]
    try:
        import typst
    except ModuleNotFoundError as error:
        raise CannotWrite(MISSING) from error
    return typst.Compiler(str(template), root=str(template.parent), font_paths=fonts, ignore_system_fonts=True)


def typeset(inputs: Mapping[str, str], moment: int, *, archived: bool) -> bytes:
    """The PDF of the template with these inputs; the same inputs and ``moment`` (seconds) give the same bytes.

    ``archived`` asks for PDF/A-3a as well; without it only PDF/UA-1 is kept. Raises CannotWrite when the extra is
    missing or the document cannot be set.
    """
    compiler = _compiler()
    standards = STANDARDS if archived else STANDARDS[1:]
    try:
        with _LOCK:  # one compiler for all threads: it is quick, and keeps fonts and template in memory
            made: bytes = compiler.compile(
                format="pdf", sys_inputs=dict(inputs), pdf_standards=standards, timestamp=moment
            )
    except RuntimeError as error:
        raise CannotWrite(f"Dokumentet kunde inte sättas som PDF: {error}.") from error
    return made


def painted(svg: str) -> bytes:
    """The drawing as a PNG image, fine enough for print; raises CannotWrite when the extra is missing."""
    compiler = _compiler(_PICTURE)
    try:
        with _LOCK:
            made: bytes = compiler.compile(format="png", ppi=220.0, sys_inputs={"svg": svg})
    except RuntimeError as error:
        raise CannotWrite(f"Ett diagram kunde inte målas: {error}.") from error
    return made
