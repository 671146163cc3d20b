"""The course of a document in a real browser, each as given, when, then; no page has a fault of axe's."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from at_browser import Person
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reviewing.act import Role
from redovisa.synthetic.invent import as_read, invent
from redovisa.writing.form import FormWriter
from redovisa.writing.pdf import write_pdf
from redovisa_service.cases import commands, queries
from service_world import SEEDS, World, sound, write

pytestmark = pytest.mark.browser


def shot(person: Person, name: str) -> None:
    """A picture of the page for the one who looks at all of them, where a folder is named."""
    folder = os.environ.get("REDOVISA_PICTURES")
    if folder:
        person.page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def pdf(folder: Path) -> str:
    """A filled form as PDF, written by us from an invented redovisning."""
    edition = GRANT.form.editions[2023]
    asked = set(edition.asked)
    answers = as_read(invent(GRANT.form, 2023, "0117", 3))
    known = {key: value for key, value in answers.items() if key in asked}
    path = folder / "redovisning.pdf"
    path.write_bytes(write_pdf(FormWriter(edition, GRANT.form.fields, known).document((), date(2024, 1, 8))))
    return str(path)


def test_a_pdf_is_read_beside_its_picture_and_a_corrected_one_is_accepted(
    browser: Any, served: tuple[World, str], tmp_path: Path
) -> None:
    world, address = served
    printed = pdf(tmp_path)
    # Given a case and the form as it was printed to PDF,
    case = world.started()
    case.cells.exclude(field__in=["report.year", "contact.municipality"]).delete()
    reporter = Person(browser, address)
    reporter.signs_in("reporter.0117@exempel.se")
    reporter.goes(f"/cases/{case.pk}/")
    shot(reporter, "case-empty")
    # when she drops it,
    reporter.page.get_by_label("Ifylld redovisning").set_input_files(printed)
    reporter.clicks("button", "Läs in dokumentet")
    # then what was read stands beside a picture of the page with the place marked,
    document = queries.documents(case)[0]
    reporter.goes(f"/cases/{case.pk}/documents/{document.pk}/read/?field=clients.total.women#r-1")
    reporter.sees("Säkert")
    assert reporter.page.locator(".sheet rect.lit").count() == 1
    assert reporter.page.locator(".sheet image").evaluate("image => image.getBBox().width > 500")
    shot(reporter, "document-pdf")
    # and when a number has been typed since, the same document overwrites nothing
    write(world.acting(Role.OMBUD), case, {"clients.total.women": "65", "other.comments": "Något annat."})
    reporter.goes(f"/cases/{case.pk}/")
    reporter.page.get_by_label("Ifylld redovisning").set_input_files(printed)
    reporter.clicks("button", "Läs in dokumentet")
    reporter.sees("skiljer sig")
    assert queries.cells_of(case)["clients.total.women"] == "65"
    shot(reporter, "differences")
    # until she accepts it, room by room.
    room = reporter.page.get_by_role("group", name=re.compile("Totalt antal klienter, Kvinnor"))
    room.get_by_role("radio").last.check()
    reporter.clicks("button", "Spara valen")
    assert queries.cells_of(case)["clients.total.women"] != "65"
    assert queries.cells_of(case)["other.comments"] == "Något annat."


def test_the_signatory_sends_back_sees_what_changed_and_keeps_the_papers(
    browser: Any, served: tuple[World, str]
) -> None:
    world, address = served
    # Given a form with a number that cannot be right, which the municipality stands by,
    case = world.started()
    reporter = Person(browser, address)
    write(world.acting(Role.REPORTER), case, sound() | {"clients.with_children.women": "900"})
    world.acting(Role.SIGNATORY)
    reporter.signs_in("reporter.0117@exempel.se")
    reporter.goes(f"/cases/{case.pk}/findings/")
    shot(reporter, "findings")
    for one in queries.left_to_do(case):
        asked = reporter.page.locator(f"#{one.code}")
        if not asked.get_by_label("Skäl").is_visible():
            asked.locator("summary").click()
            shot(reporter, "findings-insist")
        asked.get_by_label("Skäl").select_option("other")
        asked.get_by_label("Med egna ord").fill("Vi räknade alla barn i kommunen.")
        asked.get_by_role("button", name="Spara förklaringen").click()
        reporter.sees("Förklaringen är sparad.")
    reporter.clicks("button", "Be om underskrift")
    # when the signatory reads it on her phone, she sees what should have been corrected, and sends it back;
    signatory = Person(browser, address, phone=True)
    signatory.signs_in("signatory.0117@exempel.se")
    signatory.goes(f"/cases/{case.pk}/sign/")
    signatory.sees("Skickas fast det borde rättas")
    shot(signatory, "sign-phone")
    signatory.page.get_by_text("Ska något ändras först?").click()
    signatory.page.get_by_label("Vad ska ändras?").fill("Skriv något om kön under Övrigt.")
    signatory.clicks("button", "Skicka tillbaka")
    reporter.goes(f"/cases/{case.pk}/")
    reporter.sees("Skriv något om kön under Övrigt.")
    shot(reporter, "case-sent-back")
    write(world.acting(Role.REPORTER), case, {"other.comments": "Kön är kortare än förra året."})
    # then she is told what has changed since she looked, and signs;
    signatory.goes(f"/cases/{case.pk}/sign/")
    signatory.sees("Ändrat sedan du läste")
    assert signatory.page.locator("ins").first.inner_text().endswith("Kön är kortare än förra året.")
    shot(signatory, "sign-changed-phone")
    signatory.page.get_by_label("Jag har läst").check()
    signatory.clicks("button", "Skriv under och lämna in")
    signatory.sees(f"2023-0117-{case.pk}-1")
    shot(signatory, "receipt-phone")
    # and keeps the receipt and the form.
    for name, begins in (("Hämta kvittot", b"%PDF-"), ("Formuläret som PDF", b"%PDF-"), ("Formuläret som Word", b"PK")):
        with signatory.page.expect_download() as waiting:
            signatory.page.get_by_role("link", name=name).click()
        assert Path(waiting.value.path()).read_bytes().startswith(begins)


def test_a_scan_is_waited_for_on_a_page_that_follows(browser: Any, served: tuple[World, str]) -> None:
    world, address = served
    # Given a file that is kept and waits for the timer,
    case = world.started()
    data = (SEEDS / "osteraker-2023-filled.txt").read_bytes()
    kept = commands.keep_document(by=world.acting(Role.REPORTER), case=case.pk, name="skannad.txt", data=data)
    reporter = Person(browser, address)
    reporter.signs_in("reporter.0117@exempel.se")
    # when she follows how it goes,
    reporter.goes(f"/cases/{case.pk}/documents/{kept.pk}/read/")
    reporter.sees("Det väntar på sin tur")
    shot(reporter, "reading")
    # then the page tells by itself when it has been read.
    assert commands.read_waiting() == 1
    reporter.page.get_by_role("heading", name="Det som är läst ur dokumentet").wait_for(timeout=8000)
    reporter.looks()
    shot(reporter, "document-text")
