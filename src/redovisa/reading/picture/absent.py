"""What to tell those who lack the program or the libraries that read pictures."""

from __future__ import annotations

from redovisa.reading.source import Unreadable

PROGRAM = (
    "Filen är inskannad, och för att läsa bilder behövs programmet tesseract med svenska språkdata. "
    "Installera dem (i Debian och Ubuntu paketen tesseract-ocr och tesseract-ocr-swe), "
    "eller be avsändaren om formuläret som Word-fil."
)
LIBRARIES = (
    "Filen är inskannad, och för att läsa bilder behövs tillvalet ocr. Installera det (pip install redovisa[ocr]) "
    "och programmet tesseract med svenska språkdata, eller be avsändaren om formuläret som Word-fil."
)


class NotInstalled(Unreadable):
    """What reads pictures is not installed on this machine."""
