"""The pages in English in a real browser, at a desk, on a phone and enlarged: words fit, and axe finds no fault."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from at_browser import DESK, ENLARGED, PHONE, Person
from redovisa.reviewing.act import Role
from redovisa_service.accounts.models import Kind, Organisation
from redovisa_service.cases.models import Case
from service_world import OSTERAKER, PASSWORD, SEEDS, World, asked_back, on_the_way

pytestmark = pytest.mark.browser
#: Pages alike in shape are looked at once: those of other cases, years, people; each page of the form is its own.
_NUMBERS = re.compile(r"(?<!sections/)\d+|(?<==)[^&]+")


def in_english(browser: Any, address: str, email: str) -> Person:
    """Someone who chooses English before she signs in."""
    person = Person(browser, address)
    person.goes("/")
    person.clicks("button", "In English")
    person.page.get_by_label("E-mail address").fill(email)
    person.page.get_by_label("Password").fill(PASSWORD)
    person.clicks("button", "Sign in")
    return person


def looks_everywhere(person: Person, *begin: str) -> int:
    """Every page that links lead to from some addresses, one of each shape, in three windows; how many there were."""
    waiting, shapes = list(begin), set()
    pictures = os.environ.get("REDOVISA_PICTURES")
    while waiting:
        path = waiting.pop(0).split("#")[0]
        shape = _NUMBERS.sub("0", path)
        if shape in shapes or not path.startswith("/") or path.startswith(("/static/", "/account/logout")):
            continue
        shapes.add(shape)
        if not person.context.request.get(f"{person.address}{path}").headers["content-type"].startswith("text/html"):
            continue
        for window in (DESK, PHONE, ENLARGED):
            person.page.set_viewport_size(window)
            person.goes(path)
            if pictures and window is not ENLARGED:
                name = f"{re.sub('[^a-z0-9]+', '-', path)}-{window['width']}.png"
                person.page.screenshot(path=Path(pictures) / name, full_page=True)
        links = person.page.locator("a[href]").evaluate_all("all => all.map(one => one.getAttribute('href'))")
        waiting += [link if link.startswith("/") else path.split("?")[0] + link for link in links if link[:1] in "/?"]
    return len(shapes)


def test_what_a_municipality_sees_fits_in_english(browser: Any, served: tuple[World, str]) -> None:
    # Given a case under way, filled in but for what the signatory does,
    world, address = served
    case = world.filled()
    world.acting(Role.SIGNATORY)
    for role, more in ((Role.REPORTER, ()), (Role.SIGNATORY, (f"/cases/{case.pk}/sign/",))):
        # when someone goes wherever she can,
        person = in_english(browser, address, f"{role.value}.0117@exempel.se")
        # then no page is too wide for its window, and axe finds no fault in any.
        assert looks_everywhere(person, "/", f"/cases/{case.pk}/", *more) > 8


def test_what_the_county_board_and_the_nation_see_fits_in_english(browser: Any, served: tuple[World, str]) -> None:
    world, address = served
    world.signed()
    nation = Organisation.objects.create(kind=Kind.NATIONAL, name="Socialstyrelsen", code="nation")
    for role, place in ((Role.COUNTY_OFFICER, world.board), (Role.NATIONAL_OFFICER, nation)):
        world.acting(role, place)
        person = in_english(browser, address, f"{role.value}.{place.code}@exempel.se")
        assert looks_everywhere(person, "/") > 3


@pytest.mark.parametrize(("made", "least"), [(on_the_way, 22), (World.signed, 8), (asked_back, 18)])
def test_a_case_fits_in_english_wherever_it_has_come(
    browser: Any, served: tuple[World, str], made: Callable[[World], Case], least: int
) -> None:
    # Given a case with all that documents left to answer, one that was handed in, or one that was asked about twice,
    world, address = served
    case = made(world)
    world.acting(Role.SIGNATORY)
    person = in_english(browser, address, "signatory.0117@exempel.se")
    # when she goes through all of it, what was handed in too,
    paths = (f"/cases/{case.pk}/", f"/cases/{case.pk}/versions/", f"/cases/{case.pk}/sign/")
    # then no page is too wide for its window, and axe finds no fault in any.
    assert looks_everywhere(person, "/", *paths) >= least


def test_a_document_is_dropped_and_a_request_is_answered_in_english(browser: Any, served: tuple[World, str]) -> None:
    world, address = served
    # Given a case that the county board has asked about twice,
    case = asked_back(world)
    reporter = in_english(browser, address, "reporter.0117@exempel.se")
    reporter.goes(f"/cases/{case.pk}/")
    reporter.sees("asks for a supplement by")
    # when she answers in words and drops a document,
    reporter.page.get_by_label("Answer to the county board").fill("Fyra gånger om året.")
    reporter.clicks("button", "Save the answer")
    reporter.sees("The answer is saved.")
    reporter.page.get_by_label("Filled-in report").set_input_files(str(SEEDS / OSTERAKER))
    reporter.clicks("button", "Read the document")
    # then what differs is told in English, and the form's own words are marked as Swedish;
    reporter.sees("boxes differ from the document")
    assert reporter.page.locator("fieldset.difference legend[lang=sv]").count() > 5
    reporter.clicks("button", "Keep all in the form")
    reporter.sees("Question 1 of ")
    # and a letter that is no report is told so in Swedish that is marked;
    reporter.goes(f"/cases/{case.pk}/")
    letter = {"name": "brev.txt", "mimeType": "text/plain", "buffer": "Hej på er alla! ".encode() * 30}
    reporter.page.get_by_label("Filled-in report").set_input_files(letter)
    reporter.clicks("button", "Read the document")
    assert reporter.page.locator(".said [lang=sv]").filter(has_text="statsbidraget").count() == 1


def test_what_is_refused_or_not_there_fits_in_english(browser: Any, served: tuple[World, str]) -> None:
    world, address = served
    case = world.signed()
    world.acting(Role.REGISTRATOR)
    for email, path, says in (
        ("reporter.0117@exempel.se", f"/cases/{case.pk}/parts/", "You cannot change the form now"),
        ("registrator.0117@exempel.se", f"/cases/{case.pk}/findings/", "The page is not for your role"),
        ("registrator.0117@exempel.se", "/cases/99999/", "There is no such page"),
        ("registrator.0117@exempel.se", "/parts/wrong/", "The link is not right."),
    ):
        person = in_english(browser, address, email)
        for window in (DESK, PHONE, ENLARGED):
            person.page.set_viewport_size(window)
            person.page.goto(f"{address}{path}")
            person.wrong.clear()  # the browser itself notes that it was refused
            person.sees(says)
            person.looks()
