"""A file too large, or one too many: a page says what happened and what to do, and nothing is kept or lost."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from redovisa.personligt_ombud.grant import GRANT
from redovisa.reading.bounds import MAX_BYTES
from redovisa.reading.read import Reader
from redovisa.reviewing.act import Role
from redovisa_service.cases import queries
from redovisa_service.cases.commands import documents
from service_world import SEEDS, World

SEED = "osteraker-2023-filled.txt"


def _sent(world: World, case: int, data: bytes, name: str = SEED) -> tuple[int, str]:
    file = SimpleUploadedFile(name, data)
    answer = world.client(Role.REPORTER).post(reverse("drop", args=[case]), {"file": file})
    return answer.status_code, answer.content.decode()


def test_a_file_of_more_than_fifty_megabytes_is_refused_before_it_is_read(world: World) -> None:
    case = world.started()
    status, page = _sent(world, case.pk, bytes(51_000_001))
    assert status == 413
    assert "för stort" in page
    assert "50 MB" in page
    assert "href=" in page
    assert queries.documents(case) == []


def test_one_document_too_many_is_refused_and_those_kept_stay(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    case = world.started()
    monkeypatch.setattr(documents, "_MOST_DOCUMENTS", 1)
    data = (SEEDS / SEED).read_bytes()
    assert _sent(world, case.pk, data)[0] == 302
    status, page = _sent(world, case.pk, data + b"\n")
    assert status == 409
    assert "Det finns redan 1 dokument i ärendet" in page
    assert len(queries.documents(case)) == 1


def test_what_the_reader_refuses_is_kept_for_the_registrator_and_said_in_the_same_words(world: World) -> None:
    case = world.started()
    assert _sent(world, case.pk, b"%PDF-1.4 but no more", "trasig.pdf")[0] == 302
    (kept,) = queries.documents(case)
    assert kept.why_not == " ".join(Reader(GRANT.form).read("trasig.pdf", b"%PDF-1.4 but no more")[0].notes)
    registrator = world.client(Role.REGISTRATOR)
    page = registrator.get(reverse("case", args=[case.pk])).content.decode()
    assert "trasig.pdf" in page
    fetched = registrator.get(reverse("document", args=[case.pk, kept.pk]))
    assert fetched.content == b"%PDF-1.4 but no more"
    too_large = bytes(MAX_BYTES + 1)
    status, page = _sent(world, case.pk, too_large, "stor.pdf")
    assert status == 409
    assert Reader(GRANT.form).read("stor.pdf", too_large)[0].notes[0] in page
    assert "50,1 MB" in page
    assert len(queries.documents(case)) == 1
