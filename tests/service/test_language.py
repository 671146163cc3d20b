"""Pages speak English when asked to: every marked word is translated, and the compiled words are those written down."""

from __future__ import annotations

import ast
import gettext
import re
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from django.test import Client
from django.urls import reverse
from django.utils import translation

import redovisa_service
from redovisa.checking.finding import Severity
from redovisa.reviewing import policy
from redovisa.reviewing.act import Act, Role
from redovisa.reviewing.status import Status
from redovisa_service.accounts.models import Person
from redovisa_service.cases import queries
from redovisa_service.cases.models.trace import _OTHERWISE
from redovisa_service.municipality.saving import told_of_others
from service_world import PASSWORD, World

SERVICE = Path(redovisa_service.__file__).parent
WORDS = SERVICE / "pages" / "locale" / "en" / "LC_MESSAGES" / "django.po"
_TRANSLATE = re.compile(r"""\{% translate (?:"([^"]*)"|'([^']*)')(?: as \w+)? %\}""")
_BLOCK = re.compile(r"\{% blocktranslate[^%]*%\}(.*?)\{% endblocktranslate %\}", re.DOTALL)
#: A refusal's own words are said in the language of the page where it is shown.
_REFUSED = re.compile(r'(?:Refused|WrongRole)\(\s*((?:"[^"]*"\s*)+)[,)]')
_GETTEXT = re.compile(r'(?<!\w)(?:_|gettext|gettext_lazy|gettext_noop|ngettext)\(\s*((?:"[^"]*"\s*)+)')


def marked() -> set[str]:
    """The texts that pages and views mark as to be spoken in the language of the page, and the words of the tables."""
    found = {word for status in Status for word in (status.for_municipality, status.for_county_board)}
    found |= {one.swedish for words in (Role, Act, Severity) for one in words} | set(_OTHERWISE.values())
    for path in SERVICE.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        found |= {one or other for one, other in _TRANSLATE.findall(text)}
        for block in _BLOCK.findall(text):
            found.add(re.sub(r"\{\{ (\w+) \}\}", r"%(\1)s", block.split("{% plural %}")[0]))
    for path in (*SERVICE.rglob("*.py"), Path(policy.__file__)):
        text = path.read_text(encoding="utf-8")
        for literals in (*_GETTEXT.findall(text), *_REFUSED.findall(text)):
            found.add(ast.literal_eval(f"({literals})"))
    return found


def test_every_marked_word_is_translated_and_none_is_left_over() -> None:
    with WORDS.open("rb") as file:
        entries = [entry for entry in read_po(file) if entry.id]
    known = {entry.id if isinstance(entry.id, str) else entry.id[0]: entry.string for entry in entries}
    assert marked() == known.keys()
    for said, translated in known.items():
        strings = [translated] if isinstance(translated, str) else list(translated)
        assert all(strings), said
        assert all(set(re.findall(r"%\(\w+\)s", one)) == set(re.findall(r"%\(\w+\)s", said)) for one in strings), said


def test_the_compiled_words_are_those_written_down() -> None:
    with WORDS.open("rb") as file:
        entries = [entry for entry in read_po(file) if entry.id]
    with WORDS.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for entry in entries:
        if isinstance(entry.id, str):
            assert compiled.gettext(entry.id) == entry.string, "run make words"
        else:
            assert compiled.ngettext(entry.id[0], entry.id[1], 1) == entry.string[0], "run make words"
            assert compiled.ngettext(entry.id[0], entry.id[1], 2) == entry.string[1], "run make words"


def test_a_browser_is_answered_in_swedish_until_it_has_chosen(world: World) -> None:
    client = world.client(Role.REPORTER, headers={"accept-language": "en"})
    assert b'<html lang="sv">' in client.get("/").content
    answer = client.post(reverse("language"), {"language": "en", "next": "/"})
    assert answer.headers["Location"] == "/"
    page = client.get("/")
    assert b'<html lang="en">' in page.content
    assert b"15 January 2024" in page.content
    assert page.headers["Content-Language"] == "en"
    client.post(reverse("language"), {"language": "sv"})
    assert b"15 januari 2024" in client.get("/").content


def test_one_has_a_page_open_and_two_have() -> None:
    with translation.override("en"):
        one, two = queries.Present("Kim Ek", 3), queries.Present("Lo Al", 3)
        assert told_of_others([one], 3) == "Kim Ek has this page open now."
        assert told_of_others([one, two], 3) == "Kim Ek and Lo Al have this page open now."
        assert told_of_others([one, two], 4) == "Kim Ek and Lo Al are writing on another page."


@pytest.mark.parametrize("chosen", ["tlh", "", "../sv"])
def test_a_language_that_is_not_ours_is_swedish(db: None, chosen: str) -> None:
    client = Client()
    client.post(reverse("language"), {"language": chosen})
    assert b'<html lang="sv">' in client.get("/account/login/").content


def signs_in(client: Client, email: str) -> bytes:
    """Signs in with a password, and gives the first page that she sees."""
    return client.post(reverse("account_login"), {"login": email, "password": PASSWORD}, follow=True).content


def test_who_signs_in_is_spoken_to_in_the_language_that_she_last_chose(world: World, settings: Any) -> None:
    settings.REDOVISA_SECOND_FACTOR = False
    person = world.acting(Role.REPORTER).person
    for hers, at_the_browser in (("en", "sv"), ("sv", "en")):
        Person.objects.filter(pk=person.pk).update(language=hers)
        client = Client()
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = at_the_browser  # of someone who sat there before her
        assert f'<html lang="{hers}">'.encode() in signs_in(client, person.email)
        assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == hers
        person.refresh_from_db()
        assert person.language == hers


def test_what_is_chosen_before_one_signs_in_becomes_ones_own(world: World, settings: Any) -> None:
    settings.REDOVISA_SECOND_FACTOR = False
    person = world.acting(Role.REPORTER).person
    for before, chosen in (("", "en"), ("en", "sv"), ("sv", "en")):
        Person.objects.filter(pk=person.pk).update(language=before)
        client = Client()
        client.post(reverse("language"), {"language": chosen})
        assert f'<html lang="{chosen}">'.encode() in signs_in(client, person.email)
        person.refresh_from_db()
        assert person.language == chosen


def test_what_a_browser_remembers_is_of_one_who_has_never_chosen(world: World, settings: Any) -> None:
    settings.REDOVISA_SECOND_FACTOR = False
    person = world.acting(Role.REPORTER).person
    assert b'<html lang="sv">' in signs_in(Client(), person.email)
    person.refresh_from_db()
    assert person.language == ""
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert b'<html lang="en">' in signs_in(client, person.email)
    person.refresh_from_db()
    assert person.language == "en"


@pytest.mark.parametrize("next_page", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_choosing_a_language_leads_nowhere_else(db: None, next_page: str) -> None:
    answer = Client().post(reverse("language"), {"language": "en", "next": next_page})
    assert answer.headers["Location"] == "/"
