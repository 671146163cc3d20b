"""What holds for every text put to the register of places."""

from hypothesis import given, settings
from hypothesis import strategies as st

from redovisa.places.board import boards
from redovisa.places.find import find
from redovisa.places.listed import find_all
from redovisa.places.register import municipalities
from redovisa.places.spelling import folded

NAMES = sorted(place.name for place in municipalities().values())
BY_NAME = {place.name: place for place in municipalities().values()}
LETTERS = "abcdefghijklmnopqrstuvwxyzåäö"


@given(st.text(max_size=500), st.none() | st.integers(1990, 2040))
def test_any_text_gives_an_answer_or_a_question(text: str, year: int | None) -> None:
    found = find(text, year)
    assert (found.place is None) == bool(found.why)
    if found.place is not None and year is not None:
        assert found.place.exists_in(year)
    boards(text)
    find_all(text, year)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(NAMES), st.data())
def test_a_wrong_letter_is_never_certain_of_what_is_not_written(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(name) - 1))
    said = name[:at] + data.draw(st.sampled_from(LETTERS)) + name[at + 1 :]
    found = find(said)
    if found.place is None:
        assert BY_NAME[name] in found.candidates or folded(said) in map(folded, (one.name for one in found.candidates))
        return
    # Certain only when it now is, letter by letter, a form of the name found: Habo for Håbo.
    bare, true = (text.casefold().replace("-", " ") for text in (said, found.place.name))
    assert bare in (true, f"{true}s") or true == "falun"


@given(
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=12, unique=True), st.sampled_from([", ", "; ", " / ", "\n"])
)
def test_a_list_gives_back_what_was_listed(names: list[str], sign: str) -> None:
    text = sign.join(names[:-1]) + (" och " if names[:-1] else "") + names[-1]
    assert [found.place for found in find_all(text)] == [BY_NAME[name] for name in names]
