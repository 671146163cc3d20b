"""Proposals: kept first and read beside, differences taken or left, nothing overwritten, nothing doubled."""

from __future__ import annotations

from datetime import timedelta

import pytest

from redovisa.compiling.workers import Bounds, Lost
from redovisa.reviewing.act import Role
from redovisa.reviewing.policy import Refused
from redovisa_service.cases import commands, queries
from redovisa_service.cases.intake.lane import Lane
from redovisa_service.cases.intake.reading import File, Read
from redovisa_service.cases.models import Case, Document, Event
from redovisa_service.clock import now
from service_world import SEEDS, World, write

OSTERAKER = "osteraker-2023-filled.txt"


def drop(world: World, case: Case, text: str, **known: str) -> Document:
    return commands.drop_document(
        by=world.acting(Role.REPORTER), case=case.pk, name="redovisning.txt", data=text.encode(), **known
    )


@pytest.fixture
def text() -> str:
    """A real filled form, as text."""
    return (SEEDS / OSTERAKER).read_text(encoding="utf-8")


@pytest.fixture
def case(world: World) -> Case:
    """A case that nothing is known of beforehand but whose it is."""
    case = world.started()
    case.cells.exclude(field__in=["report.year", "contact.municipality"]).delete()
    return case


class Broken(Lane):
    """A lane whose reader is lost."""

    def __init__(self, outcome: Lost) -> None:
        super().__init__(Bounds(), processes=0)
        self.outcome = outcome

    def read(self, file: File) -> Read | Lost:
        return self.outcome


def corrected(text: str) -> str:
    """The same form with one number put right."""
    assert text.count("64") >= 1
    return text.replace("64", "66", 1)


def test_a_corrected_document_overwrites_nothing_until_it_is_accepted(world: World, case: Case, text: str) -> None:
    drop(world, case, text)
    before = queries.cells_of(case)
    drop(world, case, corrected(text))
    assert queries.cells_of(case) == before
    (difference,) = queries.open_differences(case)
    assert (before[difference.field], difference.candidates) == ("64", ["66"])
    seen = {difference.pk: case.cells.get(field=difference.field).revision}
    done = commands.settle_differences(
        by=world.acting(Role.REPORTER), case=case.pk, takes={difference.pk: True}, seen=seen
    )
    assert done.taken == (difference.field,)
    assert queries.cells_of(case) == before | {difference.field: "66"}
    assert queries.open_differences(case) == []


def test_a_difference_that_is_left_is_not_asked_again_until_the_document_says_something_else(
    world: World, case: Case, text: str
) -> None:
    drop(world, case, text)
    drop(world, case, corrected(text))
    (difference,) = queries.open_differences(case)
    seen = {difference.pk: 1}
    for _ in range(2):  # a second click does nothing
        commands.settle_differences(
            by=world.acting(Role.REPORTER), case=case.pk, takes={difference.pk: False}, seen=seen
        )
    assert queries.cells_of(case)[difference.field] == "64"
    assert Event.objects.filter(case=case, act="answer_question").count() == 1


def test_what_somebody_changed_meanwhile_is_not_overwritten(world: World, case: Case, text: str) -> None:
    drop(world, case, text)
    drop(world, case, corrected(text))
    (difference,) = queries.open_differences(case)
    seen = {difference.pk: case.cells.get(field=difference.field).revision}
    write(world.acting(Role.OMBUD), case, {difference.field: "65"})
    done = commands.settle_differences(
        by=world.acting(Role.REPORTER), case=case.pk, takes={difference.pk: True}, seen=seen
    )
    assert done.meanwhile == (difference.field,)
    assert queries.cells_of(case)[difference.field] == "65"


def test_a_room_that_somebody_emptied_is_not_filled_again_in_silence(world: World, case: Case, text: str) -> None:
    drop(world, case, text)
    write(world.acting(Role.REPORTER), case, {"clients.total.women": ""})
    drop(world, case, text)
    assert "clients.total.women" not in queries.cells_of(case)
    assert [one.field for one in queries.open_differences(case)] == ["clients.total.women"]


def test_a_document_of_the_form_and_one_typed_by_hand_mix(world: World, case: Case, text: str) -> None:
    write(world.acting(Role.REPORTER), case, {"other.comments": "Skrivet för hand."})
    drop(world, case, text)
    stands = queries.cells_of(case)
    assert stands["clients.total.women"] == "64"
    difference = [one for one in queries.open_differences(case) if one.field == "other.comments"]
    assert stands["other.comments"] == "Skrivet för hand."
    assert len(difference) <= 1


def test_a_file_sent_twice_from_one_page_is_kept_once(world: World, case: Case, text: str) -> None:
    first = drop(world, case, text, key="page-1")
    assert drop(world, case, text, key="page-1").pk == first.pk
    assert case.documents.count() == 1


def test_a_file_is_kept_although_its_reader_dies(world: World, case: Case, text: str) -> None:
    kept = commands.keep_document(by=world.acting(Role.REPORTER), case=case.pk, name="x.pdf", data=text.encode())
    read = commands.read_document(document=kept.pk, lane=Broken(Lost.DIED))
    assert "läsningen avbröts" in read.why_not
    assert bytes(Document.objects.get().data) == text.encode()


def test_what_takes_long_waits_for_the_timer(world: World, case: Case, text: str) -> None:
    kept = commands.keep_document(by=world.acting(Role.REPORTER), case=case.pk, name="x.txt", data=text.encode())
    assert commands.read_document(document=kept.pk, lane=Broken(Lost.TIME)).read_at is None
    page = world.client(Role.REPORTER).get(f"/cases/{case.pk}/documents/{kept.pk}/read/").content.decode()
    assert "Det väntar på sin tur" in page
    assert commands.read_waiting() == 1
    assert queries.cells_of(case)["clients.total.women"] == "64"
    assert commands.read_waiting() == 0


def test_a_file_whose_reader_was_killed_is_read_by_the_next(world: World, case: Case, text: str) -> None:
    kept = commands.keep_document(by=world.acting(Role.REPORTER), case=case.pk, name="x.txt", data=text.encode())
    Document.objects.update(reading_since=now())
    assert commands.read_document(document=kept.pk).read_at is None
    Document.objects.update(reading_since=now() - timedelta(hours=1))
    assert commands.read_document(document=kept.pk).read_at is not None


def test_nothing_is_taken_when_the_case_was_signed_meanwhile(world: World, text: str) -> None:
    case = world.filled()
    kept = commands.keep_document(by=world.acting(Role.REPORTER), case=case.pk, name="x.txt", data=text.encode())
    world.sign(case)
    before = queries.cells_of(case)
    assert "ändrades medan det lästes" in commands.read_document(document=kept.pk).why_not
    assert queries.cells_of(case) == before
    assert queries.open_differences(case) == []


def test_a_file_taken_back_while_it_waits_is_never_proposed(world: World, case: Case, text: str) -> None:
    reporter = world.acting(Role.REPORTER)
    kept = commands.keep_document(by=reporter, case=case.pk, name="x.txt", data=text.encode())
    commands.take_back_document(by=reporter, case=case.pk, document=kept.pk)
    assert commands.read_waiting() == 0
    assert "clients.total.women" not in queries.cells_of(case)


def test_after_a_wrong_file_the_right_one_fills_the_form_without_questions(world: World, case: Case, text: str) -> None:
    wrong = drop(world, case, corrected(text))
    commands.take_back_document(by=world.acting(Role.REPORTER), case=case.pk, document=wrong.pk)
    drop(world, case, text)
    assert queries.cells_of(case)["clients.total.women"] == "64"
    assert queries.open_differences(case) == []


def test_a_second_click_on_an_answer_does_nothing(world: World, case: Case, text: str) -> None:
    drop(world, case, text)
    question = queries.open_questions(case)[0]
    for _ in range(2):
        commands.answer_question(
            by=world.acting(Role.REPORTER), case=case.pk, question=question.pk, typed="asa.exempelgren@osteraker.se"
        )
    with pytest.raises(Refused, match="redan besvarad"):
        commands.answer_question(by=world.acting(Role.OMBUD), case=case.pk, question=question.pk, typed="x@y.se")
