"""The letter: what to write to a municipality about its redovisning, ready to paste in a mail."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from redovisa.checking.finding import Severity
from redovisa.checking.wording import listed, quoted
from redovisa.compiling.dossier import Dossier
from redovisa.form.answer import Doubt
from redovisa.form.words import Words

_ADDRESS = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}")


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail: ``to`` is empty when no certain address is known; ``points`` are what is asked, in order."""

    to: str
    subject: str
    opening: str
    points: tuple[str, ...]
    closing: str

    @property
    def text(self) -> str:
        """The whole mail."""
        points = "\n\n".join(f"{number}. {point}" for number, point in enumerate(self.points, 1))
        return f"{self.opening}\n\n{points}\n\n{self.closing}"


def letter(dossier: Dossier, words: Words) -> Letter | None:
    """The letter about a dossier, or None when there is nothing to ask; notes for information are not in it."""
    asked = [finding for finding in dossier.findings if finding.severity is not Severity.NOTE]
    points = [f"{finding.what} {finding.why} {finding.do}" for finding in asked]
    points += [point(doubts, words, dossier.brief.year) for doubts in alike(dossier.doubts)]
    if not points:
        return None
    year = f" för {dossier.brief.year}" if dossier.brief.year else ""
    about = f"redovisningen av statsbidraget till personligt ombud{year}"
    what = "en sak" if len(points) == 1 else "några saker"
    return Letter(
        to=_address(dossier),
        subject=f"Frågor om {about}",
        opening=f"Hej!\n\nTack för {about}. När vi gick igenom den såg vi {what} som vi behöver er hjälp med:",
        points=tuple(points),
        closing="Svara gärna på det här mejlet, eller skicka formuläret på nytt med ändringarna.\n\nVänliga hälsningar",
    )


def alike(doubts: Iterable[Doubt]) -> list[list[Doubt]]:
    """The doubts, those that have one cause together: one number that two columns may own, questions not found."""
    groups: dict[tuple[object, ...], list[Doubt]] = {}
    for doubt in doubts:
        where = (doubt.raw, doubt.place) if doubt.raw else ()
        groups.setdefault((doubt.why, doubt.candidates, *where), []).append(doubt)
    return list(groups.values())


def point(doubts: list[Doubt], words: Words, year: int | None) -> str:
    """Doubts of one cause as a question."""
    first = doubts[0]
    if first.is_elsewhere:
        return f"{words.elsewhere([doubt.field for doubt in doubts])} Skicka de andra sidorna också."
    labels = listed([quoted(words.label(doubt.field), 120) for doubt in doubts])
    read = f" Vi läser {quoted(first.raw, 120)}." if first.raw else ""
    maybe = [words.answer(first.field, candidate, year) for candidate in first.candidates]
    guess = f" Är det {listed([quoted(each, 120) for each in maybe], 'eller')}?" if maybe else ""
    return f"{labels}: {first.why}{read}{guess}"


def _address(dossier: Dossier) -> str:
    said = dossier.document.value("contact.email")
    return said if isinstance(said, str) and _ADDRESS.fullmatch(said) else ""
