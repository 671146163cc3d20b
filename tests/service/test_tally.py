"""The tally as a way in: its numbers become proposals, and nothing else of it is kept anywhere."""

from __future__ import annotations

import io
import logging
from datetime import date

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from redovisa.counting.mark import Mark
from redovisa.counting.sheet import sheet
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reviewing.act import Role
from redovisa.reviewing.policy import Refused
from redovisa_service.cases import commands, queries
from redovisa_service.cases.models import Document, Event
from service_world import World

CODES = ("K7R4", "B2C3", "W9X8")
MARKS = tuple(
    Mark(code, sex="women", band="30-49", start=date(2023, 2, at + 1), has_children=False)
    for at, code in enumerate(CODES)
)
NAME = "annas-blad-K7R4.xlsx"


def dropped(world: World, data: bytes) -> Document:
    case = world.started()
    case.cells.exclude(field__in=["report.year", "contact.municipality"]).delete()
    return commands.drop_document(by=world.acting(Role.REPORTER), case=case.pk, name=NAME, data=data)


def everything_kept() -> str:
    """Every value of every table as text."""
    return "\n".join(repr(row) for model in apps.get_models() for row in model.objects.values_list())


def test_the_numbers_fill_the_form_and_tell_where_they_come_from(world: World) -> None:
    document = dropped(world, sheet(GRANT.tally, 2023, [], MARKS))
    cells = {cell.field: (cell.raw, cell.place) for cell in document.case.cells.all()}
    assert cells["clients.total.women"] == ("3", "räknebladet, 3 rader")
    assert cells["clients.new.women.30-49"][0] == "3"
    assert "RAK-03" in document.record["counted"]["clients.new.women"]["rules"]


def test_nothing_of_the_codes_is_kept_shown_or_logged(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    case = world.started()
    client = world.client(Role.REPORTER)
    file = SimpleUploadedFile(NAME, sheet(GRANT.tally, 2023, [], MARKS))
    page = client.post(reverse("drop", args=[case.pk]), {"file": file, "key": "k"}, follow=True)
    assert page.status_code == 200
    document = Document.objects.get()
    shown = client.get(reverse("document_read", args=[case.pk, document.pk])).content.decode()
    export = client.get(reverse("document", args=[case.pk, document.pk])).content
    assert (bytes(document.data), export) == (b"", b"")
    everywhere = everything_kept() + page.content.decode() + shown + caplog.text
    assert "räknebladet" in everywhere  # so that it would have been found
    assert not [code for code in (*CODES, "annas-blad") if code in everywhere]


def test_an_empty_sheet_is_fetched_whose_codes_nobody_keeps(world: World) -> None:
    case = world.started()
    client = world.client(Role.OMBUD)
    for year in (2023, 2024):
        got = client.get(reverse("tally_sheet", args=[case.pk, year]))
        page = load_workbook(io.BytesIO(got.content))["Räkneblad"]
        assert page["A1"].value == f"Räkneblad {year} – personligt ombud"
        codes = [page.cell(row, 1).value for row in range(5, 125)]
        assert len(set(codes)) == 120
        assert got.headers["Cache-Control"] == "no-store"
    assert codes[0] not in everything_kept()
    assert client.get(reverse("tally_sheet", args=[case.pk, 2019])).status_code == 404


def test_a_tally_saved_as_text_is_kept_as_little(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    head = "Räkneblad 2023;;;\nKod;Kön;Åldersgrupp;Ny eller kvar;Avslutades;Barn under 18 hemma\n"
    data = (head + "".join(f"{code};Kvinna;30–49 år;Ny;;Nej\n" for code in CODES)).encode("cp1252")
    document = dropped(world, data)
    assert queries.cells_of(document.case)["clients.total.women"] == "3"
    assert (bytes(document.data), document.name, document.page) == (b"", "räknebladet", [])
    assert not [code for code in (*CODES, "annas-blad") if code in everything_kept() + caplog.text]
    with pytest.raises(Refused, match="cell B3"):
        dropped(world, data.replace(b"Kvinna", b"Anna Svensson"))
    assert "Svensson" not in everything_kept() + caplog.text


def test_a_second_tally_becomes_differences_and_empties_nothing(world: World) -> None:
    first = dropped(world, sheet(GRANT.tally, 2023, [], MARKS))
    before = queries.cells_of(first.case)
    commands.drop_document(
        by=world.acting(Role.REPORTER), case=first.case_id, name=NAME, data=sheet(GRANT.tally, 2023, [], MARKS[:2])
    )
    assert queries.cells_of(first.case) == before
    found = {one.field: one.candidates for one in queries.open_differences(first.case)}
    assert found["clients.total.women"] == ["2"]


def test_a_sheet_with_a_name_or_of_another_kind_is_refused_and_not_kept(world: World) -> None:
    book = load_workbook(io.BytesIO(sheet(GRANT.tally, 2023, [], MARKS)))
    book["Räkneblad"].cell(5, 2).value = "Anna Svensson"
    out = io.BytesIO()
    book.save(out)
    book["Räkneblad"].delete_rows(4)
    other = io.BytesIO()
    book.save(other)
    for data, words in ((out.getvalue(), "cell B5"), (other.getvalue(), "inget räkneblad")):
        with pytest.raises(Refused, match=words):
            dropped(world, data)
    assert not Document.objects.exists()
    assert not Event.objects.filter(act="drop_document").exists()
