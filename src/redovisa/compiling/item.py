"""An item: one file to read, wherever it lies, and the name by which people know it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

#: Signs that would make a name look like another: controls, and those that turn the direction of writing.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_LEFT_OUT = re.compile(
    r"^(?:\.|~\$|~wrl\d+\.tmp$|thumbs\.db$|ehthumbs\.db$|desktop\.ini$|icon\r$|__macosx$)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Item:
    """A file: ``name`` is shown to people, relative to the folder, with ``/`` between folders and archives.

    ``path`` is where it lies; ``inside`` the member of the zip file at ``path``, and the member of that member.
    ``stamp`` is another when the file has been touched.
    """

    name: str
    path: str
    inside: tuple[str, ...] = ()
    stamp: str = field(default="", compare=False)

    @property
    def order(self) -> tuple[tuple[str, str, str], ...]:
        """Where the item stands among others: as a person sorts names, the same on every machine."""
        return tuple(map(sorted_by, self.name.split("/")))


def sorted_by(name: str) -> tuple[str, str, str]:
    """What a file's or folder's name is sorted by: ``form.docx`` before ``form-kopia.docx``, whatever their case."""
    stem, _, ending = name.casefold().rpartition(".")
    return stem or ending, ending, name


def shown(name: str) -> str:
    """A file's own name as it can be shown: signs that are not seen, or are not text at all, stand as �."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("\ufffd", name))


def left_out(name: str) -> bool:
    """Whether a file or folder is no document of anyone's: hidden, a lock file of an open Word file, thumbnails."""
    return bool(_LEFT_OUT.match(name))
