"""Where a case stands: one status, with one word for the municipality and another for the county board."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """The statuses of a case, in the order it usually meets them."""

    NOT_STARTED = "not_started"
    DRAFT = "draft"
    READY = "ready"
    SUBMITTED = "submitted"
    UNLOCKED = "unlocked"
    CHANGE_READY = "change_ready"
    UNDER_REVIEW = "under_review"
    KOMPLETTERING = "komplettering"
    REPLY_READY = "reply_ready"
    REPLIED = "replied"
    CLOSED = "closed"

    @property
    def for_municipality(self) -> str:
        """The word that the municipality sees."""
        return _LABELS[self][0]

    @property
    def for_county_board(self) -> str:
        """The word that the county board sees; it knows nothing of a draft."""
        return _LABELS[self][1]

    @property
    def received(self) -> bool:
        """Whether the county board has received a redovisning: a draft is none, and what was received stays so."""
        return self not in (Status.NOT_STARTED, Status.DRAFT, Status.READY)


_LABELS = {
    Status.NOT_STARTED: ("Inte påbörjad", "Inte inkommen"),
    Status.DRAFT: ("Påbörjad", "Inte inkommen"),
    Status.READY: ("Väntar på underskrift", "Inte inkommen"),
    Status.SUBMITTED: ("Inlämnad", "Inkommen"),
    Status.UNLOCKED: ("Upplåst för ändring", "Inkommen, ändras av kommunen"),
    Status.CHANGE_READY: ("Ändring väntar på underskrift", "Inkommen, ändras av kommunen"),
    Status.UNDER_REVIEW: ("Granskas av länsstyrelsen", "Under granskning"),
    Status.KOMPLETTERING: ("Komplettering begärd", "Väntar på komplettering"),
    Status.REPLY_READY: ("Komplettering väntar på underskrift", "Väntar på komplettering"),
    Status.REPLIED: ("Komplettering lämnad", "Komplettering inkommen"),
    Status.CLOSED: ("Färdig", "Färdigbehandlad"),
}
