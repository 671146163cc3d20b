"""Komplettering in a real browser: the mail's link, an answer in words, a corrected document, and two versions kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from at_browser import Handbook, Person
from lookalikes.pen import typed
from lookalikes.word import MANNERS, write_word
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reviewing.act import Role
from redovisa.synthetic.invent import as_read, invent
from redovisa_service.accounts.models import Letter
from redovisa_service.cases import commands, queries
from redovisa_service.cases.models import Case
from service_world import World

pytestmark = pytest.mark.browser
ASKED = "Beskriv hur ni arbetar med kön."
NEW = "Vi ringer alla som väntar varje månad."


def corrected(folder: Path) -> str:
    """The same form once more in Word, with one text changed."""
    edition = GRANT.form.editions[2023]
    said = typed(edition, GRANT.form.fields, as_read(invent(GRANT.form, 2023, "0117", 3)), 1)
    said["other.comments"] = NEW
    path = folder / "Redovisning PO 2023, rättad.docx"
    path.write_bytes(write_word(edition, said, MANNERS["typed over"]))
    return str(path)


def asked_for(world: World, address: str) -> Case:
    """A case that was handed in, opened by the board, and about which it has asked."""
    case = world.signed()
    officer = world.acting(Role.COUNTY_OFFICER)
    commands.open_case(by=officer, case=case.pk)
    commands.request_komplettering(
        by=officer, case=case.pk, text=ASKED, due=date(2024, 2, 1), link=f"{address}/cases/{case.pk}/"
    )
    return case


def test_a_komplettering_is_answered_in_words_and_with_a_corrected_document(
    browser: Any, served: tuple[World, str], tmp_path: Path
) -> None:
    world, address = served
    told = Handbook("komplettering", "Svara på en komplettering")
    # Given that the county board has asked, and that the mail holds a link and nothing of what was asked,
    case = asked_for(world, address)
    letter = Letter.objects.filter(subject__contains="omplettering").latest("pk")
    assert f"{address}/cases/{case.pk}/" in letter.text
    assert ASKED not in letter.text
    # when she who got it follows the link,
    person = Person(browser, address)
    person.signs_in("signatory.0117@exempel.se", at=f"/cases/{case.pk}/")
    person.sees("ber om komplettering senast 1 februari 2024")
    person.sees(ASKED)
    told.tells("Öppna länken i brevet. Överst står vad länsstyrelsen vill veta, och när.", person)
    # answers in words,
    person.page.get_by_label("Svar till länsstyrelsen").fill("Vi har skrivit om det under Övrigt.")
    person.clicks("button", "Spara svaret")
    person.sees("Svaret är sparat.")
    # and drops the corrected document,
    person.page.get_by_label("Ifylld redovisning").set_input_files(corrected(tmp_path))
    person.clicks("button", "Läs in dokumentet")
    # then only what differs is asked about;
    person.sees("skiljer sig")
    told.tells(
        "Svara med ord, ändra i formuläret, eller lägg in ett rättat dokument. Det som skiljer sig väljer ni.", person
    )
    room = person.page.get_by_role("group", name=GRANT.form.fields["other.comments"].label)
    room.get_by_role("radio").last.check()
    person.clicks("button", "Spara valen")
    if "/differences/" in person.page.url:
        person.clicks("button", "Behåll allt i formuläret")
    assert queries.cells_of(case)["other.comments"] == NEW
    # and when she has read what has changed and signed anew,
    person.goes(f"/cases/{case.pk}/sign/")
    person.sees("Ändrat sedan version 1")
    told.tells("Skriv under på nytt. Det som ändrats sedan sist står överst.", person)
    person.page.get_by_label("Jag har läst").check()
    person.clicks("button", "Skriv under och lämna in")
    # then there is a second receipt, and both versions stand with their difference.
    person.sees(f"2023-0117-{case.pk}-2")
    person.clicks("link", "Redovisning för 2023")
    person.clicks("link", "Se vad som skiljer versionerna")
    assert person.page.locator("ins").first.inner_text().endswith(NEW)
    person.sees("Vi har skrivit om det under Övrigt.")
    told.tells("Båda versionerna finns kvar, med kvitto och skillnader.", person)
    told.ends()
    case.refresh_from_db()
    assert case.stands.value == "replied"


def test_without_javascript_a_komplettering_is_answered_in_the_form(browser: Any, served: tuple[World, str]) -> None:
    world, address = served
    case = asked_for(world, address)
    person = Person(browser, address, javascript=False)
    person.signs_in("signatory.0117@exempel.se", at=f"/cases/{case.pk}/")
    person.page.get_by_label("Svar till länsstyrelsen").fill("Vi har skrivit om det under Övrigt.")
    person.clicks("button", "Spara svaret")
    person.clicks("link", "8. Övrigt")
    person.page.get_by_label("Synpunkter och övriga reflektioner").fill(NEW)
    person.clicks("button", "Spara och läs igenom")
    person.clicks("link", "Fortsätt till underskrift")
    person.page.get_by_label("Jag har läst").check()
    person.clicks("button", "Skriv under och lämna in")
    person.sees(f"2023-0117-{case.pk}-2")
    assert queries.texts_in(queries.version(case, 2))["other.comments"] == NEW


def test_one_who_leaves_an_answer_that_is_not_saved_is_asked_first(browser: Any, served: tuple[World, str]) -> None:
    world, address = served
    case = asked_for(world, address)
    person = Person(browser, address)
    person.signs_in("signatory.0117@exempel.se", at=f"/cases/{case.pk}/")
    asks: list[str] = []

    def stays(dialog: Any) -> None:
        asks.append(dialog.type)
        dialog.dismiss()

    person.page.on("dialog", stays)
    # When she has written an answer and presses a link, she is asked, and may stay with what she wrote;
    room = person.page.get_by_label("Svar till länsstyrelsen")
    room.press_sequentially("Se under Övrigt.")
    person.page.get_by_role("link", name="8. Övrigt").click(no_wait_after=True)
    expect(room).to_have_value("Se under Övrigt.")
    person.page.wait_for_timeout(200)
    assert asks == ["beforeunload"]
    # when she saves it she is not, nor when she then goes on;
    person.clicks("button", "Spara svaret")
    person.sees("Svaret är sparat.")
    person.clicks("link", "8. Övrigt")
    person.sees("Synpunkter och övriga reflektioner")
    # and the form itself saves what she writes, and asks nothing.
    person.page.get_by_label("Synpunkter och övriga reflektioner").press_sequentially("Hej.")
    person.sees("Sparat ")
    person.clicks("link", "Redovisning för 2023")
    person.sees("Svar till länsstyrelsen")
    assert asks == ["beforeunload"]
