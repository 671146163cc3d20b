"""A part sent to a colleague, in a real browser: by link alone, saved as typed, shared, and without JavaScript too."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from at_browser import Handbook, Person
from redovisa.reviewing.act import Role
from redovisa_service.accounts.models import Letter
from redovisa_service.cases import commands, queries
from redovisa_service.cases.models import Case
from redovisa_service.cases.sections import section_with
from service_world import World, write

pytestmark = pytest.mark.browser
ECONOMY = section_with(2023, "economy.spent.amount")
SPENT = "#f-economy-spent-amount"
WORDS = "Kan du fylla i förbrukat belopp?"


def sent_on(reporter: Person, case: Case) -> None:
    """The reporter sends the economy on."""
    reporter.page.get_by_label("Del av formuläret").select_option(str(ECONOMY))
    reporter.page.get_by_label("Kollegans namn").fill("Eko Nom")
    reporter.page.get_by_label("Kollegans e-postadress").fill("ekonom@exempel.se")
    reporter.page.get_by_label("Vad du vill ha hjälp med").fill(WORDS)


def link_in_letter(address: str) -> str:
    found = re.search(rf"{address}(/parts/\S+)", Letter.objects.latest("pk").text)
    assert found is not None
    return found[1]


def test_a_part_is_sent_to_the_economist_who_fills_it_in_on_her_phone(browser: Any, served: tuple[World, str]) -> None:
    world, address = served
    told = Handbook("skicka-en-del", "Skicka en del till en kollega")
    # Given a reporter who does not know what was spent,
    case = world.started()
    reporter = Person(browser, address)
    world.acting(Role.REPORTER)
    reporter.signs_in("reporter.0117@exempel.se")
    reporter.goes(f"/cases/{case.pk}/")
    # when she sends the economy on,
    reporter.clicks("link", "Skicka en del till en kollega")
    sent_on(reporter, case)
    told.tells("Välj delen, skriv vem som ska få den och vad du vill ha hjälp med.", reporter)
    reporter.clicks("button", "Skicka")
    reporter.sees("Väntar")
    # then the economist opens the letter's link on her phone, without signing in,
    path = link_in_letter(address)
    economist = Person(browser, address, phone=True)
    economist.goes(path)
    economist.sees(WORDS)
    told.tells("Kollegan får ett brev med en länk till just den delen. Ingen inloggning behövs.", economist)
    # and each change is saved as she types it, also what is no amount;
    economist.page.locator(SPENT).fill("ca 390 000")
    economist.sees("Sparat ")
    economist.sees("Talet är ungefärligt")
    assert queries.cells_of(case)["economy.spent.amount"] == "ca 390 000"
    economist.looks()
    # and when the reporter writes in the same room meanwhile, both answers are shown, and hers is chosen;
    write(world.acting(Role.REPORTER), case, {"economy.spent.amount": "391 000"})
    economist.page.locator(SPENT).fill("390 000")
    economist.sees("har under tiden skrivit:")
    economist.looks()
    assert queries.cells_of(case)["economy.spent.amount"] == "391 000"
    economist.page.get_by_role("button", name="Behåll mitt").click()
    economist.sees("Sparat ")
    # and without contact nothing is lost;
    economist.context.set_offline(True)
    economist.page.locator("#f-economy-spent-positions").fill("1,00")
    economist.sees("Ingen kontakt")
    economist.context.set_offline(False)
    expect(economist.page.locator("#save-state")).to_have_attribute("data-state", "saved")
    economist.wrong.clear()  # the browser itself notes that it had no contact
    economist.page.get_by_label("Något att säga").fill("Hyran är med.")
    economist.page.get_by_role("button", name="Klar", exact=True).click()
    economist.sees("din del är klar")
    economist.looks()
    # and the reporter sees it, and an old link says that it is one.
    reporter.goes(f"/cases/{case.pk}/parts/")
    reporter.sees("Hyran är med.")
    told.tells("När kollegan är klar får du ett brev, och svaren står i formuläret.", reporter)
    cells = queries.cells_of(case)
    assert (cells["economy.spent.amount"], cells["economy.spent.positions"]) == ("390 000", "1,00")
    economist.page.goto(f"{address}{path[:-3]}x/")
    economist.sees("Länken stämmer inte.")
    assert economist.wrong == ["Failed to load resource: the server responded with a status of 410 (Gone)"]
    told.ends()


def test_without_javascript_the_part_is_filled_in_and_two_answers_are_shown(
    browser: Any, served: tuple[World, str]
) -> None:
    world, address = served
    case = world.started()
    reporter = Person(browser, address, javascript=False)
    world.acting(Role.REPORTER)
    reporter.signs_in("reporter.0117@exempel.se")
    reporter.goes(f"/cases/{case.pk}/parts/")
    sent_on(reporter, case)
    reporter.clicks("button", "Skicka")
    economist = Person(browser, address, javascript=False)
    economist.goes(link_in_letter(address))
    # Given that the reporter has written in the room since the page was opened,
    write(world.acting(Role.REPORTER), case, {"economy.spent.amount": "391 000"})
    # when the economist saves hers, nothing is overwritten and both are shown,
    economist.page.locator(SPENT).fill("390 000")
    economist.page.get_by_role("button", name="Spara och fortsätt senare").click()
    economist.sees("har under tiden skrivit:")
    economist.wrong.clear()  # the browser itself notes that it was refused
    economist.looks()
    assert queries.cells_of(case)["economy.spent.amount"] == "391 000"
    assert economist.page.locator(SPENT).input_value() == "390 000"
    # and when she keeps hers and says that she is done, it stands.
    economist.clicks("button", "Behåll mitt")
    economist.clicks("button", "Klar")
    economist.sees("din del är klar")
    assert queries.cells_of(case)["economy.spent.amount"] == "390 000"


def test_a_tab_left_open_while_the_part_is_taken_back_says_so(browser: Any, served: tuple[World, str]) -> None:
    world, address = served
    case = world.started()
    reporter = Person(browser, address)
    world.acting(Role.REPORTER)
    reporter.signs_in("reporter.0117@exempel.se")
    reporter.goes(f"/cases/{case.pk}/parts/")
    sent_on(reporter, case)
    reporter.clicks("button", "Skicka")
    economist = Person(browser, address)
    economist.goes(link_in_letter(address))
    commands.withdraw_part(by=world.acting(Role.REPORTER), case=case.pk, part=queries.parts(case)[0].pk)
    economist.page.locator(SPENT).fill("390 000")
    expect(economist.page.locator("#save-state")).to_contain_text("har tagit tillbaka frågan")
    assert economist.page.locator(SPENT).input_value() == "390 000"
