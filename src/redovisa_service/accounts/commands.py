"""What is done with people: invited, let in, given and relieved of roles; each one function, whole or not at all."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from redovisa.reviewing.act import Role
from redovisa.reviewing.policy import Refused, WrongRole
from redovisa_service.accounts.acting import Acting
from redovisa_service.accounts.models import ROLES_OF, Invitation, Membership, Person
from redovisa_service.accounts.post import post
from redovisa_service.clock import now, today

VALID_DAYS = 14


@transaction.atomic
def invite(*, by: Acting, email: str, role: Role, link: str) -> Invitation:
    """Sends a letter that lets its reader in; ``link`` is the page's address with ``{secret}`` in it."""
    _administrator(by)
    if role not in ROLES_OF[by.organisation.kind]:
        raise Refused(f"{by.organisation} kan inte ha någon som är {role.swedish}.")
    try:
        validate_email(email)
    except ValidationError:
        raise Refused(f"”{email[:80]}” är ingen e-postadress. Skriv den som namn@kommun.se.") from None
    secret = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        email=email.lower(),
        organisation=by.organisation,
        role=role,
        secret_hash=_hashed(secret),
        invited_by=by.person,
        valid_to=today() + timedelta(days=VALID_DAYS),
    )
    letter = (
        f"{by.person.name} har bjudit in dig att vara {role.swedish} för {by.organisation} i Redovisa, "
        f"där statsbidraget till personligt ombud redovisas.\n\n"
        f"Öppna länken och välj ett lösenord:\n{link.format(secret=secret)}\n\n"
        f"Länken gäller till och med {invitation.valid_to.isoformat()} och kan användas en gång."
    )
    post(to=invitation.email, subject="Inbjudan till Redovisa", text=letter)
    return invitation


def open_invitation(secret: str) -> Invitation:
    """The invitation that the letter's secret opens; raises Refused when it is used, too old or unknown."""
    found = Invitation.objects.select_related("organisation").filter(secret_hash=_hashed(secret)).first()
    if found is None:
        raise Refused("Länken stämmer inte. Kopiera hela länken ur brevet, eller be om en ny inbjudan.")
    if found.accepted_at is not None:
        raise Refused("Inbjudan är redan använd. Logga in med din e-postadress och ditt lösenord.")
    if found.valid_to < today():
        raise Refused(f"Inbjudan gällde till och med {found.valid_to.isoformat()}. Be om en ny.")
    return found


@transaction.atomic
def accept(*, secret: str, name: str, password: str) -> Person:
    """Lets in the one who was invited: a new person, or a new role for one who is known and gives her password."""
    invitation = Invitation.objects.select_for_update().get(pk=open_invitation(secret).pk)
    if invitation.accepted_at is not None:
        raise Refused("Inbjudan är redan använd. Logga in med din e-postadress och ditt lösenord.")
    person = Person.objects.filter(email__iexact=invitation.email).first()
    if person is None:
        if not name.strip():
            raise Refused("Skriv ditt namn.")
        person = Person(email=invitation.email, name=name.strip()[:120])
        try:
            validate_password(password, person)
        except ValidationError as error:
            raise Refused(" ".join(error.messages)) from None
        person.set_password(password)
        person.save()
    elif not person.check_password(password):
        raise Refused("Det finns redan ett konto med den adressen. Skriv det lösenord som kontot har.")
    Membership.objects.create(
        person=person, organisation=invitation.organisation, role=invitation.role, valid_from=today()
    )
    invitation.accepted_at = now()
    invitation.save(update_fields=["accepted_at"])
    return person


@transaction.atomic
def delegate_signing(*, by: Acting, to: int, begin: date, end: date) -> Membership:
    """Lets another person of the organisation sign from one day to another, in the place of ``by``."""
    if Role.SIGNATORY not in by.roles:
        raise WrongRole("Du kan inte låta någon annan skriva under. Det gör den som är behörig företrädare.")
    if end < begin or end < today():
        raise Refused("Sista dagen ska vara efter den första och inte ha passerat. Ändra datumen.")
    valid = Membership.objects.valid(today()).filter(organisation=by.organisation)
    if not valid.filter(person_id=to).exclude(person=by.person).exists():
        raise Refused("Personen arbetar inte för organisationen. Bjud in henne eller honom först.")
    return Membership.objects.create(
        person_id=to,
        organisation=by.organisation,
        role=Role.SIGNATORY,
        valid_from=begin,
        valid_to=end,
        substitute_for=by.person,
    )


@transaction.atomic
def end_membership(*, by: Acting, membership: int) -> Membership:
    """Ends a role yesterday, so that it holds no longer; the last administrator stays."""
    _administrator(by)
    held = Membership.objects.select_related("person").filter(organisation=by.organisation, pk=membership).first()
    if held is None:
        raise Refused("Uppdraget finns inte hos er organisation. Läs in sidan på nytt.")
    administrators = Membership.objects.valid(today()).filter(organisation=by.organisation, role=Role.ADMINISTRATOR)
    if held.role == Role.ADMINISTRATOR and administrators.count() == 1:
        raise Refused("Organisationen måste ha en administratör. Utse en till först.")
    if held.valid_from >= today():
        held.delete()
        return held
    held.valid_to = today() - timedelta(days=1)
    held.save(update_fields=["valid_to"])
    return held


def _administrator(by: Acting) -> None:
    if Role.ADMINISTRATOR not in by.roles:
        raise WrongRole("Du kan inte ändra vem som har vilken roll. Det gör den som är administratör.")


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
