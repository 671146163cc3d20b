"""Who holds a role: letting another sign for some days, and ending what someone was given."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from redovisa.reviewing.act import Role
from redovisa.reviewing.policy import Refused, WrongRole
from redovisa_service.accounts.acting import Acting
from redovisa_service.accounts.models import Membership, Person
from redovisa_service.accounts.post import post
from redovisa_service.accounts.trace import tell
from redovisa_service.clock import today

_LONGEST_DAYS = 366


@transaction.atomic
def delegate_signing(*, by: Acting, to: int, begin: date, end: date, instead_of: int | None = None) -> Membership:
    """Lets another person of the organisation sign from one day to another, in the place of a signatory.

    A signatory lets another sign for herself; an administrator names whom it is for in ``instead_of``.
    """
    signatory = _signatory(by, instead_of)
    if end < begin or end < today() or end - begin > timedelta(days=_LONGEST_DAYS):
        raise Refused(
            _("Sista dagen ska vara efter den första, inte ha passerat och ligga högst ett år bort. Ändra datumen.")
        )
    others = Membership.objects.valid(today()).filter(organisation=by.organisation).exclude(person=signatory)
    if not others.filter(person_id=to).exists():
        raise Refused(_("Personen arbetar inte för organisationen. Bjud in henne eller honom först."))
    overlapping = Membership.objects.filter(
        person_id=to, organisation=by.organisation, role=Role.SIGNATORY, valid_from__lte=end
    ).exclude(valid_to__lt=begin)
    if overlapping.exists():
        raise Refused(_("Personen kan redan skriva under någon av de dagarna. Ändra datumen eller avsluta det först."))
    substitute = Membership.objects.create(
        person_id=to,
        organisation=by.organisation,
        role=Role.SIGNATORY,
        valid_from=begin,
        valid_to=end,
        substitute_for=signatory,
    )
    _tell_the_substitute(substitute, signatory)
    tell(
        "delegate_signing",
        person=by.person,
        organisation=by.organisation,
        to=to,
        instead_of=signatory.pk,
        begin=begin.isoformat(),
        end=end.isoformat(),
    )
    return substitute


def _signatory(by: Acting, instead_of: int | None) -> Person:
    """In whose place another may sign: a signatory of her own right, never a substitute."""
    own = Membership.objects.valid(today()).filter(
        organisation=by.organisation, role=Role.SIGNATORY, substitute_for__isnull=True
    )
    if Role.ADMINISTRATOR in by.roles and instead_of is not None:
        found = own.filter(person_id=instead_of).select_related("person").first()
        if found is None:
            raise Refused(_("Den som ska ersättas är inte behörig företrädare. Välj en som är det."))
        return found.person
    if Role.SIGNATORY not in by.roles:
        raise WrongRole(_("Du kan inte låta någon annan skriva under. Det gör den som är behörig företrädare."))
    if not own.filter(person=by.person).exists():
        raise WrongRole(_("Du skriver själv under i någon annans ställe, och kan inte låta en tredje göra det."))
    return by.person


def _tell_the_substitute(substitute: Membership, signatory: Person) -> None:
    post(
        to=substitute.person.email,
        subject=gettext_noop("Du kan skriva under för %(organisation)s"),
        text=gettext_noop(
            "Från %(begin)s till och med %(end)s kan du skriva under redovisningen av statsbidraget till personligt "
            "ombud för %(organisation)s, i stället för %(signatory)s.\n\nLogga in i Redovisa som vanligt."
        ),
        begin=substitute.valid_from.isoformat(),
        end=(substitute.valid_to or substitute.valid_from).isoformat(),
        organisation=substitute.organisation,
        signatory=signatory.name,
    )


@transaction.atomic
def end_membership(*, by: Acting, membership: int) -> Membership:
    """Ends a role yesterday, so that it holds no longer; the last administrator stays.

    An administrator ends any role of the organisation, a signatory what she herself has let another do. Those who
    sign in the place of one who is signatory no longer do not either.
    """
    held = (
        Membership.objects.select_for_update(of=("self",))
        .select_related("person", "substitute_for")
        .filter(organisation=by.organisation, pk=membership)
        .first()
    )
    if held is None or held.substitute_for != by.person:
        check_administrator(by)
    if held is None or (held.valid_to is not None and held.valid_to < today()):
        raise Refused(_("Uppdraget finns inte hos er organisation, eller är redan avslutat. Läs in sidan på nytt."))
    administrators = Membership.objects.valid(today()).filter(organisation=by.organisation, role=Role.ADMINISTRATOR)
    if held.role == Role.ADMINISTRATOR and not administrators.exclude(person=held.person).exists():
        raise Refused(_("Organisationen måste ha en administratör. Utse en till först."))
    ended = [held]
    if held.role == Role.SIGNATORY and held.substitute_for is None:
        ended += Membership.objects.filter(organisation=by.organisation, substitute_for=held.person).exclude(
            valid_to__lt=today()
        )
    for one in ended:
        _end(one)
        tell("end_membership", person=by.person, organisation=by.organisation, of=one.person_id, role=one.role)
    return held


def _end(held: Membership) -> None:
    """Ends it yesterday; what had not begun before today is taken away whole."""
    if held.valid_from >= today():
        held.delete()
    else:
        held.valid_to = today() - timedelta(days=1)
        held.save(update_fields=["valid_to"])


def check_administrator(by: Acting) -> None:
    """Raises WrongRole for one who is not administrator."""
    if Role.ADMINISTRATOR not in by.roles:
        raise WrongRole(_("Du kan inte ändra vem som har vilken roll. Det gör den som är administratör."))
