"""People: invited, let in once, given roles for some days and relieved of them; and the post that tells them."""

from __future__ import annotations

import socket
from datetime import date, timedelta
from email import message_from_bytes
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.test import override_settings

from redovisa.reviewing.act import Role
from redovisa.reviewing.policy import Refused, WrongRole
from redovisa_service.accounts import commands
from redovisa_service.accounts.acting import chosen
from redovisa_service.accounts.models import Invitation, Letter, Membership, Person
from redovisa_service.accounts.post import post, send_waiting
from redovisa_service.cases import queries
from service_world import LINK, PASSWORD, World, letters, sound, write

TODAY = date(2024, 1, 8)


def invited(world: World, role: Role = Role.REPORTER, email: str = "Ny@Exempel.se") -> str:
    """The secret of an invitation."""
    commands.invite(by=world.acting(Role.ADMINISTRATOR), email=email, role=role, link="<{secret}>")
    return letters()[-1].text.split("<")[1].split(">")[0]


def test_an_invitation_lets_one_person_in_once(world: World) -> None:
    secret = invited(world)
    person = commands.accept(secret=secret, name="Kim Ek", password=PASSWORD)
    assert person.email == "ny@exempel.se"
    assert [m.role for m in person.memberships.all()] == [Role.REPORTER]
    with pytest.raises(Refused, match="redan använd"):
        commands.accept(secret=secret, name="Någon Annan", password=PASSWORD)
    assert secret not in str(Invitation.objects.values())


def test_a_weak_password_an_old_link_and_a_wrong_one_are_refused_in_words(world: World) -> None:
    secret = invited(world)
    with pytest.raises(Refused, match="minst 12 tecken"):
        commands.accept(secret=secret, name="Kim Ek", password="kort")  # noqa: S106 - refused
    with pytest.raises(Refused, match="Länken stämmer inte"):
        commands.open_invitation("något annat")
    Invitation.objects.update(valid_to=TODAY - timedelta(days=1))
    with pytest.raises(Refused, match="Be om en ny"):
        commands.open_invitation(secret)


def test_one_who_has_an_account_keeps_her_password_and_gains_a_role(world: World) -> None:
    known = world.acting(Role.REPORTER, world.other).person
    secret = invited(world, email=known.email)
    with pytest.raises(Refused, match="Det finns redan ett konto"):
        commands.accept(secret=secret, name="", password="gissat lösenord 1")  # noqa: S106 - a guess
    assert commands.accept(secret=secret, name="", password=PASSWORD) == known
    assert known.memberships.count() == 2


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_an_administrator_invites(world: World, role: Role) -> None:
    with pytest.raises(WrongRole):
        commands.invite(by=world.acting(role), email="x@y.se", role=Role.REPORTER, link="{secret}")


def test_a_municipality_has_no_county_officers(world: World) -> None:
    with pytest.raises(Refused, match="kan inte ha någon"):
        invited(world, Role.COUNTY_OFFICER)


def test_a_role_holds_from_its_first_day_to_its_last(world: World) -> None:
    person = world.acting(Role.REPORTER).person
    Membership.objects.update(valid_from=TODAY, valid_to=TODAY)
    for day, holds in ((TODAY - timedelta(days=1), False), (TODAY, True), (TODAY + timedelta(days=1), False)):
        assert Membership.objects.valid(day).filter(person=person).exists() is holds


def test_a_substitute_signs_in_anothers_place_and_it_is_told(world: World) -> None:
    signatory, reporter = world.acting(Role.SIGNATORY), world.acting(Role.REPORTER)
    commands.delegate_signing(by=signatory, to=reporter.person.pk, begin=TODAY, end=TODAY + timedelta(days=7))
    held = list(Membership.objects.valid(TODAY).filter(person=reporter.person).select_related("organisation"))
    substitute = chosen(reporter.person, held, None)
    assert substitute is not None
    case = world.started()
    write(substitute, case, sound())
    from redovisa_service.cases.commands import sign

    version = sign(by=substitute, case=case.pk, sha256=queries.content_hash(case), about={}, link=LINK)
    assert (version.signed_by, version.signed_for) == (reporter.person, signatory.person)


def test_the_last_administrator_stays(world: World) -> None:
    administrator = world.acting(Role.ADMINISTRATOR)
    membership = administrator.person.memberships.get()
    with pytest.raises(Refused, match="måste ha en administratör"):
        commands.end_membership(by=administrator, membership=membership.pk)
    theirs = world.acting(Role.REPORTER, world.other).person.memberships.get()
    with pytest.raises(Refused, match="finns inte hos er"):
        commands.end_membership(by=administrator, membership=theirs.pk)


class Sink:
    """A real mail server that keeps what it is handed, and refuses one receiver."""

    def __init__(self) -> None:
        self.got: list[Any] = []

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if address.startswith("full"):
            return "452 Mailbox full"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.got.append(message_from_bytes(envelope.content))
        return "250 OK"


def test_letters_reach_a_mail_server_once_as_text_and_as_a_page(world: World) -> None:
    sink = Sink()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(sink, hostname="127.0.0.1", port=port)
    server.start()
    try:
        backend = "django.core.mail.backends.smtp.EmailBackend"
        with override_settings(EMAIL_BACKEND=backend, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port):
            post(to="full@exempel.se", subject="Hej", text="Rad.")
            post(to="a@exempel.se", subject="Kvitto på åäö", text="Första stycket.\n\nAndra.")
            assert send_waiting() == (1, 1)
            assert send_waiting() == (0, 1)
    finally:
        server.stop()
    (mail,) = sink.got
    kinds = {part.get_content_type() for part in mail.walk()}
    assert {"text/plain", "text/html"} <= kinds
    assert Letter.objects.get(to="full@exempel.se").tries == 2


def test_a_mail_server_that_is_down_loses_no_letter(world: World) -> None:
    post(to="a@exempel.se", subject="Hej", text="Rad.")
    backend = "django.core.mail.backends.smtp.EmailBackend"
    with override_settings(EMAIL_BACKEND=backend, EMAIL_HOST="127.0.0.1", EMAIL_PORT=1):
        assert send_waiting() == (0, 1)
    assert send_waiting() == (1, 0)
    assert Person.objects.count() == 0
