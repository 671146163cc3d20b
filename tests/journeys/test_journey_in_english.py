"""The pages in English in a real browser, at a desk, on a phone and enlarged: words fit, and axe finds no fault."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

from at_browser import DESK, ENLARGED, PHONE, Person
from redovisa.reviewing.act import Role
from redovisa_service.accounts.models import Kind, Organisation
from service_world import PASSWORD, World

pytestmark = pytest.mark.browser
#: Pages alike in shape are looked at once: those of other cases, years, people.
_NUMBERS = re.compile(r"\d+|(?<==)[^&]+")


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
