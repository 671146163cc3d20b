"""A person: one who signs in."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower


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
    language = models.CharField(max_length=8, blank=True, help_text="What she last chose; empty until she has.")
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="one_person_per_address")]

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = People()

    def __str__(self) -> str:
        return self.name or self.email
