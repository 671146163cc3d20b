"""Every page, for everyone it is for, holds no Swedish word but those that are marked as Swedish, and names."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from redovisa.personligt_ombud.grant import GRANT
from redovisa.places.register import counties, municipalities
from redovisa.reviewing.act import Role
from redovisa_service.accounts import commands as accounts
from redovisa_service.accounts.models import Kind, Organisation, Person
from redovisa_service.cases import commands, queries
from redovisa_service.cases.models import Case
from service_world import OSTERAKER, SEEDS, World, asked_back, letters, on_the_way, sign_in, write

TALLY_HEAD = "Räkneblad 2023\n\n\nKod;Kön;Åldersgrupp;Ny eller kvar;Avslutades;Barn under 18 hemma;Ekonomi\n"
SIGNED_IN_AT_HOME = (Role.OMBUD, Role.REPORTER, Role.SIGNATORY, Role.REGISTRATOR, Role.ADMINISTRATOR)
#: Read aloud or shown, though they are no text between tags.
SAID = (
    "aria-label",
    "placeholder",
    "alt",
    "title",
    "data-label",
    "data-warning",
    "data-offline",
    "data-head",
    "data-fold",
)
#: Common words of Swedish that are none of English; the letters å, ä and ö tell most of the others.
WORDS = frozenset(
    re.findall(
        r"\w+",
        "alla annan att av avsluta bara behov datum dokumentet dem denna dig din efter eller ett finns fyll gick hos "
        "igen ingen inget inte klar klara kommun kommunen kommuner kopiera kvar kvitto logga medan ni och redovisar "
        "redovisare redovisning redovisningen roll rutan rutor samma senast ska skicka skickat skriv skriva som spara "
        "sparat summa svar svaren svaret telefon texten tid tidigare tills tomt underskrift ut utan vad varje vem "
        "verksamhet vilka versioner vill visa",
    )
)
#: What the law has no English twin for, names of the service and of the nation's board, a heading of the form, and what
#: stands as the file's name of a tally, whose own name is never kept.
KEPT = ("räknebladet", "personligt ombud", "personliga ombud", "Redovisa", "Socialstyrelsen", "Övrigt")


def words_of(page: bytes) -> Iterator[tuple[str, str]]:
    """Each text of a page that is read as English, with the tag in which it stands."""
    root = lxml.html.fromstring(page)
    assert root.get("lang") == "en"
    yield from _spoken(root, "en")


def _spoken(element: Any, outside: str) -> Iterator[tuple[str, str]]:
    language = element.get("lang", outside)
    if not isinstance(element.tag, str) or element.tag == "style":
        return
    if element.tag == "script":
        if element.get("type") == "application/json":
            yield from ((str(said), "script") for said in json.loads(element.text or "{}").values())
        return
    if language == "en":
        yield from ((element.get(name), element.tag) for name in SAID if element.get(name))
        if element.text and element.tag != "textarea":
            yield element.text, element.tag
    for child in element:
        yield from _spoken(child, language)
        if language == "en" and child.tail:
            yield child.tail, element.tag


def names() -> list[str]:
    """Proper names, the longest first: they are the same in every language."""
    places = [name for one in municipalities().values() for name in (one.full_name, one.name)]
    places += [one.name for one in counties().values()]
    people = [one.name for one in Person.objects.all()]
    organisations = [str(one) for one in Organisation.objects.all()]
    return sorted({*places, *people, *organisations, *KEPT, OSTERAKER}, key=len, reverse=True)


def swedish_in(page: bytes, known: re.Pattern[str]) -> list[tuple[str, str]]:
    """The texts of an English page that hold a Swedish word outside what is marked as Swedish."""
    found = []
    for text, tag in words_of(page):
        bare = re.sub(r"\S+@\S+", "", known.sub("", text))
        if re.search("[åäöÅÄÖ]", bare) or WORDS & set(re.findall(r"\w+", bare.lower())):
            found.append((tag, " ".join(text.split())))
    return found


def said_in_swedish(page: bytes) -> list[str]:
    """The texts of a page that are marked as Swedish."""
    return [one.text_content() for one in lxml.html.fromstring(page).xpath('//*[@lang="sv"]')]


class Reader:
    """Goes through every page that she can come to by links, in English, and notes what was not."""

    def __init__(self) -> None:
        self.wrong: dict[str, list[tuple[str, str]]] = {}
        self.seen = 0

    def reads(self, client: Client, *begin: str) -> None:
        """From some addresses to every page that they lead to."""
        client.post(reverse("language"), {"language": "en"})
        known = re.compile("|".join(map(re.escape, names())))
        waiting, been = list(begin), set()
        while waiting:
            address = waiting.pop().split("#")[0]
            plain = re.sub(r"[?&](?:next|field)=[^&]*", "", address)
            if not address.startswith("/") or plain in been or address.startswith(("/static/", "/account/logout")):
                continue
            been.add(plain)
            answer = client.get(address, follow=True)
            if "text/html" not in answer.headers["Content-Type"] or not answer.content:
                continue
            self.looks(address, answer, known)
            text = answer.content.decode().replace("&amp;", "&")
            waiting += re.findall(r'href="(/[^"]*)"', text)
            waiting += [address.split("?")[0] + more for more in re.findall(r'href="(\?[^"]*)"', text)]

    def looks(self, address: str, answer: Any, known: re.Pattern[str] | None = None) -> None:
        """One page."""
        self.seen += 1
        found = swedish_in(answer.content, known or re.compile("|".join(map(re.escape, names()))))
        if found:
            self.wrong.setdefault(address, []).extend(found)


@pytest.mark.parametrize("made", [on_the_way, World.filled, World.signed, asked_back])
def test_what_a_municipality_sees_is_english(world: World, made: Callable[[World], Case]) -> None:
    case = made(world)
    reader = Reader()
    for role in SIGNED_IN_AT_HOME:
        aims = [reverse(name, args=[case.pk]) for name in ("sign", "parts", "findings", "questions", "differences")]
        reader.reads(world.client(role), "/", *aims, reverse("last_year", args=[case.pk]), "/nowhere/", "/county/")
    assert reader.wrong == {}
    assert reader.seen > 40


def test_what_the_county_board_and_the_nation_see_is_english(world: World) -> None:
    world.signed()
    nation = Organisation.objects.create(kind=Kind.NATIONAL, name="Socialstyrelsen", code="nation")
    reader = Reader()
    for role in (Role.COUNTY_OFFICER, Role.COUNTY_DECISION_MAKER):
        reader.reads(world.client(role), "/")
    for role in (Role.REGISTRATOR, Role.ADMINISTRATOR):
        reader.reads(world.client(role, world.board), "/")
    reader.reads(world.client(Role.NATIONAL_OFFICER, nation), "/")
    reader.reads(world.client(Role.ADMINISTRATOR, nation), "/")
    officer = world.client(Role.COUNTY_OFFICER)
    officer.post(reverse("language"), {"language": "en"})
    wrong = {f"amount-{world.home.pk}": "många", f"positions-{world.home.pk}": "1"}
    reader.looks("a table with a fault", officer.post(reverse("granted", args=[2023]), wrong))
    reader.looks("a pasted table", officer.post(reverse("granted_pasted", args=[2023]), {"table": "Timrå;100;1"}))
    reader.looks("nothing pasted", officer.post(reverse("granted_pasted", args=[2023]), {}))
    extension = reverse("extension", args=[2023, world.home.pk])
    reader.looks("no day", officer.post(extension, {"until": "", "reason": "x"}))
    given = {"until": "2024-03-01", "reason": "Ombudet har varit sjukt i flera veckor."}
    reader.looks("longer time", officer.post(extension, given, follow=True))
    reader.reads(officer, extension)
    assert reader.wrong == {}
    assert reader.seen > 15


def test_what_one_who_has_not_signed_in_sees_is_english(world: World) -> None:
    accounts.invite(by=world.acting(Role.ADMINISTRATOR), email="ny@exempel.se", role=Role.REPORTER, link="{secret}")
    secret = re.findall(r"\n([\w-]{20,})\n", letters()[-1].text)[0]
    part = commands.send_part(
        by=world.acting(Role.REPORTER),
        case=world.started().pk,
        section=4,
        email="ekonom@exempel.se",
        name="Eva Ek",
        words="Hjälp mig med beloppen.",
        due=date(2024, 1, 12),
        link="{secret}",
        key="",
    )
    opens = re.findall(r"\n([\w-]{20,})\n", letters()[-1].text)[0]
    reader = Reader()
    guest = Client()
    accept, asked = reverse("accept", args=[secret]), reverse("part", args=[opens])
    reader.reads(guest, reverse("account_login"), accept, asked, reverse("accept", args=["fel"]), "/nowhere/")
    reader.looks("signing in", guest.post(reverse("account_login"), {"login": "x@y.se", "password": "fel"}))
    reader.looks("a short password", guest.post(accept, {"name": "Ny", "password": "kort"}))
    reader.looks("a part finished", guest.post(asked, {"done": "yes"}, follow=True))
    commands.withdraw_part(by=world.acting(Role.REPORTER), case=part.case_id, part=part.pk)
    reader.reads(guest, asked, reverse("part", args=["fel"]))
    new = Client()
    sign_in(new, world.acting(Role.REPORTER).person, shown="password")
    reader.reads(new, reverse("second_factor"))
    assert reader.wrong == {}
    assert reader.seen > 12


def test_what_is_refused_is_refused_in_english(world: World) -> None:
    case = world.signed()
    reader = Reader()
    client = world.client(Role.REPORTER)
    client.post(reverse("language"), {"language": "en"})
    for name, sent in (
        ("drop", {}),
        ("reply", {"reply": "Hej"}),
        ("ask_for_signature", {}),
        ("parts", {}),
        ("differences", {}),
        ("last_year", {}),
    ):
        answer = client.post(reverse(name, args=[case.pk]), sent)
        assert answer.status_code in (403, 409), name
        reader.looks(name, answer)
    told = client.post(reverse("autosave", args=[case.pk, 3]), {"f:clients.total.women": "5"}).json()["why"]
    assert told.startswith("You cannot change the form now: the case is “Handed in”.")
    registrator = world.client(Role.REGISTRATOR)
    registrator.post(reverse("language"), {"language": "en"})
    reader.looks("wrong role", registrator.get(reverse("findings", args=[case.pk])))
    assert reader.wrong == {}


def test_what_the_library_says_is_marked_as_swedish_where_the_page_tells_it(world: World) -> None:
    case = world.started()
    reporter = world.client(Role.REPORTER)
    signatory = world.client(Role.SIGNATORY)
    for client in (reporter, signatory):
        client.post(reverse("language"), {"language": "en"})
    reader = Reader()
    drop = reverse("drop", args=[case.pk])
    # A form with nothing in it, a tally with a name in it, and a file larger than may be kept.
    for name, data, says in (
        ("blank.txt", (SEEDS / "blank-2023.txt").read_bytes(), "Formuläret är tomt."),
        ("t.csv", f"{TALLY_HEAD}K7R4;Anna Svensson;30–49 år;Ny;;Nej;x\n".encode(), "I cell B5 står något"),
        ("large.txt", bytes(50_000_001), "50 MB"),
    ):
        answer = reporter.post(drop, {"file": SimpleUploadedFile(name, data)}, follow=True)
        assert [text for text in said_in_swedish(answer.content) if says in text], name
        reader.looks(name, answer)
    # What keeps a form from being signed, and a finding that no explanation excuses.
    write(world.acting(Role.REPORTER), case, {"clients.total.women": "ca 5", "contact.municipality": ""})
    sign = {"read": "yes", "sha256": queries.content_hash(case)}
    answer = signatory.post(reverse("sign", args=[case.pk]), sign)
    assert [text for text in said_in_swedish(answer.content) if "Totalt antal klienter, Kvinnor" in text]
    reader.looks("sign", answer)
    reasons = {"reason": "other", "text": "Så var det i år."}
    answer = reporter.post(reverse("explain", args=[case.pk, "KON-01"]), reasons)
    assert GRANT.reasons.never["KON-01"] in said_in_swedish(answer.content)
    reader.looks("explain", answer)
    # A room that somebody changed while the differences were shown.
    commands.drop_document(
        by=world.acting(Role.REPORTER), case=case.pk, name=OSTERAKER, data=(SEEDS / OSTERAKER).read_bytes()
    )
    asked = next(one for one in queries.open_differences(case) if one.field == "clients.total.women")
    chosen = {f"seen:{asked.pk}": "0", f"choice:{asked.pk}": "take"}
    answer = reporter.post(reverse("differences", args=[case.pk]), chosen, follow=True)
    assert "Totalt antal klienter, Kvinnor" in said_in_swedish(answer.content)
    reader.looks("differences", answer)
    assert reader.wrong == {}


def test_a_letter_speaks_the_language_of_its_reader_whoever_leads_to_it(world: World) -> None:
    signatory = world.client(Role.SIGNATORY)
    signatory.post(reverse("language"), {"language": "en"})
    case = world.filled()
    client = world.client(Role.REPORTER)
    client.post(reverse("ask_for_signature", args=[case.pk]))
    asked = letters()[-1]
    assert (asked.subject, asked.language) == ("To sign: Report for 2023", "en")
    assert "asks you to read through and sign" in asked.text
    world.sign(case)
    receipts = {one.to: one for one in letters() if one.pk > asked.pk}
    assert {one.language for one in receipts.values()} == {"sv", "en"}
    for to, one in receipts.items():
        speaks = Person.objects.get(email=to).language or "sv"
        said = {"sv": "Kvitto: Redovisning för 2023 är inlämnad", "en": "Receipt: Report for 2023 is handed in"}
        assert (one.language, one.subject) == (speaks, said[speaks])
