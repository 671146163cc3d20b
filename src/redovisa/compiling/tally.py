"""The tally: a year's figures county by county, with what is left out of each sum."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from redovisa.checking.finding import Severity
from redovisa.compiling.brief import NOWHERE
from redovisa.compiling.case import Case, Cases
from redovisa.compiling.coverage import Coverage
from redovisa.places.register import counties, municipalities

#: What is summed: a name for each figure, and the fields that must all be answered.
SUMS: dict[str, tuple[str, ...]] = {
    "Klienter, kvinnor": ("clients.total.women",),
    "Klienter, män": ("clients.total.men",),
    "Klienter, summa": ("clients.total.women", "clients.total.men"),
    "Beviljade årsanställningar": ("economy.granted.positions",),
    "Beviljat, kr": ("economy.granted.amount",),
    "Förbrukat, kr": ("economy.spent.amount",),
}


@dataclass(slots=True)
class Sum:
    """A sum and how many redovisningar it is made of; one that nobody answered is no zero."""

    value: float = 0
    of: int = 0

    def add(self, value: float) -> None:
        """Takes in one redovisning's figure."""
        self.value += value
        self.of += 1


@dataclass(slots=True)
class CountyTally:
    """One county in one year.

    ``places`` counts its municipalities, ``own`` those that reported themselves or by a city district, ``joint``
    those that only another's report covers, ``missing`` the names of those nobody reported for. ``contested`` are
    redovisningar left out of ``sums`` because their figures may overlap.
    """

    year: int | None
    county: str
    places: int = 0
    own: int = 0
    joint: int = 0
    missing: list[str] = field(default_factory=list)
    reports: int = 0
    correct: int = 0
    explain: int = 0
    notes: int = 0
    doubts: int = 0
    contested: int = 0
    sums: dict[str, Sum] = field(default_factory=lambda: {name: Sum() for name in SUMS})

    @property
    def name(self) -> str:
        """The county's name."""
        return counties()[self.county].name if self.county else "Okänt län"

    def add(self, case: Case, contested: bool) -> None:
        """Takes in one redovisning."""
        self.reports += 1
        self.correct += case.counted(Severity.CORRECT)
        self.explain += case.counted(Severity.EXPLAIN)
        self.notes += case.counted(Severity.NOTE)
        self.doubts += len(case.doubts) + len(case.to_confirm)
        self.contested += contested
        doubtful = {doubt.field for doubt in case.document.doubts}
        for name, keys in SUMS.items():
            values = [case.document.value(key) for key in keys if key not in doubtful]
            figures = [value for value in values if isinstance(value, int | float) and not isinstance(value, bool)]
            if len(figures) == len(keys) and not contested:
                self.sums[name].add(sum(figures))


def tallies(cases: Cases) -> list[CountyTally]:
    """Every county of every reported year, newest year first; then what has no known county or year."""
    coverage = cases.coverage
    found: dict[tuple[int | None, str], CountyTally] = {
        (year, county): _covered(coverage, year, county) for year in coverage.years for county in sorted(counties())
    }
    for case in cases:
        key = (case.brief.year, case.brief.county)
        tally = found.setdefault(key, CountyTally(*key))
        tally.add(case, case.brief in coverage.contested)
    return sorted(found.values(), key=lambda tally: (-(tally.year or 0), tally.county == NOWHERE, tally.county))


def _covered(coverage: Coverage, year: int, county: str) -> CountyTally:
    here = [code for code, place in municipalities(year).items() if place.county == county]
    ways = [{one.way for one in coverage.of(year, code)} for code in here]
    joint = sum({way.name for way in each} == {"JOINT"} for each in ways)
    covered = sum(bool(each) for each in ways)
    missing = coverage.missing(year, county)
    return CountyTally(year, county, places=len(here), own=covered - joint, joint=joint, missing=missing)


def of_year(found: Iterable[CountyTally], year: int | None) -> list[CountyTally]:
    """The tallies of one year."""
    return [tally for tally in found if tally.year == year]
