"""The page stands alone, can be read by a screen reader, and shows what people wrote without obeying it."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from folder import SEEDS, Outline, Result, compiled, put, seed
from hypothesis import given
from hypothesis import strategies as st

from redovisa.compiling.markup import Html, tag

ATTACK = "<script>alert(1)</script>\"'&<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of the seeds, with a form in which someone typed markup, and a copy."""
    folder = tmp_path_factory.mktemp("in")
    for path in SEEDS.glob("*.txt"):
        put(folder, path.name, path.read_bytes())
    put(folder, "kopia.txt", seed("timra-2020-filled"))
    put(folder, "<b>fet.txt", seed("osteraker-2023-filled").replace("Åsa Exempelgren", ATTACK).replace("127", "128"))
    result: Result = compiled(folder, tmp_path_factory.mktemp("out") / "result")
    assert ATTACK in [row["Kontaktperson"] for row in result.rows("Svar (en rad per redovisning)")]
    return result.page


@pytest.fixture(scope="module")
def outline(page: str) -> Outline:
    """The page's elements."""
    found = Outline()
    found.feed(page)
    return found


def test_elements_close_in_order(outline: Outline) -> None:
    assert outline.faults == []
    assert outline.opened == []


def test_nothing_is_fetched_and_nothing_runs(page: str, outline: Outline) -> None:
    assert not {"script", "link", "img", "iframe", "object", "form"} & {name for name, _ in outline.tags}
    for _, attributes in outline.tags:
        assert not {"src", "srcset", "action"} & attributes.keys()
        assert not [name for name in attributes if name.startswith("on")]
        assert (attributes.get("href") or "#").startswith(("#", "mailto:"))
    assert "url(" not in page
    assert "@import" not in page


def test_what_people_typed_is_text(page: str) -> None:
    assert "<b>fet.txt" not in page
    assert "&lt;b&gt;fet.txt" in page
    assert "<script" not in page


def test_a_screen_reader_finds_its_way(outline: Outline) -> None:
    names = [name for name, _ in outline.tags]
    assert {"header", "main", "nav", "footer", "title"} <= set(names)
    assert names.count("h1") == 1
    assert ("html", {"lang": "sv"}) in outline.tags
    levels = [int(name[1]) for name in names if re.fullmatch(r"h[1-6]", name)]
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    assert all(attributes.get("scope") in ("col", "row") for name, attributes in outline.tags if name == "th")
    assert names.count("table") == names.count("caption")
    assert names.count("svg") == sum(attributes.get("role") == "img" for _, attributes in outline.tags)


def test_every_link_within_the_page_leads_somewhere_and_no_place_is_named_twice(outline: Outline) -> None:
    ids = [attributes["id"] for _, attributes in outline.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = {(attributes.get("href") or "")[1:] for name, attributes in outline.tags if name == "a"}
    assert {link for link in links if "@" not in link} <= set(ids)


def test_the_text_to_the_municipality_is_ready(page: str) -> None:
    assert "Tack för redovisningen av statsbidraget till personligt ombud för 2020" in page
    assert "mailto:anna.kristina.exempelund@stockholm.se?subject=" in page


def test_a_copy_is_told_and_not_counted(page: str) -> None:
    assert "Filen har samma innehåll som kopia.txt" in page


@given(st.text(), st.text())
def test_no_text_gets_out_of_its_element(text: str, value: str) -> None:
    made = tag("p", text, title=value)
    outline = Outline()
    outline.feed(made)
    outline.close()
    assert [name for name, _ in outline.tags] == ["p"]
    assert isinstance(made, Html)


def test_one_of_a_kind_is_told_as_one(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("one")
    put(folder, "osteraker.txt", seed("osteraker-2023-filled"))
    put(folder, "tom.docx", "")
    page = compiled(folder, tmp_path_factory.mktemp("out") / "result").page
    assert "<dt>redovisning läst</dt>" in page
    assert "<dt>kommun har redovisat</dt>" in page
    assert "<dt>fil gick inte att läsa</dt>" in page
    assert "<dt>saker måste rättas</dt>" in page
