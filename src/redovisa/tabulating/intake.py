"""Takes reports in: one for each reporter and year, nothing counted twice, nothing left out without a sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from redovisa.tabulating.report import Municipality, Report


class Outcome(StrEnum):
    """What a remark means for the numbers."""

    LEFT_OUT = "left_out"  # the report is not among the numbers
    ASK = "ask"  # it is counted, but a person should look


@dataclass(frozen=True, slots=True)
class Remark:
    """A Swedish sentence about a report: what is wrong and what to do."""

    outcome: Outcome
    year: int
    municipality: str
    what: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A reporting unit: a municipality with the reports that make up its numbers (several when districts report)."""

    municipality: str
    reports: tuple[Report, ...]
    covers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Intake:
    """The units of each year by municipality code, who covers a municipality that has no report, and remarks."""

    units: Mapping[int, Mapping[str, Unit]]
    covered_by: Mapping[int, Mapping[str, str]]
    remarks: tuple[Remark, ...] = field(default_factory=tuple)


def take_in(reports: Iterable[Report], municipalities: Mapping[str, Municipality]) -> Intake:
    """Sort reports into units by year.

    A report that cannot be placed, or that contradicts another from the same reporter, is left out and said; a
    municipality that is covered twice is counted once and said.
    """
    remarks: list[Remark] = []
    by_reporter: dict[tuple[int, str, str], list[Report]] = defaultdict(list)
    for report in reports:
        place = municipalities.get(report.municipality)
        if place is None or not place.valid(report.year):
            remarks.append(_unknown(report, place))
        else:
            by_reporter[report.year, report.municipality, report.district.casefold()].append(report)
    chosen: dict[tuple[int, str], list[Report]] = defaultdict(list)
    for (year, code, _), rivals in sorted(by_reporter.items()):
        if (counted := _one_of(rivals, municipalities[code].name, remarks)) is not None:
            chosen[year, code].append(counted)
    units: dict[int, dict[str, Unit]] = defaultdict(dict)
    for (year, code), parts in chosen.items():
        whole = [part for part in parts if not part.district]
        if whole and len(parts) > 1:
            remarks.append(_whole_and_parts(whole[0], parts, municipalities[code].name))
            continue
        units[year][code] = Unit(code, tuple(parts), _covers(parts, municipalities, remarks))
    covered = {year: _covered(year, of_year, municipalities, remarks) for year, of_year in units.items()}
    return Intake(units, covered, tuple(remarks))


def _unknown(report: Report, place: Municipality | None) -> Remark:
    if place is None:
        why = f"kommunkoden ”{report.municipality}” finns inte" if report.municipality else "kommunen är okänd"
    else:
        why = f"kommunkoden {place.code} ({place.name}) gällde inte {report.year}"
    what = f"Redovisningen {report.name} är inte räknad: {why}. Ange rätt kommun och kör igen."
    return Remark(Outcome.LEFT_OUT, report.year, report.municipality, what)


def _one_of(rivals: list[Report], name: str, remarks: list[Remark]) -> Report | None:
    """The report to count when a reporter has sent several, or None when a person must choose."""
    first = rivals[0]
    if len(rivals) == 1:
        return first
    files = ", ".join(sorted(report.name for report in rivals))
    head = f"Det finns {len(rivals)} redovisningar för {name}{_of(first)} {first.year} ({files})"
    if all(same(first, other) for other in rivals[1:]):
        remarks.append(Remark(Outcome.ASK, first.year, first.municipality, f"{head}. De är lika och räknas en gång."))
        return first
    newest = max(report.version for report in rivals)
    at_top = [report for report in rivals if report.version == newest]
    if len(at_top) == 1 and all(report.version for report in rivals):
        what = f"{head}. Den senaste ({newest}) är räknad, de tidigare inte."
        remarks.append(Remark(Outcome.ASK, first.year, first.municipality, what))
        return at_top[0]
    what = f"{head} och de skiljer sig åt. Ingen av dem är räknad: ta bort den som inte gäller och kör igen."
    remarks.append(Remark(Outcome.LEFT_OUT, first.year, first.municipality, what))
    return None


def _of(report: Report) -> str:
    return f" ({report.part})" if report.district else ""


def same(one: Report, other: Report) -> bool:
    """Whether two reports say the same."""
    return one.answers == other.answers and set(one.covers) == set(other.covers) and one.edition == other.edition


def _whole_and_parts(whole: Report, parts: list[Report], name: str) -> Remark:
    districts = ", ".join(sorted(part.part for part in parts if part.district))
    what = (
        f"För {name} {whole.year} finns både en redovisning för hela kommunen ({whole.name}) och för stadsdelar "
        f"({districts}). Det går inte att veta om den första redan innehåller de andra, så ingen är räknad: "
        "ta bort det som inte ska räknas och kör igen."
    )
    return Remark(Outcome.LEFT_OUT, whole.year, whole.municipality, what)


def _covers(parts: list[Report], municipalities: Mapping[str, Municipality], remarks: list[Remark]) -> tuple[str, ...]:
    """The other municipalities a unit speaks for; its own name among them says nothing and is passed over."""
    covers: dict[str, None] = {}
    for part in parts:
        for code in part.covers:
            place = municipalities.get(code)
            if place is None or not place.valid(part.year):
                what = (
                    f"Redovisningen {part.name} säger sig omfatta kommunkoden ”{code}”, som inte finns {part.year}. "
                    "Den koden är inte räknad: ange rätt kommun."
                )
                remarks.append(Remark(Outcome.ASK, part.year, part.municipality, what))
            elif code != part.municipality:
                covers[code] = None
    return tuple(covers)


def _covered(
    year: int, units: Mapping[str, Unit], municipalities: Mapping[str, Municipality], remarks: list[Remark]
) -> dict[str, str]:
    """Who speaks for each municipality that has no report of its own, each once."""
    covered: dict[str, str] = {}
    for unit in units.values():
        reporter = municipalities[unit.municipality].name
        for code in unit.covers:
            name = municipalities[code].name
            if code in units:
                what = (
                    f"{name} har en egen redovisning {year} men står också i redovisningen från {reporter}. Kommunen "
                    f"räknas en gång. Fråga {reporter} om klienterna i {name} är med i båda: då är de räknade dubbelt."
                )
            elif code in covered:
                what = (
                    f"{name} står {year} både i redovisningen från {municipalities[covered[code]].name} och i den från "
                    f"{reporter}. Kommunen räknas en gång. Fråga båda vem som redovisar klienterna i {name}."
                )
            else:
                covered[code] = unit.municipality
                continue
            remarks.append(Remark(Outcome.ASK, year, code, what))
    return covered
