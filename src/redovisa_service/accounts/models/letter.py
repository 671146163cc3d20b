"""Letters that wait, were sent, or could not be."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Letter(models.Model):
    """A mail to be sent by the timer: no page waits for a mail server, and a letter outlives one that is down."""

    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    language = models.CharField(max_length=8, default="sv")
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    refused = models.CharField(max_length=300, blank=True, help_text="Why it never reaches its reader, if so.")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(refused=""), name="a_letter_is_not_both_sent_and_refused"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["next_try_at"], name="letters_that_wait", condition=Q(sent_at=None, refused=""))
        ]

    @property
    def waits(self) -> bool:
        """Whether it is yet to be sent."""
        return self.sent_at is None and not self.refused
