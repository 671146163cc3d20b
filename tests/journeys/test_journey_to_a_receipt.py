"""From an invitation to a receipt in a real browser: by a Word file or the online form, with JavaScript and without."""

from __future__ import annotations

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
from redovisa_service.accounts import commands as accounts
from redovisa_service.accounts.models import Letter
from redovisa_service.cases import queries
from redovisa_service.cases.models import Case
from service_world import PASSWORD, World, sound

pytestmark = pytest.mark.browser
WOMEN = "Totalt antal klienter, Kvinnor"
BOTH = pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])


def word_file(folder: Path) -> str:
    """The form filled in in Word, where one number is about and the address is broken."""
    edition = GRANT.form.editions[2023]
    said = typed(edition, GRANT.form.fields, as_read(invent(GRANT.form, 2023, "0117", 3)), 1)
    said["clients.total.women"] = f"ca {said['clients.total.women']}"
    said["contact.email"] = said["contact.email"].replace("@", " @ ")
    path = folder / "Redovisning PO 2023.docx"
    path.write_bytes(write_word(edition, said, MANNERS["legacy form fields"]))
    return str(path)


def invited(browser: Any, served: tuple[World, str], javascript: bool) -> Person:
    """A new reporter who has opened the letter and chosen a password."""
    world, address = served
    accounts.invite(
        by=world.acting(Role.ADMINISTRATOR),
        email="ny@exempel.se",
        role=Role.REPORTER,
        link=f"{address}/people/accept/{{secret}}/",
    )
    link = Letter.objects.get().text.split("logga in:\n")[1].split("\n")[0]
    reporter = Person(browser, address, javascript=javascript)
    reporter.goes(link.removeprefix(address))
    reporter.page.get_by_label("Ditt namn").fill("Kim Ek")
    reporter.page.get_by_label("Lösenord").fill(PASSWORD)
    reporter.clicks("button", "Fortsätt")
    return reporter


def begun(world: World) -> Case:
    """The case that she has begun."""
    case = queries.rounds(world.acting(Role.REPORTER))[0].case
    assert case is not None
    return case


def explains(reporter: Person, case: Case) -> list[str]:
    """Explains what is left by a reason and a few words; the codes of the rules."""
    explained = []
    while left := queries.left_to_do(case):
        code = left[0].code
        assert code, left
        asked = reporter.page.locator(f"#{code}")
        asked.get_by_label("Skäl").select_option("as_it_was")
        asked.get_by_label("Med egna ord").fill("Vi hade bara ett halvt ombud; resten av tiden var vakant.")
        asked.get_by_role("button", name="Spara förklaringen").click()
        reporter.sees("Förklaringen är sparad.")
        reporter.looks()
        explained.append(code)
    return explained


def signs_on_her_phone(
    browser: Any, served: tuple[World, str], case: Case, javascript: bool, told: Handbook | None = None
) -> Person:
    """The signatory opens the letter's link on her phone, reads, and signs; she is at the receipt."""
    signatory = Person(browser, served[1], phone=True, javascript=javascript)
    signatory.signs_in("signatory.0117@exempel.se", at=f"/cases/{case.pk}/sign/")
    signatory.sees("Vi hade bara ett halvt ombud")
    reads_the_whole(signatory)
    if told:
        told.tells("Öppna länken i brevet, på datorn eller i telefonen. Här står allt som lämnas in.", signatory)
    signatory.page.get_by_label("Titel").fill("Socialchef")
    signatory.page.get_by_label("Jag har läst redovisningen").check()
    if told:
        signatory.page.get_by_label("Jag har läst redovisningen").scroll_into_view_if_needed()
        told.tells("Kryssa i att du har läst och får skriva under. Stämmer något inte: skicka tillbaka.", signatory)
    signatory.clicks("button", "Skriv under och lämna in")
    signatory.sees(f"2023-0117-{case.pk}-1")
    assert Letter.objects.filter(subject__startswith="Kvitto").count() == 2
    if told:
        told.tells("Ni får ett kvitto med nummer, här och som brev. Den som fyllt i får det också.", signatory)
    return signatory


def reads_the_whole(signatory: Person) -> None:
    """On a phone the parts are folded and tell how much they hold; one is opened by keyboard, and then all of them."""
    parts, whole = signatory.page.locator("details.fold"), signatory.page.locator("details.fold[open]")
    assert parts.count() == 9
    if not signatory.javascript:  # nothing can fold them
        assert whole.count() == 9
        return
    assert whole.count() == 0
    clients = parts.nth(2)
    assert clients.locator("summary").inner_text().split() == ["2.", "Klienter", "32", "av", "32", "svar"]
    clients.locator("summary").focus()
    signatory.page.keyboard.press("Enter")
    expect(whole).to_have_count(1)
    expect(clients.get_by_role("table").first).to_be_visible()
    signatory.looks()
    signatory.page.get_by_role("button", name="Öppna alla delar").click()
    expect(whole).to_have_count(9)
    expect(signatory.page.get_by_role("button", name="Fäll ihop alla delar")).to_be_visible()
    signatory.looks()
    signatory.page.get_by_role("button", name="Fäll ihop alla delar").click()
    expect(whole).to_have_count(0)
    signatory.page.emulate_media(media="print")
    signatory.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(whole).to_have_count(9)
    signatory.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    signatory.page.emulate_media(media="screen")
    expect(whole).to_have_count(0)


@BOTH
def test_from_an_invitation_and_a_word_file_to_a_receipt(
    browser: Any, served: tuple[World, str], tmp_path: Path, javascript: bool
) -> None:
    world = served[0]
    told = Handbook("lagg-in-dokumentet", "Lägg in dokumentet ni redan har") if javascript else None
    signing = Handbook("skriv-under", "Läs igenom och skriv under") if javascript else None
    # Given a new reporter who has the form filled in in Word,
    reporter = invited(browser, served, javascript)
    # when she begins and drops it,
    reporter.clicks("button", "Börja")
    if told:
        told.tells(
            "Dra filen till rutan, eller välj den. Word, PDF, text, mejl och skannade sidor går att läsa.", reporter
        )
    reporter.page.get_by_label("Ifylld redovisning").set_input_files(word_file(tmp_path))
    reporter.clicks("button", "Läs in dokumentet")
    case = begun(world)
    # then what the board has decided is hers to keep,
    reporter.sees("2 rutor skiljer sig")
    if told:
        told.tells("Står något annat i formuläret väljer ni vad som ska gälla. Inget skrivs över.", reporter)
    reporter.clicks("button", "Behåll allt i formuläret")
    # just the two doubts are asked, each beside its place in the document,
    reporter.sees("Fråga 1 av 2 om dokumentet")
    assert " @ " in reporter.page.locator(".paper .lit").inner_text()
    reporter.page.locator("input[name=answer][value^='is:']").check()
    reporter.clicks("button", "Spara svaret")
    reporter.sees("Talet är ungefärligt: ”ca 4”. Vilket är det rätta?")
    if told:
        told.tells("Bara det som är oklart frågas om, med stället i dokumentet bredvid.", reporter)
    reporter.page.get_by_label("4", exact=True).check()
    reporter.clicks("button", "Spara svaret")
    reporter.sees("Alla frågor om dokumentet är besvarade.")
    # and what is found is explained by a reason and a few words.
    reporter.clicks("link", "Se vad som är kvar")
    if told:
        told.tells("Det som inte går ihop rättas, eller förklaras med ett skäl och några ord.", reporter)
    assert explains(reporter, case) == ["EKO-05"]
    world.acting(Role.SIGNATORY)
    reporter.clicks("button", "Be om underskrift")
    if told and signing:
        told.tells(
            "När allt är på plats: be om underskrift. Den som får skriva under får ett brev med en länk.", reporter
        )
        told.ends()
        signing.tells(
            "När formuläret är klart står Be om underskrift på ärendets sida. Ett brev går till den som skriver under."
        )
    # And when the signatory has signed on her phone, there is a receipt, on the page and by mail.
    signs_on_her_phone(browser, served, case, javascript, signing)
    texts = queries.texts_in(queries.version(case, 1))
    assert (texts["clients.total.women"], "@" in texts["contact.email"]) == ("4", True)
    if signing:
        signing.ends()


@BOTH
def test_from_an_invitation_and_the_online_form_to_a_receipt(
    browser: Any, served: tuple[World, str], javascript: bool
) -> None:
    world = served[0]
    told = Handbook("fyll-i-formularet", "Fyll i redovisningen här") if javascript else None
    # Given a new reporter who has no document to begin from,
    reporter = invited(browser, served, javascript)
    if told:
        told.tells("Logga in. Årets redovisning står överst, med dagen då den ska vara inlämnad.", reporter)
    # when she begins and fills in each page,
    reporter.clicks("button", "Börja")
    if told:
        told.tells(
            "Lägg in dokumentet ni redan har, eller fyll i sidorna här. Det som är känt står redan där.", reporter
        )
    case = begun(world)
    reporter.clicks("link", "Kontaktuppgifter")
    granted = {"economy.granted.amount": "394\xa0873", "economy.granted.positions": "1,00"}  # as the board decided
    answers = sound() | granted
    for number in range(1, 10):
        assert f"/sections/{number}/" in reporter.page.url
        reporter.looks()
        fill(reporter, answers)
        if told and number == 3:
            reporter.page.get_by_label(WOMEN, exact=True).scroll_into_view_if_needed()
            told.tells("Skriv siffrorna. Summan räknas åt er, och förra årets svar står under varje ruta.", reporter)
        button = "Spara och fortsätt" if number < 9 else "Spara och läs igenom"
        reporter.page.get_by_role("button", name=button).click()
        reporter.page.wait_for_url("**/answers/" if number == 9 else f"**/sections/{number + 1}/")
    # then all of it stands as she wrote it, and she may read it through;
    assert queries.cells_of(case).items() >= answers.items()
    reporter.looks()
    if told:
        told.tells("Läs igenom alla svar. Vid varje svar finns en länk för att ändra det.", reporter)
    # and when she has explained what is found and the signatory has signed, there is a receipt.
    reporter.clicks("link", "Se det som är kvar")
    assert explains(reporter, case)
    if told:
        told.tells("Rätta eller förklara det som är kvar, och be sedan om underskrift.", reporter)
        told.ends()
    world.acting(Role.SIGNATORY)
    reporter.clicks("button", "Be om underskrift")
    signs_on_her_phone(browser, served, case, javascript)
    assert queries.texts_in(queries.version(case, 1)).items() >= answers.items()


def fill(person: Person, answers: dict[str, str]) -> None:
    """Writes the answers in the rooms of the page, as a person does: choosing, ticking and typing."""
    for key in person.page.eval_on_selector_all(
        "[data-field]", "all => [...new Set(all.map(one => one.dataset.field))]"
    ):
        text = answers.get(key, "")
        room = person.page.locator(f'[data-field="{key}"]')
        kind = room.first.get_attribute("type")
        if kind == "radio":
            person.page.locator(f'[data-field="{key}"][value="{text}"]').check()
        elif kind == "checkbox":
            room.set_checked(bool(text))
        elif room.input_value() != text:
            room.fill(text)
