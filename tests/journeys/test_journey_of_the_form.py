"""The online form in a real browser: saved whatever happens, shared by two, and used by all."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from at_browser import ENLARGED, Person
from redovisa.reviewing.act import Role
from redovisa_service.cases import commands, queries
from redovisa_service.cases.models import Case
from service_world import World, write

pytestmark = pytest.mark.browser
expect.set_options(timeout=30_000)  # a slow machine is no fault
WOMEN, MEN = "Totalt antal klienter, Kvinnor", "Totalt antal klienter, Män"


def at_form(browser: Any, served: tuple[World, str], role: Role, case: Case, section: int, **known: Any) -> Person:
    """Someone in the role with a page of the form before her."""
    world, address = served
    world.acting(role)
    person = Person(browser, address, **known)
    person.signs_in(f"{role.value}.0117@exempel.se")
    person.goes(f"/cases/{case.pk}/sections/{section}/")
    return person


def test_every_change_is_saved_as_typed_and_two_see_each_other(browser: Any, served: tuple[World, str]) -> None:
    # Given two who have the same page open,
    case = served[0].started()
    reporter = at_form(browser, served, Role.REPORTER, case, 3)
    ombud = at_form(browser, served, Role.OMBUD, case, 3)
    assert "Reporter 0117 har den här sidan öppen nu." in ombud.page.locator("#others").inner_text()
    # when one types what is no number,
    reporter.page.get_by_label(WOMEN, exact=True).fill("ca 5")
    # then it is saved as it stands, and asked about beside the room;
    reporter.sees("Sparat ")
    reporter.sees("Talet är ungefärligt")
    expect(reporter.page.get_by_label(WOMEN, exact=True)).to_have_class(re.compile("has-wrong"))
    assert "Ombud 0117 har den här sidan öppen nu." in reporter.page.locator("#others").inner_text()
    assert queries.cells_of(case)["clients.total.women"] == "ca 5"
    reporter.looks()
    # and when the other types in the same room, nothing is overwritten, and both answers are shown;
    ombud.page.get_by_label(WOMEN, exact=True).fill("6")
    ombud.sees("Reporter 0117 har under tiden skrivit:")
    ombud.looks()
    ombud.page.get_by_label(WOMEN, exact=True).fill("7")
    ombud.page.get_by_label(MEN, exact=True).fill("2")
    ombud.page.get_by_label(MEN, exact=True).blur()
    expect(ombud.page.locator("#s-r-f-clients-total-women")).to_have_text("oklar")
    assert queries.cells_of(case)["clients.total.women"] == "ca 5"
    # and when she chooses, that is what counts, and the sum is told to those who listen;
    ombud.page.get_by_role("button", name="Behåll mitt").click()
    ombud.sees("Sparat ")
    assert queries.cells_of(case)["clients.total.women"] == "7"
    expect(ombud.page.locator("#spoken")).to_have_text("Summa, Totalt antal klienter: 9")
    expect(ombud.page.get_by_label(WOMEN, exact=True)).not_to_have_class(re.compile("has-wrong"))
    # and the first one's page comes to show it, without her doing anything.
    reporter.page.get_by_label(WOMEN, exact=True).blur()
    reporter.page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(reporter.page.get_by_label(WOMEN, exact=True)).to_have_value("7")
    expect(reporter.page.locator("#s-r-f-clients-total-women")).to_have_text("9")


def test_the_other_answer_may_be_taken(browser: Any, served: tuple[World, str]) -> None:
    case = served[0].started()
    ombud = at_form(browser, served, Role.OMBUD, case, 9)
    write(served[0].acting(Role.REPORTER), case, {"other.comments": "Först skrivet."})
    ombud.page.get_by_label("Synpunkter och övriga reflektioner").fill("Sedan skrivet.")
    ombud.sees("har under tiden skrivit:")
    ombud.page.get_by_role("button", name="Ta det som Reporter 0117 skrev").click()
    ombud.page.get_by_text("har under tiden skrivit:").wait_for(state="detached")
    assert ombud.page.get_by_label("Synpunkter och övriga reflektioner").input_value() == "Först skrivet."
    assert queries.cells_of(case)["other.comments"] == "Först skrivet."


def test_a_lost_connection_and_a_closed_tab_lose_nothing(browser: Any, served: tuple[World, str]) -> None:
    # Given someone on a train,
    case = served[0].started()
    person = at_form(browser, served, Role.REPORTER, case, 9)
    person.context.set_offline(True)
    # when she writes without contact,
    person.page.get_by_label("Synpunkter och övriga reflektioner").fill("Skrivet på tåget.")
    # then the page says where her words are;
    person.sees("Ingen kontakt: det du skriver finns kvar på den här datorn")
    assert "other.comments" not in queries.cells_of(case)
    # and when the tab is killed and she comes back to quite another page of the form,
    person.page.close()
    person.context.set_offline(False)
    again = Person(browser, served[1], context=person.context)
    again.goes(f"/cases/{case.pk}/sections/2/")
    # then they are saved, and nothing is left in the browser.
    again.sees("Sparat ")
    assert queries.cells_of(case)["other.comments"] == "Skrivet på tåget."
    assert kept(again) == []
    # And a connection that comes back is enough by itself.
    again.context.set_offline(True)
    again.page.get_by_label("Ange antal tjänster").fill("1,50")
    again.sees("Ingen kontakt: det du skriver finns kvar på den här datorn")
    again.page.wait_for_timeout(300)
    again.context.set_offline(False)
    expect(again.page.locator("#save-state")).to_have_attribute("data-state", "saved")
    assert queries.cells_of(case)["ombud.positions"] == "1,50"


def kept(person: Person) -> list[str]:
    """What the browser keeps of unsaved text."""
    found: list[str] = person.page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('redovisa:'))")
    return found


def test_a_session_that_ended_loses_nothing(browser: Any, served: tuple[World, str]) -> None:
    case = served[0].started()
    person = at_form(browser, served, Role.REPORTER, case, 9)
    room = person.page.get_by_label("Synpunkter och övriga reflektioner")
    Session.objects.all().delete()
    room.fill("Skrivet efter att tiden gått ut.")
    person.sees("Du är utloggad. Det du skrev finns kvar på den här datorn.")
    person.wrong.clear()  # the browser itself notes that it was refused
    person.looks()
    person.page.get_by_role("link", name="Logga in igen").click()
    person.page.wait_for_url("**/account/login/**")
    person.page.get_by_label("E-postadress").fill("reporter.0117@exempel.se")
    person.page.get_by_label("Lösenord").fill("vinterns korta dagar")
    person.clicks("button", "Logga in")
    person.page.wait_for_url(f"**/cases/{case.pk}/sections/9/")
    person.sees("Sparat ")
    assert room.input_value() == "Skrivet efter att tiden gått ut."
    assert queries.cells_of(case)["other.comments"] == "Skrivet efter att tiden gått ut."


def test_signing_out_asks_first_and_then_leaves_nothing_behind(browser: Any, served: tuple[World, str]) -> None:
    case = served[0].started()
    person = at_form(browser, served, Role.REPORTER, case, 9)
    person.context.set_offline(True)
    person.page.get_by_label("Synpunkter och övriga reflektioner").fill("Hemligt.")
    person.sees("Ingen kontakt")
    asked: list[str] = []

    def refuse(dialog: Any) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    person.page.once("dialog", refuse)
    person.page.locator(".menu summary").click()
    person.page.get_by_role("button", name="Logga ut").click()
    assert "inte är sparad" in asked[0]
    assert len(kept(person)) == 1
    person.page.once("dialog", lambda dialog: dialog.accept())
    person.page.route("**/logout/", lambda route: route.fulfill(status=204))
    person.page.get_by_role("button", name="Logga ut").click()
    assert kept(person) == []


def test_a_stale_tab_and_a_double_click_do_no_harm(browser: Any, served: tuple[World, str]) -> None:
    world = served[0]
    case = world.filled()
    person = at_form(browser, served, Role.REPORTER, case, 9)
    # Given a tab that is left open while the case is handed in,
    world.sign(case)
    # when something is written in it,
    person.page.get_by_label("Synpunkter och övriga reflektioner").fill("För sent.")
    # then it is told why that is not saved, and the words are still there.
    expect(person.page.locator("#save-state")).to_contain_text("Inlämnad")
    assert person.page.get_by_label("Synpunkter och övriga reflektioner").input_value() == "För sent."
    assert queries.cells_of(case)["other.comments"] != "För sent."
    person.wrong.clear()  # the browser itself notes that it was refused
    # And a button that is pressed twice does what it says once.
    world.acting(Role.SIGNATORY)
    commands.unlock(by=world.acting(Role.SIGNATORY), case=case.pk)
    person.goes(f"/cases/{case.pk}/sections/8/")
    person.page.get_by_role("button", name="Spara och fortsätt").dblclick()
    person.page.wait_for_url("**/sections/9/")
    person.looks()


def test_by_keyboard_alone_at_400_percent(browser: Any, served: tuple[World, str]) -> None:
    # Given a small window enlarged four times, and no mouse,
    case = served[0].started()
    person = at_form(browser, served, Role.REPORTER, case, 3, viewport=ENLARGED)
    page = person.page
    # when she tabs through the page,
    names: list[str] = []
    for _ in range(120):
        page.keyboard.press("Tab")
        there = page.evaluate(
            """() => {
              const one = document.activeElement, box = one.getBoundingClientRect();
              const above = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
              return {name: one.getAttribute("aria-label") || one.innerText, field: one.dataset.field || "",
                outline: getComputedStyle(one).outlineStyle, seen: !above || one.contains(above) || above.contains(one),
                inside: box.left >= 0 && box.right <= window.innerWidth + 1};
            }"""
        )
        # then each thing she comes to shows that she is there, is not hidden behind another, and is inside the window;
        assert there["outline"] != "none", there
        assert there["seen"], there
        assert there["inside"], there
        names.append(there["name"])
        if there["field"] == "clients.total.women":
            page.keyboard.type("12")
        if there["name"] == "Spara och fortsätt":
            break
    # every cell tells its row and its column,
    counted = [name for name in names if re.search(r", (Kvinnor|Män)$", name)]
    assert "Antal nya klienter, därav mellan 30 och 49 år, Män" in counted
    assert len(counted) == len(set(counted)) == 32
    # and pressing the button goes on.
    page.keyboard.press("Enter")
    page.wait_for_url("**/sections/4/")
    assert queries.cells_of(case)["clients.total.women"] == "12"
    person.looks()


@pytest.mark.parametrize("width", [1200, 390, 320])
def test_every_page_fits_and_has_no_fault(browser: Any, served: tuple[World, str], width: int) -> None:
    world = served[0]
    case = world.filled()
    person = at_form(browser, served, Role.SIGNATORY, case, 1, viewport={"width": width, "height": 800})
    number = case.pk
    for path in ["/", f"/cases/{number}/", *(f"/cases/{number}/sections/{n}/" for n in range(2, 10))]:
        person.goes(path)
    for name in ("answers", "findings", "sign"):
        person.goes(f"/cases/{number}/{name}/")
    world.sign(case)
    for path in ("versions/", "versions/1/"):
        person.goes(f"/cases/{number}/{path}")
    person.goes("/people/")


def test_in_english_the_frame_is_english_and_the_form_is_marked_as_swedish(
    browser: Any, served: tuple[World, str]
) -> None:
    case = served[0].started()
    person = at_form(browser, served, Role.REPORTER, case, 3)
    person.clicks("button", "In English")
    assert person.page.locator("html").get_attribute("lang") == "en"
    assert person.page.get_by_role("button", name="Save and continue").count() == 1
    assert person.page.get_by_role("heading", name="2. Klienter").get_attribute("lang") == "sv"
    person.page.get_by_label(WOMEN, exact=True).fill("5")
    person.sees("Saved ")
    person.goes(f"/cases/{case.pk}/")
    person.clicks("button", "På svenska")
    person.sees("Formuläret")
