"""A dossier: one redovisning with all that must be asked about it, made when it is needed and then let go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from redovisa.checking.check import check
from redovisa.checking.finding import Checked, Finding, Severity
from redovisa.checking.rulebook import Rulebook
from redovisa.compiling.brief import Brief
from redovisa.compiling.copies import marked
from redovisa.compiling.earlier import Earlier
from redovisa.compiling.gather import Gathered
from redovisa.compiling.turnout import Turnout
from redovisa.form.answer import Doubt
from redovisa.form.form import Form
from redovisa.form.redovisning import Redovisning
from redovisa.form.words import in_order
from redovisa.places.register import municipality, reporter_name


@dataclass(frozen=True, slots=True)
class Dossier:
    """One redovisning, checked; ``findings`` are those of the rules and those about turnout, strongest first."""

    brief: Brief
    document: Redovisning
    checked: Checked
    findings: tuple[Finding, ...]

    @property
    def doubts(self) -> list[Doubt]:
        """What could not be known."""
        return [doubt for doubt in self.document.doubts if not self._to_confirm(doubt)]

    @property
    def to_confirm(self) -> list[Doubt]:
        """What was read in a picture, and must be compared with it."""
        return [doubt for doubt in self.document.doubts if self._to_confirm(doubt)]

    def _to_confirm(self, doubt: Doubt) -> bool:
        answer = self.document.answers.get(doubt.field)
        return answer is not None and doubt.candidates == (answer.value,)

    def counted(self, severity: Severity) -> int:
        """How many findings there are of a severity."""
        return sum(finding.severity is severity for finding in self.findings)


class Dossiers:
    """All dossiers of a folder; each walk through them reads the spool anew, so that none needs to be kept."""

    def __init__(
        self, gathered: Gathered, form: Form, rules: Rulebook, today: date, earlier: Earlier | None = None
    ) -> None:
        self._gathered = gathered
        self.form = form
        self.rules = rules
        self.today = today
        self.briefs = sorted(marked(gathered.briefs), key=_order)
        self.turnout = Turnout(self.briefs)
        self._earlier = earlier or Earlier()
        for brief in self.briefs:
            self._earlier.add(brief, gathered.document)

    @property
    def counted(self) -> list[Brief]:
        """The redovisningar, copies left out, by year (newest first), county and municipality."""
        return [brief for brief in self.briefs if brief.counts]

    @property
    def aside(self) -> list[Brief]:
        """The files that hold no redovisning of their own: unreadable, other papers, blank forms, copies."""
        return sorted((brief for brief in self.briefs if not brief.counts), key=lambda brief: brief.name.casefold())

    @property
    def files(self) -> int:
        """How many files were met."""
        return self._gathered.files

    def document(self, brief: Brief) -> Redovisning:
        """The document of a brief."""
        return self._gathered.document(brief)

    def __iter__(self) -> Iterator[Dossier]:
        """Every redovisning, checked, in the order of ``counted``."""
        for brief in self.counted:
            yield self.dossier(brief)

    def dossier(self, brief: Brief) -> Dossier:
        """The redovisning of a brief, checked against last year's when there is one."""
        document = self._gathered.document(brief)
        checked = check(document, self.rules, previous=self._earlier.before(brief), today=self.today)
        about = [question.finding for question in self.turnout.questions if brief in question.briefs]
        findings = sorted([*about, *checked.findings], key=lambda finding: finding.severity.rank)
        return Dossier(brief, document, checked, tuple(findings))


def _order(brief: Brief) -> tuple[int, str, str, str, str]:
    """Newest year first, then by county and municipality; what is not known stands last."""
    place = municipality(brief.municipality, brief.year)
    name = in_order(place.name) if place else "\uffff"
    return (-(brief.year or 0), brief.county or "99", name, brief.district, brief.name)


def reporter(brief: Brief) -> str:
    """Who has reported, in Swedish: the district, the municipality, or that it is not known."""
    return reporter_name(brief.municipality, brief.district, brief.year) or "Kommunen är inte känd"
