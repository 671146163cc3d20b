"""Answering a komplettering: something is answered before it is signed, and the signatory reads what was asked."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from redovisa.reviewing.act import Role
from redovisa.reviewing.policy import Refused
from redovisa_service.cases import commands, queries
from redovisa_service.cases.models import Case
from service_world import LINK, World, write

ASKED = "Hur har ni räknat barnen?"
UNANSWERED = "Svara på det som länsstyrelsen frågar efter, eller ändra i formuläret."


def asked(world: World, case: Case) -> Case:
    """The board opens the case and asks."""
    officer = world.acting(Role.COUNTY_OFFICER)
    commands.open_case(by=officer, case=case.pk)
    commands.request_komplettering(by=officer, case=case.pk, text=ASKED, due=date(2024, 3, 1), link=LINK)
    case.refresh_from_db()
    return case


def opened(client: Client, case: Case) -> str:
    """The mark that goes out with the page of the case."""
    found = re.search(r'name="seen" value="(\w*)"', client.get(reverse("case", args=[case.pk])).content.decode())
    assert found is not None
    return found[1]


def replies(client: Client, case: Case, words: str, seen: str | None = None) -> str:
    """What the service answers to a reply, sent from a page that was opened just now unless it is told when."""
    sent = {"reply": words, "seen": opened(client, case) if seen is None else seen}
    return client.post(reverse("reply", args=[case.pk]), sent, follow=True).content.decode()


def test_a_komplettering_is_not_signed_before_anything_is_answered(world: World) -> None:
    case = asked(world, world.signed())
    world.acting(Role.SIGNATORY)
    assert [(one.words, one.is_unanswered) for one in queries.left_to_do(case)] == [(UNANSWERED, True)]
    with pytest.raises(Refused, match="Svara på det som länsstyrelsen frågar efter"):
        commands.ask_for_signature(by=world.acting(Role.REPORTER), case=case.pk, link=LINK)
    with pytest.raises(Refused, match="Svara på det som länsstyrelsen frågar efter"):
        world.sign(case)
    client = world.client(Role.REPORTER)
    for name in ("case", "findings"):
        assert UNANSWERED in client.get(reverse(name, args=[case.pk])).content.decode(), name
    signatory = world.client(Role.SIGNATORY)
    assert "Skriv under och lämna in" not in signatory.get(reverse("sign", args=[case.pk])).content.decode()
    # An answer in words is enough, until it is taken away again.
    for words, left in (("En gång vart.", 0), ("  ", 1)):
        replies(client, case, words)
        case.refresh_from_db()
        assert len(queries.left_to_do(case)) == left
    # So is a change in the form, and another explanation of the same answers.
    write(world.acting(Role.REPORTER), case, {"other.comments": "Varje barn är räknat en gång."})
    assert queries.left_to_do(case) == []
    world.sign(case)
    assert queries.version(case, 2).number == 2


def test_another_explanation_answers_a_komplettering(world: World) -> None:
    case = world.filled()
    reporter = world.acting(Role.REPORTER)
    write(reporter, case, {"economy.spent.amount": "100000", "economy.spent.positions": "0,25"})
    for one in queries.left_to_do(case):
        commands.explain(by=reporter, case=case.pk, code=one.code, text="", reason="vacancy")
    world.sign(case)
    case = asked(world, case)
    (left,) = queries.left_to_do(case)
    assert left.is_unanswered
    code = next(iter(queries.explanations(case)))
    text, seen = "Ett ombud slutade i juni och har inte ersatts.", queries.mark("vacancy", "")
    commands.explain(by=reporter, case=case.pk, code=code, text=text, reason="other", seen=seen)
    assert queries.left_to_do(case) == []


def test_what_was_answered_and_unlocked_is_answered_until_the_board_asks_again(world: World) -> None:
    case = asked(world, world.signed())
    write(world.acting(Role.REPORTER), case, {"other.comments": "Varje barn är räknat en gång."})
    world.sign(case)
    commands.unlock(by=world.acting(Role.SIGNATORY), case=case.pk)
    case.refresh_from_db()
    assert queries.left_to_do(case) == []
    world.sign(case)
    case.refresh_from_db()
    assert [one.is_unanswered for one in queries.left_to_do(asked(world, case))] == [True]


def test_the_signatory_reads_what_was_asked_above_the_answer(world: World) -> None:
    case = asked(world, world.signed())
    write(world.acting(Role.REPORTER), case, {"other.comments": "Varje barn är räknat en gång."})
    signatory = world.client(Role.SIGNATORY)
    page = signatory.get(reverse("sign", args=[case.pk])).content.decode()
    assert "Inget svar i ord." in page
    commands.reply(by=world.acting(Role.REPORTER), case=case.pk, words="Se under Övrigt.")
    page = signatory.get(reverse("sign", args=[case.pk])).content.decode()
    assert page.index(ASKED) < page.index("Svar på kompletteringen</h2>") < page.index("Se under Övrigt.")
    assert "Inget svar i ord." not in page


def test_an_empty_reply_is_not_said_to_be_sent(world: World) -> None:
    case = asked(world, world.signed())
    client = world.client(Role.REPORTER)
    page = replies(client, case, " \n")
    assert "Det finns inget svar i ord till länsstyrelsen nu" in page
    assert "Svaret är sparat." not in page
    page = replies(client, case, "En gång vart.")
    assert "Svaret är sparat. Det skickas när redovisningen skrivs under på nytt." in page


def test_a_reply_that_is_too_long_is_refused_whole_and_its_box_says_how_long_it_may_be(world: World) -> None:
    case = asked(world, world.signed())
    client = world.client(Role.REPORTER)
    page = client.get(reverse("case", args=[case.pk])).content.decode()
    assert "Högst 20000 tecken." in page
    assert 'maxlength="20000"' not in page
    answer = client.post(reverse("reply", args=[case.pk]), {"reply": "x" * 20_001})
    assert answer.status_code == 409
    assert "Texten är 20001 tecken lång; i en ruta får det stå högst 20000. Korta den." in answer.content.decode()
    case.refresh_from_db()
    assert case.reply == ""
    # A line end is one sign, however the browser sends it.
    client.post(reverse("reply", args=[case.pk]), {"reply": "x\r\n" * 9_999 + "xx"})
    case.refresh_from_db()
    assert len(case.reply) == 20_000


def test_two_who_reply_do_not_write_over_each_other(world: World) -> None:
    case = asked(world, world.signed())
    reporter, ombud = world.client(Role.REPORTER), world.client(Role.OMBUD)
    seen = opened(reporter, case)
    assert opened(ombud, case) == seen == ""
    assert "Svaret är sparat." in replies(reporter, case, "Vi räknade <varje> barn.", seen)
    page = replies(ombud, case, "Barnen står under Övrigt.", seen)
    assert "Svaret har ändrats sedan du öppnade sidan" in page
    assert "Där står nu: ”Vi räknade &lt;varje&gt; barn.”" in page
    assert "Barnen står under Övrigt.</textarea>" in page
    case.refresh_from_db()
    assert case.reply == "Vi räknade <varje> barn."
    # Who sends the same again has lost nothing, and who has read what the other wrote may change it.
    assert "Svaret är sparat." in replies(ombud, case, "Vi räknade <varje> barn.", seen)
    seen = opened(ombud, case)
    assert "Svaret är sparat." in replies(ombud, case, "Barnen står under Övrigt.", seen)
    # What has been taken away is not put back unseen.
    old = opened(reporter, case)
    replies(ombud, case, "")
    assert "Svaret har tagits bort sedan du öppnade sidan" in replies(reporter, case, "Se Övrigt.", old)
