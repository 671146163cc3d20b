"""How people write a place's name: one key for all spellings that mean the same, and the forms of each name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from redovisa.places.place import County, District, Municipality, Place, genitive
from redovisa.places.register import counties, every_district, every_municipality

#: Dashes, dots and quotes part words as a blank does; what cannot be seen is nothing.
_PARTS = {ord(sign): " " for sign in "-‐‑‒–—−_.:,;!?\"'”“’´`®()[]{}*•·/\\|"}
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_SIGNS = _PARTS | _UNSEEN
_BRACKETED = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a form stands for: ``marked`` forms say themselves that they are a place (…s kommun).

    An entry without places is known to be no municipality: a county or a region, named by ``other``.
    """

    places: tuple[Place, ...]
    marked: bool
    other: str = ""


def words(text: str) -> list[str]:
    """The words of a text as written, without what only parts them or stands in brackets."""
    text = unicodedata.normalize("NFC", text)
    return _BRACKETED.sub(" ", text).translate(_SIGNS).split()


def in_brackets(text: str) -> str:
    """What stands in the first brackets of a text; empty when there are none."""
    found = _BRACKETED.search(text) if "(" in text else None
    return found[1] if found else ""


def key(text: str) -> str:
    """The same for all spellings that differ only in case, blanks, dashes and dots after words."""
    return " ".join(words(text)).casefold()


def folded(text: str) -> str:
    """A key without blanks and marks over letters: what a keyboard without å, ä and ö makes of it."""
    plain = unicodedata.normalize("NFD", text.casefold())
    return "".join(sign for sign in plain if sign.isalnum()).replace("ø", "o").replace("æ", "a")


@cache
def index() -> dict[str, Entry]:
    """Every form of every name, by key."""
    found: dict[str, tuple[dict[Place, None], bool]] = {}
    every: tuple[Place, ...] = (*every_municipality(), *every_district())
    for place in every:
        forms = _municipality_forms(place) if isinstance(place, Municipality) else _district_forms(place)
        for form, marked in forms:
            places, before = found.setdefault(form, ({}, marked))
            places[place] = None
            found[form] = places, before and marked
    entries = {form: Entry(tuple(places), marked) for form, (places, marked) in found.items()}
    for county in counties().values():
        for form in _county_forms(county):
            entries.setdefault(form, Entry((), True, county.name if form.endswith(" län") else ""))
    return entries


def longest() -> int:
    """How many words the longest form has."""
    return _longest()


@cache
def _longest() -> int:
    return max(form.count(" ") + 1 for form in index())


def _municipality_forms(place: Municipality) -> Iterator[tuple[str, bool]]:
    name = key(place.name)
    formal = key(place.formal) if place.formal else ""
    owner = formal.rsplit(" ", 1)[0] if formal.endswith((" kommun", " stad")) else genitive(name)
    yield name, False
    for whose in dict.fromkeys((owner, genitive(name), name)):
        if whose != name:
            yield whose, False
        for kind in ("kommun", "stad", "kommuner"):
            yield f"{whose} {kind}", True
    for kind in ("kommunen", "kommun", "staden"):
        yield f"{kind} {name}", True
    if formal:
        yield formal, True


def _district_forms(place: District) -> Iterator[tuple[str, bool]]:
    name = key(place.name)
    if place.alone:
        yield name, False
    owners = (name, genitive(name))
    for whose in owners:
        for kind in ("stadsdelsnämnd", "stadsdelsförvaltning", "stadsdelsområde", "stadsdel", "stadsområde", "sdn"):
            yield f"{whose} {kind}", place.alone
    for kind in ("stadsdelsnämnden", "stadsdelsnämnd", "stadsdelsförvaltningen", "stadsdelen", "stadsdel", "sdn"):
        yield f"{kind} {name}", place.alone
    if place.kind == "stadsområde":
        for kind in ("stadsområde", "stadsområdet", "socialnämnd", "socialnämnden", "socialförvaltningen"):
            yield f"{kind} {name}", place.alone
    if not place.alone:
        yield name, False


def _county_forms(county: County) -> Iterator[str]:
    name, short = key(county.name), key(county.short)
    whose = name.removesuffix(" län")
    yield name
    yield f"{name}s"
    yield f"{name}s landsting"
    for body in ("region", "landstinget", "länsstyrelsen", "länsstyrelsen i"):
        yield f"{body} {name}"
        yield f"{body} {short}"
    yield f"regionen {short}"
    yield f"{whose} läns landsting"
