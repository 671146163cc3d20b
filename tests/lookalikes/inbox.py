"""A county's inbox: a folder of invented forms in every manner they are sent in, one for each municipality."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path
from random import Random

from lookalikes.pdf import LOOKS, filled_pdf
from lookalikes.pen import typed
from lookalikes.text import MANNERS, write_text
from lookalikes.word import Manner, write_word
from redovisa.form.edition import Head
from redovisa.form.form import Form
from redovisa.places.register import counties, municipalities
from redovisa.synthetic.invent import invent

_KINDS = ("docx", "pdf", "docx", "eml", "docx", "pdf", "txt", "zip")
_WORD = ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document")


def inbox(form: Form, count: int, year: int = 2023, begin: int = 0) -> Iterator[tuple[str, bytes]]:
    """``count`` files with their names: Word, PDF, text, mails with a Word file, zip files with one.

    Each is another municipality's report for the year, until there are no more municipalities.
    """
    edition = form.edition_for(year)
    codes = sorted(municipalities(year))
    for number in range(begin, begin + count):
        place = municipalities(year)[codes[number % len(codes)]]
        answers = invent(form, edition.year, place.code, number + 10_000 * year)
        words = {**typed(edition, form.fields, answers, number), "report.year": str(year)}
        kind = _KINDS[number % len(_KINDS)]
        county = counties()[place.county]
        head = Head(county.code, (f"Sänds in till: {county.board}.", county.board_email))
        edition = replace(form.edition_for(year), heads=(head,))
        name = f"{place.name} {year}"
        if kind == "pdf":
            look = LOOKS[sorted(LOOKS)[number % len(LOOKS)]]
            yield f"{place.county}/{name}.pdf", filled_pdf(edition, words, look)
        elif kind == "txt":
            manner = Random(number).choice(sorted(MANNERS))
            yield f"{place.county}/{name}.txt", write_text(edition, words, manner, county.board)
        else:
            data = write_word(edition, words, Manner(), number)
            if kind == "eml":
                yield f"{place.county}/{name}.eml", mail(name, data)
            elif kind == "zip":
                yield f"{place.county}/{name}.zip", zipped({f"{name}.docx": data})
            else:
                yield f"{place.county}/{name}.docx", data


def mail(name: str, data: bytes) -> bytes:
    message = EmailMessage()
    message["Subject"] = f"Redovisning {name}"
    message["From"] = "registrator@kommun.example"
    message["To"] = "lansstyrelsen@lansstyrelsen.example"
    message.set_content("Hej! Här kommer årets redovisning.\n")
    message.add_attachment(data, maintype=_WORD[0], subtype=_WORD[1], filename=f"{name}.docx")
    return message.as_bytes()


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip file with these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def fill(folder: Path, files: Iterator[tuple[str, bytes]]) -> int:
    """Writes the files under the folder; gives their number."""
    count = 0
    for name, data in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        count += 1
    return count
