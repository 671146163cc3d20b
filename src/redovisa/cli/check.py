"""``redovisa check``: what must be corrected or explained in the files, and why; 1 when something must be corrected."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from redovisa.checking.check import check
from redovisa.checking.explain import labels
from redovisa.checking.finding import Checked, Severity
from redovisa.cli.page import wrapped
from redovisa.cli.reader import guarded_reader
from redovisa.form.redovisning import Kind, Redovisning
from redovisa.form.words import Words
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reading.together import read_files

HEADINGS = {Severity.CORRECT: "Måste rättas", Severity.EXPLAIN: "Förklara", Severity.NOTE: "Bra att veta"}
OTHERWISE = {
    Kind.BLANK: "Formuläret är tomt, så det finns inget att granska.",
    Kind.OTHER: "Det här är inte en redovisning, så den granskas inte.",
    Kind.UNREADABLE: "Filen gick inte att läsa.",
}


def register(commands: Any) -> None:
    """Adds the command to the parser."""
    parser = commands.add_parser(
        "check",
        help="granskar redovisningar och förklarar vad som behöver rättas eller förklaras",
        epilog="Svarar 0 när inget måste rättas, 1 när något måste rättas, 2 när en fil inte gick att läsa.",
    )
    parser.add_argument("files", nargs="+", metavar="FIL", type=Path, help="Word, PDF, text, mejl eller bild")
    parser.add_argument("--json", action="store_true", help="en rad JSON för varje dokument")
    parser.add_argument(
        "--previous", action="append", default=[], metavar="FIL", type=Path, help="förra årets redovisning"
    )
    parser.add_argument("--today", type=_day, metavar="ÅÅÅÅ-MM-DD", help="räkna som om det vore den dagen")


def run(arguments: argparse.Namespace) -> int:
    """Checks the files; 0 nothing to correct, 1 something must be corrected, 2 something could not be read."""
    reader = guarded_reader()
    today = arguments.today or datetime.now(UTC).astimezone().date()
    before = list(read_files(reader, arguments.previous))
    unread = False
    for document in before:
        if document.kind is Kind.UNREADABLE:
            unread = True
            print(f"redovisa: {document.file}: {' '.join(document.notes)}", file=sys.stderr)
    correct = False
    for document in read_files(reader, arguments.files):
        checked = check(document, GRANT.rules, previous=same_reporter(document, before), today=today)
        unread = unread or document.kind is Kind.UNREADABLE
        correct = correct or checked.must_be_corrected
        if arguments.json:
            print(json.dumps({"file": document.file, **checked.as_json()}, ensure_ascii=False), flush=True)
        else:
            print("\n".join(told(document, checked)), end="\n\n", flush=True)
    return 2 if unread else int(correct)


def same_reporter(document: Redovisning, before: Sequence[Redovisning]) -> Redovisning | None:
    """The earlier redovisning by the same municipality and district; one given alone is taken as it is."""
    if len(before) == 1:
        return before[0]
    who = document.municipality, document.district
    return next((each for each in before if each.municipality and (each.municipality, each.district) == who), None)


def told(document: Redovisning, checked: Checked) -> Iterator[str]:
    """What was found in a document as lines for people, the gravest first."""
    yield document.file
    for note in (*document.notes, *checked.notes):
        yield from wrapped(note, "  ")
    if document.kind is not Kind.REDOVISNING:
        yield from wrapped(OTHERWISE[document.kind], "  ")
        return
    if not checked.findings:
        yield "  Inget att rätta eller förklara."
    for severity, findings in checked.by_severity().items():
        yield ""
        yield f"  {HEADINGS[severity]} ({len(findings)})"
        for finding in findings:
            yield from wrapped(finding.what, f"  {finding.code}  ")
            yield from wrapped(finding.why, " " * 10)
            yield from wrapped(f"→ {finding.do}", " " * 10, " " * 12)
    yield from _silent(document, checked)


def _silent(document: Redovisning, checked: Checked) -> Iterable[str]:
    """What could not be checked, and what must be asked first."""
    if checked.not_checked:
        count = len(checked.not_checked)
        missing = dict.fromkeys(key for silence in checked.not_checked for key in silence.missing)
        rules = "1 regel kunde inte prövas helt" if count == 1 else f"{count} regler kunde inte prövas helt"
        yield ""
        yield from wrapped(f"{rules}, för att svar saknas: {'; '.join(labels(missing, GRANT.form.fields))}.", "  ")
    elsewhere = [doubt.field for doubt in document.doubts if doubt.is_elsewhere]
    if elsewhere:
        yield from wrapped(Words(GRANT.form).elsewhere(elsewhere), "  ")
    unsure = [doubt.field for doubt in document.doubts if not doubt.is_elsewhere]
    if unsure:
        count = len(unsure)
        answers = "1 svar är osäkert läst" if count == 1 else f"{count} svar är osäkert lästa"
        names = "; ".join(labels(unsure, GRANT.form.fields))
        yield from wrapped(f"{answers} och granskas inte: {names}.", "  ")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} är inget datum. Skriv det som 2024-01-15.") from None
