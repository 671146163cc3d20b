"""Explaining a finding on its page: nothing is cut."""

from __future__ import annotations

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
