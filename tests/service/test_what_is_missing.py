"""What is missing is told when a page is left, and on the pages that sum up: not at the first word, nor before it."""

from __future__ import annotations

from django.urls import reverse

from redovisa.reviewing.act import Role
from redovisa_service.cases import queries
from redovisa_service.cases.sections import section_with
from service_world import World, write

MISSING = "Inte ifyllt: totalt antal klienter"
COUNT = "Frågor kvar på sidan: 2."
CLIENTS = section_with(2023, "clients.total.women")
ECONOMY = section_with(2023, "economy.spent.amount")


def test_a_page_that_nobody_has_begun_counts_quietly_and_is_no_fault(world: World) -> None:
    case, client = world.started(), world.client(Role.SIGNATORY)
    page = client.get(reverse("section", args=[case.pk, CLIENTS])).content.decode()
    assert COUNT in page
    assert MISSING not in page
    assert "has-wrong" not in page
    # Economy holds what the board has granted: that is no beginning.
    economy = client.get(reverse("section", args=[case.pk, ECONOMY])).content.decode()
    assert "Måste rättas" not in economy
    assert COUNT in economy
    overview = client.get(reverse("case", args=[case.pk])).content.decode()
    assert "att se över" not in overview
    assert "2 kvar" in overview


def test_what_sums_up_tells_all_and_so_does_the_way_from_there(world: World) -> None:
    case, client = world.started(), world.client(Role.SIGNATORY)
    assert MISSING in client.get(reverse("findings", args=[case.pk])).content.decode()
    left = len(queries.left_to_do(case))
    assert f"{left} saker är kvar" in client.get(reverse("sign", args=[case.pk])).content.decode()
    assert MISSING in client.get(reverse("section", args=[case.pk, CLIENTS]) + "?all=1").content.decode()


def test_the_first_word_is_not_answered_with_all_that_is_missing_but_leaving_is(world: World) -> None:
    case, client = world.started(), world.client(Role.REPORTER)
    address = reverse("autosave", args=[case.pk, CLIENTS])
    typed = {"f:clients.total.women": "ca 5", "seen:clients.total.women": "0"}
    told = client.post(address, typed | {"calm": "yes"}).json()
    assert told["left"] == COUNT
    assert told["signs"]["f-clients-total-women"] == "wrong"  # what is typed and cannot be used is told at once
    others = [html for key, html in told["notices"].items() if key != "n-f-clients-total-women"]
    assert not any(others)
    again = client.get(reverse("section", args=[case.pk, CLIENTS])).content.decode()
    assert "Antalet klienter med hemmavarande barn är inte ifyllt." in again


def test_a_page_filled_from_a_document_or_by_a_colleague_is_begun(world: World) -> None:
    case, client = world.started(), world.client(Role.REPORTER)
    write(world.acting(Role.OMBUD), case, {"clients.new.women": "3"})
    write(world.acting(Role.OMBUD), case, {"clients.new.women": ""})
    assert MISSING in client.get(reverse("section", args=[case.pk, CLIENTS])).content.decode()


def test_a_page_that_asks_for_nothing_is_optional_and_stops_nobody(world: World) -> None:
    case = world.filled()
    write(world.acting(Role.REPORTER), case, {"other.comments": ""})
    page = world.client(Role.REPORTER).get(reverse("case", args=[case.pk])).content.decode()
    assert "Allt som krävs är på plats" in page
    assert "9 av 9 sidor har inget att rätta" in page
    assert ">Frivillig<" in page
    assert ">Tom<" not in page
