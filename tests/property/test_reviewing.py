"""What always holds of a case's course, whatever people do in whatever order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from redovisa.reviewing.act import COUNTY, MUNICIPALITY, WHO, Act, Role
from redovisa.reviewing.course import COURSE, acts_in
from redovisa.reviewing.policy import Refused, check_act, may_act
from redovisa.reviewing.status import Status

STEPS = st.lists(st.tuples(st.sampled_from(Act), st.frozensets(st.sampled_from(Role))), max_size=60)


@given(STEPS)
def test_no_act_leads_outside_the_table_and_nothing_received_is_lost(steps: list[tuple[Act, frozenset[Role]]]) -> None:
    status = Status.NOT_STARTED
    for act, roles in steps:
        before = status
        try:
            status = check_act(act, before, roles)
        except Refused:
            assert not may_act(act, before, roles)
            assert (before, act) not in COURSE or not WHO[act] & roles
        else:
            assert may_act(act, before, roles)
            assert COURSE[before, act] is status
            assert WHO[act] & roles
        assert status.received or not before.received


@given(st.sampled_from(Status))
def test_a_case_always_has_a_way_on_to_its_end(status: Status) -> None:
    seen = {status}
    waiting = [status]
    while waiting:
        here = waiting.pop()
        for act in acts_in(here):
            there = COURSE[here, act]
            if there not in seen:
                seen.add(there)
                waiting.append(there)
    assert Status.CLOSED in seen


@given(st.sampled_from([status for status in Status if status.for_county_board.startswith("Inkommen")]))
def test_what_is_received_can_be_opened_whatever_the_municipality_does(status: Status) -> None:
    assert check_act(Act.OPEN, status, {Role.COUNTY_OFFICER}) is Status.UNDER_REVIEW


@given(st.sampled_from([status for status in Status if may_act(Act.SIGN, status, {Role.SIGNATORY})]))
def test_whoever_may_not_sign_can_ask_for_a_signature(status: Status) -> None:
    asked = status in (Status.READY, Status.CHANGE_READY, Status.REPLY_READY)
    assert asked or may_act(Act.ASK_FOR_SIGNATURE, status, {Role.REPORTER})
    assert not asked or may_act(Act.SEND_BACK, status, {Role.SIGNATORY})


def test_every_status_can_be_reached() -> None:
    reached = {Status.NOT_STARTED, *COURSE.values()}
    assert reached == set(Status)


@given(st.sampled_from(Act))
def test_no_role_of_one_side_does_the_other_sides_acts(act: Act) -> None:
    writes = act in {Act.START, Act.WRITE, Act.DROP_DOCUMENT, Act.SIGN, Act.UNLOCK, Act.LOCK, Act.ASK_FOR_SIGNATURE}
    if writes:
        assert WHO[act] <= MUNICIPALITY
        assert not WHO[act] & COUNTY
