"""People: invited, let in once, given roles for some days and relieved of them; and organisations over time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from redovisa.reviewing.act import Role
from redovisa.reviewing.policy import Refused, WrongRole
from redovisa_service.accounts import commands
from redovisa_service.accounts.acting import chosen, held_by
from redovisa_service.accounts.models import Coverage, Engagement, Invitation, Membership, Person
from redovisa_service.cases import queries
from redovisa_service.cases.chain import broken
from redovisa_service.cases.models import Event
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


def test_an_invitation_to_another_is_told_before_one_says_yes(world: World) -> None:
    page = world.client(Role.REPORTER).get(f"/people/accept/{invited(world)}/")
    assert page.status_code == 422
    assert "Inbjudan är till ny@exempel.se, men du är inloggad som reporter.0117@exempel.se" in page.content.decode()
    assert "Tacka ja" not in page.content.decode()


def test_a_weak_password_an_old_link_and_a_wrong_one_are_refused_in_words(world: World) -> None:
    secret = invited(world)
    with pytest.raises(Refused, match="minst 12 tecken"):
        commands.accept(secret=secret, name="Kim Ek", password="kort")  # noqa: S106 - refused
    with pytest.raises(Refused, match="enbart numeriskt"):
        commands.accept(secret=secret, name="Kim Ek", password="739104862157")  # noqa: S106 - refused
    with pytest.raises(Refused, match="Länken stämmer inte"):
        commands.open_invitation("något annat")
    Invitation.objects.update(valid_to=TODAY - timedelta(days=1))
    with pytest.raises(Refused, match="Be administratören i Österåkers kommun"):
        commands.open_invitation(secret)


def test_one_who_has_an_account_signs_in_and_gains_a_role(world: World) -> None:
    known = world.acting(Role.REPORTER, world.other).person
    secret = invited(world, email=known.email.upper())
    with pytest.raises(Refused, match="Det finns redan ett konto"):
        commands.accept(secret=secret, name="Kim Ek", password=PASSWORD)
    with pytest.raises(Refused, match="Det finns redan ett konto"):
        commands.accept_from_provider(secret=secret, name="Kim Ek")
    stranger = world.acting(Role.SIGNATORY, world.other).person
    with pytest.raises(Refused, match="men du är inloggad som signatory"):
        commands.accept_as(secret=secret, person=stranger)
    assert commands.accept_as(secret=secret, person=known) == known
    assert known.memberships.count() == 2


def test_a_new_invitation_takes_the_place_of_the_one_before_and_can_be_taken_back(world: World) -> None:
    first, second = invited(world), invited(world)
    with pytest.raises(Refused, match="ersatt"):
        commands.open_invitation(first)
    commands.withdraw_invitation(by=world.acting(Role.ADMINISTRATOR), invitation=commands.open_invitation(second).pk)
    with pytest.raises(Refused, match="återtagen"):
        commands.accept(secret=second, name="Kim Ek", password=PASSWORD)


def test_the_page_of_people_has_a_column_of_changes_for_those_who_may_make_them(world: World) -> None:
    for role in (Role.SIGNATORY, Role.ADMINISTRATOR):
        world.acting(role)
    pages = {role: world.client(role).get("/people/").content.decode() for role in (Role.SIGNATORY, Role.ADMINISTRATOR)}
    assert ">Ändra</th>" in pages[Role.ADMINISTRATOR]
    assert ">Ändra</th>" not in pages[Role.SIGNATORY]


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
    substitute = chosen(reporter.person, held_by(reporter.person), None)
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


def test_a_substitute_signs_for_a_signatory_only_for_some_days_and_hands_it_no_further(world: World) -> None:
    signatory, reporter = world.acting(Role.SIGNATORY), world.acting(Role.REPORTER)
    ombud, administrator = world.acting(Role.OMBUD), world.acting(Role.ADMINISTRATOR)
    week = TODAY + timedelta(days=7)
    for begin, end in (
        (week, TODAY),
        (TODAY - timedelta(days=9), TODAY - timedelta(days=1)),
        (TODAY, date(2026, 1, 1)),
    ):
        with pytest.raises(Refused, match="Sista dagen"):
            commands.delegate_signing(by=signatory, to=reporter.person.pk, begin=begin, end=end)
    commands.delegate_signing(by=signatory, to=reporter.person.pk, begin=TODAY, end=week)
    with pytest.raises(Refused, match="kan redan skriva under"):
        commands.delegate_signing(by=signatory, to=reporter.person.pk, begin=week, end=week)
    substitute = chosen(reporter.person, held_by(reporter.person), None)
    assert substitute is not None
    with pytest.raises(WrongRole, match="i någon annans ställe"):
        commands.delegate_signing(by=substitute, to=ombud.person.pk, begin=TODAY, end=week)
    with pytest.raises(Refused, match="inte behörig företrädare"):
        commands.delegate_signing(
            by=administrator, to=ombud.person.pk, begin=TODAY, end=week, instead_of=reporter.person.pk
        )
    given = commands.delegate_signing(
        by=administrator, to=ombud.person.pk, begin=TODAY, end=week, instead_of=signatory.person.pk
    )
    assert given.substitute_for == signatory.person
    assert "i stället för Signatory 0117" in letters()[-1].text
    # When the signatory herself no longer is one, nobody signs in her place.
    commands.end_membership(by=administrator, membership=signatory.person.memberships.get().pk)
    assert not Membership.objects.valid(TODAY).filter(organisation=world.home, role=Role.SIGNATORY).exists()


def test_a_signatory_ends_what_she_let_another_do_and_nothing_else(world: World) -> None:
    signatory, reporter = world.acting(Role.SIGNATORY), world.acting(Role.REPORTER)
    given = commands.delegate_signing(by=signatory, to=reporter.person.pk, begin=TODAY, end=TODAY)
    with pytest.raises(WrongRole):
        commands.end_membership(by=signatory, membership=reporter.person.memberships.get(role=Role.REPORTER).pk)
    commands.end_membership(by=signatory, membership=given.pk)
    assert reporter.person.memberships.count() == 1


def engaged(world: World, **known: Any) -> Engagement:
    """A provider that does the work for our municipality from today."""
    about = {
        "name": "Ombudsföreningen",
        "number": "802000-1234",
        "begin": TODAY,
        "end": None,
        "email": "chef@exempel.se",
    }
    return commands.engage(by=world.acting(Role.ADMINISTRATOR), link="<{secret}>", **(about | known))


def test_a_providers_people_write_for_those_who_engaged_it_and_never_sign(world: World) -> None:
    engagement = engaged(world)
    assert "administratör för Ombudsföreningen" in letters()[-1].text
    for role in (Role.REPORTER, Role.ADMINISTRATOR):
        world.acting(role, engagement.provider)
    reporter = world.acting(Role.REPORTER, engagement.provider).person
    acting = chosen(reporter, held_by(reporter), None)
    assert acting is not None
    assert (acting.organisation, acting.roles) == (world.home, {Role.REPORTER})
    assert acting.others == (engagement.provider,)
    case = world.started()
    write(acting, case, {"ombud.positions": "2,0"})
    administrator = world.acting(Role.ADMINISTRATOR, engagement.provider).person
    assert [held.organisation for held in held_by(administrator)] == [engagement.provider]
    # and from the day it is over, they reach nothing of it.
    commands.end_engagement(by=world.acting(Role.ADMINISTRATOR), engagement=engagement.pk)
    assert [held.organisation for held in held_by(reporter)] == [engagement.provider]


def test_a_provider_is_known_by_its_number_and_engaged_once_at_a_time(world: World) -> None:
    with pytest.raises(Refused, match="organisationsnummer"):
        engaged(world, number="12")
    first = engaged(world)
    with pytest.raises(Refused, match="redan er utförare"):
        engaged(world, number="8020001234")
    theirs = commands.engage(
        by=world.acting(Role.ADMINISTRATOR, world.other),
        name="Föreningen",
        number="8020001234",
        begin=TODAY,
        end=TODAY,
        email="x@y.se",
        link="<{secret}>",
    )
    assert theirs.provider == first.provider
    assert Invitation.objects.filter(organisation=first.provider).count() == 1


def test_who_reports_for_whom_is_the_county_boards_to_say(world: World) -> None:
    officer = world.acting(Role.COUNTY_OFFICER)
    shared = commands.found_organisation(
        by=officer,
        name="Ombud i Roslagen",
        municipality="0117",
        from_year=2023,
        email="chef@exempel.se",
        link="<{secret}>",
    )
    commands.cover(by=officer, organisation=shared.pk, municipality="0188", from_year=2024)
    assert [shared.municipalities(year) for year in (2022, 2023, 2024)] == [[], ["0117"], ["0117", "0188"]]
    with pytest.raises(Refused, match="redovisar redan för Österåkers kommun"):
        commands.cover(by=officer, organisation=shared.pk, municipality="0117", from_year=2025)
    ended = commands.end_coverage(by=officer, coverage=shared.coverage.get(municipality="0117").pk, last_year=2023)
    assert shared.municipalities(2024) == ["0188"]
    assert ended.to_year == 2023
    with pytest.raises(Refused, match="redovisar inte till er"):
        commands.cover(by=officer, organisation=world.other.pk, municipality="0117", from_year=2024)
    with pytest.raises(WrongRole):
        commands.cover(by=world.acting(Role.ADMINISTRATOR), organisation=shared.pk, municipality="0188", from_year=2024)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda world, person: Membership(
            person=person, organisation=world.home, role="chef", valid_from=TODAY, valid_to=None
        ),
        lambda world, person: Membership(
            person=person, organisation=world.home, role=Role.REPORTER, valid_from=TODAY, valid_to=date(2024, 1, 1)
        ),
        lambda world, person: Membership(
            person=person,
            organisation=world.home,
            role=Role.SIGNATORY,
            valid_from=TODAY,
            substitute_for=world.acting(Role.SIGNATORY).person,
        ),
        lambda world, person: Coverage(organisation=world.home, municipality="0117", from_year=2024, to_year=2023),
        lambda world, person: Engagement(provider=world.home, organisation=world.home, valid_from=TODAY),
        lambda world, person: Person(email=person.email.upper(), name="Samma adress"),
    ],
)
def test_the_database_itself_refuses_what_cannot_be(world: World, wrong: Any) -> None:
    made = wrong(world, world.acting(Role.REPORTER).person)
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save()


def test_what_is_done_with_people_stands_in_the_chain_of_events(world: World) -> None:
    commands.accept(secret=invited(world), name="Kim Ek", password=PASSWORD)
    engaged(world)
    events = list(Event.objects.all())
    assert [event.act for event in events] == ["invite", "accept", "invite", "engage"]
    assert broken(events) == []
    assert all(event.words for event in events)
    assert "ny@exempel.se" not in str([event.details for event in events])


def test_nobody_is_offered_to_sign_for_herself(world: World) -> None:
    signatory, ombud = world.acting(Role.SIGNATORY).person, world.acting(Role.OMBUD).person
    for role in (Role.SIGNATORY, Role.ADMINISTRATOR):
        offered = world.client(role).get("/people/").content.decode().split('<select class="select" id="to"')[1]
        offered = offered.split("</select>")[0]
        assert f'value="{ombud.pk}"' in offered
        assert f'value="{signatory.pk}"' not in offered
