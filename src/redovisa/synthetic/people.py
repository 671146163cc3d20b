"""Invented people: names nobody bears, telephone numbers set aside for fiction, addresses that reach nobody."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from redovisa.places.spelling import folded

_FIRST = (
    *("Anna", "Maria", "Karin", "Eva", "Åsa", "Lena", "Ingrid", "Fatima", "Sara", "Ulla-Britt", "Mona", "Elin"),
    *("Lars", "Anders", "Johan", "Mikael", "Per-Olof", "Ahmed", "Göran", "Jonas", "Stefan", "Björn", "Nils", "Åke"),
)
_SURNAME = ("Exempel", "Prov", "Påhitt", "Låtsas", "Blankett", "Skriv", "Mönster")
_ENDING = ("gren", "lund", "ström", "kvist", "dal", "holm", "sson", "by", "fors", "hed")
#: Series that the Swedish Post and Telecom Authority keeps for books and films: no one answers there.
_SERIES = ("08-465 004 {:02d}", "031-390 06 {:02d}", "040-628 04 {:02d}", "0980-319 2{:02d}", "070-174 06 {:02d}")


@dataclass(frozen=True, slots=True)
class Person:
    """A person who is not."""

    name: str
    phone: str
    email: str


def person(rng: Random, place: str) -> Person:
    """An invented official of the place; the address ends in .example, which no one can own."""
    first, surname = rng.choice(_FIRST), rng.choice(_SURNAME) + rng.choice(_ENDING)
    series = rng.choice(_SERIES)
    number = rng.randrange(5, 100) if series.startswith("070") else rng.randrange(100)
    email = f"{folded(first)}.{folded(surname)}@{folded(place)}.example"
    return Person(f"{first} {surname}", series.format(number), email)
