"""Signs that turn the direction of writing are gone from names and words that are kept, and stand in cells as typed."""

from __future__ import annotations

import json
from datetime import date

import pytest

from redovisa.reviewing.act import Role
from redovisa_service.accounts import commands as accounts
from redovisa_service.accounts.models import Organisation
from redovisa_service.accounts.naming import as_name, unturned
from redovisa_service.cases import commands, queries
from redovisa_service.cases.commands.writing import as_kept
from service_world import LINK, PASSWORD, World, letters, write

TURNING = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
#: Shown as ”Kim Ek” by some programs, and with its end first by others.
TURNED = "\u202eKim\u2066 \u2069Ek\u202c\x00"


@pytest.mark.parametrize("sign", TURNING)
def test_each_turning_sign_is_taken_away_and_what_stands_around_it_is_left(sign: str) -> None:
    assert unturned(f"Å{sign}b") == "Åb"
    assert as_name(f" {sign}Åsa  Ö\n") == "Åsa Ö"
    assert as_kept(f"Vi{sign} vet.\r\nSe nedan.") == "Vi vet.\nSe nedan."


def test_other_writings_and_joined_signs_are_left() -> None:
    for words in ("שלום", "👩\u200d🏫", "ka\u00adda", "a\u200bb"):
        assert as_name(words) == words
        assert as_kept(words) == words


def test_people_and_organisations_are_named_without_them(world: World) -> None:
    accounts.invite(by=world.acting(Role.ADMINISTRATOR), email="ny@exempel.se", role=Role.REPORTER, link="<{secret}>")
    secret = letters()[-1].text.split("<")[1].split(">")[0]
    assert accounts.accept(secret=secret, name=TURNED, password=PASSWORD).name == "Kim Ek"
    accounts.found_organisation(
        by=world.acting(Role.COUNTY_OFFICER),
        name="PO \u202eSyd",
        municipality="0117",
        from_year=2023,
        email="po@exempel.se",
        link="<{secret}>",
    )
    assert Organisation.objects.filter(name="PO Syd").exists()


def test_a_colleagues_name_and_what_is_asked_of_her_are_kept_without_them(world: World) -> None:
    case = world.started()
    part = commands.send_part(
        by=world.acting(Role.REPORTER),
        case=case.pk,
        section=3,
        email="kollega@exempel.se",
        name=TURNED,
        words="Fyll i \u2067antal\u2069.",
        due=date(2024, 1, 12),
        link="<{secret}>",
        key="",
    )
    assert part.name == "Kim Ek"
    assert part.words == "Fyll i antal."


def test_files_are_named_without_them(world: World) -> None:
    case = world.started()
    for name, known in (("svar\u202etxt.exe", "svartxt.exe"), ("\u202e", "dokument")):
        data = name.encode()
        assert commands.keep_document(by=world.acting(Role.REPORTER), case=case.pk, name=name, data=data).name == known


def test_titles_and_replies_are_kept_without_them(world: World) -> None:
    case = world.filled()
    about = {"signature.title": "\u202eSocialchef", "signature.phone": "\u2067"}
    sha256 = queries.content_hash(case)
    signed = commands.sign(by=world.acting(Role.SIGNATORY), case=case.pk, sha256=sha256, about=about, link=LINK)
    answers = json.loads(signed.text)["redovisning"]["answers"]
    assert answers["signature.title"] == "Socialchef"
    assert "signature.phone" not in answers
    officer = world.acting(Role.COUNTY_OFFICER)
    commands.open_case(by=officer, case=case.pk)
    words = "Skriv vilka\u202e som ingår."
    commands.request_komplettering(by=officer, case=case.pk, text=words, due=date(2024, 3, 1), link=LINK)
    replied = commands.reply(by=world.acting(Role.REPORTER), case=case.pk, words="Kommunen\u2067 och regionen.")
    assert replied.komplettering == "Skriv vilka som ingår."
    assert replied.reply == "Kommunen och regionen."


def test_a_cell_keeps_what_was_typed_so_that_it_is_asked_about(world: World) -> None:
    case = world.started()
    write(world.acting(Role.REPORTER), case, {"clients.total.women": "\u202e12"})
    assert queries.cells_of(case)["clients.total.women"] == "\u202e12"
    assert queries.draft_of(case).unclear("clients.total.women") is not None
