"""A case: what is being written, the documents it came from, and the questions they left."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from redovisa.reviewing.status import Status
from redovisa_service.accounts.models import Organisation, Person
from redovisa_service.cases.models.campaign import Campaign


class Case(models.Model):
    """One organisation's redovisning of one year, on its way."""

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="cases")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="cases")
    status = models.CharField(max_length=20, choices=[(s.value, s.for_municipality) for s in Status])
    diarienummer = models.CharField(max_length=40, blank=True)
    komplettering = models.TextField(blank=True, help_text="What the county board last asked for.")
    komplettering_due = models.DateField(null=True, blank=True)
    reply = models.TextField(blank=True, help_text="What the municipality answers in words, handed in when signed.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "organisation"], name="one_case_per_year_and_organisation"),
            models.CheckConstraint(
                condition=models.Q(status__in=[s.value for s in Status]), name="a_case_is_in_a_status_of_the_table"
            ),
        ]

    @property
    def stands(self) -> Status:
        """The status as the table knows it."""
        return Status(self.status)


class Cell(models.Model):
    """What stands in one room of the form, as it was typed; ``revision`` rises with each change."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="cells")
    field = models.CharField(max_length=80)
    raw = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    place = models.CharField(max_length=120, blank=True, help_text="Where it came from, in words.")
    document = models.ForeignKey("Document", on_delete=models.PROTECT, null=True, blank=True, related_name="cells")
    beneath = models.JSONField(
        default=list,
        blank=True,
        help_text="What stood here before documents gave theirs, the last one last: text, place and document.",
    )

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "field"], name="one_cell_per_field")]


class Document(models.Model):
    """A file as it was dropped, and what the reader said of it; a wrong one is taken back, never deleted here.

    It is kept before it is read: ``read_at`` is empty while it waits, and ``reading_since`` tells that a reader has it.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="documents")
    name = models.CharField(max_length=255)
    data = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    key = models.CharField(max_length=40, blank=True, help_text="Of the page it was sent from: sent twice, kept once.")
    kind = models.CharField(max_length=20, blank=True)
    record = models.JSONField(default=dict, help_text="The redovisning as it was read.")
    page = models.JSONField(default=list, help_text="The document's text in pieces, to be shown beside the questions.")
    sizes = models.JSONField(default=list, help_text="Width and height in points of each page that can be painted.")
    taken = models.PositiveIntegerField(default=0, help_text="How many answers were taken from it.")
    why_not = models.TextField(blank=True, help_text="Why nothing was taken, and what to do.")
    reading_since = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    dropped_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    dropped_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "key"], condition=~models.Q(key=""), name="a_document_sent_twice_is_kept_once"
            )
        ]
        ordering: ClassVar = ["-dropped_at", "-pk"]


class Question(models.Model):
    """What a document left open: a doubt of the reader, or a difference to what already stands in the form.

    A difference has one candidate, the text that the document proposes; an empty text proposes to empty the cell.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="questions")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="questions")
    field = models.CharField(max_length=80)
    why = models.TextField()
    raw = models.TextField(blank=True)
    candidates = models.JSONField(default=list, help_text="Texts as they would be written in the form.")
    place = models.CharField(max_length=120, blank=True)
    is_difference = models.BooleanField(default=False)
    settled_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]


class Explanation(models.Model):
    """The reason given to a finding; it follows the fields' values to the signatory, the county and next year."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="explanations")
    code = models.CharField(max_length=6)
    fields = models.JSONField(help_text="The finding's fields with the values that were explained.")
    reason = models.CharField(max_length=40, blank=True, help_text="The key of a reason in the expert's list.")
    text = models.TextField()
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "code"], name="one_explanation_per_rule")]
