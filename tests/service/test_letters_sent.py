"""The post: letters reach a real mail server once, wait for one that is down, and say nothing of any client."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from email import message_from_bytes
from email.message import Message
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.test import Client, override_settings

from redovisa.reviewing.act import Role
from redovisa_service.accounts import commands
from redovisa_service.accounts.models import Letter
from redovisa_service.accounts.post import post, send_waiting
from redovisa_service.cases import commands as cases
from redovisa_service.clock import now
from service_world import LINK, World, letters, sound, told_of_clients

SMTP = "django.core.mail.backends.smtp.EmailBackend"
NEXT_WEEK = date(2024, 1, 15)


class Sink:
    """A real mail server that keeps what it is handed; it puts off one receiver and refuses another for good."""

    def __init__(self) -> None:
        self.got: list[Message] = []

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802 - named by the server
        if address.startswith("full"):
            return "452 Mailbox full"
        if address.startswith("gone"):
            return "550 No such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - named by the server
        self.got.append(message_from_bytes(envelope.content))
        return "250 OK"


@contextmanager
def mail_server(sink: Sink | None = None, port: int = 0) -> Iterator[tuple[Sink, int]]:
    """A mail server that answers for a while, and the settings that lead there."""
    sink = sink or Sink()
    if not port:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
    server = Controller(sink, hostname="127.0.0.1", port=port)
    server.start()
    try:
        with override_settings(EMAIL_BACKEND=SMTP, EMAIL_HOST="127.0.0.1", EMAIL_PORT=port):
            yield sink, port
    finally:
        server.stop()


def later(minutes: int) -> None:
    """As if so many minutes had gone by for the letters that wait."""
    for letter in Letter.objects.exclude(next_try_at=None):
        letter.next_try_at = (letter.next_try_at or now()) - timedelta(minutes=minutes)
        letter.save()


def parts(mail: Message) -> dict[str, str]:
    """The text of each part of a mail, by its kind."""
    found = {}
    for part in mail.walk():
        body = part.get_payload(decode=True)
        if isinstance(body, bytes):
            found[part.get_content_type()] = body.decode("utf-8").replace("\r\n", "\n")
    return found


def test_letters_reach_a_mail_server_once_as_text_and_as_a_page(world: World) -> None:
    with mail_server() as (sink, _):
        post(to="a@exempel.se", subject="Kvitto på åäö", text="Första stycket.\n\nSe http://exempel.se/1/")
        assert send_waiting() == (1, 0)
        assert send_waiting() == (0, 0)
    (mail,) = sink.got
    found = parts(mail)
    assert found["text/plain"].strip() == "Första stycket.\n\nSe http://exempel.se/1/"
    assert '<a href="http://exempel.se/1/"' in found["text/html"]
    assert mail["Auto-Submitted"] == "auto-generated"


def test_one_who_cannot_receive_now_is_tried_later_and_one_who_never_can_is_told_of(world: World) -> None:
    with mail_server() as (sink, _):
        post(to="full@exempel.se", subject="Hej", text="Rad.")
        commands.invite(
            by=world.acting(Role.ADMINISTRATOR), email="gone@exempel.se", role=Role.REPORTER, link="{secret}"
        )
        post(to="a@exempel.se", subject="Hej", text="Rad.")
        assert send_waiting() == (1, 2)
        assert send_waiting() == (0, 0)  # not yet its turn
        later(minutes=1)
        assert send_waiting() == (0, 1)
    assert len(sink.got) == 1
    full, gone = (Letter.objects.get(to=f"{name}@exempel.se") for name in ("full", "gone"))
    assert (full.waits, full.tries) == (True, 2)
    assert gone.refused == "550 No such user"
    assert "Brevet kom inte fram" in world.client(Role.ADMINISTRATOR).get("/people/").content.decode()


def test_a_mail_server_that_is_down_costs_no_letter_a_try_and_the_queue_empties_afterwards(world: World) -> None:
    for number in range(3):
        post(to=f"{number}@exempel.se", subject="Hej", text="Rad.")
    with override_settings(EMAIL_BACKEND=SMTP, EMAIL_HOST="127.0.0.1", EMAIL_PORT=1):
        assert send_waiting() == (0, 3)
        assert send_waiting() == (0, 3)
    assert {letter.tries for letter in letters()} == {0}
    with mail_server() as (sink, _):
        assert send_waiting() == (3, 0)
    assert sorted(str(mail["To"]) for mail in sink.got) == ["0@exempel.se", "1@exempel.se", "2@exempel.se"]


def test_a_forgotten_password_is_answered_by_the_same_post(world: World) -> None:
    person = world.acting(Role.REPORTER).person
    for email in (person.email, "nobody@exempel.se"):
        answer = Client().post("/account/password/reset/", {"email": email})
        assert answer.status_code == 302
    (letter,) = letters()
    assert letter.to == person.email
    assert "/account/password/reset/key/" in letter.text
    assert "Brevet är skickat av Redovisa" in letter.text
    assert "Hej från" not in letter.text


def test_no_letter_holds_what_was_answered(world: World) -> None:
    # Given a year's whole correspondence: invited, asked to sign, receipts, komplettering, a substitute.
    case = world.filled()
    commands.invite(by=world.acting(Role.ADMINISTRATOR), email="ny@exempel.se", role=Role.OMBUD, link=LINK)
    signatory = world.acting(Role.SIGNATORY)
    reporter = world.acting(Role.REPORTER).person
    commands.delegate_signing(by=signatory, to=reporter.pk, begin=date(2024, 1, 8), end=NEXT_WEEK)
    cases.ask_for_signature(by=world.acting(Role.REPORTER), case=case.pk, link=LINK)
    world.sign(case)
    officer = world.acting(Role.COUNTY_OFFICER)
    cases.open_case(by=officer, case=case.pk)
    cases.request_komplettering(
        by=officer, case=case.pk, text="Ni skriver 4711 klienter. Förklara varför.", due=NEXT_WEEK, link=LINK
    )
    assert len(letters()) >= 5
    # Then no text, reason or number of it stands in any letter (the world looks through them after each test),
    told = "\n".join(f"{letter.subject}\n{letter.text}" for letter in letters())
    assert "4711" not in told
    # and no number at all but the year, days, hours, the receipt's own and the organisations' codes of this world.
    bare = re.sub(
        r"https?://\S+|\d{4}-\d\d-\d\d|kl\. \d\d:\d\d|Kvittonummer: \S+|Kontrollsumma: \S+|\b2023\b|\b0117\b", "", told
    )
    assert re.findall(r"\d+", bare) == []


def test_a_letter_that_holds_an_answer_is_found(world: World) -> None:
    world.filled()
    text = max((text for key, text in sound().items() if not key.startswith("contact.")), key=len)
    for told in (text, sound()["economy.granted.amount"]):
        letter = post(to="a@exempel.se", subject="Hej", text=f"Ni skrev: {told}.")
        assert told_of_clients() == [told]
        letter.delete()


@pytest.mark.parametrize("subject", ["Rad ett\nBcc: x@y.se", "x" * 400])
def test_a_subject_is_one_line_and_fits(world: World, subject: str) -> None:
    with mail_server() as (sink, _):
        post(to="a@exempel.se", subject=subject, text="Rad.")
        assert send_waiting() == (1, 0)
    assert sink.got[0]["Bcc"] is None
    assert len(str(letters()[0].subject)) <= 200
