"""Whether an act may be done: ``check_…`` raises with the reason in Swedish, ``may_…`` answers yes or no."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from redovisa.reviewing.act import WHO, Act, Role
from redovisa.reviewing.course import COURSE
from redovisa.reviewing.status import Status


class Refused(Exception):
    """An act that may not be done: what is wrong and what to do, in Swedish.

    ``words`` is the sentence, with a place ``%(name)s`` for each of ``parts``; several alternatives are a tuple.
    """

    def __init__(self, words: str, **parts: str | tuple[str, ...]) -> None:
        super().__init__(words)
        self.words, self.parts = words, parts

    def told(self, speak: Callable[[str], str]) -> str:
        """The sentence as ``speak`` says it and each of its parts, for a page in another language."""
        if not self.parts:
            return speak(self.words)
        said = {
            name: speak(part) if isinstance(part, str) else f" {speak('eller')} ".join(map(speak, part))
            for name, part in self.parts.items()
        }
        return speak(self.words) % said

    def __str__(self) -> str:
        return self.told(str)


class WrongRole(Refused):
    """The person does not act in a role that may do it."""


@dataclass(frozen=True, slots=True)
class Window:
    """When a campaign can be answered: first day, last day for what is new, last day for corrections.

    ``extended`` is a later last day that the county board has given this one municipality.
    """

    opens: date
    last_new: date
    last_correction: date
    extended: date | None = None

    def last_day(self, status: Status) -> date:
        """The last day on which a case in the status can be signed: corrections have longer time than the new."""
        last = self.last_correction if status.received else self.last_new
        return max(last, self.extended) if self.extended else last


#: Komplettering has the deadline of its own request, and is received even when that has passed.
_OWN_DEADLINE = frozenset({Status.KOMPLETTERING, Status.REPLY_READY})


def next_status(status: Status, act: Act) -> Status:
    """Where the act leads; raises Refused when the table does not have it."""
    found = COURSE.get((status, act))
    if found is None:
        raise Refused(
            "Du kan inte %(act)s nu: ärendet är ”%(status)s”. "
            "Någon annan kan ha ändrat det sedan sidan öppnades; gå till ärendet och se var det står.",
            act=act.swedish,
            status=status.for_municipality,
        )
    return found


def check_act(act: Act, status: Status, roles: Iterable[Role]) -> Status:
    """The status that the act leads to; raises WrongRole or Refused with the reason."""
    if WHO[act].isdisjoint(roles):
        able = tuple(role.swedish for role in Role if role in WHO[act])
        raise WrongRole("Du kan inte %(act)s. Det gör den som är %(able)s.", act=act.swedish, able=able)
    return next_status(status, act)


def may_act(act: Act, status: Status, roles: Iterable[Role]) -> bool:
    """Whether someone in these roles may do the act in the status."""
    return not WHO[act].isdisjoint(roles) and (status, act) in COURSE


def check_day(act: Act, status: Status, window: Window, today: date) -> None:
    """Raises Refused when the day is before the campaign opens, or after the last day to hand in."""
    if today < window.opens:
        raise Refused("Redovisningen öppnar den %(day)s. Kom tillbaka då.", day=window.opens.isoformat())
    if act is Act.SIGN and status not in _OWN_DEADLINE and today > window.last_day(status):
        raise Refused(
            "Sista dagen att lämna in var den %(day)s. Kontakta länsstyrelsen, som kan ge längre tid.",
            day=window.last_day(status).isoformat(),
        )


def may_day(act: Act, status: Status, window: Window, today: date) -> bool:
    """Whether the act may be done on that day."""
    try:
        check_day(act, status, window, today)
    except Refused:
        return False
    return True
