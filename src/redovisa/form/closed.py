"""Why a file or folder is closed to us: what the system answered, in words for people."""

from __future__ import annotations

import errno

_WORDS = {
    errno.ENOENT: "den finns inte",
    errno.EISDIR: "det är en mapp, inte en fil",
    errno.ENOTDIR: "en del av sökvägen är en fil, inte en mapp",
    errno.EEXIST: "där mappen skulle vara finns en fil",
    errno.EACCES: "rättighet saknas",
    errno.EPERM: "rättighet saknas",
    errno.EROFS: "disken går bara att läsa",
    errno.ENOSPC: "disken är full",
    errno.EDQUOT: "utrymmet är slut",
    errno.ENAMETOOLONG: "namnet är för långt",
    errno.ELOOP: "länkarna leder i en ring",
    errno.EMFILE: "för många filer är öppna",
    errno.EIO: "disken svarar inte",
}


def why_closed(error: OSError) -> str:
    """The reason in Swedish, to stand within parentheses; the system's own words where we have none."""
    return _WORDS.get(error.errno or 0) or error.strerror or type(error).__name__
