"""A campaign: one year's round of redovisningar, with its days and what each municipality was granted."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext

from redovisa_service.accounts.models import Organisation, Person


class Campaign(models.Model):
    """The round of a reported year: the edition of the form, and the days that hold for everyone."""

    year = models.PositiveSmallIntegerField(unique=True)
    edition = models.PositiveSmallIntegerField()
    opens = models.DateField()
    deadline = models.DateField(help_text="The last day that is shown.")
    last_new = models.DateField(help_text="The last day on which a first redovisning is taken.")
    last_correction = models.DateField(help_text="The last day on which an unlocked one is taken again.")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(opens__lte=F("deadline"))
                & Q(deadline__lte=F("last_new"))
                & Q(last_new__lte=F("last_correction")),
                name="the_days_of_a_campaign_come_in_order",
            ),
        ]
        ordering: ClassVar = ["-year"]

    def __str__(self) -> str:
        return gettext("Redovisning för %(year)s") % {"year": self.year}


class Granted(models.Model):
    """What a municipality was granted for the year: kronor and full-time positions."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="granted")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="granted")
    amount = models.PositiveIntegerField()
    positions = models.DecimalField(max_digits=6, decimal_places=2)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "organisation"], name="one_grant_per_year_and_organisation"),
            models.CheckConstraint(condition=Q(positions__gte=0), name="granted_positions_are_not_below_zero"),
        ]


class Extension(models.Model):
    """A later last day for one municipality, given by the county board with a reason."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="extensions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="extensions")
    until = models.DateField()
    reason = models.TextField()
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="an_extension_has_a_reason"),
        ]
        ordering: ClassVar = ["until"]
