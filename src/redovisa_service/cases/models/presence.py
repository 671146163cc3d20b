"""Who has a page of the form open just now, so that two who write see each other."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from redovisa_service.accounts.models import Person
from redovisa_service.cases.models.case import Case


class Presence(models.Model):
    """Someone at a page of a case's form, last heard of at a moment; nothing is kept of where she was before."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="present")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    section = models.PositiveSmallIntegerField()
    seen_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "person"], name="one_place_at_a_time")]
