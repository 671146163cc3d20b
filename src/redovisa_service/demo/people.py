"""The invented people of the demonstration: one for each role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from redovisa.reviewing.act import Role
from redovisa_service.accounts.models import Engagement, Kind, Membership, Organisation, Person
from redovisa_service.demo.nation import YEARS, make_nation

PASSWORD = "lagom-hemligt-2013"  # noqa: S105 - printed for everyone to see, in a world of invented data
#: Österåker has the last year left to do; Botkyrka a komplettering to answer.
HOME, OTHER = "0117", "0127"


@dataclass(frozen=True, slots=True)
class Login:
    """Who signs in, and in which role."""

    role: Role
    name: str
    email: str
    codes: tuple[str, ...] = (HOME, OTHER)


#: The county board of both, and the nation.
_COUNTY, _NATION = "01", "SoS"
LOGINS = (
    Login(Role.REPORTER, "Maja Lindqvist", "redovisare@exempel.se"),
    Login(Role.SIGNATORY, "Erik Sandström", "foretradare@exempel.se"),
    Login(Role.OMBUD, "Amina Haddad", "ombud@exempel.se"),
    Login(Role.REGISTRATOR, "Sven Kivi", "registrator@exempel.se"),
    Login(Role.ADMINISTRATOR, "Lo Bergman", "administrator@exempel.se"),
    Login(Role.COUNTY_OFFICER, "Nadja Ek", "handlaggare@exempel.se", (_COUNTY,)),
    Login(Role.COUNTY_DECISION_MAKER, "Olof Rask", "beslutsfattare@exempel.se", (_COUNTY,)),
    Login(Role.NATIONAL_OFFICER, "Ingrid Vall", "socialstyrelsen@exempel.se", (_NATION,)),
)


def make_world() -> None:
    """The nation and the people; nothing when they are there already."""
    if Organisation.objects.exists():
        return
    organisations = make_nation(kept_free=[HOME], waits=[OTHER])
    begin = date(YEARS[0], 1, 1)
    for login in LOGINS:
        person = Person.objects.create_user(login.email, PASSWORD, name=login.name)
        for code in login.codes:
            Membership.objects.create(
                person=person, organisation=organisations[code], role=login.role, valid_from=begin
            )
    provider = Organisation.objects.create(kind=Kind.PROVIDER, name="Ombudsföreningen (påhittad)", code="802000-0000")
    Engagement.objects.create(provider=provider, organisation=organisations[OTHER], valid_from=begin)


def told() -> str:
    """The logins, a line each, and what there is to do."""
    rows = [f"  {login.email:<28}{login.role.swedish}" for login in LOGINS]
    begins = (
        "Kommunens personer arbetar för Österåker, där årets redovisning är kvar att göra, och för Botkyrka, som har en"
    )
    return "\n".join(
        (f"Logga in med en av dessa (lösenord: {PASSWORD})", *rows, "", begins, "komplettering att svara på.")
    )
