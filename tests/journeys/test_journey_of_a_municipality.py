"""The municipality's journeys in a real browser, each as given, when, then; no page has a fault that axe can find."""

from __future__ import annotations

from typing import Any

import pytest

from at_browser import Person
from redovisa.reviewing.act import Role
from redovisa_service.accounts import commands as accounts
from redovisa_service.accounts.models import Letter
from redovisa_service.cases import commands, queries
from service_world import PASSWORD, SEEDS, World

pytestmark = pytest.mark.browser


def test_from_an_invitation_and_a_file_to_a_receipt(browser: Any, served: tuple[World, str]) -> None:
    world, address = served
    # Given a reporter who has been invited by letter,
    accounts.invite(
        by=world.acting(Role.ADMINISTRATOR),
        email="ny@exempel.se",
        role=Role.REPORTER,
        link=f"{address}/people/accept/{{secret}}/",
    )
    link = Letter.objects.get().text.split("logga in:\n")[1].split("\n")[0]
    reporter = Person(browser, address)
    reporter.goes(link.removeprefix(address))
    reporter.page.get_by_label("Ditt namn").fill("Kim Ek")
    reporter.page.get_by_label("Lösenord").fill(PASSWORD)
    reporter.clicks("button", "Fortsätt")
    # when she begins and drops the document she has,
    reporter.clicks("button", "Börja")
    reporter.page.get_by_label("Ifylld redovisning").set_input_files(SEEDS / "osteraker-2023-filled.txt")
    reporter.clicks("button", "Läs in dokumentet")
    # then what differs from the board's decision is hers to choose,
    reporter.sees("rutor skiljer sig")
    reporter.clicks("button", "Ta allt ur dokumentet")
    # only what is doubtful is asked, beside the document with the place lit up,
    reporter.sees("om dokumentet")
    assert "asa.exempelgren@oster aker.se" in reporter.page.locator(".paper .lit").inner_text()
    reporter.page.get_by_label("asa.exempelgren@osteraker.se", exact=True).check()
    reporter.clicks("button", "Spara svaret")
    while "/questions/" in reporter.page.url:
        known = reporter.page.locator("input[name=answer][value^='is:']")
        (known.last if known.count() else reporter.page.get_by_label("Rutan ska vara tom")).check()
        reporter.clicks("button", "Spara svaret")
    reporter.sees("Alla frågor om dokumentet är besvarade.")
    # and what is found is corrected or explained beside its room, by a reason and a few words;
    case = queries.rounds(world.acting(Role.REPORTER))[0].case
    reporter.goes(f"/cases/{case.pk}/findings/")
    for one in queries.left_to_do(case):
        asked = reporter.page.locator(f"#{one.code}")
        if not asked.get_by_label("Skäl").is_visible():
            asked.locator("summary").click()
        asked.get_by_label("Skäl").select_option("as_it_was")
        asked.get_by_label("Med egna ord").fill("Det stämmer; läget var så under hela året.")
        asked.get_by_role("button", name="Spara förklaringen").click()
        reporter.sees("Förklaringen är sparad.")
        reporter.looks()
    left = queries.left_to_do(case)
    assert left == [], left
    # and when the signatory has been asked, she signs on her phone what she has read,
    world.acting(Role.SIGNATORY)
    reporter.goes(f"/cases/{case.pk}/findings/")
    reporter.clicks("button", "Be om underskrift")
    signatory = Person(browser, address, phone=True)
    signatory.signs_in("signatory.0117@exempel.se")
    signatory.clicks("link", "Fortsätt")
    signatory.clicks("link", "Läs igenom och skriv under")
    signatory.page.get_by_label("Titel").fill("Socialchef")
    signatory.page.get_by_label("Jag har läst redovisningen").check()
    signatory.clicks("button", "Skriv under och lämna in")
    # then there is a receipt, on the page and by mail.
    signatory.sees(f"2023-0117-{case.pk}-1")
    assert Letter.objects.filter(subject__startswith="Kvitto").count() == 2


def test_komplettering_is_answered_and_the_versions_differ(browser: Any, served: tuple[World, str]) -> None:
    from datetime import date

    world, address = served
    case = world.signed()
    officer = world.acting(Role.COUNTY_OFFICER)
    commands.open_case(by=officer, case=case.pk)
    commands.request_komplettering(
        by=officer, case=case.pk, text="Beskriv hur ni arbetar med kön.", due=date(2024, 2, 1), link=address
    )
    person = Person(browser, address)
    person.signs_in("signatory.0117@exempel.se")
    person.sees("1 februari 2024")
    person.clicks("link", "Öppna")
    person.sees("Beskriv hur ni arbetar med kön.")
    person.page.get_by_label("Svar till länsstyrelsen").fill("Vi har skrivit om det under Övrigt.")
    person.clicks("button", "Spara svaret")
    person.clicks("link", "8. Övrigt")
    person.page.get_by_label("Synpunkter och övriga reflektioner").fill("Vi ringer alla som väntar varje månad.")
    person.sees("Sparat ")
    person.goes(f"/cases/{case.pk}/sign/")
    person.sees("Ändrat sedan version 1")
    person.page.get_by_label("Jag har läst").check()
    person.clicks("button", "Skriv under och lämna in")
    person.sees(f"2023-0117-{case.pk}-2")
    person.goes(f"/cases/{case.pk}/versions/")
    assert person.page.locator("ins").first.inner_text().endswith("Vi ringer alla som väntar varje månad.")
    person.sees("Vi har skrivit om det under Övrigt.")
    person.goes("/account/2fa/")


def test_the_pages_about_people(browser: Any, served: tuple[World, str]) -> None:
    world, address = served
    world.acting(Role.REPORTER)
    world.acting(Role.ADMINISTRATOR)
    person = Person(browser, address, phone=True)
    person.signs_in("administrator.0117@exempel.se")
    person.page.get_by_label("E-postadress", exact=True).fill("kollega@exempel.se")
    person.clicks("button", "Skicka inbjudan")
    person.sees("En inbjudan är skickad till kollega@exempel.se.")
