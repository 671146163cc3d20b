"""Who acts for which organisation in what role, from one day to another, and who is invited to."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from redovisa.reviewing.act import Role
from redovisa_service.accounts.models.letter import Letter
from redovisa_service.accounts.models.organisation import Organisation
from redovisa_service.accounts.models.person import Person

_ROLES = [(role.value, role.swedish) for role in Role]
_IN_THE_TABLE = Q(role__in=[role.value for role in Role])


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
    role = models.CharField(max_length=24, choices=_ROLES)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    substitute_for = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = MembershipQuery.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="membership_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=_IN_THE_TABLE, name="a_membership_is_in_a_role_of_the_table"),
            models.CheckConstraint(
                condition=Q(substitute_for__isnull=True)
                | (Q(role=Role.SIGNATORY, valid_to__isnull=False) & ~Q(substitute_for=F("person"))),
                name="a_substitute_signs_for_another_until_a_day",
            ),
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
    role = models.CharField(max_length=24, choices=_ROLES)
    secret_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    valid_to = models.DateField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    letter = models.ForeignKey(Letter, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=_IN_THE_TABLE, name="an_invitation_is_to_a_role_of_the_table"),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="an_invitation_is_not_both_accepted_and_withdrawn",
            ),
        ]
        ordering: ClassVar = ["-valid_to", "email"]

    @property
    def role_word(self) -> str:
        """The role as people see it."""
        return Role(self.role).swedish
