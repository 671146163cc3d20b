"""Organisations, and between them over time: who reports for whom, and who does the work for whom."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from redovisa.places.register import counties
from redovisa.reviewing.act import Role


class Kind(models.TextChoices):
    """What an organisation is."""

    MUNICIPALITY = "municipality", "kommun"
    DISTRICT = "district", "stadsdel"
    SHARED = "shared", "gemensam verksamhet"
    PROVIDER = "provider", "utförare"
    COUNTY_BOARD = "county_board", "länsstyrelse"
    NATIONAL = "national", "Socialstyrelsen"


#: The roles that an organisation of each kind can have.
ROLES_OF: dict[str, tuple[Role, ...]] = {
    **dict.fromkeys(
        (Kind.MUNICIPALITY, Kind.DISTRICT, Kind.SHARED),
        (Role.OMBUD, Role.REPORTER, Role.SIGNATORY, Role.REGISTRATOR, Role.ADMINISTRATOR),
    ),
    Kind.PROVIDER: (Role.OMBUD, Role.REPORTER, Role.ADMINISTRATOR),
    Kind.COUNTY_BOARD: (Role.COUNTY_OFFICER, Role.COUNTY_DECISION_MAKER, Role.REGISTRATOR, Role.ADMINISTRATOR),
    Kind.NATIONAL: (Role.NATIONAL_OFFICER, Role.ADMINISTRATOR),
}


#: The kinds that hand in redovisningar.
REPORTING = (Kind.MUNICIPALITY, Kind.DISTRICT, Kind.SHARED)


class Organisation(models.Model):
    """A municipality, district, shared service, provider, county board or the nation.

    ``code`` is SCB's code of the municipality or county, or our own of a district; ``county`` the county whose board
    it reports to.
    """

    kind = models.CharField(max_length=20, choices=Kind.choices)
    name = models.CharField(max_length=120)
    code = models.CharField(max_length=40)
    county = models.CharField(max_length=2, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "code"], name="one_organisation_per_code"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="an_organisation_is_of_a_known_kind"),
        ]
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def county_board(self) -> str:
        """The county board it reports to, by name."""
        county = counties().get(self.county)
        return county.board if county else ""

    @property
    def reports(self) -> bool:
        """Whether it hands in redovisningar."""
        return self.kind in REPORTING

    def municipalities(self, year: int) -> list[str]:
        """The codes of the municipalities that it reports for in the year; a municipality's own first."""
        own = [self.code] if self.kind == Kind.MUNICIPALITY else []
        covered = Coverage.objects.holds(year).filter(organisation=self).values_list("municipality", flat=True)
        return list(dict.fromkeys([*own, *covered]))


class CoverageQuery(models.QuerySet["Coverage"]):
    """Coverage by reported year."""

    def holds(self, year: int) -> CoverageQuery:
        """Those that hold in the year."""
        return self.filter(Q(to_year__isnull=True) | Q(to_year__gte=year), from_year__lte=year)


class Coverage(models.Model):
    """A municipality that an organisation reports for, and the reported years it does (many to many over time)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="coverage")
    municipality = models.CharField(max_length=4)
    from_year = models.PositiveSmallIntegerField()
    to_year = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = CoverageQuery.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(to_year__isnull=True) | Q(to_year__gte=F("from_year")),
                name="coverage_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["organisation", "municipality", "from_year"], name="coverage_begins_once_a_year"
            ),
        ]
        ordering: ClassVar = ["municipality", "from_year"]


class EngagementQuery(models.QuerySet["Engagement"]):
    """Engagements by day."""

    def valid(self, day: date) -> EngagementQuery:
        """Those that hold on the day."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)


class Engagement(models.Model):
    """A provider that does the work for one who reports: its ombud and reporters may then write there."""

    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="engagements")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="engaged")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = EngagementQuery.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="engagement_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=~Q(provider=F("organisation")), name="nobody_is_engaged_by_itself"),
            models.UniqueConstraint(
                fields=["provider", "organisation", "valid_from"], name="engagement_begins_once_a_day"
            ),
        ]
        ordering: ClassVar = ["provider__name", "valid_from"]
