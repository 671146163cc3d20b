"""Themes of deficiencies for the commands: the expert's word lists, and the list that a person has settled."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from redovisa.cli.records import read_text
from redovisa.form.load import Malformed, read_yaml
from redovisa.form.redovisning import Redovisning
from redovisa.personligt_ombud.grant import ROOM
from redovisa.writing.document import CannotWrite
from redovisa.writing.letter_contents import fingerprint, short_code
from redovisa.writing.themes import Themes, themes_of

_MARKS = {"x": True, "ja": True, "nej": False}


def load_themes(path: Path | None) -> Themes:
    """The themes of a file, else the expert's; raises CannotWrite."""
    chosen = path or ROOM / "themes.yaml"
    read_text(chosen)  # told in our own words when it cannot be read
    try:
        return themes_of(read_yaml(chosen), chosen.name)
    except Malformed as broken:
        raise CannotWrite(str(broken)) from broken


def load_settled(path: Path, themes: Themes, records: Sequence[Redovisning]) -> dict[str, set[str]]:
    """What a person has confirmed: themes by the code of the version; a version with any mark counts as read.

    Raises CannotWrite with the line for an unknown theme, mark or version.
    """
    known = {theme.name for theme in themes.themes}
    codes = {short_code(fingerprint(one)) for one in records}
    settled: dict[str, set[str]] = {}
    text = read_text(path)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in text.partition("\n")[0] else ",")
    for number, row in enumerate(rows, 1):
        if number == 1 or not any(row):
            continue
        code, theme, mark = (row[at].strip() if at < len(row) else "" for at in (0, 2, 3))
        if code not in codes:
            raise CannotWrite(f"{path}, rad {number}: ingen redovisning har koden {code}. Har svaren ändrats?")
        if theme and theme not in known:
            raise CannotWrite(f"{path}, rad {number}: temat ”{theme}” finns inte. Teman: {', '.join(sorted(known))}.")
        if not mark:
            continue
        if mark.casefold() not in _MARKS:
            raise CannotWrite(f"{path}, rad {number}: under ”bekräftat” står ”{mark}”. Skriv x eller nej.")
        chosen = settled.setdefault(code, set())
        if theme and _MARKS[mark.casefold()]:
            chosen.add(theme)
    return settled
