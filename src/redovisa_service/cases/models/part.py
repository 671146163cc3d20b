"""A part of the form sent on to a colleague, and what a signatory has seen of the whole."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from redovisa_service.accounts.models import Person
from redovisa_service.cases.models.case import Case


class Part(models.Model):
    """One section that a colleague is asked to fill in by a day; the letter's link opens that section and no more.

    Only the hash of the link's secret is kept.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parts")
    section = models.PositiveSmallIntegerField()
    colleague = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120, blank=True, help_text="What the sender calls the colleague.")
    words = models.TextField(blank=True, help_text="What the sender asks for.")
    due = models.DateField()
    valid_to = models.DateField(help_text="The last day on which the link opens.")
    secret_hash = models.CharField(max_length=64, unique=True)
    key = models.CharField(max_length=40, help_text="Of the page it was sent from: sent twice, asked once.")
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    reply = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "key"], name="a_part_is_asked_once")]
        ordering: ClassVar = ["due", "pk"]

    @property
    def called(self) -> str:
        """What the colleague is called in this part: never by what she is called elsewhere."""
        return self.name or self.colleague.email


class Seen(models.Model):
    """What a signatory had before her when she looked: the texts and explanations, under the hash of the whole."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="seen")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    texts = models.JSONField()
    explained = models.JSONField(help_text="The explanations by the rule's code.")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]
