"""The tally in a real browser: fetched empty, filled in on one's own computer, dropped, and its numbers accepted."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from at_browser import Handbook, Person
from redovisa.reviewing.act import Role
from redovisa_service.cases import queries
from redovisa_service.cases.models import Document
from service_world import World, write

pytestmark = pytest.mark.browser
FIRST = 5  # the sheet's first row of a client


def filled(path: Path, rows: list[tuple[Any, ...]], *, to: str) -> list[str]:
    """Fills in the rows of a fetched sheet as an ombud does; gives the codes of those rows."""
    book = load_workbook(io.BytesIO(path.read_bytes()))
    page = book["Räkneblad"]
    for at, row in enumerate(rows, FIRST):
        for column, value in enumerate(row, 2):
            page.cell(at, column).value = value
    book.save(to)
    return [page.cell(FIRST + at, 1).value for at in range(len(rows))]


def drops(person: Person, path: str) -> None:
    """Drops a file on the case page."""
    person.page.get_by_label("Ifylld redovisning").set_input_files(path)
    person.clicks("button", "Läs in dokumentet")


def test_a_tally_is_fetched_filled_in_and_its_numbers_are_accepted(
    browser: Any, served: tuple[World, str], tmp_path: Path
) -> None:
    world, address = served
    told = Handbook("rakneblad", "Räkna klienterna med ett räkneblad")
    # Given an ombud whose case has begun,
    case = world.started()
    case.cells.exclude(field__in=["report.year", "contact.municipality"]).delete()
    world.acting(Role.OMBUD)
    ombud = Person(browser, address)
    ombud.signs_in("ombud.0117@exempel.se")
    ombud.goes(f"/cases/{case.pk}/")
    # when she fetches a sheet and fills it in on her own computer,
    ombud.page.get_by_text("Räkneblad: räkna klienterna utan namn").click()
    ombud.looks()
    told.tells("Hämta ett tomt räkneblad på ärendets sida. Koderna är lottade, och ingen annan har dem.", ombud)
    with ombud.page.expect_download() as waiting:
        ombud.page.get_by_role("link", name="Hämta ett räkneblad för 2023").click()
    assert waiting.value.suggested_filename == "rakneblad-2023.xlsx"
    woman = ("Kvinna", "30–49 år", None, None, date(2023, 3, 1), None, "Nej", "x")
    man = ("Man", "65 år eller äldre", None, None, date(2021, 5, 4), date(2023, 8, 1), "Nej")
    sheet = str(tmp_path / "mitt blad.xlsx")
    codes = filled(waiting.value.path(), [woman, woman, man], to=sheet)
    told.tells(
        "Fyll i det på din egen dator: en rad om varje klient, aldrig ett namn. Dra hit bladet när året är slut."
    )
    # and drops it,
    drops(ombud, sheet)
    # then each number stands in the form, and tells how it was counted;
    ombud.sees("3 rader; RAK-01 RAK-02")
    told.tells("Talen står i formuläret. Vid varje tal står hur det är räknat. Bladet är inte sparat.", ombud)
    cells = queries.cells_of(case)
    assert (cells["clients.total.women"], cells["clients.total.men"], cells["clients.closed.men"]) == ("2", "1", "1")
    assert cells["contact_reasons.economy.women"] == "2"
    # and when she has counted one more, nothing changes until she accepts it, number by number;
    write(world.acting(Role.REPORTER), case, {"clients.total.men": "4"})
    filled(waiting.value.path(), [woman, woman, woman, man], to=sheet)
    ombud.goes(f"/cases/{case.pk}/")
    drops(ombud, sheet)
    ombud.sees("rutor skiljer sig")
    ombud.sees("3 av 4 rader i räknebladet.")
    assert queries.cells_of(case)["clients.total.women"] == "2"
    told.tells("Lägg in bladet igen när det är ändrat. Det som skiljer sig väljer du, tal för tal.", ombud)
    ombud.page.get_by_role("group", name="Totalt antal klienter, Kvinnor", exact=True).get_by_role("radio").last.check()
    ombud.clicks("button", "Spara valen")
    ombud.clicks("button", "Behåll allt i formuläret")
    cells = queries.cells_of(case)
    assert (cells["clients.total.women"], cells["clients.total.men"]) == ("3", "4")
    # and what cannot be known is asked, with how many it may be;
    filled(waiting.value.path(), [woman, woman, woman, man, ("Kvinna", None, None, "Ny", date(2023, 4, 1))], to=sheet)
    ombud.goes(f"/cases/{case.pk}/")
    drops(ombud, sheet)
    ombud.clicks("button", "Behåll allt i formuläret")
    ombud.sees("för 1 klient till går det inte att veta")
    told.tells("Är något okänt i bladet blir det en fråga, aldrig en gissning.", ombud)
    # and no code is anywhere.
    kept = [str(row) for row in Document.objects.values()]
    assert kept
    assert not [code for code in codes if any(code in row for row in kept)]
    told.ends()


def test_a_tally_with_a_name_is_refused_with_nothing_kept_and_one_saved_as_text_is_read(
    browser: Any, served: tuple[World, str], tmp_path: Path
) -> None:
    world, address = served
    case = world.started()
    case.cells.exclude(field__in=["report.year", "contact.municipality"]).delete()
    world.acting(Role.OMBUD)
    ombud = Person(browser, address, phone=True)
    ombud.signs_in("ombud.0117@exempel.se")
    ombud.goes(f"/cases/{case.pk}/")
    head = "Räkneblad 2023\n\n\nKod;Kön;Åldersgrupp;Ny eller kvar;Avslutades;Barn under 18 hemma;Ekonomi\n"
    sheet = tmp_path / "blad.csv"
    # Given a sheet saved as text in which someone has written a name,
    sheet.write_text(f"{head}K7R4;Anna Svensson;30–49 år;Ny;;Nej;x\n", encoding="utf-8")
    ombud.page.get_by_label("Ifylld redovisning").set_input_files(str(sheet))
    ombud.page.get_by_role("button", name="Läs in dokumentet").click()
    # then the cell is told, and the name is neither repeated nor kept;
    ombud.sees("I cell B5 står något som kan peka ut en person")
    assert "Svensson" not in ombud.page.content()
    ombud.wrong.clear()  # the browser itself notes that it was refused
    ombud.looks()
    assert not Document.objects.exists()
    # and when the name is gone, the text is read as the sheet it was.
    sheet.write_text(f"{head}K7R4;Kvinna;30–49 år;Ny;;Nej;x\n", encoding="cp1252")
    ombud.clicks("link", "Gå tillbaka")
    drops(ombud, str(sheet))
    ombud.sees("Kolumner som saknas i räknebladet: Bostad")
    assert queries.cells_of(case)["clients.new.women"] == "1"
    assert not re.search("K7R4|blad.csv", str(list(Document.objects.values())))
