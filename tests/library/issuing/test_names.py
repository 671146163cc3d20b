"""Names for people: a district stands with its city, and in a list beside the other districts of it."""

from __future__ import annotations

from redovisa.form.answer import Answer
from redovisa.form.redovisning import Kind, Redovisning
from redovisa.issuing.names import by_name, named


def record(code: str, district: str = "", year: int = 2020) -> Redovisning:
    return Redovisning(f"{code}.docx", Kind.REDOVISNING, year, year, municipality=code, district=district)


def test_a_district_is_named_with_its_city() -> None:
    assert named(record("0180", "0180-rinkeby-kista")) == "Rinkeby-Kista stadsdelsnämnd, Stockholms stad"
    assert named(record("0180")) == "Stockholms stad"


def test_who_is_not_known_is_named_as_the_form_has_it_or_by_the_file() -> None:
    assert named(record("")) == ".docx"
    answers = {"contact.municipality": Answer("contact.municipality", "Ort")}
    answered = Redovisning("x", Kind.REDOVISNING, answers=answers)
    assert named(answered) == "Ort"


def test_in_a_list_districts_stand_at_their_city_and_swedish_letters_last() -> None:
    mixed = [
        record("0180", "0180-rinkeby-kista"),
        record("1880"),
        record("0188"),
        record("0180", "0180-farsta"),
        record("0192"),
        record("2321"),
    ]
    assert [named(one) for one in sorted(mixed, key=by_name)] == [
        "Norrtälje kommun",
        "Nynäshamns kommun",
        "Farsta stadsdelsnämnd, Stockholms stad",
        "Rinkeby-Kista stadsdelsnämnd, Stockholms stad",
        "Åre kommun",
        "Örebro kommun",
    ]
