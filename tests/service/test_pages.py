"""The pages: what they hold, how they save without JavaScript, how large they are and how much they look up."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from redovisa.reviewing.act import Role
from redovisa_service.cases import commands, queries
from redovisa_service.cases.models import Presence
from redovisa_service.clock import now
from service_world import SEEDS, World, sound, write

MOST_BYTES = 40_000
MOST_LOOK_UPS = 20


def posted(page: str) -> dict[str, str]:
    """What a browser without JavaScript would send from a page of the form."""
    fields = dict(re.findall(r'<input type="hidden" name="(seen:[^"]+)" value="([^"]*)"', page))
    fields |= dict(re.findall(r'type="text"[^>]* name="(f:[^"]+)"[^>]* value="([^"]*)"', page))
    return fields


def test_a_page_saves_without_javascript_and_goes_on(world: World) -> None:
    case = world.started()
    client = world.client(Role.REPORTER)
    address = reverse("section", args=[case.pk, 3])
    sent = posted(client.get(address).content.decode()) | {"f:clients.total.women": "ca 5"}
    answer = client.post(address, sent)
    assert answer.status_code == 302
    assert answer.headers["Location"] == reverse("section", args=[case.pk, 4])
    page = client.get(address).content.decode()
    assert 'value="ca 5"' in page
    assert "Talet är ungefärligt" in page


def test_a_stale_page_is_shown_again_with_both_answers(world: World) -> None:
    case = world.started()
    client = world.client(Role.OMBUD)
    address = reverse("section", args=[case.pk, 3])
    sent = posted(client.get(address).content.decode()) | {"f:clients.total.men": "9"}
    write(world.acting(Role.REPORTER), case, {"clients.total.men": "7"})
    answer = client.post(address, sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Reporter 0117 har under tiden skrivit:</p><blockquote>7</blockquote>" in page
    assert 'value="9"' in page
    assert queries.cells_of(case)["clients.total.men"] == "7"
    assert client.post(address, posted(page)).status_code == 302
    assert queries.cells_of(case)["clients.total.men"] == "9"


def test_the_other_answer_may_be_chosen_without_javascript(world: World) -> None:
    case = world.started()
    client = world.client(Role.OMBUD)
    address = reverse("section", args=[case.pk, 3])
    sent = posted(client.get(address).content.decode()) | {"f:clients.total.men": "9", "f:clients.total.women": "4"}
    write(world.acting(Role.REPORTER), case, {"clients.total.men": "7"})
    page = client.post(address, sent).content.decode()
    assert '<button class="button button--secondary button--small" name="take" value="clients.total.men"' in page
    answer = client.post(address, posted(page) | {"take": "clients.total.men"})
    assert answer.headers["Location"] == address
    assert queries.cells_of(case)["clients.total.men"] == "7"
    assert queries.cells_of(case)["clients.total.women"] == "4"


def test_autosave_tells_what_the_page_should_say(world: World) -> None:
    case = world.started()
    client = world.client(Role.REPORTER)
    sent = {"f:clients.total.women": "5", "seen:clients.total.women": "0", "f:clients.total.women.18-29": "9"}
    told = client.post(reverse("autosave", args=[case.pk, 3]), sent).json()
    assert told["saved"] == {"clients.total.women": 1, "clients.total.women.18-29": 1}
    assert told["sums"]["s-r-f-clients-total-women"] == "5"
    assert "9" in "".join(told["notices"].values())
    assert told["words"].startswith("Sparat ")


def test_a_row_with_an_unclear_number_has_no_sum(world: World) -> None:
    case = world.started()
    client = world.client(Role.REPORTER)
    write(world.acting(Role.REPORTER), case, {"clients.total.men": "6"})
    sent = {"f:clients.total.women": "ca 5", "seen:clients.total.women": "0"}
    told = client.post(reverse("autosave", args=[case.pk, 3]), sent).json()
    assert told["sums"]["s-r-f-clients-total-women"] == "oklar"


def test_a_page_that_only_asks_is_told_what_others_have_written(world: World) -> None:
    case = world.started()
    client = world.client(Role.OMBUD)
    address = reverse("autosave", args=[case.pk, 3])
    before = client.post(address, {"stamp": ""}).json()
    assert before["cells"]["clients.total.men"] == ["", 0]
    assert "cells" not in client.post(address, {"stamp": before["stamp"]}).json()
    write(world.acting(Role.REPORTER), case, {"clients.total.men": "7"})
    after = client.post(address, {"stamp": before["stamp"]}).json()
    assert after["cells"]["clients.total.men"] == ["7", 1]
    assert after["sums"]["s-r-f-clients-total-women"] == "7"
    assert after["saved"] == {}


def test_those_who_have_the_form_open_see_each_other(world: World) -> None:
    case = world.started()
    ombud, reporter = world.client(Role.OMBUD), world.client(Role.REPORTER)
    reporter.get(reverse("section", args=[case.pk, 3]))
    assert (
        b"Reporter 0117 har den h\xc3\xa4r sidan \xc3\xb6ppen nu."
        in ombud.get(reverse("section", args=[case.pk, 3])).content
    )
    told = reporter.post(reverse("autosave", args=[case.pk, 4]), {}).json()
    assert told["others"] == "Ombud 0117 skriver på en annan sida."
    Presence.objects.update(seen_at=now() - timedelta(minutes=2))
    assert reporter.post(reverse("autosave", args=[case.pk, 4]), {}).json()["others"] == ""


def test_a_question_that_does_not_apply_says_so_and_keeps_what_was_written(world: World) -> None:
    case = world.started()
    write(world.acting(Role.REPORTER), case, {"training.offered": "Nej", "training.which": "MHFA"})
    page = world.client(Role.REPORTER).get(reverse("section", args=[case.pk, 2])).content.decode()
    assert 'Gäller inte, på grund av svaret på ”<span lang="sv">Ombuden har erbjudits utbildning</span>”.' in page
    assert "Det som står här är kvar." in page
    assert ">\nMHFA</textarea>" in page
    write(world.acting(Role.REPORTER), case, {"training.offered": "Ja"})
    page = world.client(Role.REPORTER).get(reverse("section", args=[case.pk, 2])).content.decode()
    assert "Det som står här är kvar." not in page


def test_all_answers_are_read_through_with_the_way_to_each_room(world: World) -> None:
    case = world.started()
    write(world.acting(Role.REPORTER), case, sound() | {"clients.total.women": "ca 5"})
    page = world.client(Role.REPORTER).get(reverse("answers", args=[case.pk])).content.decode()
    assert "<td>ca 5</td>" in page
    assert f'href="{reverse("section", args=[case.pk, 9])}#f-other-comments"' in page
    registrator = world.client(Role.REGISTRATOR).get(reverse("answers", args=[case.pk])).content.decode()
    assert "Ändra<span" not in registrator


def test_a_mark_where_a_count_may_stand_is_read_as_a_mark(world: World) -> None:
    case = world.started()
    write(world.acting(Role.REPORTER), case, {"queue.no": "X", "queue.yes": ""})
    client = world.client(Role.REPORTER)
    assert "<dd>Ikryssat</dd>" in client.get(reverse("answers", args=[case.pk])).content.decode()
    write(world.acting(Role.REPORTER), case, {"queue.no": "3"})
    page = client.get(reverse("answers", args=[case.pk])).content.decode()
    assert "Ikryssat" not in page
    assert "<dd>3</dd>" in page


def test_what_the_case_refuses_the_autosave_says(world: World) -> None:
    case = world.signed()
    answer = world.client(Role.REPORTER).post(
        reverse("autosave", args=[case.pk, 3]), {"f:clients.total.women": "5", "seen:clients.total.women": "1"}
    )
    assert answer.status_code == 409
    assert "Inlämnad" in answer.json()["why"]


def test_a_page_of_what_is_handed_in_leads_to_where_it_is_read(world: World) -> None:
    case = world.signed()
    answer = world.client(Role.REPORTER).get(reverse("section", args=[case.pk, 3]))
    assert answer.headers["Location"] == reverse("answers", args=[case.pk])


def test_an_unticked_box_is_empty_and_one_not_on_the_page_is_left(world: World) -> None:
    case = world.started()
    write(world.acting(Role.REPORTER), case, {"other.comments": "Kvar."})
    client = world.client(Role.REPORTER)
    client.post(reverse("section", args=[case.pk, 3]), {"f:clients.total.women": "5", "seen:clients.total.women": "0"})
    assert queries.cells_of(case)["other.comments"] == "Kvar."


@pytest.mark.parametrize("seen", ["x", "-", "1.5"])
def test_a_damaged_page_is_refused_in_words(world: World, seen: str) -> None:
    case = world.started()
    answer = world.client(Role.REPORTER).post(
        reverse("section", args=[case.pk, 3]), {"f:clients.total.women": "5", "seen:clients.total.women": seen}
    )
    assert answer.status_code == 409
    assert "Sidan är skadad" in answer.content.decode()


def test_what_was_typed_is_shown_as_text(world: World) -> None:
    case = world.started()
    write(world.acting(Role.REPORTER), case, {"other.comments": "<script>alert(1)</script>"})
    pages = [world.client(Role.REPORTER).get(reverse("section", args=[case.pk, n])) for n in (1, 9)]
    assert all(b"<script>alert" not in page.content for page in pages)
    assert b"&lt;script&gt;alert" in pages[1].content


def addresses(case: Any) -> list[str]:
    """Every page of a case that one reads."""
    number = case.pk
    sections = [reverse("section", args=[number, n]) for n in range(1, 10)]
    names = ("case", "findings", "answers", "sign")
    return [reverse("home"), *(reverse(name, args=[number]) for name in names), *sections]


def test_pages_are_small_and_look_up_as_much_however_much_there_is(
    world: World, django_assert_max_num_queries: Any
) -> None:
    case = world.started()
    client = world.client(Role.SIGNATORY)
    few = [looked_up(client, address) for address in addresses(case)]
    write(world.acting(Role.REPORTER), case, sound())
    for _ in range(3):
        data = (SEEDS / "osteraker-2023-filled.txt").read_bytes()
        commands.drop_document(by=world.acting(Role.REPORTER), case=case.pk, name="f.txt", data=data)
    many = [looked_up(client, address) for address in addresses(case)]
    for (_, before), (size, after), address in zip(few, many, addresses(case), strict=True):
        assert after <= before, address
        assert after <= MOST_LOOK_UPS, address
        assert size <= MOST_BYTES, address
    size, _ = looked_up(client, reverse("questions", args=[case.pk]))
    assert size <= MOST_BYTES


def looked_up(client: Any, address: str) -> tuple[int, int]:
    """How large a page is, and how many look-ups it makes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    assert answer.status_code == 200, address
    return len(answer.content), len(captured)


def test_the_receipt_and_the_signed_text_agree(world: World) -> None:
    import hashlib

    case = world.signed()
    client = world.client(Role.REGISTRATOR)
    page = client.get(reverse("receipt", args=[case.pk, 1])).content.decode()
    data = client.get(reverse("paper", args=[case.pk, 1, "svar.json"])).content
    assert hashlib.sha256(data).hexdigest() in page
    assert f"2023-0117-{case.pk}-1" in page
    assert "Socialchef" in page


def test_the_pages_of_the_course_are_small(world: World) -> None:
    case = world.started()
    world.acting(Role.SIGNATORY)
    write(world.acting(Role.REPORTER), case, sound() | {"clients.total.women": "900", "clients.total.men": "901"})
    data = (SEEDS / "osteraker-2023-filled.txt").read_bytes()
    document = commands.drop_document(by=world.acting(Role.REPORTER), case=case.pk, name="f.txt", data=data)
    assert queries.open_differences(case)
    client = world.client(Role.SIGNATORY)
    number = case.pk
    pages = [
        reverse("differences", args=[number]),
        reverse("findings", args=[number]),
        reverse("sign", args=[number]),
        reverse("parts", args=[number]),
        *(f"{reverse('document_read', args=[number, document.pk])}?section={n}" for n in range(1, 10)),
    ]
    for address in pages:
        size, many = looked_up(client, address)
        assert size <= MOST_BYTES, (address, size)
        assert many <= 24, (address, many)


def test_a_case_where_nobody_has_written_begins_with_the_choice_of_how(world: World) -> None:
    case = world.started()
    page = world.client(Role.REPORTER).get(reverse("case", args=[case.pk])).content.decode()
    assert "Välj hur ni vill börja" in page
    write(world.acting(Role.REPORTER), case, {"clients.total.women": "5"})
    page = world.client(Role.REPORTER).get(reverse("case", args=[case.pk])).content.decode()
    assert "Välj hur ni vill börja" not in page
    assert "kvar att rätta, förklara eller svara på" in page


def test_what_has_been_done_tells_day_and_time(world: World) -> None:
    case = world.started()
    page = world.client(Role.REPORTER).get(reverse("case", args=[case.pk])).content.decode()
    assert re.search(r"<li>2024-01-08 \d\d:\d\d – Reporter 0117: påbörja redovisningen</li>", page)


def test_home_tells_the_signatory_that_it_is_hers_to_sign(world: World) -> None:
    case = world.filled()
    words, way = "Läs igenom och skriv under", f'href="/cases/{case.pk}/sign/"'
    assert words not in world.client(Role.SIGNATORY).get("/").content.decode()
    commands.ask_for_signature(by=world.acting(Role.REPORTER), case=case.pk, link="https://x/")
    home = world.client(Role.SIGNATORY).get("/").content.decode()
    assert words in home
    assert way in home
    assert words not in world.client(Role.REPORTER).get("/").content.decode()
