"""Journeys about people and the round: a key instead of a password, what the county grants, what the nation opens."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from at_browser import Person
from redovisa.reviewing.act import Role
from redovisa_service.accounts import commands as accounts
from redovisa_service.accounts.models import Kind, Letter, Organisation
from redovisa_service.cases.models import Campaign, Extension, Granted
from service_world import PASSWORD, World

pytestmark = pytest.mark.browser


def pictured(person: Person, name: str) -> None:
    """A picture of the page on a desk and on a phone, where a folder for them is named; the page is sound on both."""
    folder = os.environ.get("REDOVISA_PICTURES")
    for width in (1200, 390):
        person.page.set_viewport_size({"width": width, "height": 900})
        person.looks()
        if folder:
            person.page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
    person.page.set_viewport_size({"width": 1200, "height": 900})


def test_an_invited_person_chooses_a_key_and_signs_in_with_it(
    browser: Any, served: tuple[World, str], settings: Any
) -> None:
    # Given a service where a password alone never suffices, and someone who has been invited,
    settings.REDOVISA_SECOND_FACTOR = True
    world, address = served
    address = address.replace("127.0.0.1", "localhost")
    link = f"{address}/people/accept/{{secret}}/"
    accounts.invite(by=world.acting(Role.ADMINISTRATOR), email="ny@exempel.se", role=Role.REPORTER, link=link)
    path = Letter.objects.get().text.split(address)[1].split("\n")[0]
    person = Person(browser, address)
    devtools = person.page.context.new_cdp_session(person.page)
    devtools.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": {**key, "isUserVerified": True, "automaticPresenceSimulation": True}},
    )
    person.goes(path)
    pictured(person, "accept")
    person.page.get_by_label("Ditt namn").fill("Kim Ek")
    person.page.get_by_label("Lösenord").fill(PASSWORD)
    person.clicks("button", "Fortsätt")
    # when she adds a key,
    person.sees("Ett steg till")
    pictured(person, "second-factor")
    person.goes("/account/2fa/totp/activate/")
    pictured(person, "totp")
    person.goes("/account/second-factor/")
    person.clicks("link", "Lägg till en nyckel")
    pictured(person, "add-key")
    person.page.locator("input[name=name]").fill("Min dator")
    passwordless = person.page.locator("input[name=passwordless]")
    if passwordless.count():
        passwordless.check()
    person.page.locator("#mfa_webauthn_add").click()
    person.page.wait_for_url("**/recovery-codes/**")
    pictured(person, "recovery-codes")
    # then the pages open, and the next time the key alone lets her in.
    person.goes("/")
    person.sees("Österåkers kommun")
    person.page.locator(".menu summary").click()
    person.clicks("button", "Logga ut")
    person.goes("/account/login/")
    person.page.locator("#passkey_login").click()
    person.page.locator(".menu summary").click()
    person.sees("Kim Ek")


def test_the_county_grants_and_gives_longer_time(browser: Any, served: tuple[World, str]) -> None:
    world, address = served
    world.acting(Role.COUNTY_OFFICER)
    Organisation.objects.create(kind=Kind.MUNICIPALITY, name="Norrtälje kommun", code="0188", county="01")
    officer = Person(browser, address)
    officer.signs_in("county_officer.01@exempel.se")
    # When a county officer pastes what was granted,
    officer.goes("/county/2023/")
    officer.page.get_by_label("Rader").fill("Norrtälje\t804 246\t2,00\nÖsteråkre\t1\t1")
    officer.clicks("button", "Lägg in i tabellen")
    officer.sees("Inget är sparat ännu")
    pictured(officer, "granted-pasted")
    officer.clicks("button", "Spara tabellen")
    # then it is saved, and shown with what it adds up to.
    officer.sees("1 rad är ändrad och sparad.")
    assert Granted.objects.get(organisation__code="0188").amount == 804246
    pictured(officer, "granted")
    officer.page.get_by_label("Norrtälje kommun: belopp, kr").fill("ca 5")
    officer.page.get_by_role("button", name="Spara tabellen").click()
    officer.sees("Inget är sparat")
    assert officer.page.get_by_label("Norrtälje kommun: belopp, kr").input_value() == "ca 5"
    officer.wrong.clear()  # the browser tells of the refused page in its console
    pictured(officer, "granted-refused")
    # And when she gives one of them longer time,
    officer.goes(f"/county/2023/extensions/{world.home.pk}/")
    officer.page.get_by_label("Till och med").fill("2024-03-01")
    officer.page.get_by_label("Skäl").fill("Sjukdom i arbetsgruppen")
    officer.clicks("button", "Ge längre tid")
    officer.sees("2024-03-01")
    assert Extension.objects.get().reason == "Sjukdom i arbetsgruppen"
    officer.goes(f"/county/2023/extensions/{world.home.pk}/")
    pictured(officer, "extension")
    officer.goes("/county/coverage/")
    officer.page.get_by_label("Redovisar också för").select_option("0188")
    officer.clicks("button", "Lägg till")
    officer.sees("Norrtälje kommun")
    pictured(officer, "coverage")


def test_the_nation_opens_the_next_round(browser: Any, served: tuple[World, str]) -> None:
    world, address = served
    nation = Organisation.objects.create(kind=Kind.NATIONAL, name="Socialstyrelsen", code="SoS")
    world.acting(Role.NATIONAL_OFFICER, nation)
    officer = Person(browser, address)
    officer.signs_in("national_officer.SoS@exempel.se")
    officer.sees("Lägg upp en ny omgång")
    pictured(officer, "campaigns")
    officer.clicks("button", "Lägg upp omgången")
    officer.sees("Redovisningsomgången för 2024 är upplagd.")
    officer.page.get_by_label("Sista dag som visas").fill("2025-01-20")
    officer.clicks("button", "Spara")
    officer.sees("2025-01-20")
    assert Campaign.objects.get(year=2024).deadline.isoformat() == "2025-01-20"
    pictured(officer, "campaign")


def test_the_page_of_people_and_the_page_of_what_is_not_for_one(browser: Any, served: tuple[World, str]) -> None:
    world, address = served
    for role in (Role.SIGNATORY, Role.REPORTER):
        world.acting(role)
    administrator = Person(browser, address)
    world.acting(Role.ADMINISTRATOR)
    administrator.signs_in("administrator.0117@exempel.se")
    administrator.page.get_by_label("E-postadress", exact=True).fill("ny@exempel.se")
    administrator.clicks("button", "Skicka inbjudan")
    administrator.page.get_by_text("Ge en utförare uppdrag").click()
    pictured(administrator, "people")
    administrator.page.goto(f"{address}/county/2023/")
    administrator.sees("Sidan är inte för din roll")
    administrator.wrong.clear()
    pictured(administrator, "wrong-role")
