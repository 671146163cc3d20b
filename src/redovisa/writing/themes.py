"""Themes of the deficiencies that redovisningar describe: suggested by an officer's word lists, settled by a person."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from redovisa.form.redovisning import Redovisning
from redovisa.writing.chart import Bars, bar_chart
from redovisa.writing.document import Block, CannotWrite, Style, Table, cell, said
from redovisa.writing.letter_contents import fingerprint, short_code

#: The field that holds the deficiencies.
TEXT = "access.deficiencies"
TITLE = "Redovisningar som beskriver brister, efter tema"
_NONE = "Inget av temana"
_NOT_READ = "Ännu inte lästa"


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme: its name in Swedish, and the words that suggest it."""

    name: str
    words: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Themes:
    """The themes in the officer's order, and how they are suggested, in words for the reader."""

    themes: tuple[Theme, ...]
    method: str

    def suggested(self, text: str) -> dict[str, tuple[str, ...]]:
        """The themes that the text may be about, each with the words that say so as they stand in the text."""
        found = {theme.name: tuple(dict.fromkeys(theme.words.findall(text))) for theme in self.themes}
        return {name: words for name, words in found.items() if words}


def themes_of(held: Any, file: str) -> Themes:
    """The themes of a file with ``method`` and ``themes``; raises CannotWrite with the theme's name where it breaks."""
    given = held.get("themes") if isinstance(held, Mapping) else None
    if not isinstance(given, Mapping) or not given or not isinstance(held.get("method"), str):
        raise CannotWrite(f"{file}: filen ska ha ”method” (en text) och ”themes” (teman med namn och ord).")
    themes: list[Theme] = []
    for key, one in given.items():
        words = one.get("words") if isinstance(one, Mapping) else None
        name = one.get("name") if isinstance(one, Mapping) else None
        if not isinstance(name, str) or not isinstance(words, list) or not all(_is_word(word) for word in words):
            raise CannotWrite(f"{file}: temat {key} ska ha ”name” (en text) och ”words” (en lista med ord).")
        themes.append(Theme(name, re.compile("|".join(map(_pattern, words)) or r"(?!)", re.IGNORECASE)))
    names = [theme.name for theme in themes]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise CannotWrite(f"{file}: två teman heter ”{twice}”. Ge dem olika namn.")
    return Themes(tuple(themes), held["method"].strip())


def _is_word(word: object) -> bool:
    return isinstance(word, str) and bool(word.strip("* "))


def _pattern(word: str) -> str:
    parts = [re.escape(part) + r"\w*" for part in word.removeprefix("*").split()]
    before = r"\w*" if word.startswith("*") else ""
    return r"\b" + before + r"\s+".join(parts)


def theme_blocks(
    themes: Themes, records: Sequence[Redovisning], settled: Mapping[str, Collection[str]] | None = None
) -> tuple[Block, ...]:
    """How many redovisningar describe deficiencies of each theme, as a chart, a table and the method.

    ``settled`` are the themes that a person has confirmed by the short code of the version; what is not in it is shown
    as not read. Without it the word lists' suggestions are counted, and the reader is told that nobody has read them.
    """
    # Two redovisningar of the same answers have one code and are two all the same.
    written = [(short_code(fingerprint(one)), str(one.value(TEXT))) for one in records if one.value(TEXT)]
    if settled is None:
        coded = [set(themes.suggested(text)) for _, text in written]
    else:
        coded = [set(settled[code]) for code, _ in written if code in settled]
    counts = {theme.name: sum(theme.name in names for names in coded) for theme in themes.themes}
    rows = sorted(counts.items(), key=lambda one: -one[1])
    rest = {_NONE: sum(not names for names in coded), _NOT_READ: len(written) - len(coded)}
    shown = [*rows, *((name, count) for name, count in rest.items() if count)]
    bars = [Bars(name, (float(count),), (str(count),)) for name, count in rows]
    heads = (cell("Tema"), cell("Redovisningar", "right"))
    table = Table((0.68, 0.32), heads, tuple((cell(n), cell(str(c), "right")) for n, c in shown), caption=TITLE)
    answered = f"Svar: {len(written)} av {len(records)} redovisningar beskriver brister."
    read = "En person har läst texterna och bekräftat temana. En redovisning kan ha flera teman."
    note = said(f"{answered} {themes.method if settled is None else read}", Style.SMALL)
    chart = (bar_chart(TITLE, ("Redovisningar",), bars, "redovisningar"),) if any(counts.values()) else ()
    if settled is not None and not rest[_NOT_READ]:
        return (*chart, table, note)
    left = "Temana är förslag" if settled is None else f"{rest[_NOT_READ]} texter är inte lästa"
    ask = f"{left}. Läs texterna, bekräfta temana (redovisa write themes) och gör rapporten på nytt."
    return (*chart, table, note, said(ask, Style.TO_DO))
