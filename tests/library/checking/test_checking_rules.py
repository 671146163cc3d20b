"""Every rule against its examples: what fails is said in the words that stand there, and what passes is not asked."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from rule_examples import TODAY, Example, examples, files, plain, sound, with_answers

from redovisa.checking.check import check
from redovisa.checking.rule import Strength
from redovisa.checking.rulebook import Rulebook
from redovisa.personligt_ombud.grant import GRANT

RULES = GRANT.rules.rules
PASSES, FAILS = examples("passes"), examples("fails")


@pytest.mark.parametrize("example", FAILS, ids=str)
def test_a_fault_is_found_and_said(example: Example) -> None:
    checked = example.checked()
    pool = checked.quiet if "quiet" in example.what else checked.findings
    said = [plain(finding.what) for finding in pool if finding.code == example.code]
    assert said == [example.what["says"]]


@pytest.mark.parametrize("example", [e for e in FAILS if "quiet" in e.what], ids=str)
def test_a_fault_is_kept_quiet_when_another_tells_its_cause(example: Example) -> None:
    assert example.what["quiet"] in {finding.code for finding in example.checked().findings}


@pytest.mark.parametrize("example", PASSES, ids=str)
def test_what_is_right_is_not_asked(example: Example) -> None:
    checked = example.checked()
    assert example.code not in {finding.code for finding in (*checked.findings, *checked.quiet)}


@pytest.mark.parametrize("example", FAILS, ids=str)
def test_without_the_rule_nobody_says_it(example: Example) -> None:
    checked = example.checked(GRANT.rules.without(example.code))
    said = {plain(finding.what) for finding in (*checked.findings, *checked.quiet)}
    assert example.what["says"] not in said


@pytest.mark.parametrize("example", FAILS, ids=str)
def test_a_finding_names_fields_that_the_change_is_about(example: Example) -> None:
    checked = example.checked()
    finding = next(f for f in (*checked.findings, *checked.quiet) if f.code == example.code)
    assert finding.fields
    assert set(finding.fields) <= GRANT.form.fields.keys()
    touched = set(example.what.get("changes", {}))
    if touched and example.what.get("previous") is None:
        rule = GRANT.rules.get(example.code)
        assert rule is not None
        assert touched & {*finding.fields, *rule.needs}


def test_every_rule_has_examples_that_pass_and_fail() -> None:
    codes = {rule.code for rule in RULES}
    assert {path.stem for path in files()} == codes
    assert {example.code for example in PASSES} == codes
    assert {example.code for example in FAILS} == codes


@pytest.mark.parametrize("year", [2020, 2022, 2023])
def test_the_sound_forms_are_sound(year: int) -> None:
    previous = sound(2022) if year == 2023 else None
    checked = check(sound(year), GRANT.rules, previous=previous, today=TODAY)
    assert checked.findings == ()
    assert checked.quiet == ()
    assert checked.not_checked == ()
    assert checked.notes == ()


def test_there_are_rules_enough_over_all_sections() -> None:
    assert len(RULES) >= 45
    assert {rule.code[:3] for rule in RULES} == set(GRANT.rule_sections)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_is_written_for_people(rule: object) -> None:
    for sentence in (rule.why, rule.do):  # type: ignore[attr-defined]  # parametrized as an object
        assert re.fullmatch(r"[A-ZÅÄÖ].*\.", sentence), sentence
        assert "  " not in sentence
    assert re.fullmatch(r"[A-ZÅÄÖ0-9].*[^.]", rule.title)  # type: ignore[attr-defined]  # parametrized as an object


@pytest.mark.parametrize("example", FAILS, ids=str)
def test_what_is_said_is_a_swedish_sentence(example: Example) -> None:
    said = example.what["says"]
    assert re.fullmatch(r"[A-ZÅÄÖ0-9”].*[.?]", said), said
    assert not re.search(r"\b(None|True|False|nan)\b|\b1 (kvinnor|personer|klienter|kommuner|nya|avslutade)\b", said)
    assert ".." not in said


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_names_known_fields_and_paragraphs(rule: object) -> None:
    test = rule.test  # type: ignore[attr-defined]  # parametrized as an object
    keys = {*rule.needs, *test.keys}  # type: ignore[attr-defined]  # parametrized as an object
    assert keys <= GRANT.form.fields.keys()
    source = rule.source  # type: ignore[attr-defined]  # parametrized as an object
    assert (source.strength is Strength.LAW) == bool(source.paragraph)
    assert not source.paragraph or source.paragraph in GRANT.law


@pytest.mark.parametrize("example", [*FAILS, *PASSES], ids=str)
def test_a_rule_that_sleeps_has_nothing_to_say(example: Example) -> None:
    """What wakes a rule only saves time: a rule that was not run would have found nothing."""
    form, previous = example.form(), example.previous()
    values = {key: answer.value for key, answer in previous.answers.items()} if previous else None
    sheet = GRANT.rules.sheet(form, year=form.year, previous=values, today=example.what.get("today"))
    course = GRANT.rules.course(form.edition, compares=previous is not None)
    awake = {rule.code for _, rule in course.awake(sheet)}
    for rule in course.rules:
        if rule.code not in awake:
            assert rule.test.run(sheet) is None, rule.code


@pytest.mark.parametrize("example", FAILS, ids=str)
def test_a_doubt_in_all_that_a_rule_needs_keeps_it_silent_and_is_told(example: Example) -> None:
    rule = GRANT.rules.get(example.code)
    assert rule is not None
    form = example.form()
    values = {key: answer.value for key, answer in form.answers.items()}
    doubtful = with_answers(form, values, dict.fromkeys(rule.needs), rule.needs)
    # The year and who reports are also known from the document as a whole.
    doubtful = replace(doubtful, year=None, edition=form.edition, municipality="", district="")
    rulebook = Rulebook([replace(rule, yields_to=(), compares=False)], GRANT.rules.figures, counts=GRANT.rules.counts)
    checked = check(doubtful, rulebook, today=example.what.get("today"))
    assert checked.findings == ()
    assert [silence.code for silence in checked.not_checked] == [rule.code]
    assert set(checked.not_checked[0].missing) <= set(rule.needs)


def test_codes_are_unique_and_known() -> None:
    twice = replace(RULES[0], title="En annan")
    with pytest.raises(ValueError, match="flera gånger"):
        Rulebook([RULES[0], twice])
    with pytest.raises(ValueError, match="inte finns"):
        Rulebook([replace(RULES[0], yields_to=("ABC-99",))])
    asks, must = GRANT.rules.get("KLI-03"), GRANT.rules.get("KLI-02")
    assert asks
    assert must
    with pytest.raises(ValueError, match="KLI-02 för KLI-03"):
        Rulebook([replace(asks, yields_to=()), replace(must, yields_to=("KLI-03",))])
    with pytest.raises(ValueError, match="ska ha en grund"):
        replace(GRANT.rules.get("KLI-01"), ground=None)  # type: ignore[type-var] # there is such a rule
    with pytest.raises(ValueError, match="tre bokstäver"):
        replace(RULES[0], code="kli-1")


@pytest.mark.parametrize("year", [2020, 2023])
def test_a_sound_form_wakes_no_rule_that_has_a_quick_look(year: int) -> None:
    form = sound(year)
    sheet = GRANT.rules.sheet(form, year=year, today=TODAY)
    awake = [rule for _, rule in GRANT.rules.course(form.edition, compares=False).awake(sheet)]
    assert [rule.code for rule in awake if rule.test.unless] == []


@pytest.mark.parametrize(
    ("blank", "code", "missing"),
    [
        ("ombud.positions", "OMB-03", ("ombud.positions",)),
        ("ombud.positions", "OMB-04", ("ombud.positions",)),
        ("ombud.positions", "OMB-07", ("ombud.positions",)),
        ("clients.total.men", "KLI-06", ("clients.total.men",)),
    ],
)
def test_a_rule_that_lacks_an_answer_says_which(blank: str, code: str, missing: tuple[str, ...]) -> None:
    form = sound(2023)
    values = {key: answer.value for key, answer in form.answers.items()}
    nobody = dict.fromkeys(["clients.new.women", "clients.new.men"], 0) if code == "KLI-06" else {}
    silences = check(with_answers(form, values, {blank: None, **nobody}), GRANT.rules, today=TODAY).not_checked
    assert {silence.code: silence.missing for silence in silences}[code] == missing


def test_a_rule_with_limits_needs_to_know_the_edition() -> None:
    always, later = GRANT.rules.get("KLI-01"), GRANT.rules.get("KOE-04")
    assert always
    assert later
    assert (always.holds_for(None), later.holds_for(None)) == (True, False)
    assert (later.holds_for(2020), later.holds_for(2023)) == (False, True)
    assert not replace(always, until=2022).holds_for(None)


_GRANTED, _SPENT = "economy.granted.positions", "economy.spent.positions"
_USERS, _OTHER = "steering_group.organisations.users", "steering_group.organisations.other"


@pytest.mark.parametrize(
    ("code", "changes", "doubtful", "says", "fields"),
    [
        (
            "EKO-09",
            {_GRANTED: None, _SPENT: None},
            _SPENT,
            "Antalet årsanställningar är inte ifyllt: beviljade.",
            (_GRANTED,),
        ),
        (
            "LED-07",
            {f"{_USERS}.which": None, _OTHER: True},
            f"{_USERS}.which",
            "En annan organisation är med i ledningsgruppen, men det står inte vilken.",
            (f"{_OTHER}.which", _OTHER),
        ),
    ],
)
def test_of_several_answers_the_blank_is_asked_for_and_the_doubtful_is_told(
    code: str, changes: dict[str, bool | None], doubtful: str, says: str, fields: tuple[str, ...]
) -> None:
    form = sound(2023)
    values = {key: answer.value for key, answer in form.answers.items()}
    checked = check(with_answers(form, values, changes, (doubtful,)), GRANT.rules, today=TODAY)
    finding = next(finding for finding in checked.findings if finding.code == code)
    assert (finding.what, finding.fields) == (says, fields)
    assert {silence.code: silence.missing for silence in checked.not_checked}[code] == (doubtful,)


def test_an_answer_that_stands_under_the_other_question_may_be_moved_or_the_choice_changed() -> None:
    form = sound(2023)
    values = {key: answer.value for key, answer in form.answers.items()}
    astray = {"training.offered": True, "training.which": None, "training.why_not": "Kursen ställdes in."}
    checked = check(with_answers(form, values, astray), GRANT.rules, today=TODAY)
    finding = next(finding for finding in checked.findings if finding.code == "UTB-03")
    rule = GRANT.rules.get("UTB-03")
    assert rule
    assert finding.do == f"Ändra svaret till Nej, eller {rule.do[0].lower()}{rule.do[1:]}"


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"ombud.positions": 2.5}, ("ombud.positions", "ombud.count.women", "ombud.count.men")),
        ({"ombud.positions": 2.5, "ombud.count.men": None}, ("ombud.positions", "ombud.count.women")),
    ],
)
def test_a_finding_names_the_answers_it_is_about_and_no_blank(changes: dict[str, float], fields: tuple[str]) -> None:
    form = sound(2023)
    values = {key: answer.value for key, answer in form.answers.items()}
    checked = check(with_answers(form, values, changes), GRANT.rules, today=TODAY)
    assert next(finding.fields for finding in checked.findings if finding.code == "OMB-03") == fields
