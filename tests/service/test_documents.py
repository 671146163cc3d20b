"""Documents in a case: what is taken from them, what is asked, and what becomes of files that cannot be used."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from redovisa.reviewing.act import Role
from redovisa.reviewing.policy import Refused
from redovisa_service.accounts.acting import Acting
from redovisa_service.cases import commands, queries
from redovisa_service.cases.draft import LAST_YEAR
from redovisa_service.cases.models import Case, Cell, Document, Question
from redovisa_service.clock import now
from service_world import SEEDS, World, write

OSTERAKER = "osteraker-2023-filled.txt"


def drop(world: World, number: int, name: str) -> Document:
    return commands.drop_document(
        by=world.acting(Role.REPORTER), case=number, name=name, data=(SEEDS / name).read_bytes()
    )


def test_a_document_fills_the_form_and_leaves_only_its_doubts(world: World) -> None:
    case = world.started()
    dropped = drop(world, case.pk, OSTERAKER)
    assert dropped.why_not == ""
    cells = queries.cells_of(case)
    assert cells["clients.total.women"] == "64"
    asked = {question.field: question for question in queries.open_questions(case)}
    assert set(asked) & {"contact.email"} == {"contact.email"}
    assert asked["contact.email"].candidates == ["asa.exempelgren@osteraker.se"]
    assert "contact.email" not in cells
    assert not any(question.is_difference for question in asked.values())
    assert dropped.taken + len(asked) >= len(cells)


def test_a_file_keeps_its_name_in_what_is_said(world: World) -> None:
    case = world.started()
    sent = {"file": SimpleUploadedFile("osteraker-2023.txt", (SEEDS / "osteraker-2023-filled.txt").read_bytes())}
    answer = world.client(Role.REPORTER).post(reverse("drop", args=[case.pk]), sent, follow=True)
    assert "osteraker-2023.txt är läst: " in answer.content.decode()


def test_an_answer_settles_a_question_and_dropping_again_does_not_ask_anew(world: World) -> None:
    case = world.started()
    drop(world, case.pk, OSTERAKER)
    question = next(one for one in queries.open_questions(case) if one.field == "contact.email")
    commands.answer_question(
        by=world.acting(Role.REPORTER), case=case.pk, question=question.pk, typed="asa.exempelgren@osteraker.se"
    )
    assert queries.cells_of(case)["contact.email"] == "asa.exempelgren@osteraker.se"
    with pytest.raises(Refused, match="redan besvarad"):
        commands.answer_question(by=world.acting(Role.REPORTER), case=case.pk, question=question.pk, typed="x@y.se")
    drop(world, case.pk, OSTERAKER)
    assert "contact.email" not in [one.field for one in queries.open_questions(case)]


def test_a_corrected_document_becomes_a_difference_to_accept(world: World) -> None:
    case = world.started()
    drop(world, case.pk, OSTERAKER)
    write(world.acting(Role.REPORTER), case, {"clients.total.women": "65"})
    drop(world, case.pk, OSTERAKER)
    # The world's board has granted other sums than the document says; those differ from the beginning.
    proposed = {one.field: one.candidates for one in queries.open_differences(case)}
    assert proposed.pop("clients.total.women") == ["64"]
    assert set(proposed) == {"economy.granted.amount", "economy.granted.positions"}
    assert queries.cells_of(case)["clients.total.women"] == "65"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("timra-2020-filled.txt", "gäller 2020"),
        ("timra-2018-activity-description.txt", "ser inte ut att vara en redovisning"),
        ("blank-2023.txt", "Formuläret är tomt"),
    ],
)
def test_a_document_that_cannot_be_used_is_kept_and_changes_nothing(world: World, name: str, why: str) -> None:
    case = world.started()
    before = queries.cells_of(case)
    dropped = drop(world, case.pk, name)
    assert why in dropped.why_not
    assert queries.cells_of(case) == before
    assert queries.open_questions(case) == []
    assert bytes(Document.objects.get().data) == (SEEDS / name).read_bytes()


def test_another_municipalitys_document_is_not_taken(world: World) -> None:
    case = commands.start(by=world.acting(Role.REPORTER, world.other), year=2023)
    dropped = commands.drop_document(
        by=world.acting(Role.REPORTER, world.other), case=case.pk, name=OSTERAKER, data=(SEEDS / OSTERAKER).read_bytes()
    )
    assert "Dokumentet är från ”Österåkers kommun”" in dropped.why_not
    assert "clients.total.women" not in queries.cells_of(case)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"\x00" * 500, b"%PDF-1.7 broken"])
def test_bytes_of_any_kind_give_a_reason(world: World, data: bytes) -> None:
    dropped = commands.drop_document(
        by=world.acting(Role.REPORTER), case=world.started().pk, name="fil.docx", data=data
    )
    assert len(dropped.why_not) > 10


def test_a_wrong_file_is_taken_back_but_not_what_was_typed_since(world: World) -> None:
    case = world.started()
    dropped = drop(world, case.pk, OSTERAKER)
    write(world.acting(Role.REPORTER), case, {"clients.total.men": "1"})
    commands.take_back_document(by=world.acting(Role.REPORTER), case=case.pk, document=dropped.pk)
    cells = queries.cells_of(case)
    assert "clients.total.women" not in cells
    assert cells["clients.total.men"] == "1"
    assert cells["report.year"] == "2023"
    assert queries.open_questions(case) == []


def test_what_stood_before_a_wrong_file_comes_back(world: World) -> None:
    case = world.started()
    reporter = world.acting(Role.REPORTER)
    write(reporter, case, {"clients.total.women": "5", "other.comments": "Hej"})
    carried = Cell.objects.create(
        case=case, field="contact.phone", raw="08-1", place=LAST_YEAR, changed_by=reporter.person, changed_at=now()
    )
    first = drop(world, case.pk, OSTERAKER)
    takes_all(reporter, case)
    text = (SEEDS / OSTERAKER).read_text("utf-8")
    assert queries.cells_of(case)["clients.total.women"] == "64"
    second = commands.drop_document(
        by=reporter,
        case=case.pk,
        name="rättad.txt",
        data=text.replace("\t64\t", "\t65\t").replace(" 64 ", " 65 ").encode(),
    )
    takes_all(reporter, case)
    # Taken back in the order they came, neither leaves its own behind, and nothing of the reporter's is lost.
    for document in (first, second):
        commands.take_back_document(by=reporter, case=case.pk, document=document.pk)
    cells = queries.cells_of(case)
    assert (cells["clients.total.women"], cells["other.comments"]) == ("5", "Hej")
    carried.refresh_from_db()
    assert (carried.raw, carried.place, carried.document) == ("08-1", LAST_YEAR, None)
    assert not Cell.objects.exclude(document=None).exists()


def takes_all(by: Acting, case: Case) -> None:
    """Lets every difference be as the document has it."""
    waiting = {one.pk: one for one in queries.open_differences(case)}
    revisions = dict(case.cells.values_list("field", "revision"))
    seen = {number: revisions.get(one.field, 0) for number, one in waiting.items()}
    commands.settle_differences(by=by, case=case.pk, takes=dict.fromkeys(waiting, True), seen=seen)


def test_a_document_with_nothing_to_take_shows_itself_and_no_empty_rooms(world: World) -> None:
    case = world.started()
    reporter = world.acting(Role.REPORTER)
    letter = commands.drop_document(by=reporter, case=case.pk, name="brev.txt", data="Hej på er alla! ".encode() * 30)
    page = world.client(Role.REPORTER).get(reverse("document_read", args=[case.pk, letter.pk])).content.decode()
    assert "Hej på er alla!" in page
    assert letter.why_not in page
    assert "Välj ett svar" not in page
    assert 'class="read-row' not in page


def test_a_place_is_said_to_be_yellow_only_where_one_is(world: World) -> None:
    case = world.started()
    drop(world, case.pk, OSTERAKER)
    client = world.client(Role.REPORTER)
    asked = queries.open_questions(case)[0]
    address = f"{reverse('questions', args=[case.pk])}?question={asked.pk}"
    page = client.get(address).content.decode()
    assert "Stället som frågan gäller är gult." in page
    assert 'class="lit"' in page
    Question.objects.filter(pk=asked.pk).update(place="")
    page = client.get(address).content.decode()
    assert "är gult" not in page
    assert 'class="lit"' not in page


def test_of_two_files_at_once_none_is_taken(world: World) -> None:
    case, client = world.started(), world.client(Role.REPORTER)
    two = [SimpleUploadedFile(name, b"Kommun: X") for name in ("den-ena.txt", "den-andra.txt")]
    answer = client.post(f"/cases/{case.pk}/documents/", {"file": two})
    assert answer.status_code == 409
    assert "En fil i taget" in answer.content.decode()
    assert queries.documents(case) == []


def test_a_long_name_keeps_its_ending(world: World) -> None:
    case = world.started()
    name = f"{'Redovisning av personligt ombud ' * 10}2023.docx"
    kept = commands.keep_document(by=world.acting(Role.REPORTER), case=case.pk, name=name, data=b"PK")
    assert len(kept.name) == 200
    assert kept.name.startswith("Redovisning av personligt ombud")
    assert kept.name.endswith("ombud 2023.docx")
