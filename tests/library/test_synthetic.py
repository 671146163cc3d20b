"""Invented redovisningar are sound, follow on each other through the years, and break just where they are spoilt."""

import os
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redovisa.form.answer import Value
from redovisa.form.edition import Box, BoxRow, Words
from redovisa.form.field import Field, FieldType
from redovisa.form.form import Form
from redovisa.form.format import written
from redovisa.form.parse import parse
from redovisa.personligt_ombud.grant import GRANT
from redovisa.places.find import find
from redovisa.places.listed import find_all
from redovisa.places.register import municipalities
from redovisa.synthetic.clients import BANDS, REASONS, SEXES
from redovisa.synthetic.invent import as_read, invent
from redovisa.synthetic.nation import Report, invent_nation
from redovisa.synthetic.reporter import COVERED, reporters
from redovisa.synthetic.spoil import FAULTS, spoil

FORM = GRANT.form
CODES = sorted(municipalities(2023))
KINDS = ("municipality", "association", "foundation", "company", "other")
AUTHORITIES = ("municipality", "employment_service", "social_insurance", "primary_care", "psychiatry")

sound = given(st.sampled_from(CODES), st.sampled_from((2020, 2021, 2022, 2023)), st.integers(0, 10_000))


def number(answers: Mapping[str, Value], key: str) -> float:
    value = answers.get(key, 0)
    assert isinstance(value, int | float), key
    return value


def client_faults(answers: Mapping[str, Value]) -> set[str]:
    """What is wrong with sections 2 and 3, counted anew from the cells."""
    wrong = set()
    for sex in SEXES:
        for what in ("total", "new", "closed"):
            bands = sum(number(answers, f"clients.{what}.{sex}.{band}") for band in BANDS)
            if bands != answers[f"clients.{what}.{sex}"]:
                wrong.add("bands_do_not_add_up")
            for tail in (sex, *(f"{sex}.{band}" for band in BANDS)):
                if number(answers, f"clients.{what}.{tail}") > number(answers, f"clients.total.{tail}"):
                    wrong.add(f"{what}_above_total")
        if number(answers, f"clients.with_children.{sex}") > number(answers, f"clients.total.{sex}"):
            wrong.add("children_above_total")
        for reason in REASONS:
            if number(answers, f"contact_reasons.{reason}.{sex}") > number(answers, f"clients.new.{sex}"):
                wrong.add("reasons_above_new")
        given_reasons = sum(number(answers, f"contact_reasons.{reason}.{sex}") for reason in REASONS)
        assert given_reasons >= number(answers, f"clients.new.{sex}") or wrong
    other = sum(number(answers, f"contact_reasons.other.{sex}") for sex in SEXES)
    if bool(other) != ("contact_reasons.other.text" in answers):
        wrong.add("other_reason_untold")
    return wrong


def economy_faults(answers: Mapping[str, Value]) -> set[str]:
    """What is wrong with sections 1 and 7."""
    wrong = set()
    granted, spent = number(answers, "economy.granted.amount"), number(answers, "economy.spent.amount")
    if spent > granted:
        wrong.add("digits_swapped" if sorted(str(granted)) == sorted(str(spent)) else "spent_above_granted")
    fewer = number(answers, "economy.spent.positions") < number(answers, "economy.granted.positions")
    if fewer != ("economy.why_fewer" in answers):
        wrong.add("fewer_positions_untold")
    if "ombud.positions" not in answers:
        wrong.add("positions_missing")
    elif answers["ombud.positions"] > sum(number(answers, f"ombud.count.{sex}") for sex in SEXES):
        wrong.add("positions_above_headcount")
    if (answers["training.offered"] is True) == ("training.why_not" in answers):
        wrong.add("training_answered_both_ways")
    assert (answers["training.offered"] is True) == ("training.which" in answers)
    assert (answers["supervision.offered"] is True) == ("supervision.kind" in answers)
    assert (answers["supervision.offered"] is False) == ("supervision.why_not" in answers)
    return wrong


def other_faults(answers: Mapping[str, Value]) -> set[str]:
    """What is wrong with the other sections."""
    wrong = set()
    year, signed = answers["report.year"], answers["signature.date"]
    assert isinstance(signed, date)
    assert signed <= date(year + 1, 1, 15)
    if signed.year == year:
        wrong.add("signed_too_early")
    if not all(answers.get(f"steering_group.authorities.{body}") for body in AUTHORITIES):
        if "steering_group.why_missing" not in answers:
            wrong.add("authority_missing_untold")
    else:
        assert "steering_group.why_missing" not in answers
    own = find(str(answers.get("contact.municipality", "")), year)
    if own.place is None:
        wrong.add("municipality_missing")
    elif own.place in [found.place for found in find_all(str(answers.get("coverage.municipalities", "")), year)]:
        wrong.add("own_municipality_among_others")
    providers = [kind for kind in KINDS if answers.get(f"provider.{kind}")]
    if len(providers) != 1:
        wrong.add("no_provider")
    elif (providers == ["municipality"]) == ("provider.other.name" in answers):
        wrong.add("provider_untold")
    waited = answers.get("queue.had", "no") != "no" or "queue.yes" in answers
    if waited != bool({"queue.wait", "queue.wait_days"} & answers.keys()):
        wrong.add("no_queue_but_waiting")
    if str(answers["contact.email"]).count("@") != 1:
        wrong.add("email_without_at")
    effects = any(answers.get(key) for key in answers if key.startswith("covid.effects."))
    if "covid.affected" in answers and effects != (answers["covid.affected"] == "yes"):
        wrong.add("effects_though_unaffected")
    clients = sum(number(answers, f"clients.total.{sex}") for sex in SEXES)
    claims = (re.findall(r"(\d+) klienter", value) for value in answers.values() if isinstance(value, str))
    if any(int(claim) != clients for found in claims for claim in found):
        wrong.add("text_claims_other_number")
    return wrong


def faults_of(answers: Mapping[str, Value]) -> set[str]:
    return client_faults(answers) | economy_faults(answers) | other_faults(answers)


@settings(max_examples=200, deadline=None)
@sound
def test_whatever_is_invented_is_sound(code: str, year: int, seed: int) -> None:
    answers = invent(FORM, year, code, seed)
    assert faults_of(answers) == set()
    assert answers.keys() <= set(FORM.edition_for(year).asked)
    assert find(str(answers["contact.municipality"]), year).municipality == code


@settings(max_examples=100, deadline=None)
@sound
def test_a_reader_gets_back_what_was_invented(code: str, year: int, seed: int) -> None:
    answers = as_read(invent(FORM, year, code, seed))
    for key, value in answers.items():
        back = parse(FORM.fields[key], written(FORM.fields[key], value))
        assert back == value, key
        assert isinstance(back, bool) == isinstance(value, bool), key


@settings(max_examples=100, deadline=None)
@sound
def test_last_years_open_clients_are_in_this_years_total(code: str, year: int, seed: int) -> None:
    before = invent(FORM, year, code, seed)
    after = invent(FORM, year + 1, code, seed, before)
    assert faults_of(after) == set()
    for sex in SEXES:
        left = number(before, f"clients.total.{sex}") - number(before, f"clients.closed.{sex}")
        assert after[f"clients.total.{sex}"] == left + number(after, f"clients.new.{sex}")


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_each_fault_is_the_only_thing_wrong(name: str) -> None:
    """Also where it is planted among others' reports; a fault that found no room anywhere would fail."""
    planted = 0
    for seed, code in enumerate(CODES[::12]):
        for year in (2020, 2023):
            answers = invent(FORM, year, code, seed)
            before = dict(answers)
            try:
                spoilt, fault = spoil(answers, seed, name)
            except ValueError:
                continue
            planted += 1
            assert answers == before
            assert fault.name == name
            assert fault.what
            assert faults_of(spoilt) == {name}, (code, year, fault)
            changed = {key for key in {*spoilt, *before} if spoilt.get(key) != before.get(key)}
            assert changed & set(fault.fields)
    assert planted >= 10


@settings(max_examples=100, deadline=None)
@sound
def test_a_fault_is_drawn_by_the_seed(code: str, year: int, seed: int) -> None:
    answers = invent(FORM, year, code, seed)
    spoilt, fault = spoil(answers, seed)
    assert (spoilt, fault) == spoil(answers, seed)
    assert faults_of(spoilt) == {fault.name}


@pytest.fixture(scope="module")
def nation() -> tuple[Report, ...]:
    return invent_nation(FORM, 7, range(2019, 2025))


def test_a_nation_has_its_municipalities_and_about_6000_clients_a_year(nation: tuple[Report, ...]) -> None:
    by_year = defaultdict(list)
    for report in nation:
        by_year[report.year].append(report)
    assert sorted(by_year) == list(range(2019, 2025))
    for reports in by_year.values():
        assert len({code for one in reports for code in one.reporter.municipalities}) == COVERED
        assert sum(len(one.reporter.municipalities) > 1 for one in reports) > 20
        assert sum(one.reporter.district is not None for one in reports) >= 11
        clients = sum(number(one.answers, f"clients.total.{sex}") for one in reports for sex in SEXES)
        assert 5_000 <= clients <= 7_000


def test_every_report_of_a_nation_is_sound(nation: tuple[Report, ...]) -> None:
    for report in nation:
        assert faults_of(report.answers) == set(), report.reporter
        assert report.answers["report.year"] == report.year


def test_a_nation_names_whom_a_report_covers(nation: tuple[Report, ...]) -> None:
    for report in nation:
        codes = report.reporter.municipalities
        listed = find_all(str(report.answers.get("coverage.municipalities", "")), report.year)
        assert [found.municipality for found in listed] == list(codes[1:])
        assert find(str(report.answers["contact.municipality"]), report.year).municipality == codes[0]
        if report.reporter.district is not None:
            assert report.reporter.district.exists_in(report.year)
            said = f"{report.answers['contact.municipality']}, {report.answers['contact.board']}"
            assert find(said, report.year).district == report.reporter.district


def test_a_nation_follows_on_through_the_years(nation: tuple[Report, ...]) -> None:
    by_reporter = defaultdict(dict)
    for report in nation:
        by_reporter[report.reporter.key][report.year] = report.answers
    compared = 0
    for years in by_reporter.values():
        for before, after in pairwise(sorted(years)):
            for sex in SEXES:
                left = number(years[before], f"clients.total.{sex}") - number(years[before], f"clients.closed.{sex}")
                assert years[after][f"clients.total.{sex}"] == left + number(years[after], f"clients.new.{sex}")
                compared += 1
    assert compared > 1_000


def test_every_question_is_answered_by_someone_and_small_counts_are_common(nation: tuple[Report, ...]) -> None:
    for year in (2020, 2023):
        answered = {key for report in nation if report.year == year for key in report.answers}
        assert answered == set(FORM.edition_for(year).asked)
    cells = [
        number(report.answers, f"clients.{what}.{sex}.{band}")
        for report in nation
        for what in ("total", "new", "closed")
        for sex in SEXES
        for band in BANDS
    ]
    assert sum(1 <= cell <= 4 for cell in cells) > 0.3 * len(cells)
    assert any("\n" in str(value) for report in nation for value in report.answers.values())


def test_the_districts_of_a_year_report() -> None:
    def keys(year: int) -> set[str]:
        return {one.key for one in reporters(year, 1) if one.district is not None}

    assert "0180-rinkeby-kista" in keys(2022)
    assert "0180-rinkeby-kista" not in keys(2023)
    assert "0180-jarva" in keys(2023)
    assert sum(key.startswith("0180") for key in keys(2024)) == 11


def test_the_same_seed_gives_the_same_in_another_process() -> None:
    told = (
        "from redovisa.personligt_ombud.grant import GRANT; from redovisa.synthetic.invent import invent; "
        "from redovisa.synthetic.spoil import spoil; a = invent(GRANT.form, 2023, '2262', 5); print(a, spoil(a, 5))"
    )
    seen = set()
    for hash_seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONUTF8": "1"}
        run = subprocess.run([sys.executable, "-c", told], env=environment, capture_output=True, check=True)
        seen.add(run.stdout)
    assert len(seen) == 1
    here = invent(FORM, 2023, "2262", 5)
    assert str(here).encode() in seen.pop()
    assert invent(FORM, 2023, "2262", 6) != here


def test_a_later_editions_questions_are_answered_by_their_type() -> None:
    new = {
        "results.homeless": Field("results.homeless", "9", FieldType.COUNT, "Antal"),
        "results.how": Field("results.how", "9", FieldType.TEXT, "Hur"),
        "results.any": Field("results.any", "9", FieldType.YES_NO, "Några"),
        "results.kind": Field("results.kind", "9", FieldType.CHOICE, "Slag", ("a", "b")),
    }

    boxes = BoxRow(tuple(Box(Words(field.label), key) for key, field in new.items()))
    known = FORM.edition_for(2023)
    later = replace(known, year=2026, blocks=(*known.blocks, boxes))
    form = Form({**FORM.fields, **new}, {**FORM.editions, 2026: later})
    answers = invent(form, 2026, "2262", 1)
    assert new.keys() <= answers.keys()
    assert answers["results.kind"] in ("a", "b")


def test_a_code_that_is_no_municipality_is_said_in_swedish() -> None:
    with pytest.raises(ValueError, match="Ingen kommun hade koden 9999 år 2023"):
        invent(FORM, 2023, "9999", 1)
    with pytest.raises(ValueError, match="finns ingen plats för felet"):
        spoil({"report.year": 2023}, 1, "email_without_at")
    with pytest.raises(KeyError):
        spoil({}, 1, "no_such_fault")


def test_nobody_is_named_and_no_one_answers() -> None:
    for code in CODES[::20]:
        answers = invent(FORM, 2023, code, 3)
        for key in ("contact.email", "signature.email"):
            assert str(answers[key]).endswith(".example")
