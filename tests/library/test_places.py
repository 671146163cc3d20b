"""The register of places, and what people's spellings of a name are taken for."""

from collections import Counter

import pytest

from redovisa.places.board import boards, find_board
from redovisa.places.find import MOST_SIGNS, find
from redovisa.places.listed import find_all
from redovisa.places.place import District, Municipality
from redovisa.places.register import (
    counties,
    district,
    districts,
    every_district,
    every_municipality,
    municipalities,
    municipality,
)
from redovisa.places.spelling import index

COUNT_BY_COUNTY = {
    "01": 26, "03": 8, "04": 9, "05": 13, "06": 13, "07": 8, "08": 12, "09": 1, "10": 5, "12": 33, "13": 6,
    "14": 49, "17": 16, "18": 12, "19": 10, "20": 15, "21": 10, "22": 7, "23": 8, "24": 15, "25": 14,
}  # fmt: skip


def test_sweden_has_21_counties_and_290_municipalities() -> None:
    assert len(counties()) == 21
    assert len(municipalities()) == 290
    assert Counter(place.county for place in municipalities().values()) == COUNT_BY_COUNTY


def test_a_code_begins_with_its_county() -> None:
    for place in every_municipality():
        assert place.code[:2] == place.county
        assert place.county in counties()
        assert len(place.code) == 4


@pytest.mark.parametrize(
    ("year", "count"), [(1998, 288), (1999, 289), (2002, 289), (2003, 290), (2006, 290), (2023, 290)]
)
def test_how_many_municipalities_a_year_had(year: int, count: int) -> None:
    assert len(municipalities(year)) == count


@pytest.mark.parametrize(("year", "count"), [(1999, 18), (2006, 18), (2007, 14), (2019, 14), (2021, 13), (2024, 11)])
def test_how_many_districts_stockholm_had(year: int, count: int) -> None:
    assert sum(place.municipality == "0180" for place in districts(year).values()) == count


@pytest.mark.parametrize(("year", "count"), [(2011, 10), (2020, 10), (2021, 4), (2024, 4)])
def test_how_many_districts_goteborg_had(year: int, count: int) -> None:
    assert sum(place.municipality == "1480" for place in districts(year).values()) == count


def test_every_district_that_ended_has_a_successor_that_began_then() -> None:
    for place in every_district():
        if place.valid_to is None:
            assert place.successor == ""
            continue
        heir = district(place.successor)
        assert heir is not None
        assert heir.valid_from in (place.valid_to, place.valid_to + 1)
        assert heir.municipality == place.municipality


def test_heby_changed_county_and_code_in_2007() -> None:
    assert find("Heby", 2006).municipality == "1917"
    assert find("Heby", 2007).municipality == "0331"
    assert find("Heby").municipality == "0331"
    assert municipality("1917", 2007) is None


def test_malung_is_malung_salen_under_the_same_code() -> None:
    for said in ("Malung", "Malung-Sälen", "Malungs kommun"):
        assert find(said, 2023).municipality == "2023"
    then = find("Malung", 2007).place
    assert isinstance(then, Municipality)
    assert then.full_name == "Malungs kommun"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("Österåkers kommun", "0117"), ("Österåker", "0117"), ("Österåkers", "0117"), ("  ÖSTERÅKERS  KOMMUN ", "0117"),
        ("O\u0308stera\u030akers kommun", "0117"), ("Öster\u00adåker", "0117"),
        ("Stockholms stad", "0180"), ("Stockholm Stad", "0180"), ("Kommunen Timrå", "2262"), ("Timrå kommun", "2262"),
        ("TIMRÅ", "2262"), ("Kommun: Timrå", "2262"), ("Upplands Väsby", "0114"), ("Upplands-Väsby kommun", "0114"),
        ("Upplands Bro", "0139"), ("Malmö stad", "1280"), ("Region Gotland", "0980"), ("Gotlands kommun", "0980"),
        ("Borås stad", "1490"), ("Västerås", "1980"), ("Hofors", "2104"), ("Falu kommun", "2080"), ("Falun", "2080"),
        ("Falu", "2080"), ("Dals-Eds kommun", "1438"), ("Habo", "0643"), ("Håbo", "0305"), ("Habo kommun", "0643"),
        ("Örebro kommun", "1880"), ("Socialtjänsten Timrå Kommun", "2262"), ("Nacka kommun, Välfärd", "0182"),
        ("Timrå kommun (värdkommun)", "2262"),
    ],
)  # fmt: skip
def test_what_is_certainly_a_municipality(said: str, code: str) -> None:
    found = find(said)
    assert found.municipality == code
    assert found.candidates == ()
    assert found.why == ""
    assert found.district is None


@pytest.mark.parametrize("place", municipalities().values(), ids=lambda place: place.code)
def test_each_name_is_found_as_people_write_it(place: Municipality) -> None:
    for said in (place.name, place.full_name, place.name.upper(), f"{place.name} kommun", f"Kommunen {place.name}"):
        assert find(said).place == place
        assert find(said, 2023).place == place


def test_no_unmarked_form_means_two_municipalities_at_once() -> None:
    for form, entry in index().items():
        names = {one.code for one in entry.places if isinstance(one, Municipality) and one.valid_to is None}
        assert len(names) <= 1, form


@pytest.mark.parametrize(
    ("said", "year", "code"),
    [
        ("Rinkeby-Kista stadsdelsnämnd", 2020, "0180-rinkeby-kista"),
        ("Rinkeby-Kista", None, "0180-rinkeby-kista"),
        ("Stockholms stad, Rinkeby-Kista stadsdelsnämnd", 2020, "0180-rinkeby-kista"),
        ("Stockholm (Rinkeby-Kista)", 2020, "0180-rinkeby-kista"),
        ("Enskede - Årsta - Vantörs stadsdelsförvaltning", 2020, "0180-enskede-arsta-vantor"),
        ("Stadsdelsnämnden Farsta", 2023, "0180-farsta"),
        ("Järva", 2023, "0180-jarva"),
        ("Hägersten-Älvsjö sdn", 2022, "0180-hagersten-alvsjo"),
        ("Göteborgs Stad, Centrum", 2020, "1480-centrum"),
        ("Göteborgs Stad, Centrum", 2022, "1480-centrum-2021"),
        ("Göteborgs stad Socialnämnd Nordost", 2022, "1480-nordost"),
        ("Angered", 2019, "1480-angered"),
    ],
)
def test_what_is_certainly_a_district(said: str, year: int | None, code: str) -> None:
    found = find(said, year)
    assert found.district is not None, found.why
    assert found.district.code == code
    assert found.municipality == code[:4]


@pytest.mark.parametrize(
    ("said", "year", "names"),
    [
        ("Ostersund", None, ["Östersund"]),
        ("Osteraker kommun", None, ["Österåker"]),
        ("Öster åker", None, ["Österåker"]),
        ("Sudnsvall", None, ["Sundsvall"]),
        ("Sundsval", None, ["Sundsvall"]),
        ("Sundsvalll", None, ["Sundsvall"]),
        ("Sundsvakl", None, ["Sundsvall"]),
        ("Hábo", None, ["Håbo", "Habo"]),
        ("vara", None, ["Vara"]),
        ("Personligt ombud Mora", None, ["Mora"]),
        ("Timrå kommun och Härnösands kommun", None, ["Timrå", "Härnösand"]),
        ("Centrum", 2020, ["Centrum"]),
        ("Socialnämnd Nordost", 2022, ["Nordost"]),
        ("Rinkeby-Kista", 2024, ["Järva"]),
        ("Rinkeby", 2020, ["Rinkeby-Kista"]),
        ("Järva", 2020, ["Rinkeby-Kista", "Spånga-Tensta"]),
        ("Malmö Farsta", 2020, ["Malmö", "Farsta"]),
    ],
)
def test_what_is_a_question_with_candidates(said: str, year: int | None, names: list[str]) -> None:
    found = find(said, year)
    assert found.place is None
    assert found.municipality == ""
    assert [place.name for place in found.candidates] == names
    assert found.why.endswith("?")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("", "Kommunens namn saknas"),
        (" \u2002\u2002 ", "Kommunens namn saknas"),
        ("Socialförvaltningen", "inte namnet på någon kommun"),
        ("det kan vara mark vid berg", "inte namnet på någon kommun"),
        ("Örebro län", "är ett län, inte en kommun"),
        ("Länsstyrelsen i Örebro län", "är ett län, inte en kommun"),
        ("Region Skåne", "är en region eller ett län, inte en kommun"),
        ("x" * (MOST_SIGNS + 1), "för lång"),
    ],
)
def test_what_is_no_municipality_at_all(said: str, why: str) -> None:
    found = find(said)
    assert found.place is None
    assert found.candidates == ()
    assert why in found.why


def test_a_municipality_before_its_time_has_no_candidate() -> None:
    found = find("Knivsta", 2002)
    assert found.place is None
    assert found.candidates == ()
    assert "från 2003" in found.why


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("Lidingö, Vallentuna, Vaxholm och Österåker", ["Lidingö", "Vallentuna", "Vaxholm", "Österåker"]),
        ("Sundsvall / Timrå; Ånge", ["Sundsvall", "Timrå", "Ånge"]),
        ("Härnösand-Timrå", ["Härnösand", "Timrå"]),
        ("Sundsvall Timrå Ånge", ["Sundsvall", "Timrå", "Ånge"]),
        ("Upplands Väsby Upplands-Bro Sigtuna", ["Upplands Väsby", "Upplands-Bro", "Sigtuna"]),
        ("Kommunerna Lidingö, Vaxholm och Österåkers kommuner", ["Lidingö", "Vaxholm", "Österåker"]),
        ("• Mora\n• Orsa\n- Älvdalen", ["Mora", "Orsa", "Älvdalen"]),
        ("Mariestad, Töreboda samt Gullspång (MTG)", ["Mariestad", "Töreboda", "Gullspång"]),
        ("Malung-Sälen, Dals-Ed & Upplands-Bro", ["Malung-Sälen", "Dals-Ed", "Upplands-Bro"]),
        ("Österåkers kommun", ["Österåker"]),
    ],
)
def test_a_list_of_names(said: str, names: list[str]) -> None:
    assert [found.place.name if found.place else found.why for found in find_all(said)] == names


@pytest.mark.parametrize(
    "said", ["", "-", "Nej", "Inga", "Ingen annan.", "ej aktuellt", "\u2002\u2002\u2002\u2002\u2002"]
)
def test_a_list_that_says_none(said: str) -> None:
    assert find_all(said) == ()


def test_a_list_keeps_what_it_does_not_understand() -> None:
    first, second, third = find_all("Lidingö, Ostersund och Storköping")
    assert first.municipality == "0186"
    assert [place.name for place in second.candidates] == ["Östersund"]
    assert third.place is None
    assert third.candidates == ()


def test_a_list_longer_than_sweden_is_no_list() -> None:
    assert [found.place for found in find_all("Mora, " * 2_000)] == [None]
    assert len(find_all("Kil," * 500)) == 290


@pytest.mark.parametrize("county", counties().values(), ids=lambda county: county.code)
def test_each_board_is_found_by_name_and_address(county) -> None:
    for head in (
        f"Sänds in till: {county.board}, 701 86 Örebro.\nRedovisning ska vara inkommen senast",
        f"Länsstyrelsen {county.short}",
        f"Sänds in till {county.board_email}\nsenast den 15 januari 2024",
        f"mailto:{county.board_email}",
        county.board.upper(),
        county.board_email.replace("@", "®"),
    ):
        assert find_board(head) == county


def test_no_board_or_two_boards_is_no_board() -> None:
    assert find_board("Redovisning till länsstyrelsen senast den 15 januari") is None
    assert find_board("") is None
    both = "Länsstyrelsen i Stockholms län och Länsstyrelsen i Örebro län"
    assert find_board(both) is None
    assert [county.code for county in boards(both)] == ["01", "18"]


def test_a_district_and_its_municipality_answer_to_the_same_question() -> None:
    place = find("Farsta", 2023).place
    assert isinstance(place, District)
    assert place.municipality == "0180"
    assert place.full_name == "Farsta stadsdelsnämnd"


@pytest.mark.parametrize("place", every_district(), ids=lambda place: place.code)
def test_each_district_is_found_by_its_board(place: District) -> None:
    year = place.valid_from
    above = municipality(place.municipality)
    assert above is not None
    assert find(f"{above.full_name}, {place.full_name}", year).place == place
    if place.alone:
        for said in (place.full_name, place.full_name.upper(), place.name, f"{place.name} stadsdelsnämnd"):
            assert find(said, year).place == place
    else:
        assert find(place.full_name, year).place is None
        assert find(place.full_name, year).candidates == (place,)


def test_how_a_board_of_a_district_is_called() -> None:
    called = {place.code: place.full_name for place in every_district()}
    assert called["0180-sodermalm"] == "Södermalms stadsdelsnämnd"
    assert called["0180-rinkeby-kista"] == "Rinkeby-Kista stadsdelsnämnd"
    assert called["1480-hisingen"] == "stadsområde Hisingen"


def test_a_municipality_whose_name_ends_in_a_vowel_takes_no_s() -> None:
    called = {code: place.full_name for code, place in municipalities().items()}
    assert called["2262"] == "Timrå kommun"
    assert called["0117"] == "Österåkers kommun"
    assert called["1421"] == "Orusts kommun"
    assert called["1490"] == "Borås stad"
    assert called["2080"] == "Falu kommun"
