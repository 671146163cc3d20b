"""Files dropped on the page, in a real browser: one is read, of two at once none is taken, and a long name has room."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from at_browser import Person
from redovisa.reviewing.act import Role
from redovisa_service.cases import queries
from service_world import World

pytestmark = pytest.mark.browser
LONG = f"{'Redovisning_av_personligt_ombud_' * 6}2023.txt"
DROP = """([place, names]) => {
  const dropped = new DataTransfer();
  for (const name of names) dropped.items.add(new File(["Kommun: Österåker"], name, { type: "text/plain" }));
  place.dispatchEvent(new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true }));
}"""


def drops(person: Person, *names: str) -> None:
    """Drops files of these names on the page's place for them."""
    person.page.evaluate(DROP, [person.page.locator(".drop").element_handle(), list(names)])


def test_of_two_files_dropped_at_once_none_is_taken(browser: Any, served: tuple[World, str]) -> None:
    world, address = served
    case = world.started()
    world.acting(Role.REPORTER)
    # Given a reporter at her case on a phone,
    reporter = Person(browser, address, phone=True)
    reporter.signs_in("reporter.0117@exempel.se", at=f"/cases/{case.pk}/")
    one_at_a_time = reporter.page.get_by_text("En fil i taget")
    expect(one_at_a_time).to_be_hidden()
    # when she drops two files at once, she is told and none is taken;
    drops(reporter, "den-ena.txt", "den-andra.txt")
    expect(one_at_a_time).to_be_visible()
    assert queries.documents(case) == []
    # when she drops one, it is read, and its long name stays within its card.
    with reporter.page.expect_navigation():
        drops(reporter, LONG)
    reporter.goes(f"/cases/{case.pk}/")
    expect(reporter.page.get_by_role("link", name=LONG)).to_be_visible()
    assert [document.name for document in queries.documents(case)] == [LONG]
    assert reporter.page.locator(".tasks li").evaluate_all(
        "all => all.every(one => one.scrollWidth <= one.clientWidth)"
    )
