"""For which organisation the one who is signed in acts, and in which roles, in this request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from redovisa.reviewing.act import Role
from redovisa_service.accounts.models import Membership, Organisation, Person
from redovisa_service.clock import today

CHOSEN = "acts_for"


@dataclass(frozen=True, slots=True)
class Acting:
    """A person acting for an organisation in her roles there; everything in the service is reached through it."""

    person: Person
    organisation: Organisation
    roles: frozenset[Role]
    others: tuple[Organisation, ...] = ()

    @property
    def may_see_people(self) -> bool:
        """Whether the page about the organisation's people is for her."""
        return not self.roles.isdisjoint({Role.ADMINISTRATOR, Role.SIGNATORY})


class ActingMiddleware:
    """Puts ``acting`` on each request: None for one who is not signed in, or acts for nobody."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.acting = acting_in(request)  # type: ignore[attr-defined]
        return self._answer(request)


def acting_in(request: HttpRequest) -> Acting | None:
    """Whom the request's person acts for: the organisation chosen in this session, or the first she was given."""
    if not request.user.is_authenticated:
        return None
    person = request.user
    held = list(Membership.objects.valid(today()).filter(person=person).select_related("organisation").order_by("pk"))
    return chosen(person, held, request.session.get(CHOSEN))


def chosen(person: Person, held: list[Membership], organisation: int | None) -> Acting | None:
    """The person acting for one of the organisations of her memberships."""
    organisations = {membership.organisation_id: membership.organisation for membership in held}
    if not organisations:
        return None
    number = organisation if organisation in organisations else next(iter(organisations))
    return Acting(
        person,
        organisations[number],
        frozenset(Role(membership.role) for membership in held if membership.organisation_id == number),
        tuple(other for key, other in organisations.items() if key != number),
    )
