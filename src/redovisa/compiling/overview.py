"""The overview: a year's figures county by county, with what is left out of each sum."""

from __future__ import annotations

from dataclasses import dataclass, field

from redovisa.checking.finding import Severity
from redovisa.compiling.brief import NOWHERE
from redovisa.compiling.dossier import Dossier, Dossiers
from redovisa.compiling.turnout import Turnout
from redovisa.form.answer import asked_once
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
class CountyOverview:
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
    to_confirm: int = 0
    contested: int = 0
    sums: dict[str, Sum] = field(default_factory=lambda: {name: Sum() for name in SUMS})

    @property
    def name(self) -> str:
        """The county's name."""
        return counties()[self.county].name if self.county else "Okänt län"

    def add(self, dossier: Dossier, contested: bool) -> None:
        """Takes in one redovisning."""
        self.reports += 1
        self.correct += dossier.counted(Severity.CORRECT)
        self.explain += dossier.counted(Severity.EXPLAIN)
        self.notes += dossier.counted(Severity.NOTE)
        self.doubts += len(asked_once(dossier.doubts))
        self.to_confirm += len(dossier.to_confirm)
        self.contested += contested
        doubtful = {doubt.field for doubt in dossier.document.doubts}
        for name, keys in SUMS.items():
            values = [dossier.document.value(key) for key in keys if key not in doubtful]
            figures = [value for value in values if isinstance(value, int | float) and not isinstance(value, bool)]
            if len(figures) == len(keys) and not contested:
                self.sums[name].add(sum(figures))


def overviews(dossiers: Dossiers) -> list[CountyOverview]:
    """Every county of every reported year, newest year first; then what has no known county or year."""
    turnout = dossiers.turnout
    found: dict[tuple[int | None, str], CountyOverview] = {
        (year, county): _covered(turnout, year, county) for year in turnout.years for county in sorted(counties())
    }
    for dossier in dossiers:
        key = (dossier.brief.year, dossier.brief.county)
        found.setdefault(key, CountyOverview(*key)).add(dossier, dossier.brief in turnout.contested)
    return sorted(found.values(), key=lambda one: (-(one.year or 0), one.county == NOWHERE, one.county))


def _covered(turnout: Turnout, year: int, county: str) -> CountyOverview:
    here = [code for code, place in municipalities(year).items() if place.county == county]
    ways = [{one.way for one in turnout.of(year, code)} for code in here]
    joint = sum({way.name for way in each} == {"JOINT"} for each in ways)
    covered = sum(bool(each) for each in ways)
    missing = turnout.missing(year, county)
    return CountyOverview(year, county, places=len(here), own=covered - joint, joint=joint, missing=missing)
