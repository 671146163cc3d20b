"""A brief: the little that is kept in memory of each document while the rest lies in the spool."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from redovisa.compiling.spool import Spot
from redovisa.form.redovisning import Kind, Redovisning
from redovisa.places.find import Found
from redovisa.places.listed import find_all
from redovisa.places.register import counties

NOWHERE = ""
#: Two forms with so many answers, all alike, are the same form.
_TELLING = 25


@dataclass(frozen=True, slots=True)
class Brief:
    """One document: what it is, about whom and when.

    ``county`` is the municipality's own, else that of the board in the printed head, else NOWHERE. ``others`` are
    the codes of the other municipalities it accounts for as well. ``copy_of`` names the file that holds the same;
    it is then not counted. ``item`` is the file, ``name`` the document in it.
    """

    name: str
    item: str
    spot: Spot
    index: int
    kind: Kind
    year: int | None
    county: str
    municipality: str
    district: str
    others: tuple[str, ...]
    same: str
    copy_of: str = ""

    @property
    def counts(self) -> bool:
        """Whether it is a redovisning in its own right."""
        return self.kind is Kind.REDOVISNING and not self.copy_of


def brief_of(document: Redovisning, item: str, spot: Spot, index: int, digest: str) -> Brief:
    """The brief of a document read from ``item``; two with the same ``same`` hold the same answers."""
    county = document.municipality[:2] or document.county
    return Brief(
        document.file,
        item,
        spot,
        index,
        document.kind,
        document.year,
        county if county in counties() else NOWHERE,
        document.municipality,
        document.district,
        _others(document),
        _same(document, digest, index),
    )


def _same(document: Redovisning, digest: str, index: int) -> str:
    """What copies have in common: all answers, whatever the file; with few or none, the very bytes."""
    if len(document.answers) >= _TELLING:
        values = sorted((key, repr(value)) for key, value in document.values().items())
        doubts = sorted((doubt.field, doubt.raw) for doubt in document.doubts)
        return hashlib.sha256(repr((values, doubts)).encode("utf-8", "replace")).hexdigest()
    return f"{digest} {index}" if digest else ""


def _others(document: Redovisning) -> tuple[str, ...]:
    """The other municipalities that are certain; those that are not, the rules ask about."""
    text = document.value("coverage.municipalities")
    found: tuple[Found, ...] = find_all(str(text), document.year) if text is not None else ()
    codes = dict.fromkeys(one.municipality for one in found if one.municipality)
    return tuple(code for code in codes if code != document.municipality)
