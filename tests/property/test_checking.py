"""Whatever is answered: sound forms are left in peace, planted faults are found, and nothing makes a rule stumble."""

from __future__ import annotations

import sys
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "library" / "checking"))

from rule_examples import TODAY, sound, with_answers

from redovisa.checking.check import check
from redovisa.checking.claims import Claim, claims
from redovisa.checking.digits import likely_swap
from redovisa.checking.finding import Severity
from redovisa.checking.outline import outline, skeleton
from redovisa.checking.persons import has_personal_number, may_hold_personal_number, may_point_out, pointed_out
from redovisa.checking.sheet import reported_year
from redovisa.form.answer import Answer, Doubt
from redovisa.form.field import FieldType
from redovisa.form.redovisning import Kind, Redovisning
from redovisa.personligt_ombud.grant import GRANT
from redovisa.personligt_ombud.rules.counts import COUNTS
from redovisa.places.register import municipalities
from redovisa.synthetic.invent import as_read, invent
from redovisa.synthetic.nation import invent_nation
from redovisa.synthetic.spoil import FAULTS, spoil

FORM, RULES = GRANT.form, GRANT.rules
CODES = sorted(municipalities(2020))

#: Which rule finds each fault that can be planted; any of several where one may be told for another.
FOUND_BY = {
    "bands_do_not_add_up": {"KLI-02", "KLI-03"},
    "closed_above_total": {"KLI-04"},
    "new_above_total": {"KLI-04"},
    "children_above_total": {"BAR-01"},
    "reasons_above_new": {"ORS-01"},
    "other_reason_untold": {"ORS-04"},
    "digits_swapped": {"EKO-02"},
    "spent_above_granted": {"EKO-03"},
    "fewer_positions_untold": {"EKO-05"},
    "positions_above_headcount": {"OMB-03"},
    "positions_missing": {"OMB-01"},
    "signed_too_early": {"UND-02"},
    "authority_missing_untold": {"LED-02"},
    "own_municipality_among_others": {"KON-02"},
    "municipality_missing": {"KON-01"},
    "no_provider": {"UTF-01"},
    "training_answered_both_ways": {"UTB-04", "UTB-05"},
    "no_queue_but_waiting": {"KOE-03", "KOE-07"},
    "email_without_at": {"KON-06", "UND-07"},
    "text_claims_other_number": {"OVR-01", "OVR-02", "OVR-03"},
    "effects_though_unaffected": {"COR-03"},
}


def form_of(answers: dict[str, Any], code: str = "") -> Redovisning:
    """A redovisning with these answers."""
    year = answers.get("report.year")
    return Redovisning(
        "invented",
        Kind.REDOVISNING,
        edition=FORM.edition_for(year).year,
        year=year,
        municipality=code,
        answers={key: Answer(key, value) for key, value in answers.items()},
    )


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(CODES), st.integers(0, 10**6), st.sampled_from([2020, 2021, 2022, 2023]))
def test_a_sound_form_is_left_in_peace(code: str, seed: int, year: int) -> None:
    checked = check(form_of(as_read(invent(FORM, year, code, seed)), code), RULES, today=TODAY)
    assert [f for f in checked.findings if f.severity is Severity.CORRECT] == []
    assert len(checked.findings) <= 5


def test_an_invented_nation_is_asked_little_over_the_years() -> None:
    before: dict[str, Redovisning] = {}
    asked: list[int] = []
    for report in invent_nation(FORM, 7, (2022, 2023)):
        form = form_of(as_read(report.answers))
        checked = check(form, RULES, previous=before.get(report.reporter.key), today=TODAY)
        assert not checked.must_be_corrected, checked.findings
        assert checked.notes == ()
        asked.append(sum(finding.severity is Severity.EXPLAIN for finding in checked.findings))
        before[report.reporter.key] = form
    assert max(asked) <= 5
    assert sum(asked) / len(asked) < 1


@pytest.mark.parametrize("fault", sorted(FAULTS))
@settings(max_examples=12, deadline=None)
@given(code=st.sampled_from(CODES), seed=st.integers(0, 10**6))
def test_a_planted_fault_is_found(fault: str, code: str, seed: int) -> None:
    year = 2020 if fault == "effects_though_unaffected" else 2020 + 3 * (seed % 2)
    answers = as_read(invent(FORM, year, code, seed))
    try:
        spoilt, planted = spoil(answers, seed, fault)
    except ValueError:
        return  # no room for the fault in this form
    before = {finding.code for finding in check(form_of(answers, code), RULES, today=TODAY).findings}
    checked = check(form_of(spoilt, code if "contact.municipality" in spoilt else ""), RULES, today=TODAY)
    new = {finding.code for finding in checked.findings} - before
    assert new & FOUND_BY[fault], (planted, new)
    # One message per cause. (The reason for a missing authority may have been all that was said of the organisations.)
    assert len(new - ({"LED-06"} if fault == "authority_missing_untold" else set())) == 1, (planted, new)


def test_every_plantable_fault_has_its_rule() -> None:
    assert FOUND_BY.keys() == FAULTS.keys()
    assert all(RULES.get(code) for codes in FOUND_BY.values() for code in codes)


WORDS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["52 procent fler klienter än 2022", "totalt 12 klienter", "a@b", "®", "80%", "1 år", "-", "900101-1234"]
    ),
)
ANY: dict[FieldType, st.SearchStrategy[Any]] = {
    FieldType.COUNT: st.integers(0, 99),
    FieldType.MONEY: st.integers(0, 10**7),
    FieldType.DECIMAL: st.sampled_from([0, 0.5, 1.0, 2.25, 40, 225.0]),
    FieldType.YES_NO: st.booleans(),
    FieldType.MARK: st.booleans(),
    FieldType.MARK_OR_COUNT: st.one_of(st.booleans(), st.integers(0, 20)),
    FieldType.YEAR: st.sampled_from([1999, 2013, 2020, 2023, 2030]),
    FieldType.DATE: st.dates(date(1990, 1, 1), date(2040, 1, 1)),
}


@st.composite
def anything(draw: st.DrawFn) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Any answers at all, of the right types, and any doubts."""
    keys = draw(st.lists(st.sampled_from(sorted(FORM.fields)), unique=True))
    answers = {}
    for key in keys:
        field = FORM.fields[key]
        some = st.sampled_from(field.choices) if field.choices else ANY.get(field.type, WORDS)
        answers[key] = draw(some)
    return answers, tuple(draw(st.lists(st.sampled_from(sorted(FORM.fields)), max_size=5)))


def sleepers_that_would_speak(form: Redovisning) -> list[str]:
    """The rules that were not woken for the form although they have something to say about it."""
    sheet = RULES.sheet(form, year=reported_year(form), today=TODAY)
    course = RULES.course(form.edition, compares=False)
    awake = {rule.code for _, rule in course.awake(sheet)}
    return [rule.code for rule in course.rules if rule.code not in awake and rule.test.run(sheet) is not None]


@pytest.mark.parametrize("key", COUNTS)
@pytest.mark.parametrize("more", [1, -1])
def test_one_count_that_is_one_off_wakes_all_that_have_something_to_say(key: str, more: int) -> None:
    base = sound(2023)
    values = {key: answer.value for key, answer in base.answers.items()}
    assert sleepers_that_would_speak(with_answers(base, values, {key: max(values[key] + more, 0)})) == []


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(CODES),
    st.integers(0, 10**6),
    st.sampled_from([2020, 2023]),
    st.sampled_from(["", *sorted(FAULTS)]),
    st.sampled_from([0, 0.05, 0.5, 0.95]),
    st.lists(st.sampled_from(sorted(FORM.fields)), max_size=3),
    st.randoms(use_true_random=False),
)
def test_a_rule_asleep_would_have_said_nothing(
    code: str, seed: int, year: int, fault: str, empty: float, doubts: list[str], chance: Random
) -> None:
    """Of invented forms: sound, spoilt, and with few or most of the fields left empty."""
    answers = as_read(invent(FORM, year, code, seed))
    with suppress(ValueError):  # no room for the fault in this form
        answers = spoil(answers, seed, fault)[0] if fault else answers
    kept = {key: value for key, value in answers.items() if chance.random() >= empty}
    form = replace(form_of(kept, code), doubts=tuple(Doubt(key, "Det går inte att läsa.") for key in doubts))
    assert sleepers_that_would_speak(form) == []


@settings(max_examples=300, deadline=None)
@given(anything(), anything(), st.sampled_from([None, 2020, 2023]), st.booleans())
def test_nothing_makes_a_rule_stumble(given: Any, before: Any, edition: int | None, today: bool) -> None:
    answers, doubts = given
    form = Redovisning("any", Kind.REDOVISNING, edition=edition)
    form = with_answers(form, answers, {}, doubts)
    previous = with_answers(Redovisning("before", Kind.REDOVISNING, edition=edition), before[0], {}, before[1])
    if form.year:
        previous = with_answers(previous, before[0], {"report.year": form.year - 1}, before[1])
    checked = check(form, RULES, previous=previous, today=TODAY if today else None)
    for finding in (*checked.findings, *checked.quiet):
        assert finding.what.endswith((".", "?"))
        assert "None" not in finding.what
    for silence in checked.not_checked:
        assert silence.missing
        assert len(set(silence.missing)) == len(silence.missing)
    # What wakes the rules only saves time: run for every form, they find the same.
    assert sleepers_that_would_speak(form) == []


@settings(max_examples=100, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from([k for k in FORM.fields if k.startswith("clients.")]), st.integers(0, 3), min_size=1
    )
)
@example({"clients.total.men": 1, "clients.new.men.65+": 2})  # KLI-03 yields to KLI-04, which is quiet itself
def test_a_count_too_many_never_passes(changes: dict[str, int]) -> None:
    """Any raised part, alone, breaks a sum: no fault hides behind another's quiet."""
    base = sound(2023)
    values = {key: answer.value for key, answer in base.answers.items()}
    raised = {key: values[key] + more for key, more in changes.items()}
    checked = check(with_answers(base, values, raised), RULES, today=TODAY)
    told = {finding.code for finding in checked.findings}
    for what in ("total", "new", "closed"):
        for sex in ("women", "men"):
            key = f"clients.{what}.{sex}"
            bands = sum({**values, **raised}[f"{key}.{band}"] for band in ("18-29", "30-49", "50-64", "65+"))
            total = {**values, **raised}[key]
            if bands > total:
                assert "KLI-02" in told
            elif bands < total:
                assert told & {"KLI-03", "KLI-04"}
            # What cannot be true is never left to an explanation.
            if total > {**values, **raised}[f"clients.total.{sex}"]:
                assert told & {"KLI-02", "KLI-04"}


@given(st.integers(10, 10**8), st.integers(0, 7))
def test_swapped_digits_are_seen_as_swapped(number: int, at: int) -> None:
    digits = list(str(number))
    at %= len(digits) - 1
    digits[at], digits[at + 1] = digits[at + 1], digits[at]
    other = int("".join(digits))
    if other != number and digits[0] != "0":
        assert likely_swap(number, other)
        assert likely_swap(other, number)
    assert not likely_swap(number, number)
    assert not likely_swap(number, number * 10)


@given(st.integers(1, 500), st.integers(1, 500))
def test_a_true_claim_implies_the_true_number(now: int, then: int) -> None:
    percent = round((now / then - 1) * 100)
    least, most = Claim(percent, 2022, "").implies(now)
    if percent > -100:
        assert least <= then <= most


@given(st.integers(1, 300), st.sampled_from(["fler", "färre"]))
def test_a_claim_is_read_as_written(percent: int, way: str) -> None:
    (claim,) = claims(f"Vi hade {percent} procent {way} klienter än 2022.", 2023)
    assert (claim.percent, claim.year) == (percent if way == "fler" else -percent, 2022)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=200))
def test_the_quick_look_never_misses_a_person(text: str) -> None:
    shape = outline(text)
    assert len(shape) == len(text)
    if pointed_out(text, shape) is not None:
        assert may_point_out(text, skeleton(text))
    if has_personal_number(text):
        assert may_hold_personal_number(skeleton(text))


@given(st.dates(date(1930, 1, 1), date(2005, 12, 31)), st.integers(0, 999), st.sampled_from(["-", "+", "", " - "]))
def test_a_personal_number_is_seen(born: date, serial: int, separator: str) -> None:
    nine = f"{born:%y%m%d}{serial:03d}"
    doubled = [int(digit) * (2 - i % 2) for i, digit in enumerate(nine)]
    check_digit = -sum(n - 9 if n > 9 else n for n in doubled) % 10
    number = f"{born:%y%m%d}{separator}{serial:03d}{check_digit}"
    if separator or not number.startswith("0"):
        assert has_personal_number(f"Klienten ({number}) fick vänta.")
    assert has_personal_number(f"{born:%Y%m%d}-{serial:03d}{check_digit}")
