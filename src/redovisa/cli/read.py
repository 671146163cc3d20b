"""``redovisa read``: what stands in the files, as answers and questions for people, or as lines of JSON."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from redovisa.cli.reader import guarded_reader
from redovisa.form.answer import asked_once
from redovisa.form.form import Form
from redovisa.form.record import to_line
from redovisa.form.redovisning import Kind, Redovisning
from redovisa.form.words import Words
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reading.together import read_files

KINDS = {
    Kind.REDOVISNING: "redovisning",
    Kind.BLANK: "tomt formulär",
    Kind.OTHER: "något annat än en redovisning",
    Kind.UNREADABLE: "gick inte att läsa",
}


def register(commands: Any) -> None:
    """Adds the command to the parser."""
    parser = commands.add_parser("read", help="läser ifyllda formulär")
    parser.add_argument("files", nargs="+", metavar="FIL", type=Path, help="Word, PDF, text, mejl eller bild")
    parser.add_argument("--json", action="store_true", help="en rad JSON för varje dokument")


def run(arguments: argparse.Namespace) -> int:
    """Reads the files; 0 when all were read, 2 when one could not be."""
    reader = guarded_reader()
    unread = False
    for document in read_files(reader, arguments.files):
        unread = unread or document.kind is Kind.UNREADABLE
        if arguments.json:
            print(to_line(document), flush=True)
        else:
            print("\n".join(told(document, GRANT.form)), end="\n\n", flush=True)
    return 2 if unread else 0


def told(document: Redovisning, form: Form) -> Iterable[str]:
    """A document as lines for people: what it is, its answers section by section, and what must be asked."""
    words = Words(form)
    edition = f", formuläret för {document.edition}" if document.edition else ""
    yield f"{document.file}: {KINDS[document.kind]}{edition}"
    for note in document.notes:
        yield f"  {note}"
    section = ""
    for key, answer in document.answers.items():
        field = form.fields[key]
        if field.section != section:
            section = field.section
            yield f"  {section}"
        yield f"    {words.label(key)}: {words.answer(key, answer.value, document.edition)}"
    asked = asked_once(document.doubts)
    if asked:
        yield f"  Att fråga om ({len(asked)})"
    for doubt, *others in asked:
        if doubt.is_elsewhere:
            yield f"    {words.elsewhere([one.field for one in (doubt, *others)])}"
            continue
        said = (words.answer(doubt.field, candidate, document.edition) for candidate in doubt.candidates)
        maybe = " eller ".join(said)
        where = f" ({doubt.place})" if doubt.place else ""
        yield f"    {words.label(doubt.field)}: {doubt.why}{f' Kanske {maybe}.' if maybe else ''}{where}"
