"""What people do with a case, act by act: what is kept, what is refused, and what can never change."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from redovisa.reviewing.act import Role
from redovisa.reviewing.policy import Refused, WrongRole
from redovisa.reviewing.status import Status
from redovisa_service.cases import commands, queries
from redovisa_service.cases.chain import broken
from redovisa_service.cases.models import Cell, Event, Version
from redovisa_service.cases.reach import NotReached
from service_world import LINK, World, letters, sound, write


def test_a_start_knows_the_year_the_name_and_what_was_granted(world: World) -> None:
    cells = queries.cells_of(world.started())
    assert cells["report.year"] == "2023"
    assert cells["contact.municipality"] == "Österåkers kommun"
    assert cells["economy.granted.amount"].replace("\u00a0", " ") == "394 873"
    assert cells["economy.granted.positions"] == "1,00"


def test_starting_twice_gives_the_same_case(world: World) -> None:
    assert world.started() == world.started()


def signed_last_year(world: World) -> None:
    earlier = commands.start(by=world.acting(Role.REPORTER), year=2022)
    typed = sound() | {"report.year": "2022", "contact.contact_person": "Kim Exempel"}
    write(world.acting(Role.REPORTER), earlier, typed)
    for one in queries.left_to_do(earlier):
        text = "Det stämmer, enligt våra anteckningar."
        commands.explain(by=world.acting(Role.REPORTER), case=earlier.pk, code=one.code, text=text)
    earlier.campaign.last_new = earlier.campaign.last_correction = date(2024, 2, 1)
    earlier.campaign.save()
    world.sign(earlier)


def test_the_next_year_starts_from_this_year(world: World) -> None:
    signed_last_year(world)
    cell = world.started().cells.get(field="contact.contact_person")
    assert (cell.raw, cell.place) == ("Kim Exempel", "förra årets redovisning")
    assert not world.started().cells.filter(field__startswith="clients.").exists()


def test_a_sum_of_last_year_tells_its_year_to_everyone(world: World) -> None:
    signed_last_year(world)
    page = world.client(Role.REPORTER).get(f"/cases/{world.started().pk}/sections/3/").content.decode()
    sums = re.findall(r'<td class="s">.*?<span class="was">(.*?)</span>', page)
    assert sums
    assert all(re.fullmatch(r"2022: \d+", told) for told in sums), sums


def test_what_is_typed_is_kept_as_typed_and_asked_about(world: World) -> None:
    case = world.started()
    write(world.acting(Role.REPORTER), case, {"clients.total.women": "ca 5"})
    assert queries.cells_of(case)["clients.total.women"] == "ca 5"
    doubt = queries.draft_of(case).unclear("clients.total.women")
    assert doubt is not None
    assert doubt.candidates == (5,)
    assert "clients.total.women" not in queries.draft_of(case).redovisning.answers
    assert any(one.field == "clients.total.women" for one in queries.left_to_do(case))


def test_two_who_write_never_overwrite_each_other(world: World) -> None:
    case = world.started()
    reporter, ombud = world.acting(Role.REPORTER), world.acting(Role.OMBUD)
    commands.write(by=reporter, case=case.pk, typed={"clients.total.men": "7"}, seen={})
    done = commands.write(by=ombud, case=case.pk, typed={"clients.total.men": "9", "clients.total.women": "4"}, seen={})
    assert done.saved == {"clients.total.women": 1}
    (conflict,) = done.conflicts
    assert (conflict.theirs, conflict.mine, conflict.by) == ("7", "9", reporter.person.name)
    assert queries.cells_of(case)["clients.total.men"] == "7"
    again = commands.write(by=ombud, case=case.pk, typed={"clients.total.men": "9"}, seen={"clients.total.men": 1})
    assert again.saved == {"clients.total.men": 2}


def test_the_signature_and_unknown_fields_are_not_written(world: World) -> None:
    case = world.started()
    write(world.acting(Role.REPORTER), case, {"signature.name": "Någon Annan", "no.such.field": "1"})
    assert not Cell.objects.filter(field__in=["signature.name", "no.such.field"]).exists()


def test_a_text_of_any_length_is_not_kept(world: World) -> None:
    with pytest.raises(Refused, match="högst 20000"):
        write(world.acting(Role.REPORTER), world.started(), {"other.comments": "x" * 20_001})


#: Half of what was granted was used, and nobody has said why.
FEWER = {"economy.spent.amount": "100000", "economy.spent.positions": "0,25"}


def test_an_explanation_holds_for_its_values_only(world: World) -> None:
    case = world.started()
    reporter = world.acting(Role.REPORTER)
    write(reporter, case, sound() | FEWER)
    (left,) = queries.left_to_do(case)
    text = "Ett ombud slutade i juni."
    commands.explain(by=reporter, case=case.pk, code=left.code, text=text)
    assert queries.left_to_do(case) == []
    write(reporter, case, {"economy.spent.positions": "0,26"})
    assert [one.code for one in queries.left_to_do(case)] == [left.code]
    write(reporter, case, FEWER)
    assert queries.left_to_do(case) == []
    commands.explain(by=reporter, case=case.pk, code=left.code, text="", seen=queries.mark("", text))
    assert [one.code for one in queries.left_to_do(case)] == [left.code]


def test_too_short_an_explanation_is_refused(world: World) -> None:
    case = world.started()
    write(world.acting(Role.REPORTER), case, sound() | FEWER)
    (left,) = queries.left_to_do(case)
    with pytest.raises(Refused, match="för kort"):
        commands.explain(by=world.acting(Role.REPORTER), case=case.pk, code=left.code, text="ok")


def test_who_insists_hands_in_what_should_be_corrected_and_the_board_sees_it(world: World) -> None:
    case = world.started()
    write(world.acting(Role.REPORTER), case, sound() | {"clients.total.women": "1"})
    for one in queries.left_to_do(case):
        commands.explain(by=world.acting(Role.REPORTER), case=case.pk, code=one.code, text="Så är det hos oss i år.")
    world.sign(case)
    insisted = [one for one in queries.explanations_in(queries.version(case, 1)) if one["insists"]]
    assert insisted
    assert {one["severity"] for one in insisted} == {"correct"}


def test_nobody_hands_in_what_belongs_to_no_municipality(world: World) -> None:
    case = world.started()
    write(world.acting(Role.REPORTER), case, sound() | {"contact.municipality": ""})
    with pytest.raises(Refused, match="vet länsstyrelsen inte vems"):
        commands.explain(by=world.acting(Role.REPORTER), case=case.pk, code="KON-01", text="Det är vi som är vi.")
    with pytest.raises(Refused, match="kvar att göra"):
        world.sign(case)


def test_a_form_with_something_left_is_not_handed_in(world: World) -> None:
    case = world.started()
    with pytest.raises(Refused, match="kvar att göra"):
        world.sign(case)
    with pytest.raises(Refused, match="kvar att göra"):
        commands.ask_for_signature(by=world.acting(Role.REPORTER), case=case.pk, link=LINK)


def test_a_signature_is_bound_to_what_was_read(world: World) -> None:
    case = world.filled()
    read = queries.content_hash(case)
    write(world.acting(Role.REPORTER), case, {"other.comments": "En rad till."})
    with pytest.raises(Refused, match="ändrats sedan du läste"):
        world.sign(case, read)
    assert not case.versions.exists()


def test_a_second_click_makes_no_second_version(world: World) -> None:
    case = world.filled()
    read = queries.content_hash(case)
    first = world.sign(case, read)
    assert world.sign(case, read) == first
    assert case.versions.count() == 1
    assert len([letter for letter in letters() if letter.subject.startswith("Kvitto")]) == 2


def test_only_the_signatory_signs(world: World) -> None:
    case = world.filled()
    with pytest.raises(WrongRole):
        commands.sign(by=world.acting(Role.REPORTER), case=case.pk, sha256="", about={}, link=LINK)


def test_a_version_holds_the_signature_and_gives_a_receipt(world: World) -> None:
    case = world.signed()
    version = queries.version(case, 1)
    signed = queries.redovisning_in(version)
    assert signed.value("signature.date") == date(2024, 1, 8)
    assert signed.value("signature.title") == "Socialchef"
    assert signed.value("signature.decided_digitally") is True
    assert queries.receipt_number(version) == f"2023-0117-{case.pk}-1"


def test_letters_hold_no_client_data(world: World) -> None:
    case = world.filled()
    world.acting(Role.SIGNATORY)
    write(world.acting(Role.REPORTER), case, {"other.comments": "Hemlighetsfull text"})
    commands.ask_for_signature(by=world.acting(Role.REPORTER), case=case.pk, link=LINK)
    world.sign(case)
    sent = letters()
    assert {letter.subject.split(":")[0] for letter in sent} == {"Att skriva under", "Kvitto"}
    for letter in sent:
        assert "Hemlighetsfull" not in letter.text
        assert queries.cells_of(case)["contact.phone"] not in letter.text


def test_a_change_after_asking_takes_the_question_back(world: World) -> None:
    case = world.filled()
    world.acting(Role.SIGNATORY)
    commands.ask_for_signature(by=world.acting(Role.REPORTER), case=case.pk, link=LINK)
    case.refresh_from_db()
    assert case.stands is Status.READY
    write(world.acting(Role.REPORTER), case, {"other.comments": "Mer."})
    case.refresh_from_db()
    assert case.stands is Status.DRAFT


def test_a_change_to_what_was_received_is_asked_for_and_signed_like_the_rest(world: World) -> None:
    case = world.signed()
    reporter, signatory = world.acting(Role.REPORTER), world.acting(Role.SIGNATORY)
    commands.unlock(by=reporter, case=case.pk)
    write(reporter, case, {"other.comments": "Mer."})
    page = reverse("case", args=[case.pk])
    assert "Be om underskrift" in world.client(Role.REPORTER).get(page).content.decode()
    commands.ask_for_signature(by=reporter, case=case.pk, link=LINK)
    case.refresh_from_db()
    assert case.stands is Status.CHANGE_READY
    assert "har fått ett brev" in world.client(Role.REPORTER).get(page).content.decode()
    assert letters()[-1].subject.startswith("Att skriva under")
    commands.send_back(by=signatory, case=case.pk, words="Skriv ut vad som menas.", link=LINK)
    case.refresh_from_db()
    assert case.stands is Status.UNLOCKED
    commands.ask_for_signature(by=reporter, case=case.pk, link=LINK)
    assert world.sign(case).number == 2


def test_an_unlocking_is_taken_back_while_nothing_is_changed(world: World) -> None:
    case = world.signed()
    reporter = world.acting(Role.REPORTER)
    commands.unlock(by=reporter, case=case.pk)
    page = reverse("case", args=[case.pk])
    assert "Ångra upplåsningen" in world.client(Role.REPORTER).get(page).content.decode()
    write(reporter, case, {"other.comments": "Mer."})
    assert "Ångra upplåsningen" not in world.client(Role.REPORTER).get(page).content.decode()
    with pytest.raises(Refused, match="har ändrats sedan det lämnades in"):
        commands.lock(by=reporter, case=case.pk)
    write(reporter, case, {"other.comments": sound().get("other.comments", "")})
    commands.lock(by=reporter, case=case.pk)
    case.refresh_from_db()
    assert case.stands is Status.SUBMITTED
    assert case.versions.count() == 1


def test_komplettering_there_and_back(world: World) -> None:
    case = world.signed()
    officer = world.acting(Role.COUNTY_OFFICER)
    commands.open_case(by=officer, case=case.pk)
    with pytest.raises(Refused):
        commands.unlock(by=world.acting(Role.SIGNATORY), case=case.pk)
    commands.register(by=officer, case=case.pk, diarienummer="701-1-2024")
    commands.request_komplettering(
        by=officer, case=case.pk, text="Skriv vilka som ingår i ledningsgruppen.", due=date(2024, 3, 1), link=LINK
    )
    write(world.acting(Role.REPORTER), case, {"other.comments": "Svar på kompletteringen."})
    world.sign(case)
    case.refresh_from_db()
    assert case.stands is Status.REPLIED
    first, second = queries.version(case, 1), queries.version(case, 2)
    (change,) = queries.changes(first, queries.texts_in(second))
    assert (change.field, change.after) == ("other.comments", "Svar på kompletteringen.")
    commands.open_case(by=officer, case=case.pk)
    commands.close(by=officer, case=case.pk)
    assert [event.act for event in queries.events(case)][:2] == ["close", "open"]


def test_the_county_board_reaches_only_what_its_own_county_has_handed_in(world: World) -> None:
    case = world.filled()
    with pytest.raises(NotReached):
        commands.open_case(by=world.acting(Role.COUNTY_OFFICER), case=case.pk)
    world.sign(case)
    elsewhere = world.acting(Role.COUNTY_OFFICER, type(world.board).objects.get(kind="county_board", code="22"))
    with pytest.raises(NotReached):
        commands.open_case(by=elsewhere, case=case.pk)
    commands.open_case(by=world.acting(Role.COUNTY_OFFICER), case=case.pk)


def test_another_municipality_does_not_reach_the_case(world: World) -> None:
    case = world.started()
    stranger = world.acting(Role.REPORTER, world.other)
    with pytest.raises(NotReached):
        commands.write(by=stranger, case=case.pk, typed={"other.comments": "x"}, seen={})
    with pytest.raises(NotReached):
        queries.case(stranger, case.pk)


@pytest.mark.parametrize("table", [Event, Version])
def test_the_database_refuses_to_change_what_never_changes(world: World, table: type[Event] | type[Version]) -> None:
    world.signed()
    with pytest.raises(DatabaseError), transaction.atomic():
        table.objects.update(sha256="0" * 64)
    with pytest.raises(DatabaseError), transaction.atomic():
        table.objects.all().delete()
    assert table.objects.count() > 0


def test_the_chain_holds_and_any_tampering_is_seen(world: World) -> None:
    world.signed()
    events = list(Event.objects.order_by("number"))
    assert len(events) >= 3
    assert broken(events) == []
    for place in range(len(events) - 1):
        gap = [event for n, event in enumerate(events) if n != place]
        assert broken(gap)
    for name, value in (("act", "close"), ("at", "2020-01-01T00:00:00"), ("details", {"x": 1}), ("person_id", 999)):
        event = Event.objects.get(pk=events[1].pk)
        setattr(event, name, value)
        assert broken([events[0], event, *events[2:]])
    assert broken([events[1], events[0], *events[2:]])


def test_nothing_is_half_done_when_an_act_fails(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    case = world.filled()
    before = Event.objects.count()

    def fail(**_: object) -> None:
        raise OSError("no post today")

    monkeypatch.setattr("redovisa_service.cases.commands.letter.post", fail)
    with pytest.raises(OSError, match="no post"):
        world.sign(case)
    case.refresh_from_db()
    assert case.stands is Status.DRAFT
    assert not case.versions.exists()
    assert Event.objects.count() == before
