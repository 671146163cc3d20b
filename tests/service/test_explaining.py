"""Explaining a finding on its page: nothing is cut, and nobody's words are written over."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from redovisa.reviewing.act import Role
from redovisa.reviewing.policy import Refused
from redovisa_service.cases import commands, queries
from redovisa_service.cases.models import Case
from service_world import LINK, World, sound, write

TEXT = "Ett ombud slutade i juni."


def to_explain(world: World) -> tuple[Case, str]:
    """A case in which little is spent, and the code of what is found in that."""
    case = world.started()
    fewer = {"economy.spent.amount": "100000", "economy.spent.positions": "0,25"}
    write(world.acting(Role.REPORTER), case, sound() | fewer)
    return case, next(one.code for one in queries.left_to_do(case) if one.code.startswith("EKO"))


def opened(client: Client, case: Case, code: str) -> str:
    """The mark that goes out with the finding on the page."""
    page = client.get(reverse("findings", args=[case.pk])).content.decode()
    found = re.search(rf'/{code}/" class="stack">.*?name="seen" value="(\w*)"', page)
    assert found is not None
    return found[1]


def explains(client: Client, case: Case, code: str, **sent: str) -> tuple[int, str]:
    """What the service answers to an explanation."""
    answer = client.post(reverse("explain", args=[case.pk, code]), {"reason": "other", **sent}, follow=True)
    return answer.status_code, answer.content.decode()


def test_an_explanation_that_is_too_long_is_refused_whole(world: World) -> None:
    case, code = to_explain(world)
    client = world.client(Role.REPORTER)
    page = client.get(reverse("findings", args=[case.pk])).content.decode()
    assert "Högst 2000 tecken." in page
    assert "maxlength" not in page
    status, page = explains(client, case, code, text="x" * 2_001)
    assert status == 409
    assert "Texten är 2001 tecken lång; i en ruta får det stå högst 2000. Korta den." in page
    assert queries.explanations(case) == {}
    assert explains(client, case, code, text="x" * 2_000)[0] == 200
    assert len(queries.explanations(case)[code].text) == 2_000


def test_what_is_to_be_changed_is_refused_when_it_is_too_long_and_never_cut(world: World) -> None:
    case = world.filled()
    signatory = world.acting(Role.SIGNATORY)
    commands.ask_for_signature(by=world.acting(Role.REPORTER), case=case.pk, link=LINK)
    with pytest.raises(Refused, match="2001 tecken lång; i en ruta får det stå högst 2000"):
        commands.send_back(by=signatory, case=case.pk, words="x" * 2_001, link=LINK)


def test_two_who_explain_do_not_write_over_each_other(world: World) -> None:
    case, code = to_explain(world)
    reporter, ombud = world.client(Role.REPORTER), world.client(Role.OMBUD)
    seen = opened(reporter, case, code)
    assert opened(ombud, case, code) == seen == ""
    assert explains(reporter, case, code, text=TEXT, seen=seen)[0] == 200
    status, page = explains(ombud, case, code, text="Ett ombud var sjukt hela hösten.", seen=seen)
    assert status == 409
    assert f"av Reporter 0117. Där står nu: ”{TEXT}”" in page
    assert "Ett ombud var sjukt hela hösten.</textarea>" in page
    assert queries.explanations(case)[code].text == TEXT
    # It is not taken back unseen either; who has read it may change it.
    assert explains(ombud, case, code, text="", seen=seen, take_back="yes")[0] == 409
    seen, old = opened(ombud, case, code), opened(reporter, case, code)
    assert explains(ombud, case, code, text="Ett ombud var sjukt hela hösten.", seen=seen)[0] == 200
    assert queries.explanations(case)[code].text == "Ett ombud var sjukt hela hösten."
    # What has been taken away is not put back unseen.
    assert explains(ombud, case, code, text="", seen=opened(ombud, case, code), take_back="yes")[0] == 200
    status, page = explains(reporter, case, code, text=TEXT, seen=old)
    assert status == 409
    assert "Förklaringen har tagits bort sedan du öppnade sidan" in page


def test_the_same_explanation_holds_for_new_values_when_it_is_said_again(world: World) -> None:
    case, code = to_explain(world)
    client = world.client(Role.REPORTER)
    explains(client, case, code, text=TEXT)
    write(world.acting(Role.REPORTER), case, {"economy.spent.positions": "0,26"})
    assert [one.code for one in queries.left_to_do(case)] == [code]
    assert explains(client, case, code, text=TEXT, seen=opened(client, case, code))[0] == 200
    assert queries.left_to_do(case) == []
