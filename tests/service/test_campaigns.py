"""The yearly round: opened and changed by the nation, granted and extended by the county, each in reach of its own."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.http import Http404
from openpyxl import Workbook

from redovisa.reviewing.act import Role
from redovisa.reviewing.policy import Refused, WrongRole
from redovisa_service.accounts.models import Kind, Organisation
from redovisa_service.cases import commands, queries
from redovisa_service.cases.commands import Days, NotGranted, Typed
from redovisa_service.cases.models import Campaign, Event, Extension, Granted
from service_world import World, letters

DAYS = Days(2023, date(2024, 12, 1), date(2025, 1, 15), date(2025, 1, 31), date(2025, 2, 15))


@pytest.fixture
def nation(world: World) -> Organisation:
    """Socialstyrelsen."""
    return Organisation.objects.create(kind=Kind.NATIONAL, name="Socialstyrelsen", code="SoS")


def test_a_national_officer_opens_a_round_and_changes_it_with_the_history_kept(
    world: World, nation: Organisation
) -> None:
    officer = world.acting(Role.NATIONAL_OFFICER, nation)
    commands.open_campaign(by=officer, year=2024, days=DAYS)
    later = Days(2023, DAYS.opens, date(2025, 1, 20), DAYS.last_new, DAYS.last_correction)
    commands.change_campaign(by=officer, year=2024, days=later, seen=DAYS)
    assert Campaign.objects.get(year=2024).deadline == date(2025, 1, 20)
    changed, opened = queries.campaign_events(2024)
    assert (opened.act, changed.act) == ("open_campaign", "change_campaign")
    assert changed.details["before"]["deadline"] == "2025-01-15"
    with pytest.raises(Refused, match="Någon annan har ändrat"):
        commands.change_campaign(by=officer, year=2024, days=DAYS, seen=DAYS)


@pytest.mark.parametrize(
    ("year", "days", "why"),
    [
        (2023, DAYS, "redan en redovisningsomgång"),
        (2012, DAYS, "mellan 2014"),
        (2027, DAYS, "mellan 2014"),
        (2024, Days(2019, *(DAYS.opens, DAYS.deadline, DAYS.last_new, DAYS.last_correction)), "årgång"),
        (2024, Days(2023, DAYS.deadline, DAYS.opens, DAYS.last_new, DAYS.last_correction), "i ordning"),
        (2024, Days(2023, date(2014, 1, 1), DAYS.deadline, DAYS.last_new, DAYS.last_correction), "långt från"),
    ],
)
def test_a_round_that_cannot_be_is_refused_in_words(
    world: World, nation: Organisation, year: int, days: Days, why: str
) -> None:
    with pytest.raises(Refused, match=why):
        commands.open_campaign(by=world.acting(Role.NATIONAL_OFFICER, nation), year=year, days=days)


def test_the_edition_stays_once_anyone_has_begun(world: World, nation: Organisation) -> None:
    officer = world.acting(Role.NATIONAL_OFFICER, nation)
    seen = commands.of_campaign(world.campaign)
    other = Days(2020, seen.opens, seen.deadline, seen.last_new, seen.last_correction)
    commands.change_campaign(by=officer, year=2023, days=other, seen=seen)
    world.started()
    with pytest.raises(Refused, match="årgång kan inte bytas"):
        commands.change_campaign(by=officer, year=2023, days=seen, seen=other)
    closed = Days(2020, date(2024, 1, 10), seen.deadline, seen.last_new, seen.last_correction)
    with pytest.raises(Refused, match="kan inte öppna senare"):
        commands.change_campaign(by=officer, year=2023, days=closed, seen=other)


def test_only_the_nation_decides_the_round(world: World, nation: Organisation) -> None:
    for by in (world.acting(Role.COUNTY_OFFICER), world.acting(Role.ADMINISTRATOR, nation)):
        with pytest.raises(WrongRole):
            commands.open_campaign(by=by, year=2024, days=DAYS)


def test_the_county_edits_what_was_granted_all_rows_or_none(world: World) -> None:
    officer = world.acting(Role.COUNTY_OFFICER)
    more = Organisation.objects.create(kind=Kind.MUNICIPALITY, name="Norrtälje kommun", code="0188", county="01")
    home, seen = world.home.pk, {world.home.pk: Typed("394 873", "1,00")}
    with pytest.raises(NotGranted) as refused:
        commands.grant(
            by=officer, year=2023, rows={home: Typed("402 638", "1"), more.pk: Typed("ca 5", "2")}, seen=seen
        )
    assert list(refused.value.rows) == [more.pk]
    assert Granted.objects.get().amount == 394873
    rows = {home: Typed("804 246:-", "2,0"), more.pk: Typed("402638 kr", "1,00")}
    assert commands.grant(by=officer, year=2023, rows=rows, seen=seen) == 2
    assert commands.grant(by=officer, year=2023, rows=rows, seen=seen) == 0
    granted = {one.organisation_id: (one.amount, one.positions) for one in Granted.objects.all()}
    assert granted == {home: (804246, Decimal("2.00")), more.pk: (402638, Decimal("1.00"))}
    assert Event.objects.filter(act="grant").first().details["before"] == ["394873", "1.00"]  # type: ignore[union-attr]  # there is such an event
    with pytest.raises(NotGranted) as theirs:
        commands.grant(by=officer, year=2023, rows={home: Typed("1", "1")}, seen=seen)
    assert "804246 kr, 2.00" in theirs.value.rows[home]
    emptied = {home: Typed("", "")}
    assert commands.grant(by=officer, year=2023, rows=emptied, seen={home: rows[home]}) == 1
    assert list(Granted.objects.values_list("organisation", flat=True)) == [more.pk]


def test_another_county_is_out_of_reach(world: World) -> None:
    officer = world.acting(Role.COUNTY_OFFICER)
    with pytest.raises(Http404):
        commands.grant(by=officer, year=2023, rows={world.other.pk: Typed("1", "1")}, seen={})
    with pytest.raises(Http404):
        commands.extend(
            by=officer, year=2023, organisation=world.other.pk, until=date(2024, 3, 1), reason="Sjukdom hos er", link=""
        )
    assert not Extension.objects.exists()


def test_longer_time_has_a_reason_is_told_of_and_can_be_taken_back(world: World) -> None:
    officer, case = world.acting(Role.COUNTY_OFFICER), world.filled()
    known: dict[str, Any] = {"by": officer, "year": 2023, "organisation": world.home.pk, "link": "http://x/"}
    with pytest.raises(Refused, match="Skriv varför"):
        commands.extend(until=date(2024, 3, 1), reason="Jo", **known)
    with pytest.raises(Refused, match="längre än till 2024-01-31"):
        commands.extend(until=date(2024, 1, 31), reason="Sjukdom i arbetsgruppen", **known)
    made = commands.extend(until=date(2024, 3, 1), reason="Sjukdom i arbetsgruppen", **known)
    assert queries.days(case).last_day(case.stands) == date(2024, 3, 1)
    assert "senast den 2024-03-01" in letters()[-1].text
    assert "Sjukdom" not in letters()[-1].text
    commands.withdraw_extension(by=officer, extension=made.pk)
    assert queries.days(case).last_day(case.stands) == date(2024, 1, 31)
    with pytest.raises(Refused, match="redan återtagen"):
        commands.withdraw_extension(by=officer, extension=made.pk)


def test_the_database_itself_holds_the_days_in_order_and_an_extension_to_its_reason(world: World) -> None:
    for wrong in (
        lambda: Campaign.objects.update(deadline=date(2030, 1, 1)),
        lambda: Granted.objects.update(positions=-1),
        lambda: Extension.objects.create(
            campaign=world.campaign,
            organisation=world.home,
            until=date(2024, 3, 1),
            reason="",
            given_by=world.acting(Role.COUNTY_OFFICER).person,
        ),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()


def page(client: Any, **posted: Any) -> str:
    """The county's page after something was pasted."""
    answer = client.post("/county/2023/pasted/", posted)
    assert answer.status_code in (200, 422)
    return str(answer.content.decode())


@pytest.mark.parametrize(
    "table",
    [
        "Österåker\t402 638\t1,00",
        "Kommun;Årsanställningar;Beviljat belopp\nÖsteråkers kommun;1,00;402 638 kr",
        "0117\tÖsteråker\t402638\t1",
        "Kod\tKommun\tBelopp\tTjänster\n0117\tÖsteråker\t402638\t1,0",
    ],
)
def test_a_pasted_table_fills_the_rooms_and_saves_nothing(world: World, table: str) -> None:
    shown = page(world.client(Role.COUNTY_OFFICER), table=table).replace("\xa0", " ")
    assert "1 rad är inlagd i tabellen" in shown
    assert "402 638" in shown or "402638" in shown
    assert "ej sparad" in shown
    assert Granted.objects.get().amount == 394873


def test_a_workbook_is_read_and_lines_that_fit_nobody_are_told_of(world: World) -> None:
    book = Workbook()
    for row in (
        ["Kommun", "Belopp", "Årsanställningar"],
        ["Österåker", 402638, 1.5],
        ["Timrå", 1, 1],
        ["Österåkre", 1, 1],
    ):
        book.active.append(row)
    saved = io.BytesIO()
    book.save(saved)
    shown = page(world.client(Role.COUNTY_OFFICER), file=SimpleUploadedFile("lista.xlsx", saved.getvalue()))
    assert 'value="402638"' in shown
    assert 'value="1,5"' in shown
    assert "Timrå redovisar inte till er länsstyrelse" in shown
    assert "Österåkre" in shown


@pytest.mark.parametrize("data", [b"PK\x03\x04broken", b"\x00\x01\x02\xff", b"", b"PK" + bytes(2000)])
def test_a_file_that_is_no_table_is_refused_in_words(world: World, data: bytes) -> None:
    shown = page(world.client(Role.COUNTY_OFFICER), file=SimpleUploadedFile("x.xlsx", data), table="")
    assert "gick inte att lägga in" in shown or "Filen går inte att läsa" in shown or "inga rader" in shown
    assert Granted.objects.get().amount == 394873


def test_what_could_not_be_saved_stays_in_its_room(world: World) -> None:
    client, number = world.client(Role.COUNTY_OFFICER), world.home.pk
    answer = client.post(
        "/county/2023/",
        {
            f"amount-{number}": "ca 400 000",
            f"positions-{number}": "1",
            f"seen-amount-{number}": "394 873",
            f"seen-positions-{number}": "1,00",
        },
    )
    assert answer.status_code == 422
    assert 'value="ca 400 000"' in answer.content.decode()


def test_the_countys_page_makes_as_many_queries_for_many_as_for_one(
    world: World, django_assert_num_queries: Any
) -> None:
    client = world.client(Role.COUNTY_OFFICER)
    client.get("/county/2023/")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as one:
        client.get("/county/2023/")
    for number in range(30):
        Organisation.objects.create(kind=Kind.MUNICIPALITY, name=f"K{number}", code=f"01{number + 20}", county="01")
    with django_assert_num_queries(len(one)):
        client.get("/county/2023/")


def test_the_pages_of_the_nation(world: World, nation: Organisation) -> None:
    client = world.client(Role.NATIONAL_OFFICER, nation)
    assert client.get("/", follow=True).redirect_chain[0][0] == "/national/campaigns/"
    days = DAYS.as_told()
    answer = client.post("/national/campaigns/", {"year": "2024", **days}, follow=True)
    assert "Redovisningsomgången för 2024 är upplagd" in answer.content.decode()
    seen = {f"seen-{name}": value for name, value in days.items()}
    wrong = client.post("/national/campaigns/2024/", {**days, **seen, "deadline": "2026-01-01"})
    assert wrong.status_code == 422
    assert 'value="2026-01-01"' in wrong.content.decode()
    client.post("/national/campaigns/2024/", {**days, **seen, "deadline": "2025-01-20"})
    assert "2025-01-20" in client.get("/national/campaigns/2024/").content.decode()


def test_the_countys_pages_of_longer_time_and_of_who_reports_for_whom(world: World) -> None:
    client = world.client(Role.COUNTY_OFFICER)
    assert client.get("/", follow=True).redirect_chain[-1][0] == "/county/2023/"
    address = f"/county/2023/extensions/{world.home.pk}/"
    wrong = client.post(address, {"until": "2024-03-01", "reason": "Jo"})
    assert wrong.status_code == 422
    assert ">Jo</textarea>" in wrong.content.decode()
    client.post(address, {"until": "2024-03-01", "reason": "Sjukdom i arbetsgruppen"})
    assert "2024-03-01" in client.get("/county/2023/").content.decode()
    client.post(f"/county/extensions/{Extension.objects.get().pk}/withdraw/")
    assert "Återtagen" in client.get(address).content.decode()
    client.post("/county/coverage/add/", {"organisation": world.home.pk, "municipality": "0188", "from_year": "2023"})
    shown = client.get("/county/coverage/").content.decode()
    assert "Norrtälje kommun" in shown
    assert "också för Norrtälje kommun" in client.get("/county/2023/").content.decode()
    made = world.home.coverage.get()
    client.post(f"/county/coverage/{made.pk}/end/", {"last_year": "2023"})
    client.post(
        "/county/coverage/shared/",
        {"name": "Ombud i Roslagen", "municipality": "0117", "from_year": "2023", "email": "chef@exempel.se"},
    )
    assert "Ombud i Roslagen" in client.get("/county/coverage/").content.decode()
    registrator = world.client(Role.REGISTRATOR, world.board)
    shown = registrator.get("/county/2023/").content.decode()
    assert "394" in shown
    assert 'name="amount-' not in shown
