"""Someone who works for several: a link leads to the case it names, in the role that she has there."""

from __future__ import annotations

from datetime import date

from django.test import Client
from django.urls import reverse

from redovisa.reviewing.act import Role
from redovisa_service.accounts.models import Membership
from redovisa_service.cases import commands
from redovisa_service.cases.models import Case, Event
from service_world import World, sign_in

BEGIN = date(2023, 1, 1)


def of_both(world: World) -> tuple[Client, Case]:
    """A browser of someone who signs for our municipality and writes for the other one; and the other one's case."""
    person = world.acting(Role.SIGNATORY).person
    Membership.objects.create(person=person, organisation=world.other, role=Role.REPORTER, valid_from=BEGIN)
    case = commands.start(by=world.acting(Role.REPORTER, world.other), year=2023)
    client = Client()
    sign_in(client, person)
    return client, case


def test_the_link_in_a_letter_opens_whomever_one_worked_for_last(world: World) -> None:
    client, theirs = of_both(world)
    ours = world.filled()
    page = client.get(reverse("case", args=[theirs.pk]))
    assert page.status_code == 200
    assert page.context["acting"].organisation == world.other
    # From then on she works for them; the next link takes her back, to sign as she may do here.
    assert client.get("/").context["acting"].organisation == world.other
    assert client.get(reverse("sign", args=[ours.pk])).status_code == 200
    assert client.get("/").context["acting"].organisation == world.home


def test_a_page_left_open_is_saved_where_it_belongs_and_changes_nothing_else(world: World) -> None:
    client, theirs = of_both(world)
    sent = {"f:other.comments": "Skrivet i ett annat fönster.", "seen:other.comments": "0"}
    told = client.post(reverse("autosave", args=[theirs.pk, 9]), sent).json()
    assert told["saved"] == {"other.comments": 1}
    assert client.get("/").context["acting"].organisation == world.home
    asked = client.get(reverse("case", args=[theirs.pk]), headers={"Sec-Fetch-Dest": "empty"})
    assert asked.status_code == 200
    assert client.get("/").context["acting"].organisation == world.home


def test_the_role_is_the_one_held_there_and_what_is_nobody_of_hers_is_not_there(world: World) -> None:
    client, theirs = of_both(world)
    assert client.get(reverse("sign", args=[theirs.pk])).status_code == 403
    Membership.objects.filter(organisation=world.other, role=Role.REPORTER).update(valid_to=BEGIN)
    assert client.get(reverse("case", args=[theirs.pk])).status_code == 404
    assert Event.objects.filter(act="attempt").count() == 2
