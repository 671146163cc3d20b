"""The course of a case in examples: who may do what, when, and what a refusal says."""

from __future__ import annotations

from datetime import date

import pytest

from redovisa.reviewing.act import WHO, Act, Role
from redovisa.reviewing.course import COURSE, acts_in
from redovisa.reviewing.diagram import mermaid
from redovisa.reviewing.policy import Refused, Window, WrongRole, check_act, check_day, may_act, may_day
from redovisa.reviewing.status import Status

WINDOW = Window(date(2023, 12, 1), date(2024, 1, 31), date(2024, 2, 15))


def test_a_signatory_signs_what_is_ready() -> None:
    assert check_act(Act.SIGN, Status.READY, {Role.SIGNATORY}) is Status.SUBMITTED


def test_a_reporter_is_told_who_signs() -> None:
    with pytest.raises(WrongRole, match="Det gör den som är behörig företrädare"):
        check_act(Act.SIGN, Status.READY, {Role.REPORTER})


def test_what_the_county_board_has_opened_cannot_be_unlocked() -> None:
    with pytest.raises(Refused, match="Granskas av länsstyrelsen"):
        check_act(Act.UNLOCK, Status.UNDER_REVIEW, {Role.SIGNATORY})
    assert not may_act(Act.UNLOCK, Status.UNDER_REVIEW, {Role.SIGNATORY})


def test_a_change_takes_back_what_waited_for_a_signature() -> None:
    assert check_act(Act.WRITE, Status.READY, {Role.OMBUD}) is Status.DRAFT
    assert check_act(Act.WRITE, Status.REPLY_READY, {Role.OMBUD}) is Status.KOMPLETTERING
    assert check_act(Act.WRITE, Status.CHANGE_READY, {Role.OMBUD}) is Status.UNLOCKED


def test_what_was_received_and_unlocked_is_still_received_in_the_county_boards_word() -> None:
    unlocked = check_act(Act.UNLOCK, Status.SUBMITTED, {Role.REPORTER})
    assert unlocked.received
    assert unlocked.for_county_board == "Inkommen, ändras av kommunen"


@pytest.mark.parametrize(
    ("status", "day", "possible"),
    [
        (Status.DRAFT, date(2023, 11, 30), False),
        (Status.DRAFT, date(2024, 1, 31), True),
        (Status.DRAFT, date(2024, 2, 1), False),
        (Status.UNLOCKED, date(2024, 2, 15), True),
        (Status.UNLOCKED, date(2024, 2, 16), False),
        (Status.KOMPLETTERING, date(2024, 5, 1), True),
    ],
)
def test_the_days_of_the_campaign_hold(status: Status, day: date, possible: bool) -> None:
    assert may_day(Act.SIGN, status, WINDOW, day) is possible


def test_an_extension_moves_the_last_day_and_never_shortens_it() -> None:
    longer = Window(WINDOW.opens, WINDOW.last_new, WINDOW.last_correction, date(2024, 3, 1))
    shorter = Window(WINDOW.opens, WINDOW.last_new, WINDOW.last_correction, date(2024, 1, 2))
    assert may_day(Act.SIGN, Status.DRAFT, longer, date(2024, 3, 1))
    assert may_day(Act.SIGN, Status.DRAFT, shorter, date(2024, 1, 31))
    with pytest.raises(Refused, match="2024-03-01"):
        check_day(Act.SIGN, Status.DRAFT, longer, date(2024, 3, 2))


def test_one_may_write_after_the_last_day_so_that_nothing_typed_is_lost() -> None:
    assert may_day(Act.WRITE, Status.DRAFT, WINDOW, date(2024, 6, 1))


def test_the_picture_shows_every_status_and_every_way_between_two() -> None:
    drawn = mermaid()
    for status in Status:
        assert f"    {status}: {status.for_municipality}" in drawn
    for (begin, act), end in COURSE.items():
        if begin is not end:
            (arrow,) = [line for line in drawn.splitlines() if line.startswith(f"    {begin} --> {end}: ")]
            assert act.swedish in arrow


def test_every_act_has_its_roles_its_words_and_a_place_in_the_table() -> None:
    for act in Act:
        assert WHO[act]
        assert act.swedish
        assert any(act in acts_in(status) for status in Status)
