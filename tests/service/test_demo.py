"""The demonstration: an invented nation with cases in every status, and a login for each role that leads somewhere."""

from __future__ import annotations

import pytest
from django.test import Client, override_settings

from redovisa.reviewing.act import Role
from redovisa.reviewing.status import Status
from redovisa_service.accounts.models import Kind, Organisation
from redovisa_service.accounts.post import post, send_waiting
from redovisa_service.cases.chain import broken
from redovisa_service.cases.models import Campaign, Case, Event
from redovisa_service.demo.people import LOGINS, PASSWORD, make_world, told


@pytest.fixture
def nation(db: None) -> None:
    """The invented nation."""
    make_world()


def test_the_nation_is_whole_and_every_role_can_sign_in(nation: None) -> None:
    kinds = {kind: Organisation.objects.filter(kind=kind).count() for kind in Kind.values}
    assert (kinds[Kind.MUNICIPALITY], kinds[Kind.COUNTY_BOARD], kinds[Kind.NATIONAL]) == (290, 21, 1)
    assert kinds[Kind.DISTRICT] > 0
    assert Campaign.objects.count() == 3
    statuses = set(Case.objects.values_list("status", flat=True))
    assert statuses == {status.value for status in Status if status is not Status.NOT_STARTED}
    assert broken(Event.objects.all()) == []
    # Made twice, it is still one.
    make_world()
    assert Organisation.objects.filter(kind=Kind.NATIONAL).count() == 1
    # and each login leads to a page of its own.
    assert {login.role for login in LOGINS} == set(Role)
    with override_settings(REDOVISA_SECOND_FACTOR=False):
        for login in LOGINS:
            assert login.email in told()
            client = Client()
            answer = client.post("/account/login/", {"login": login.email, "password": PASSWORD}, follow=True)
            assert answer.status_code == 200, login
            page = answer.content.decode()
            assert login.name in page
            assert answer.redirect_chain[-1][0] != "/account/login/"


def test_the_letters_of_the_demonstration_are_shown_as_they_are_read(
    db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    post(to="ny@exempel.se", subject="Välkommen till Österåker", text="Öppna länken:\nhttp://localhost/å/")
    with override_settings(EMAIL_BACKEND="redovisa_service.demo.letters.Shown"):
        assert send_waiting() == (1, 0)
    shown = capsys.readouterr().out
    assert "Brev till ny@exempel.se: Välkommen till Österåker\n" in shown
    assert "    http://localhost/å/\n" in shown
