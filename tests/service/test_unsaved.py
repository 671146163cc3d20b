"""What is refused is shown to the one who sent it, so that nothing typed is lost; and nothing secret ever is."""

from __future__ import annotations

import re
from pathlib import Path

import lxml.html
import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

import redovisa_service
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reviewing.act import Role
from redovisa_service.cases import commands, queries
from redovisa_service.pages.unsaved import ROOMS
from service_world import PASSWORD, World

_ROOM = re.compile(r"<textarea[^>]*>|<input[^>]*>")
#: Rooms whose text is never shown again: what one signs in with, and days, which are chosen rather than typed.
NOT_SHOWN = {"login", "password", "until", "due", "begin", "end"}


def shown(page: bytes) -> dict[str, str]:
    """The texts that a page shows again, by their question."""
    root = lxml.html.fromstring(page)
    rooms = {room.get("id"): room for room in root.iter("textarea") if room.get("readonly") is not None}
    return {
        label.text_content(): (rooms[label.get("for")].text or "").removeprefix("\n")
        for label in root.iter("label")
        if label.get("for") in rooms
    }


def test_what_is_refused_is_shown_again(world: World) -> None:
    case = world.signed()
    client = world.client(Role.REPORTER)
    words = "Vi har räknat om.\nSe bilagan <b>tack</b>."
    answer = client.post(reverse("reply", args=[case.pk]), {"reply": words, "key": "abc", "sha256": "0" * 64})
    assert answer.status_code == 409
    assert shown(answer.content) == {"Svar": words}
    typed = {"f:clients.total.women": "ca 65", "seen:clients.total.women": "3", "f:clients.total.men": "", "f:x": "y"}
    answer = client.post(reverse("section", args=[case.pk, 3]), typed)
    assert answer.status_code == 409
    assert shown(answer.content) == {GRANT.form.fields["clients.total.women"].label: "ca 65"}


def test_a_page_that_was_only_asked_for_shows_nothing_again(world: World) -> None:
    page = world.client(Role.REPORTER).get("/people/accept/wrong/", {"reply": "Hej"})
    assert page.status_code == 409
    assert shown(page.content) == {}
    assert "Det du skrev" not in page.content.decode()


def test_one_who_was_signed_out_is_shown_what_she_sent_and_comes_back_to_the_page(world: World) -> None:
    case = world.started()
    client = world.client(Role.REPORTER)
    address = reverse("section", args=[case.pk, 9])
    Session.objects.all().delete()
    there = f"http://testserver{address}"
    typed = {"f:other.comments": "Skrivet efter att tiden gått ut."}
    answer = client.post(address, typed, headers={"referer": there})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Du har blivit utloggad" in page
    assert list(shown(answer.content).values()) == ["Skrivet efter att tiden gått ut."]
    assert queries.cells_of(case).get("other.comments", "") == ""
    way = re.search(r'href="(/account/login/[^"]*)"', page)
    assert way is not None
    signed_in = client.post(way[1], {"login": "reporter.0117@exempel.se", "password": PASSWORD})
    assert signed_in.headers["Location"] == there
    elsewhere = Client().post(address, typed, headers={"referer": "https://elsewhere.example/"})
    assert "elsewhere.example" not in elsewhere.content.decode()


def test_a_script_is_sent_to_sign_in_when_the_session_has_ended(world: World) -> None:
    case = world.started()
    answer = Client().post(reverse("autosave", args=[case.pk, 3]), {}, headers={"accept": "application/json"})
    assert answer.status_code == 302


def test_a_page_that_was_open_too_long_shows_what_was_typed_unless_another_site_sent_it(world: World) -> None:
    case = world.started()
    client = world.client(Role.REPORTER, enforce_csrf_checks=True)
    address = reverse("explain", args=[case.pk, "KLI-01"])
    sent = {"text": "Vi räknade två gånger.", "reason": "vacancy", "csrfmiddlewaretoken": "hemligt"}
    answer = client.post(address, sent)
    reason = next(one.words for one in GRANT.reasons.listed if one.key == "vacancy")
    assert answer.status_code == 403
    assert "Det du skrev står här nedanför." in answer.content.decode()
    assert shown(answer.content) == {"Förklaring": "Vi räknade två gånger.", "Skäl": reason}
    for origin in ("https://elsewhere.example", "null"):
        answer = client.post(address, sent, headers={"origin": origin})
        assert answer.status_code == 403
        assert "räknade" not in answer.content.decode()


def test_what_was_sent_when_something_broke_is_shown_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(**_known: object) -> None:
        raise RuntimeError("Något är trasigt.")

    case = world.started()
    monkeypatch.setattr(commands, "reply", breaks)
    client = world.client(Role.REPORTER, raise_request_exception=False)
    answer = client.post(reverse("reply", args=[case.pk]), {"reply": "Kommunen och regionen.", "seen": ""})
    assert answer.status_code == 500
    assert shown(answer.content) == {"Svar": "Kommunen och regionen."}
    # Whether it was saved before it broke is not known.
    assert "Inget av det sparades" not in answer.content.decode()


def test_no_password_is_shown_again(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    for address in (reverse("account_login"), reverse("accept", args=["x"])):
        sent = {"login": "kim@exempel.se", "password": "ingen ser den", "name": "Kim Ek"}
        answer = client.post(address, sent)
        assert answer.status_code == 403
        assert shown(answer.content) == {"Namn": "Kim Ek"}
        assert "ingen ser den" not in answer.content.decode()


def test_what_was_sent_to_another_organisations_case_or_in_another_role_is_shown_again(world: World) -> None:
    case = world.started()
    stranger = world.client(Role.REPORTER, world.other)
    answer = stranger.post(reverse("reply", args=[case.pk]), {"reply": "Fel flik"})
    assert (answer.status_code, shown(answer.content)) == (404, {"Svar": "Fel flik"})
    registrator = world.client(Role.REGISTRATOR)
    answer = registrator.post(reverse("reply", args=[case.pk]), {"reply": "Fel roll"})
    assert (answer.status_code, shown(answer.content)) == (403, {"Svar": "Fel roll"})


def test_every_room_to_write_in_can_be_shown_again_or_is_known_not_to_be() -> None:
    found = set()
    for path in Path(redovisa_service.__file__).parent.rglob("*.html"):
        for tag in _ROOM.findall(path.read_text(encoding="utf-8")):
            name = re.search(r'\bname="([^"]*)"', tag)
            if name and not re.search(r'type="(?:hidden|radio|checkbox|file)"', tag) and "{" not in name[1]:
                found.add(name[1])
    assert found == ROOMS.keys() | NOT_SHOWN
