"""For which organisation the one who is signed in acts, and in which roles, in this request."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from redovisa.reviewing.act import Role
from redovisa_service.accounts.models import Engagement, Kind, Membership, Organisation, Person
from redovisa_service.clock import today

CHOSEN = "acts_for"
#: What a provider's people may be for those who have engaged it: they write, and never sign.
_OF_A_PROVIDER = frozenset({Role.OMBUD, Role.REPORTER})
#: Where those begin who hand in nothing themselves.
_BEGINS: dict[str, str] = {Kind.COUNTY_BOARD: "county", Kind.NATIONAL: "campaigns"}


@dataclass(frozen=True, slots=True)
class Acting:
    """A person acting for an organisation in her roles there; everything in the service is reached through it."""

    person: Person
    organisation: Organisation
    roles: frozenset[Role]
    others: tuple[Organisation, ...] = ()

    @property
    def begins(self) -> str:
        """The name of the page where she begins: people alone for an administrator, else her organisation's own."""
        if self.roles == {Role.ADMINISTRATOR}:
            return "people"
        return _BEGINS.get(self.organisation.kind, "home")

    @property
    def may_see_people(self) -> bool:
        """Whether the page about the organisation's people is for her."""
        return not self.roles.isdisjoint({Role.ADMINISTRATOR, Role.SIGNATORY})


@dataclass(frozen=True, slots=True)
class Held:
    """A role that someone has for an organisation: her own, or through the provider she works for."""

    organisation: Organisation
    role: Role


class ActingMiddleware:
    """Puts ``acting`` on each request: None for one who is not signed in, or acts for nobody."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.acting = acting_in(request)  # type: ignore[attr-defined]  # set by this house, unknown to the library's types
        return self._answer(request)


def acting_in(request: HttpRequest) -> Acting | None:
    """Whom the request's person acts for: the organisation chosen in this session, or the first she was given."""
    if not request.user.is_authenticated:
        return None
    return chosen(request.user, held_by(request.user), request.session.get(CHOSEN))


def held_by(person: Person) -> list[Held]:
    """The roles that hold today, those of organisations that report first: her own, and through a provider."""
    day = today()
    own = list(Membership.objects.valid(day).filter(person=person).select_related("organisation").order_by("pk"))
    held = [Held(one.organisation, Role(one.role)) for one in own]
    providers = {one.organisation for one in held if one.organisation.kind == Kind.PROVIDER}
    if providers:
        engaged = Engagement.objects.valid(day).filter(provider__in=providers).select_related("organisation")
        held += [
            Held(engagement.organisation, one.role)
            for engagement in engaged
            for one in tuple(held)
            if one.organisation.pk == engagement.provider_id and one.role in _OF_A_PROVIDER
        ]
    return sorted(held, key=lambda one: not one.organisation.reports)


def chosen(person: Person, held: Iterable[Held], organisation: int | None) -> Acting | None:
    """The person acting for one of the organisations where she holds a role."""
    held = list(held)
    organisations = {one.organisation.pk: one.organisation for one in held}
    if not organisations:
        return None
    number = organisation if organisation in organisations else next(iter(organisations))
    return Acting(
        person,
        organisations[number],
        frozenset(one.role for one in held if one.organisation.pk == number),
        tuple(other for key, other in organisations.items() if key != number),
    )
