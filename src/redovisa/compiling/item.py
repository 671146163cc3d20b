"""An item: one file to read, wherever it lies, and the name by which people know it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from redovisa.reading.pages import runs

#: Signs that would make a name look like another: controls, and those that turn the direction of writing.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_LEFT_OUT = re.compile(
    r"^(?:\.|~\$|~wrl\d+\.tmp$|thumbs\.db$|ehthumbs\.db$|desktop\.ini$|icon\r$|__macosx$)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Item:
    """A file: ``name`` is shown to people, relative to the folder, with ``/`` between folders and archives.

    ``path`` is where it lies; ``inside`` the member of the zip file at ``path``, and the member of that member.
    ``stamp`` is another when the file has been touched. An item of several ``files``, which are ``pages`` until it has
    been read, is pictures that may be one form; ``apart`` is why a file is not read with those beside it. ``origin`` is
    what it was first met as, when that was not by its own path.
    """

    name: str
    path: str
    inside: tuple[str, ...] = ()
    stamp: str = field(default="", compare=False)
    pages: tuple[Item, ...] = ()
    apart: str = ""
    origin: str = ""
    files: int = 1

    @property
    def met_as(self) -> str:
        """What it is remembered by: its path, or those of all its pages."""
        return self.origin or self.path

    @property
    def order(self) -> tuple[tuple[str, str, str], ...]:
        """Where the item stands among others: as a person sorts names, the same on every machine."""
        return tuple(map(sorted_by, self.name.split("/")))


def with_pages_together(items: Sequence[Item]) -> list[Item]:
    """The items in order, those that are numbered as the pages of one form as one item."""
    found = list(items)
    for run in runs([item.name for item in items]):
        pages = [items[index] for index in run.files]
        if run.why_not:
            for index, page in zip(run.files, pages, strict=True):
                found[index] = replace(page, apart=run.why_not, stamp=f"{page.stamp} {run.why_not}")
        else:
            for index in run.files:
                found[index] = _together(pages)
    return list(dict.fromkeys(found))


def _together(pages: Sequence[Item]) -> Item:
    first, last = pages[0], pages[-1].name.rpartition("/")[2]
    # Those in a zip file are remembered with it.
    origin = first.met_as if first.inside else "\n".join(page.path for page in pages)
    return Item(
        f"{first.name} – {last}",
        first.path,
        first.inside,
        " ".join(page.stamp for page in pages),
        tuple(replace(page, origin=origin) for page in pages),
        origin=origin,
        files=len(pages),
    )


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
