"""What to tell those who lack the program or the libraries that read pictures."""

from __future__ import annotations

from redovisa.reading.source import Unreadable

_HERE = "Filen är inskannad, och bilder går inte att läsa här. Spara formuläret som Word-fil eller PDF i stället. "
_DATA = "programmet tesseract med svenska språkdata (i Debian och Ubuntu paketen tesseract-ocr och tesseract-ocr-swe)"
PROGRAM = f"{_HERE}Den som sköter datorn kan installera {_DATA}."
LIBRARIES = f"{_HERE}Den som sköter datorn kan installera tillvalet ocr (pip install redovisa[ocr]) och {_DATA}."


class NotInstalled(Unreadable):
    """What reads pictures is not installed on this machine."""
