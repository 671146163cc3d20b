"""What never changes: the versions that were signed, and every event in a chain of hashes."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models

from redovisa.reviewing.act import Act
from redovisa_service.accounts.models import Organisation, Person
from redovisa_service.cases.models.case import Case


class Version(models.Model):
    """A redovisning as it was signed: its canonical text, the text's hash, and who signed it when."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(help_text="Canonical JSON; the hash is of exactly these characters in UTF-8.")
    sha256 = models.CharField(max_length=64)
    signed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    signed_for = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "number"], name="versions_are_numbered")]
        ordering: ClassVar = ["number"]


class Event(models.Model):
    """One thing that was done. Each holds the hash of the one before; the database refuses to change or remove it."""

    number = models.PositiveBigIntegerField(unique=True)
    act = models.CharField(max_length=40)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="events")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.CharField(max_length=40, help_text="The moment in ISO form, as it was hashed.")
    details = models.JSONField()
    previous = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["number"]

    @property
    def moment(self) -> datetime:
        """When it was done."""
        return datetime.fromisoformat(self.at)

    @property
    def words(self) -> str:
        """What was done, as people say it."""
        return Act(self.act).swedish if self.act in set(Act) else _OTHERWISE[self.act]


#: What is recorded without being a step of the course.
_OTHERWISE = {
    "take_back_document": "ta bort ett dokument",
    "send_part": "skicka en del vidare till en kollega",
    "finish_part": "göra klart en del",
    "withdraw_part": "ta tillbaka en del från en kollega",
    "attempt": "försöka nå något som är för andra",
    "invite": "bjuda in en person",
    "withdraw_invitation": "ta tillbaka en inbjudan",
    "accept": "tacka ja till en inbjudan",
    "delegate_signing": "låta en annan skriva under",
    "end_membership": "avsluta en roll",
    "found_organisation": "lägga upp en gemensam verksamhet",
    "cover": "ange vem som redovisar för en kommun",
    "end_coverage": "avsluta vem som redovisar för en kommun",
    "engage": "ge en utförare uppdrag",
    "end_engagement": "avsluta en utförares uppdrag",
    "open_campaign": "lägga upp en redovisningsomgång",
    "change_campaign": "ändra en redovisningsomgång",
    "grant": "ändra beviljade medel",
    "extend": "ge längre tid",
    "withdraw_extension": "ta tillbaka längre tid",
}
