"""A part sent on: the colleague's link opens one section, for some days, and nothing more."""

from __future__ import annotations

import re
from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client

from redovisa.reviewing.act import Role
from redovisa.reviewing.policy import Refused
from redovisa_service.accounts import commands as accounts
from redovisa_service.accounts.models import Person
from redovisa_service.cases import commands, queries
from redovisa_service.cases.models import Case, Event, Part
from redovisa_service.cases.sections import section_with
from redovisa_service.clock import today
from service_world import PASSWORD, World, letters, write

ECONOMY = section_with(2023, "economy.spent.amount")
WORDS = "Kan du fylla i förbrukat belopp?"


def send(world: World, case: Case, key: str = "k1", **other: object) -> str:
    """Sends the economy to the economist; the secret of the link in her letter."""
    known = {
        "section": ECONOMY,
        "email": "ekonom@exempel.se",
        "name": "Eko Nom",
        "words": WORDS,
        "due": date(2024, 1, 12),
    }
    commands.send_part(
        by=world.acting(Role.REPORTER),
        case=case.pk,
        link="https://x/parts/{secret}/",
        key=key,
        **(known | other),  # type: ignore[arg-type]  # known by name
    )
    found = re.search(r"https://x/parts/([\w-]+)/", letters()[-1].text)
    assert found is not None
    return found[1]


def test_the_colleague_fills_in_her_section_and_the_sender_is_told(world: World) -> None:
    case = world.started()
    secret = send(world, case)
    page = Client().get(f"/parts/{secret}/")
    assert WORDS in page.content.decode()
    assert page.headers["Cache-Control"] == "no-store"
    sent = {"f:economy.spent.amount": "390 000", "seen:economy.spent.amount": "0", "done": "yes", "reply": "Klart!"}
    thanks = Client().post(f"/parts/{secret}/", sent, follow=True).content.decode()
    assert "din del är klar" in thanks
    assert queries.cells_of(case)["economy.spent.amount"] == "390 000"
    cell = case.cells.select_related("changed_by").get(field="economy.spent.amount")
    assert cell.changed_by.email == "ekonom@exempel.se"
    assert letters()[-1].to == world.acting(Role.REPORTER).person.email
    assert Part.objects.get().reply == "Klart!"
    assert Event.objects.filter(act="finish_part", person=cell.changed_by).count() == 1


def test_the_link_writes_in_no_other_section(world: World) -> None:
    case = world.started()
    done = commands.write_part(secret=send(world, case), typed={"clients.total.women": "99"}, seen={})
    assert done.saved == {}
    assert "clients.total.women" not in queries.cells_of(case)


def test_a_mail_holds_nothing_of_what_was_written(world: World) -> None:
    send(world, world.started())
    assert all(WORDS not in letter.text for letter in letters())


def test_old_withdrawn_and_unknown_links_say_so(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    case = world.started()
    secret = send(world, case)
    later = today() + timedelta(days=30)
    with monkeypatch.context() as patched:
        patched.setattr("redovisa_service.cases.commands.parts.today", lambda: later)
        old = Client().get(f"/parts/{secret}/")
    assert old.status_code == 410
    assert "Länken gällde till och med 2024-01-19" in old.content.decode()
    commands.withdraw_part(by=world.acting(Role.REPORTER), case=case.pk, part=Part.objects.get().pk)
    assert "har tagit tillbaka frågan" in Client().get(f"/parts/{secret}/").content.decode()
    assert "Länken stämmer inte" in Client().get("/parts/abc/").content.decode()
    with pytest.raises(Refused):
        commands.write_part(secret=secret, typed={"economy.spent.amount": "1"}, seen={})


def test_a_signed_form_is_not_written_in_by_link(world: World) -> None:
    case = world.filled()
    secret = send(world, case)
    world.sign(case)
    assert "redan inlämnad" in Client().get(f"/parts/{secret}/").content.decode()
    with pytest.raises(Refused):
        commands.write_part(secret=secret, typed={"economy.spent.amount": "1"}, seen={})


def test_sent_twice_from_one_page_is_asked_once(world: World) -> None:
    case = world.started()
    send(world, case)
    send(world, case)
    assert Part.objects.count() == 1
    assert len(letters()) == 1


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"email": "ekonom"}, "ingen e-postadress"),
        ({"name": " "}, "kollegans namn"),
        ({"due": date(2024, 1, 1)}, "Sista dagen"),
        ({"due": date(2025, 1, 1)}, "Sista dagen"),
        ({"section": 99}, "Sidan finns inte"),
    ],
)
def test_what_is_amiss_is_said(world: World, wrong: dict[str, object], why: str) -> None:
    with pytest.raises(Refused, match=why):
        send(world, world.started(), **wrong)


def test_a_colleague_cannot_sign_in_before_she_is_invited(world: World) -> None:
    send(world, world.started())
    person = Person.objects.get(email="ekonom@exempel.se")
    assert not person.is_active
    assert not person.has_usable_password()
    link = "https://x/accept/{secret}/"
    accounts.invite(by=world.acting(Role.ADMINISTRATOR), email=person.email, role=Role.REPORTER, link=link)
    found = re.search(r"https://x/accept/([\w-]+)/", letters()[-1].text)
    assert found is not None
    assert accounts.accept(secret=found[1], name="Eko Nom", password=PASSWORD) == person
    person.refresh_from_db()
    assert person.is_active


def test_each_change_of_hers_is_saved_as_typed_and_nothing_is_overwritten(world: World) -> None:
    case = world.started()
    secret = send(world, case)
    address, client = f"/parts/{secret}/autosave/", Client(enforce_csrf_checks=False)
    told = client.post(address, {"f:economy.spent.amount": "ca 390 000", "seen:economy.spent.amount": "0"})
    assert told.json()["saved"] == {"economy.spent.amount": 1}
    assert "ca 390 000" in queries.cells_of(case).values()
    assert told.headers["Cache-Control"] == "no-store"
    # The reporter, who sees that the economist is there, changes the same room meanwhile.
    assert [one.name for one in queries.others(case, world.acting(Role.REPORTER))] == ["Eko Nom"]
    write(world.acting(Role.REPORTER), case, {"economy.spent.amount": "391 000"})
    told = client.post(address, {"f:economy.spent.amount": "390 000", "seen:economy.spent.amount": "1"})
    assert told.json()["conflicts"] == {"economy.spent.amount": 2}
    assert "391 000" in told.json()["notices"]["n-f-economy-spent-amount"]
    assert queries.cells_of(case)["economy.spent.amount"] == "391 000"
    # Nothing but her section is told or written.
    assert "clients.total.women" not in str(told.json())
    client.post(address, {"f:clients.total.women": "9", "seen:clients.total.women": "0"})
    assert "clients.total.women" not in queries.cells_of(case)


def test_autosave_behind_a_link_that_no_longer_opens_says_why(world: World) -> None:
    case = world.filled()
    secret = send(world, case)
    world.sign(case)
    told = Client().post(
        f"/parts/{secret}/autosave/", {"f:economy.spent.amount": "1", "seen:economy.spent.amount": "1"}
    )
    assert told.status_code == 409
    assert "Inlämnad" in told.json()["why"]
    told = Client().post("/parts/abc/autosave/", {"f:economy.spent.amount": "1"})
    assert "Länken stämmer inte" in told.json()["why"]


def test_klar_from_two_pages_shows_what_the_other_page_saved(world: World) -> None:
    case = world.started()
    address, client = f"/parts/{send(world, case)}/", Client()
    first = {"f:economy.spent.amount": "390 000", "seen:economy.spent.amount": "0", "done": "yes"}
    client.post(address, first)
    asked_again = client.post(address, first | {"f:economy.spent.amount": "410 000"})
    page = asked_again.content.decode()
    assert asked_again.status_code == 409
    assert "allt är sparat" not in page
    assert "390 000" in page
    assert "410 000" in page
    assert queries.cells_of(case)["economy.spent.amount"] == "390 000"
    # She chooses her second answer: it was hers all along.
    chosen = {"f:economy.spent.amount": "410 000", "seen:economy.spent.amount": "1", "keep": "economy.spent.amount"}
    after = client.post(address, chosen, follow=True).content.decode()
    assert "din del är klar" in after
    assert "Tryck på Klar" not in after
    assert queries.cells_of(case)["economy.spent.amount"] == "410 000"


def test_what_she_says_when_done_is_never_cut_or_lost(world: World) -> None:
    case = world.started()
    address, client = f"/parts/{send(world, case)}/", Client()
    sent = {"f:economy.spent.amount": "390 000", "seen:economy.spent.amount": "0", "done": "yes"}
    # Too long is refused before anything is saved, and shown again,
    long = client.post(address, sent | {"reply": "x" * 2001})
    assert long.status_code == 409
    assert "Texten är 2001 tecken lång" in long.content.decode()
    assert "x" * 2001 in long.content.decode()
    assert "economy.spent.amount" not in queries.cells_of(case)
    assert Part.objects.get().done_at is None
    # what stands beside two answers is still there,
    write(world.acting(Role.REPORTER), case, {"economy.spent.amount": "400 000"})
    two = client.post(address, sent | {"reply": "Fråga Bo."}).content.decode()
    assert "400 000" in two
    assert ">\nFråga Bo.</textarea>" in two
    assert Part.objects.get().done_at is None
    # and a second word, from another page, is not passed over in silence.
    sent["seen:economy.spent.amount"] = "1"
    for _twice in range(2):
        assert client.post(address, sent | {"reply": "Fråga Bo."}).status_code == 302
    again = client.post(address, {"done": "yes", "reply": "Fråga Mo."})
    assert again.status_code == 409
    assert "Fråga Mo." in again.content.decode()
    assert Part.objects.get().reply == "Fråga Bo."


def test_what_is_sent_by_a_link_that_no_longer_opens_is_shown_again(world: World) -> None:
    case = world.started()
    address = f"/parts/{send(world, case)}/"
    commands.withdraw_part(by=world.acting(Role.REPORTER), case=case.pk, part=Part.objects.get().pk)
    closed = Client().post(address, {"f:economy.spent.amount": "ca 390 000", "reply": "Fråga Bo."})
    assert closed.status_code == 410
    assert ">\nca 390 000</textarea>" in closed.content.decode()
    assert ">\nFråga Bo.</textarea>" in closed.content.decode()


def test_what_is_asked_of_a_colleague_is_never_cut(world: World) -> None:
    with pytest.raises(Refused, match="2001"):
        send(world, world.started(), words="x" * 2001)


def test_a_page_left_open_saves_no_more_by_itself_after_klar(world: World) -> None:
    case = world.started()
    address, client = f"/parts/{send(world, case)}/", Client()
    client.get(address)
    assert [one.name for one in queries.others(case, world.acting(Role.REPORTER))] == ["Eko Nom"]
    client.post(address, {"f:economy.spent.amount": "390 000", "seen:economy.spent.amount": "0", "done": "yes"})
    assert queries.others(case, world.acting(Role.REPORTER)) == []
    told = client.post(f"{address}autosave/", {"f:economy.spent.amount": "1", "seen:economy.spent.amount": "1"})
    assert told.status_code == 409
    assert "hör av dig till" in told.json()["why"]
    assert queries.cells_of(case)["economy.spent.amount"] == "390 000"
    client.get(address)
    assert queries.others(case, world.acting(Role.REPORTER)) == []


@pytest.mark.parametrize("role", [Role.COUNTY_OFFICER, Role.REPORTER])
def test_an_address_tells_nobody_whose_it_is(world: World, role: Role) -> None:
    """A colleague is called what the sender wrote, also when her address is that of someone the service knows."""
    case = world.started()
    known = world.acting(role, world.board if role is Role.COUNTY_OFFICER else world.other).person
    known.name = "Hemlig Handläggare"
    known.save()
    secret = send(world, case, email=known.email, name="Eko Nom")
    address, reporter = f"/parts/{secret}/", world.client(Role.REPORTER)
    Client().post(f"{address}autosave/", {"f:economy.spent.amount": "390 000", "seen:economy.spent.amount": "0"})
    section = f"/cases/{case.pk}/sections/{ECONOMY}/"
    conflict = {"f:economy.spent.amount": "1", "seen:economy.spent.amount": "0"}
    seen = [
        reporter.get(section),
        reporter.post(section, conflict),
        Client().get(address),
        Client().post(address, {"done": "yes"}, follow=True),
        reporter.get(f"/cases/{case.pk}/parts/"),
        reporter.get(f"/cases/{case.pk}/"),
    ]
    pages = [answer.content.decode() for answer in seen]
    assert [number for number, page in enumerate(pages) if "Hemlig" in page] == []
    for number in (0, 1, 2, 4, 5):
        assert "Eko Nom" in pages[number], number
    assert "Eko Nom" in letters()[-1].text
    assert all("Hemlig" not in letter.text for letter in letters())


def test_a_name_that_one_organisation_wrote_is_not_shown_to_another(world: World) -> None:
    send(world, world.started())
    theirs = commands.start(by=world.acting(Role.REPORTER, world.other), year=2023)
    commands.send_part(
        by=world.acting(Role.REPORTER, world.other),
        case=theirs.pk,
        section=ECONOMY,
        email="EKONOM@exempel.se",
        name="E. Nom",
        words="",
        due=date(2024, 1, 12),
        link="https://y/parts/{secret}/",
        key="k2",
    )
    assert [part.called for part in Part.objects.order_by("pk")] == ["Eko Nom", "E. Nom"]
    assert Part.objects.values("colleague").distinct().count() == 1
    assert not Person.objects.get(email="ekonom@exempel.se").name


def test_one_who_works_for_the_organisation_goes_by_her_own_name(world: World) -> None:
    case = world.started()
    ombud = world.acting(Role.OMBUD)
    send(world, case, email=ombud.person.email, name="Nå Gon")
    write(ombud, case, {"economy.spent.amount": "390 000"})
    last = queries.last_change_by_another(case, ["economy.spent.amount"], world.acting(Role.REPORTER))
    assert last is not None
    assert last.name == ombud.person.name


def test_names_that_were_kept_with_people_are_moved_to_what_their_first_sender_sent(world: World) -> None:
    send(world, world.started())
    ombud = world.acting(Role.OMBUD).person
    send(world, Case.objects.get(), key="k2", email=ombud.email, name="Nå Gon")
    Part.objects.update(name="")
    Person.objects.filter(email="ekonom@exempel.se").update(name="Eko Nom")
    import_module("redovisa_service.cases.migrations.0008_the_name_a_sender_wrote").move_names(apps, None)
    assert [part.called for part in Part.objects.order_by("pk")] == ["Eko Nom", ombud.email]
    assert not Person.objects.get(email="ekonom@exempel.se").name
    assert Person.objects.get(pk=ombud.pk).name == ombud.name


def test_a_colleague_from_elsewhere_hears_of_her_part_alone(world: World) -> None:
    case = world.filled()
    secret = send(world, case)
    Client().post(f"/parts/{secret}/", {"f:other.comments": "x", "done": "yes", "reply": "Klart!"})
    economist = Person.objects.get(email="ekonom@exempel.se")
    case.cells.filter(field="economy.spent.amount").update(changed_by=economist)
    before = len(letters())
    world.sign(case)
    assert [letter.to for letter in letters()[before:] if letter.to == economist.email] == []
    officer = world.acting(Role.COUNTY_OFFICER)
    commands.open_case(by=officer, case=case.pk)
    # When the one who wrote has left, those who may write there are asked.
    reporter = world.acting(Role.REPORTER).person
    reporter.memberships.update(valid_to=date(2023, 12, 31))
    before = len(letters())
    commands.request_komplettering(
        by=officer, case=case.pk, text="Beskriv ledningsgruppen.", due=date(2024, 3, 1), link="x"
    )
    assert {letter.to for letter in letters()[before:]} == {world.acting(Role.SIGNATORY).person.email}
