"""People, organisations, and who acts for which in what role, from one day to another."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

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


class People(BaseUserManager["Person"]):
    """Makes and finds people by their address."""

    def create_user(self, email: str, password: str | None = None, **known: Any) -> Person:
        """A person with the address; without a password only other ways of signing in work."""
        person = self.model(email=email.strip().lower(), **known)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> Person:
        """The person with the address, however its letters are written."""
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """One who signs in. What she may do follows from her memberships, never from herself."""

    email = models.EmailField("e-postadress", unique=True)
    name = models.CharField("namn", max_length=120)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = People()

    def __str__(self) -> str:
        return self.name or self.email


class Organisation(models.Model):
    """A municipality, district, shared service, provider, county board or the nation.

    ``code`` is SCB's code of the municipality or county, or our own of a district; ``county`` the county whose board
    it reports to.
    """

    kind = models.CharField(max_length=20, choices=Kind.choices)
    name = models.CharField(max_length=120)
    code = models.CharField(max_length=12)
    county = models.CharField(max_length=2, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "code"], name="one_organisation_per_code")]
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
        return self.kind in (Kind.MUNICIPALITY, Kind.DISTRICT, Kind.SHARED)


class Coverage(models.Model):
    """A municipality that an organisation reports for, and the reported years it does (many to many over time)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="coverage")
    municipality = models.CharField(max_length=4)
    from_year = models.PositiveSmallIntegerField()
    to_year = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["municipality"]


class MembershipQuery(models.QuerySet["Membership"]):
    """Memberships by day."""

    def valid(self, day: date) -> MembershipQuery:
        """Those that hold on the day."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)


class Membership(models.Model):
    """A person acting for an organisation in a role, from one day to another.

    ``substitute_for`` is set when signing was delegated: by whom, so that it can be told beside the signature.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=24, choices=[(role.value, role.swedish) for role in Role])
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    substitute_for = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = MembershipQuery.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="membership_ends_after_it_begins",
            )
        ]
        ordering: ClassVar = ["person__name", "role"]

    @property
    def role_word(self) -> str:
        """The role as people see it."""
        return Role(self.role).swedish


class Invitation(models.Model):
    """A letter that lets one person in; only the hash of its secret is kept, and it works once."""

    email = models.EmailField()
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="invitations")
    role = models.CharField(max_length=24, choices=[(role.value, role.swedish) for role in Role])
    secret_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    valid_to = models.DateField()
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-valid_to", "email"]

    @property
    def role_word(self) -> str:
        """The role as people see it."""
        return Role(self.role).swedish


class Letter(models.Model):
    """A mail to be sent by the timer: no page waits for a mail server, and a letter outlives one that is down."""

    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
