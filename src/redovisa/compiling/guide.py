"""The guide: the workbook's first sheet, which says what every sheet and column is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from redovisa.compiling.workbook import Column

_ABOUT = (
    ("Så läser du boken", ""),
    (
        "Tom cell",
        "Frågan är inte besvarad, eller svaret gick inte att läsa säkert: då står den på bladet Tveksamheter. "
        "Noll står som 0.",
    ),
    (
        "Gul cell",
        "Svaret är läst ur en bild, eller ska bekräftas av annat skäl. Jämför med originalet. "
        "Det är inte med i summorna.",
    ),
    (
        "Inget är gissat",
        "Ett svar som kan betyda två saker är tomt här, och båda värdena står på bladet Tveksamheter.",
    ),
    (
        "Text som ser ut som en formel",
        "Börjar en cell med = + - eller @ är den låst som text. Den räknar ingenting.",
    ),
    (
        "Långa texter",
        "Excel rymmer 32 767 tecken i en cell. Längre texter fortsätter på raden under, och det står i cellen.",
    ),
    (
        "Personuppgifter",
        "Boken och mappen med ändelsen .cache innehåller kontaktuppgifter ur formulären. "
        "Mappen .cache gör nästa körning snabbare och kan tas bort.",
    ),
)


class Described(Protocol):
    """A sheet with a name, a purpose and columns."""

    @property
    def name(self) -> str:
        """The sheet's name."""

    @property
    def about(self) -> str:
        """What it is for."""

    @property
    def columns(self) -> Sequence[Column]:
        """Its columns."""


def guide(sheets: Sequence[Described]) -> Iterator[tuple[str, str]]:
    """The lines of the guide: a name and what it means; a head has no meaning beside it."""
    yield from _ABOUT
    yield "", ""
    yield "Bladen", ""
    for sheet in sheets:
        yield sheet.name, sheet.about
    for sheet in sheets:
        yield "", ""
        yield f"Bladet {sheet.name}", ""
        for column in sheet.columns:
            if column.holds:
                yield column.head, column.holds
        if any(not column.holds for column in sheet.columns):
            yield "Övriga kolumner", "En för varje fråga i formuläret, med frågans egna ord."
