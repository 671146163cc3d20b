"""How much a reader takes in before it stops: one place for all readers, so that time and memory are bounded."""

from __future__ import annotations

from math import ceil

from redovisa.reading.source import Unreadable

#: Bytes of a file. A form with pictures of signatures is a few MB; nothing a municipality sends is larger.
MAX_BYTES = 50_000_000
#: Bytes of one unpacked XML part. A filled form has 0.1 to 1 MB; the tree in memory takes up to sixty times that.
MAX_PART = 5_000_000
#: Entries in a zip file.
MAX_ENTRIES = 5_000
#: Bytes unpacked from one zip file in all.
MAX_UNPACKED = 200_000_000
#: Pieces of text in a document. The form has about 400.
MAX_PIECES = 100_000
#: Attachments of a mail, and mails within mails.
MAX_ATTACHMENTS = 100
MAX_DEPTH = 5

#: Pages that are pictures: a form has four to eight.
MAX_PICTURED = 12
#: Bytes of the pictures of one form together.
MAX_TOGETHER = 200_000_000

#: Seconds that one file may take, and megabytes of memory, where it is taken apart in a process of its own.
SECONDS = 300.0
MEGABYTES = 4_000
#: Seconds of the processor for the same, the programs it starts not counted: a scanned form takes some ten.
PROCESSOR_SECONDS = 90

TOO_SLOW = (
    "Filen tog längre tid än {seconds:g} sekunder att läsa, och läsningen avbröts. "
    "Öppna den, spara den på nytt som Word-fil eller PDF och försök igen."
)
DIED = (
    "Läsningen av filen avbröts: den kräver för mycket minne eller är skadad så att läsaren inte klarar den. "
    "Öppna den, spara den på nytt som Word-fil eller PDF och försök igen."
)


def too_large(size: int) -> str:
    """What to tell of a file of so many bytes, which are more than MAX_BYTES; rounded up, so that it says more."""
    return (
        f"Filen är {ceil(size / 1e5) / 10:.1f} MB, och den största som kan läsas är {MAX_BYTES // 1_000_000} MB. "
        "Ett formulär är mycket mindre: ta med bara formuläret, utan bilder och bilagor."
    ).replace(".", ",", 1)


def check_size(data: bytes) -> None:
    """Let through a file that is neither empty nor too large.

    Raises:
        Unreadable: it is one of them.
    """
    if not data:
        raise Unreadable("Filen är tom. Den behöver skickas på nytt.")
    if len(data) > MAX_BYTES:
        raise Unreadable(too_large(len(data)))
