"""A table out of a spreadsheet, pasted or as a file: its rows tied to the county's reporters, the rest told of."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.core.files.base import File
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from redovisa.places.find import find
from redovisa.reviewing.policy import Refused
from redovisa_service.accounts.models import Organisation
from redovisa_service.cases.commands import Typed

_MOST_ROWS = 1_000
_MOST_COLUMNS = 30
_MOST_BYTES = 5_000_000
_MOST_UNPACKED = 60_000_000
#: What the library raises for a workbook that is broken somewhere: in its zip, its XML or its parts.
_UNREADABLE = (
    zipfile.BadZipFile,
    InvalidFileException,
    LookupError,
    ValueError,
    TypeError,
    SyntaxError,
    OSError,
    AttributeError,
)
_AMOUNT = ("belopp", "kronor", "kr", "beviljat", "statsbidrag", "bidrag")
_POSITIONS = ("årsanställning", "tjänst", "heltid", "befattning")


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was found: rows by organisation, and the lines that could not be tied to anyone, each with the reason."""

    rows: Mapping[int, Typed] = field(default_factory=dict)
    left: tuple[tuple[str, str], ...] = ()


def read_table(text: str, file: File[bytes] | None) -> list[list[str]]:
    """The cells of what was pasted, or of the file: a workbook's first sheet, or text with semicolons or tabs.

    Raises Refused with the reason when it is no table, or too large.
    """
    if file is None:
        rows = _of_text(text)
    else:
        if (file.size or 0) > _MOST_BYTES:
            raise Refused(_("Filen är för stor. En lista över länets kommuner ryms i en liten fil."))
        data = file.read()
        rows = _of_workbook(data) if data.startswith(b"PK") else _of_text(_decoded(data))
    found = [row for row in rows if any(row)]
    if not found:
        raise Refused(_("Det fanns inga rader. Kopiera raderna i kalkylarket och klistra in dem, eller välj en fil."))
    if len(found) > _MOST_ROWS:
        raise Refused(_("Det var fler än %(most)s rader. Ta bara med länets kommuner.") % {"most": _MOST_ROWS})
    return found


def rows_in(table: Sequence[Sequence[str]], reporters: Mapping[str, Organisation], year: int) -> Pasted:
    """The rows tied to reporters by code or name; amount and positions by their headings, else in that order."""
    amount, positions, begin = _columns(table)
    rows: dict[int, Typed] = {}
    left: list[tuple[str, str]] = []
    for cells in table[begin:]:
        named, why = _reporter(cells, reporters, year)
        line = "  ".join(cell for cell in cells if cell)[:120]
        if named is None:
            left.append((line, why))
            continue
        place, who = named
        values = [cell for at, cell in enumerate(cells) if at > place]
        typed = (
            Typed(_at(cells, amount), _at(cells, positions))
            if amount is not None and positions is not None
            else Typed(_at(values, 0), _at(values, 1))
        )
        if who.pk in rows:
            left.append((line, _("%(who)s står på flera rader. Behåll en av dem.") % {"who": who}))
        rows[who.pk] = typed
    return Pasted(rows, tuple(left))


def _columns(table: Sequence[Sequence[str]]) -> tuple[int | None, int | None, int]:
    """Where amount and positions stand, when a heading says so, and the first row below it."""
    heads = [cell.casefold() for cell in table[0]]
    positions = next((at for at, head in enumerate(heads) if any(word in head for word in _POSITIONS)), None)
    amount = next(
        (at for at, head in enumerate(heads) if at != positions and any(word in head for word in _AMOUNT)), None
    )
    return amount, positions, 0 if amount is None and positions is None else 1


def _reporter(
    cells: Sequence[str], reporters: Mapping[str, Organisation], year: int
) -> tuple[tuple[int, Organisation] | None, str]:
    """Where in the row a reporter is named, and which; or why not."""
    by_name = {one.name.casefold(): one for one in reporters.values()}
    for at, cell in enumerate(cells):
        if cell in reporters:
            following = _at(cells, at + 1)
            # "0117  Österåker  394 873  1,00": the name beside its code is no value.
            is_name = find(following, year).municipality == reporters[cell].code or following.casefold() in by_name
            return (at + 1 if is_name else at, reporters[cell]), ""
        if cell.casefold() in by_name:
            return (at, by_name[cell.casefold()]), ""
        if cell and not cell[0].isdigit():
            found = find(cell, year)
            code = found.district.code if found.district else found.municipality
            if code in reporters:
                return (at, reporters[code]), ""
            if code:
                return None, _("%(name)s redovisar inte till er länsstyrelse.") % {"name": cell[:60]}
            return None, found.why or _("Ingen som redovisar i länet heter så.")
    return None, _("Raden nämner ingen kommun.")


def _at(cells: Sequence[str], place: int | None) -> str:
    return cells[place] if place is not None and place < len(cells) else ""


def _decoded(data: bytes) -> str:
    """Text as spreadsheets save it: UTF-8, or Windows' Western European."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _of_text(text: str) -> list[list[str]]:
    clean = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").strip("\n")[:_MOST_BYTES]
    first = clean.split("\n", 1)[0]
    sign = "\t" if "\t" in first else ";" if ";" in first else "\t"
    try:
        table = list(csv.reader(io.StringIO(clean), delimiter=sign))
    except csv.Error:
        raise Refused(_("Texten går inte att läsa som en tabell. Klistra in rader direkt ur kalkylarket.")) from None
    return [[_clean(cell) for cell in row[:_MOST_COLUMNS]] for row in table]


def _of_workbook(data: bytes) -> list[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(one.file_size for one in packed.infolist()) > _MOST_UNPACKED:
                raise Refused(_("Arbetsboken är för stor. Spara bara bladet med länets kommuner."))
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = [
            [_clean(cell) for cell in row]
            for row in sheet.iter_rows(max_row=_MOST_ROWS + 1, max_col=_MOST_COLUMNS, values_only=True)
        ]
        book.close()
    except (
        zipfile.BadZipFile,
        InvalidFileException,
        KeyError,
        IndexError,
        ValueError,
        TypeError,
        SyntaxError,
        OSError,
    ):
        raise Refused(_("Filen går inte att läsa som en arbetsbok. Spara den som .xlsx eller .csv.")) from None
    return rows


def _clean(value: object) -> str:
    """A cell as text: whole numbers without decimals, others with a comma, as people write them."""
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value).replace(".", ",")
    return " ".join(str(value).split())[:200]
