"""The first lines of a compiled folder, for the terminal: what was read, county by county, and what to do first."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable, Iterator

from redovisa.checking.finding import Severity
from redovisa.compiling.aside import why_aside
from redovisa.compiling.compile import Compiled, Outputs
from redovisa.compiling.dossier import Dossier, reporter
from redovisa.form.answer import asked_once

#: Lines longer than this are hard to read, however wide the window.
_WIDEST = 100
_FEW = 6


def width() -> int:
    """The signs in a line of this terminal, within reason."""
    return max(40, min(_WIDEST, shutil.get_terminal_size((_WIDEST, 24)).columns))


def wrapped(text: str, indent: str = "", hanging: str | None = None) -> str:
    """A text broken into lines that fit the terminal."""
    return textwrap.fill(
        text,
        width(),
        initial_indent=indent,
        subsequent_indent=indent if hanging is None else hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )


def summary(compiled: Compiled, outputs: Outputs) -> Iterator[str]:
    """The result in short, as lines."""
    dossiers = compiled.dossiers
    again = compiled.files - compiled.read
    kept = f" ({again} oförändrade sedan sist)" if again else ""
    reports = _count(len(dossiers.counted), "redovisning", "redovisningar")
    yield f"{_count(compiled.files, 'fil läst', 'filer lästa')}{kept}, {reports}"
    yield ""
    for county in compiled.overviews:
        if county.reports:
            year = county.year or "okänt år"
            share = f" av {county.places} kommuner" if county.places else ""
            done = county.own + county.joint
            doubts = _count(county.doubts, "tveksamhet", "tveksamheter")
            asks = f"{county.correct} att rätta, {county.explain} att förklara, {doubts}"
            yield wrapped(f"{county.name} {year}: {done}{share}; {asks}", "  ", "    ")
    if dossiers.turnout.questions:
        yield ""
        yield "Att reda ut"
        yield from (wrapped(each.finding.what, "  • ", "    ") for each in dossiers.turnout.questions[:_FEW])
        yield from _rest(len(dossiers.turnout.questions))
    if dossiers.aside:
        yield ""
        yield "Inte medräknade filer"
        for brief in dossiers.aside[:_FEW]:
            what, why = why_aside(brief, dossiers.document(brief))
            yield wrapped(f"{brief.name}: {what}. {why}", "  • ", "    ")
        yield from _rest(len(dossiers.aside))
    yield ""
    yield f"Webbsida:  {outputs.page}"
    yield f"Arbetsbok: {outputs.workbook}"


def explained(dossiers: Iterable[Dossier]) -> Iterator[str]:
    """Every redovisning with what was found in it, strongest first."""
    for dossier in dossiers:
        year = f" {dossier.brief.year}" if dossier.brief.year else ""
        title = f"{reporter(dossier.brief)}{year} ({dossier.brief.name})"
        yield ""
        yield title
        yield "─" * min(len(title), width())
        for severity in Severity:
            found = [finding for finding in dossier.findings if finding.severity is severity]
            if found:
                word = severity.swedish
                yield f"{word[:1].upper()}{word[1:]}"
            for finding in found:
                yield wrapped(f"{finding.code}  {finding.what}", "  ", "          ")
                yield wrapped(f"{finding.why} {finding.do}", "          ")
        if not dossier.findings:
            yield "  Inget att rätta eller förklara."
        if asked := asked_once(dossier.document.doubts):
            yield wrapped(f"Dessutom {_count(len(asked), 'svar', 'svar')} som inte gick att läsa säkert.", "  ")


def _rest(count: int) -> Iterator[str]:
    if count > _FEW:
        yield f"    … och {count - _FEW} till; se webbsidan"


def _count(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
