"""The version of the reading: changes whenever the same file might be read otherwise."""

from __future__ import annotations

import hashlib
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import redovisa
from redovisa.form.form import Form

_ROOMS = ("form", "places", "reading")
_LIBRARIES = ("lxml", "pypdfium2", "opencv-python-headless")
#: Raised when the lines of the spool are written otherwise.
_LINES = 1


def reading_version(form: Form) -> str:
    """A digest of the form, of the rooms that read, and of the libraries they read with."""
    digest = hashlib.sha256(repr((_LINES, form, sys.version_info, [_installed(name) for name in _LIBRARIES])).encode())
    house = Path(redovisa.__file__).parent
    for room in _ROOMS:
        for path in sorted((house / room).rglob("*")):
            if path.suffix in (".py", ".csv", ".yaml"):
                digest.update(path.relative_to(house).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
