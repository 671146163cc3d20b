"""Inviting, and being let in: by a password of one's own, by the organisation's sign-in, or as one who is known."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from redovisa.reviewing.act import Role
from redovisa.reviewing.policy import Refused
from redovisa_service.accounts.acting import Acting
from redovisa_service.accounts.commands.roles import check_administrator
from redovisa_service.accounts.models import ROLES_OF, Invitation, Membership, Organisation, Person
from redovisa_service.accounts.naming import as_name
from redovisa_service.accounts.post import post
from redovisa_service.accounts.trace import tell
from redovisa_service.clock import now, today

VALID_DAYS = 14


@transaction.atomic
def invite(*, by: Acting, email: str, role: Role, link: str) -> Invitation:
    """Sends a letter that lets its reader in; ``link`` is the page's address with ``{secret}`` in it.

    An earlier invitation of the same address to the same role no longer holds.
    """
    check_administrator(by)
    return invite_to(by.organisation, by=by, email=email, role=role, link=link)


def invite_to(organisation: Organisation, *, by: Acting, email: str, role: Role, link: str) -> Invitation:
    """Invites to an organisation that ``by`` may decide over; that is checked by the one who calls."""
    if role not in ROLES_OF[organisation.kind]:
        raise Refused(
            _("%(organisation)s kan inte ha någon som är %(role)s.")
            % {"organisation": organisation, "role": _(role.swedish)}
        )
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise Refused(
            _("”%(address)s” är ingen e-postadress. Skriv den som namn@kommun.se.") % {"address": email[:80]}
        ) from None
    if Membership.objects.valid(today()).filter(organisation=organisation, role=role, person__email=address).exists():
        raise Refused(_("%(address)s har redan den rollen.") % {"address": address})
    open_invitations(organisation).filter(email=address, role=role).update(withdrawn_at=now())
    secret = secrets.token_urlsafe(24)
    until = today() + timedelta(days=VALID_DAYS)
    invitation = Invitation.objects.create(
        email=address,
        organisation=organisation,
        role=role,
        secret_hash=_hashed(secret),
        invited_by=by.person,
        valid_to=until,
        letter=post(
            to=address,
            subject=gettext_noop("Inbjudan till Redovisa"),
            text=gettext_noop(
                "%(who)s har bjudit in dig att vara %(role)s för %(organisation)s i Redovisa, "
                "där statsbidraget till personligt ombud redovisas.\n\n"
                "Öppna länken och välj hur du vill logga in:\n%(link)s\n\n"
                "Länken gäller till och med %(until)s och kan användas en gång. "
                "Vet du inte varför du har fått brevet behöver du inte göra något."
            ),
            who=by.person.name,
            role=gettext_lazy(role.swedish),
            organisation=organisation,
            link=link.format(secret=secret),
            until=until.isoformat(),
        ),
    )
    tell("invite", person=by.person, organisation=by.organisation, invitation=invitation.pk, role=role.value)
    return invitation


def open_invitations(organisation: Organisation) -> QuerySet[Invitation]:
    """The organisation's invitations that nobody has answered or withdrawn."""
    return Invitation.objects.filter(organisation=organisation, accepted_at__isnull=True, withdrawn_at__isnull=True)


@transaction.atomic
def withdraw_invitation(*, by: Acting, invitation: int) -> Invitation:
    """Takes an invitation back: its link leads nowhere from now on."""
    check_administrator(by)
    found = open_invitations(by.organisation).select_for_update().filter(pk=invitation).first()
    if found is None:
        raise Refused(_("Inbjudan är redan besvarad eller återtagen. Läs in sidan på nytt."))
    found.withdrawn_at = now()
    found.save(update_fields=["withdrawn_at"])
    tell("withdraw_invitation", person=by.person, organisation=by.organisation, invitation=found.pk)
    return found


def open_invitation(secret: str) -> Invitation:
    """The invitation that the letter's secret opens; raises Refused when it is used, too old or unknown."""
    found = Invitation.objects.select_related("organisation").filter(secret_hash=_hashed(secret)).first()
    if found is None:
        raise Refused(_("Länken stämmer inte. Kopiera hela länken ur brevet, eller be om en ny inbjudan."))
    if found.accepted_at is not None:
        raise Refused(_("Inbjudan är redan använd. Logga in som vanligt."))
    if found.withdrawn_at is not None:
        raise Refused(
            _("Inbjudan gäller inte längre: den är återtagen eller ersatt. Se om du har fått ett nyare brev.")
        )
    if found.valid_to < today():
        raise Refused(
            _("Inbjudan gällde till och med %(day)s. Be administratören i %(organisation)s om en ny.")
            % {"day": found.valid_to.isoformat(), "organisation": found.organisation}
        )
    return found


@transaction.atomic
def accept(*, secret: str, name: str, password: str) -> Person:
    """Lets in one who is new, with a password of her own. One who has an account signs in instead: ``accept_as``."""
    invitation = _taken(secret)
    person = _new_person(invitation, name)
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from None
    person.set_password(password)
    person.save()
    return _let_in(invitation, person)


@transaction.atomic
def accept_from_provider(*, secret: str, name: str) -> Person:
    """Lets in one who is new and has been told by her organisation's own sign-in; she has no password here."""
    invitation = _taken(secret)
    person = _new_person(invitation, name or invitation.email)
    person.set_unusable_password()
    person.save()
    return _let_in(invitation, person)


@transaction.atomic
def accept_as(*, secret: str, person: Person) -> Person:
    """Gives one more role to one who has signed in; the invitation must be to her own address."""
    invitation = _taken(secret)
    check_invited(invitation, person)
    return _let_in(invitation, person)


def check_invited(invitation: Invitation, person: Person) -> None:
    """Raises Refused when the invitation is to another address than that of the one who has signed in."""
    if invitation.email != person.email.lower():
        raise Refused(
            _(
                "Inbjudan är till %(invited)s, men du är inloggad som %(own)s. "
                "Logga ut och öppna länken igen, eller be om en inbjudan till din egen adress."
            )
            % {"invited": invitation.email, "own": person.email}
        )


def has_account(invitation: Invitation) -> bool:
    """Whether someone with the invited address can sign in already."""
    known = Person.objects.filter(email__iexact=invitation.email).first()
    return known is not None and not _is_only_named(known)


def _is_only_named(person: Person) -> bool:
    """Whether a person is known only because a part of a form was sent to her: she has never been let in."""
    return not person.is_active and not person.has_usable_password() and not person.memberships.exists()


def _taken(secret: str) -> Invitation:
    """The open invitation, held against a second click until the transaction ends."""
    number = open_invitation(secret).pk
    Invitation.objects.select_for_update().get(pk=number)
    return open_invitation(secret)


def _new_person(invitation: Invitation, name: str) -> Person:
    if has_account(invitation):
        raise Refused(_("Det finns redan ett konto med den adressen. Logga in, och öppna sedan länken igen."))
    words = as_name(name)
    if not words:
        raise Refused(_("Skriv ditt namn."))
    person = Person.objects.filter(email__iexact=invitation.email).first() or Person(email=invitation.email)
    person.name, person.is_active = words[:120], True
    return person


def _let_in(invitation: Invitation, person: Person) -> Person:
    Membership.objects.create(
        person=person, organisation=invitation.organisation, role=invitation.role, valid_from=today()
    )
    invitation.accepted_at = now()
    invitation.save(update_fields=["accepted_at"])
    tell("accept", person=person, organisation=invitation.organisation, invitation=invitation.pk, role=invitation.role)
    return person


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
