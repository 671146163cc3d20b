"""Whatever people do in whatever order, a case stands in one status of the table and nothing handed in is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from redovisa.reviewing.act import Act, Role
from redovisa.reviewing.course import COURSE
from redovisa.reviewing.policy import Refused
from redovisa.reviewing.status import Status
from redovisa_service.cases import commands, queries
from redovisa_service.cases.chain import broken
from redovisa_service.cases.models import Case, Event, Version
from redovisa_service.cases.reach import NotReached
from redovisa_service.clock import today
from service_world import LINK, SEEDS, World, make_world, sound

FILE = (SEEDS / "osteraker-2023-filled.txt").read_bytes()
#: Values that can be signed, cannot be understood, and must be corrected.
TYPED = st.sampled_from(
    [
        {"other.comments": "En rad."},
        {"other.comments": ""},
        {"clients.total.women": "ca 5"},
        {"clients.total.women": sound()["clients.total.women"]},
        {"clients.with_children.women": "900"},
        {"clients.with_children.women": sound()["clients.with_children.women"]},
    ]
)
WRITER = st.sampled_from([Role.REPORTER, Role.OMBUD, Role.SIGNATORY])
ANYONE = st.sampled_from([Role.REPORTER, Role.SIGNATORY, Role.COUNTY_OFFICER, Role.COUNTY_DECISION_MAKER])


class Course(RuleBasedStateMachine):
    """People at one case. Every act is done or refused with a sentence; a refusal changes nothing."""

    world: World
    case: Case

    def __init__(self) -> None:
        super().__init__()
        self.point = transaction.savepoint()
        self.world = make_world()
        self.case = self.world.started()
        commands.write(by=self.world.acting(Role.REPORTER), case=self.case.pk, typed=sound(), seen=self._revisions())
        self.world.acting(Role.SIGNATORY)
        self.explains()
        self.handed_in: list[str] = []
        self.keys = 0

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.point)

    def _revisions(self) -> dict[str, int]:
        return dict(self.case.cells.values_list("field", "revision"))

    def _does(self, act: Act, command: Any, **known: Any) -> Any:
        """Does it: the status goes where the table says, or nothing at all has happened."""
        self.case.refresh_from_db()
        before, events = self.case.stands, Event.objects.count()
        done, is_refused = None, False
        try:
            done = command(case=self.case.pk, **known)
        except (Refused, NotReached):
            is_refused = True
        self.case.refresh_from_db()
        if is_refused:
            assert (self.case.stands, Event.objects.count()) == (before, events)
        assert self.case.stands in (before, COURSE.get((before, act), before))
        return done

    @rule(role=WRITER, typed=TYPED)
    def writes(self, role: Role, typed: dict[str, str]) -> None:
        """Someone writes."""
        self._does(Act.WRITE, commands.write, by=self.world.acting(role), typed=typed, seen=self._revisions())

    @rule(again=st.booleans())
    def drops(self, again: bool) -> None:
        """Someone drops the document she has, perhaps with two clicks."""
        self.keys += not again
        known = {"name": "x.txt", "data": FILE, "key": f"page {self.keys}"}
        self._does(Act.DROP_DOCUMENT, commands.drop_document, by=self.world.acting(Role.REPORTER), **known)

    @rule()
    def takes_back(self) -> None:
        """Someone takes back the latest document."""
        last = self.case.documents.first()
        if last:
            by = self.world.acting(Role.REPORTER)
            self._does(Act.DROP_DOCUMENT, commands.take_back_document, by=by, document=last.pk)

    @rule(take=st.booleans())
    def chooses(self, take: bool) -> None:
        """Someone takes or leaves every difference."""
        waiting = queries.open_differences(self.case)
        cells = self._revisions()
        seen = {one.pk: cells.get(one.field, 0) for one in waiting}
        known = {"takes": dict.fromkeys(seen, take), "seen": seen}
        self._does(Act.ANSWER_QUESTION, commands.settle_differences, by=self.world.acting(Role.REPORTER), **known)

    @rule()
    def answers(self) -> None:
        """Someone answers every question of a document."""
        for one in queries.open_questions(self.case):
            by, typed = self.world.acting(Role.OMBUD), one.candidates[0] if one.candidates else ""
            self._does(Act.ANSWER_QUESTION, commands.answer_question, by=by, question=one.pk, typed=typed)

    @rule()
    def explains(self) -> None:
        """Someone explains all that is left."""
        for one in queries.left_to_do(self.case):
            if one.code:
                by, text = self.world.acting(Role.REPORTER), "Det stämmer; så var det i år."
                self._does(Act.EXPLAIN, commands.explain, by=by, code=one.code, text=text)

    @rule()
    def asks(self) -> None:
        """The reporter asks for the signature."""
        self._does(Act.ASK_FOR_SIGNATURE, commands.ask_for_signature, by=self.world.acting(Role.REPORTER), link=LINK)

    @rule()
    def sends_back(self) -> None:
        """The signatory is not content."""
        by = self.world.acting(Role.SIGNATORY)
        self._does(Act.SEND_BACK, commands.send_back, by=by, words="Se över texterna, tack.", link=LINK)

    @rule(role=ANYONE, clicks=st.integers(1, 2))
    def signs(self, role: Role, clicks: int) -> None:
        """Someone signs what she has read, perhaps with two clicks."""
        read = queries.content_hash(self.case)
        known = {"sha256": read, "about": {}, "link": LINK}
        signed = [self._does(Act.SIGN, commands.sign, by=self.world.acting(role), **known) for _ in range(clicks)]
        versions = {one.pk: one.sha256 for one in signed if one}
        assert len(versions) <= 1
        self.handed_in += [sha256 for sha256 in versions.values() if sha256 not in self.handed_in]

    @rule(role=ANYONE)
    def unlocks(self, role: Role) -> None:
        """Someone unlocks."""
        self._does(Act.UNLOCK, commands.unlock, by=self.world.acting(role))

    @rule(role=ANYONE)
    def locks(self, role: Role) -> None:
        """Someone takes an unlocking back: possible while the form is as it was signed."""
        if self.case.stands is not Status.UNLOCKED or queries.is_as_signed(self.case):
            self._does(Act.LOCK, commands.lock, by=self.world.acting(role))

    @rule(role=ANYONE)
    def opens(self, role: Role) -> None:
        """Someone opens the case for review: to the board a draft is not there."""
        self._does(Act.OPEN, commands.open_case, by=self.world.acting(role))

    @rule()
    def requests(self) -> None:
        """The board asks for komplettering."""
        known = {"text": "Beskriv ledningsgruppen.", "due": today().replace(month=3), "link": LINK}
        by = self.world.acting(Role.COUNTY_OFFICER)
        self._does(Act.REQUEST_KOMPLETTERING, commands.request_komplettering, by=by, **known)

    @rule(reopens=st.booleans())
    def closes(self, reopens: bool) -> None:
        """The board closes, or takes up again."""
        act, command = (Act.REOPEN, commands.reopen) if reopens else (Act.CLOSE, commands.close)
        self._does(act, command, by=self.world.acting(Role.COUNTY_DECISION_MAKER))

    @invariant()
    def stands_in_the_table(self) -> None:
        """One status; received exactly when something was handed in; every version as it was signed."""
        self.case.refresh_from_db()
        assert self.case.stands in set(Status) - {Status.NOT_STARTED}
        assert self.case.stands.received == bool(self.handed_in)
        assert list(Version.objects.filter(case=self.case).values_list("sha256", flat=True)) == self.handed_in

    @invariant()
    def the_chain_holds(self) -> None:
        """Every event stands as it was written."""
        assert broken(Event.objects.order_by("number")) == []


@pytest.mark.django_db
def test_any_order_of_acts_leaves_a_case_in_one_status_of_the_table() -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]  # hypothesis has no types for it
        Course,
        settings=settings(
            max_examples=8, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
