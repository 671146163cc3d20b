"""The course of a case as one table: which act is possible in which status, and where it leads."""

from __future__ import annotations

from collections.abc import Mapping

from redovisa.reviewing.act import Act
from redovisa.reviewing.status import Status

#: Filling in: what is written in a case that waits for a signature takes it back to those who write.
_FILLING_IN = (Act.WRITE, Act.DROP_DOCUMENT, Act.ANSWER_QUESTION, Act.EXPLAIN)


def _filling_in(*statuses: Status, leads_to: Status) -> dict[tuple[Status, Act], Status]:
    return {(status, act): leads_to for status in statuses for act in _FILLING_IN}


def _registering(*statuses: Status) -> dict[tuple[Status, Act], Status]:
    return {(status, Act.REGISTER): status for status in statuses}


#: The whole course. What does not stand here cannot be done.
COURSE: Mapping[tuple[Status, Act], Status] = {
    (Status.NOT_STARTED, Act.START): Status.DRAFT,
    **_filling_in(Status.DRAFT, Status.READY, leads_to=Status.DRAFT),
    (Status.DRAFT, Act.ASK_FOR_SIGNATURE): Status.READY,
    (Status.DRAFT, Act.SIGN): Status.SUBMITTED,
    (Status.READY, Act.SIGN): Status.SUBMITTED,
    # The signatory who is not content hands the form back with a word, instead of changing it herself.
    (Status.READY, Act.SEND_BACK): Status.DRAFT,
    # One click until the county board has opened it; what was received stays received.
    (Status.SUBMITTED, Act.UNLOCK): Status.UNLOCKED,
    (Status.UNLOCKED, Act.LOCK): Status.SUBMITTED,
    **_filling_in(Status.UNLOCKED, Status.CHANGE_READY, leads_to=Status.UNLOCKED),
    (Status.UNLOCKED, Act.ASK_FOR_SIGNATURE): Status.CHANGE_READY,
    (Status.UNLOCKED, Act.SIGN): Status.SUBMITTED,
    (Status.CHANGE_READY, Act.SIGN): Status.SUBMITTED,
    (Status.CHANGE_READY, Act.SEND_BACK): Status.UNLOCKED,
    (Status.SUBMITTED, Act.OPEN): Status.UNDER_REVIEW,
    # What was received can be handled, also when nobody ends the change that was begun.
    (Status.UNLOCKED, Act.OPEN): Status.UNDER_REVIEW,
    (Status.CHANGE_READY, Act.OPEN): Status.UNDER_REVIEW,
    (Status.REPLIED, Act.OPEN): Status.UNDER_REVIEW,
    (Status.UNDER_REVIEW, Act.REQUEST_KOMPLETTERING): Status.KOMPLETTERING,
    **_filling_in(Status.KOMPLETTERING, Status.REPLY_READY, leads_to=Status.KOMPLETTERING),
    (Status.KOMPLETTERING, Act.ASK_FOR_SIGNATURE): Status.REPLY_READY,
    (Status.KOMPLETTERING, Act.SIGN): Status.REPLIED,
    (Status.REPLY_READY, Act.SIGN): Status.REPLIED,
    (Status.REPLY_READY, Act.SEND_BACK): Status.KOMPLETTERING,
    (Status.REPLIED, Act.UNLOCK): Status.KOMPLETTERING,
    (Status.UNDER_REVIEW, Act.CLOSE): Status.CLOSED,
    (Status.CLOSED, Act.REOPEN): Status.UNDER_REVIEW,
    **_registering(*(status for status in Status if status.received)),
}


def acts_in(status: Status) -> tuple[Act, ...]:
    """The acts that are possible in the status, in the order of the acts."""
    return tuple(act for act in Act if (status, act) in COURSE)
