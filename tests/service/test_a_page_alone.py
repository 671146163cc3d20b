"""One page of a form that is dropped gives what is on it, and asks once for all the others."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from redovisa.reviewing.act import Role
from redovisa_service.cases import queries
from service_world import World

pytestmark = pytest.mark.ocr
READING = Path(__file__).parents[1] / "library" / "reading"


def dropped(world: World, number: int, name: str) -> str:
    file = SimpleUploadedFile(name, (READING / name).read_bytes())
    answer = world.client(Role.REPORTER).post(reverse("drop", args=[number]), {"file": file}, follow=True)
    return answer.content.decode()


def test_a_page_gives_what_is_on_it_and_asks_once_for_the_others(world: World) -> None:
    case = world.started()
    page = dropped(world, case.pk, "scan-ticks-2023.jpg")
    (document,) = case.documents.all()
    lacking = [doubt.field for doubt in queries.read_in(document).doubts if doubt.is_elsewhere]
    assert f"bara en sida av formuläret: {len(lacking)} frågor står inte på den" in page
    asked = {question.field for question in queries.open_questions(case)}
    assert asked
    assert asked.isdisjoint(lacking)
    shown = world.client(Role.REPORTER).get(reverse("document_read", args=[case.pk, document.pk]))
    assert "bara en sida av formuläret" in shown.content.decode()
    of_clients = world.client(Role.REPORTER).get(
        reverse("document_read", args=[case.pk, document.pk]), {"field": "clients.total.women"}
    )
    assert "På en annan sida" in of_clients.content.decode()


def test_the_next_page_leaves_what_the_first_gave(world: World) -> None:
    case = world.started()
    dropped(world, case.pk, "scan-ticks-2023.jpg")
    first = {question.field for question in queries.open_questions(case)}
    dropped(world, case.pk, "scan-numbers-2023.png")
    both = list(queries.open_questions(case))
    assert first < {question.field for question in both}
    assert "clients.total.women" in {question.field for question in both}
    assert not any(question.is_difference for question in both)
