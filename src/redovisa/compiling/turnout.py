"""Turnout: who has reported for each municipality and year, and where two reports may count the same clients."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from redovisa.checking.finding import Finding, Severity
from redovisa.checking.wording import listed, quoted
from redovisa.compiling.brief import Brief
from redovisa.form.words import in_order
from redovisa.places.register import district, municipalities, municipality


class Way(StrEnum):
    """How a report covers a municipality."""

    OWN = "egen redovisning"
    DISTRICT = "stadsdel"
    JOINT = "ingår i en annan kommuns redovisning"


@dataclass(frozen=True, slots=True)
class Covered:
    """A municipality covered by a report; ``by`` tells it in Swedish: ``egen redovisning``, ``stadsdelen Kista``."""

    brief: Brief
    way: Way
    by: str


@dataclass(frozen=True, slots=True)
class Question:
    """Reports that cannot all be counted as they are: which, about which municipality, and what to ask."""

    year: int
    municipality: str
    briefs: tuple[Brief, ...]
    finding: Finding


_TWICE = (
    "TAC-01",
    "Om båda räknas blir kommunens klienter räknade två gånger.",
    "Svara vilken redovisning som gäller, eller om den ena kompletterar den andra.",
)
_JOINT = (
    "TAC-02",
    "Klienterna kan då vara räknade i båda redovisningarna.",
    "Svara i vilken av redovisningarna kommunens klienter är räknade.",
)
_DISTRICT = (
    "TAC-03",
    "Stadsdelens klienter kan då vara räknade i båda redovisningarna.",
    "Svara om stadsdelens klienter ingår i kommunens redovisning.",
)


class Turnout:
    """Who covers what, from the briefs that count and have a year."""

    def __init__(self, briefs: Iterable[Brief]) -> None:
        covered: dict[int, dict[str, list[Covered]]] = defaultdict(lambda: defaultdict(list))
        for brief in briefs:
            if brief.counts and brief.year is not None:
                for code, one in _covers(brief):
                    covered[brief.year][code].append(one)
        self._covered: Mapping[int, Mapping[str, list[Covered]]] = covered
        self.questions = tuple(
            question
            for year in self.years
            for code in sorted(covered[year])
            for question in _questions(year, code, covered[year][code])
        )
        #: Documents whose figures may overlap with another's; they are left out of sums.
        self.contested = frozenset(brief for question in self.questions for brief in question.briefs)

    @property
    def years(self) -> list[int]:
        """The years that have a report, newest first."""
        return sorted(self._covered, reverse=True)

    def of(self, year: int, code: str) -> list[Covered]:
        """The reports that cover a municipality in a year."""
        return self._covered.get(year, {}).get(code, [])

    def missing(self, year: int, county: str) -> list[str]:
        """Names of the county's municipalities that nobody has reported for, in order."""
        places = municipalities(year).items()
        missing = [place.name for code, place in places if place.county == county and not self.of(year, code)]
        return sorted(missing, key=in_order)


def _covers(brief: Brief) -> Iterator[tuple[str, Covered]]:
    if brief.municipality:
        part = district(brief.district) if brief.district else None
        if part is not None:
            yield brief.municipality, Covered(brief, Way.DISTRICT, f"stadsdelen {part.name}")
        else:
            yield brief.municipality, Covered(brief, Way.OWN, Way.OWN.value)
    for code in brief.others:
        yield code, Covered(brief, Way.JOINT, f"ingår i redovisningen från {_whose(brief)}")


def _questions(year: int, code: str, covered: list[Covered]) -> Iterator[Question]:
    """What must be asked because of reports that overlap; two districts of one city do not."""
    place = municipality(code, year)
    name = place.full_name if place else code
    own = [one.brief for one in covered if one.way is Way.OWN]
    joint = [one.brief for one in covered if one.way is Way.JOINT]
    parts = [one.brief for one in covered if one.way is Way.DISTRICT]
    if len(own) > 1:
        yield _question(year, code, own, _TWICE, _twice(name, own))
    for part in sorted({brief.district for brief in parts}):
        same = [brief for brief in parts if brief.district == part]
        if len(same) > 1:
            yield _question(year, code, same, _TWICE, _twice(_district(part, name), same))
    if own and parts:
        districts = [_district(part, name) for part in sorted({brief.district for brief in parts})]
        what = f"{listed([name, *districts])} har var sin redovisning för {year}."
        yield _question(year, code, [*own, *parts], _DISTRICT, what)
    others = listed(list(dict.fromkeys(_whose(brief) for brief in joint)))
    if joint and (own or parts):
        what = f"{name} har en egen redovisning för {year} och ingår också i redovisningen från {others}."
        yield _question(year, code, [*own, *parts, *joint], _JOINT, what)
    elif len(joint) > 1:
        what = f"{name} ingår i {len(joint)} redovisningar för {year}, från {others}."
        yield _question(year, code, joint, _JOINT, what)


def _twice(name: str, briefs: list[Brief]) -> str:
    files = listed([quoted(brief.name.rpartition("/")[2]) for brief in briefs])
    return f"{name} har {len(briefs)} olika redovisningar för {briefs[0].year}: {files}."


def _district(code: str, otherwise: str) -> str:
    found = district(code)
    return found.full_name if found else otherwise


def _whose(brief: Brief) -> str:
    """Whom a report comes from, after "redovisningen från"."""
    place = municipality(brief.municipality, brief.year) if brief.municipality else None
    return place.full_name if place else "en kommun vars namn saknas"


def _question(year: int, code: str, briefs: list[Brief], kind: tuple[str, str, str], what: str) -> Question:
    rule, why, do = kind
    return Question(year, code, tuple(briefs), Finding(rule, Severity.EXPLAIN, (), what, why, do))
