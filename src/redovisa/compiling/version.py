"""Versions: they change whenever the same file might be read otherwise, or the same reading be told otherwise."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import redovisa
from redovisa.form.form import Form

_HOUSE = Path(redovisa.__file__).parent
_ROOMS = ("form", "places", "reading")
_LIBRARIES = ("lxml", "pypdfium2", "opencv-python-headless")
#: Raised when the lines of the spool, or what has been seen, are written otherwise.
_LINES = 2


def reading_version(form: Form) -> str:
    """A digest of the form, of the rooms that read, and of the libraries they read with."""
    about = repr((_LINES, form, sys.version_info, [_installed(name) for name in _LIBRARIES]))
    return _digest(about, [_HOUSE / room for room in _ROOMS])


def telling_version() -> str:
    """A digest of the whole house: of what reads, what checks, and what writes the result."""
    return _digest("", [_HOUSE])


def _digest(about: str, folders: Iterable[Path]) -> str:
    digest = hashlib.sha256(about.encode())
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".py", ".csv", ".yaml"):
                digest.update(path.relative_to(_HOUSE).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
