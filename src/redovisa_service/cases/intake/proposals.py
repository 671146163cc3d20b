"""What any source proposes for the form: certain answers, and what must be asked, each with its place."""

from __future__ import annotations

from dataclasses import dataclass

from redovisa.form.redovisning import Redovisning
from redovisa.personligt_ombud.grant import GRANT
from redovisa_service.cases import draft


@dataclass(frozen=True, slots=True)
class Offered:
    """A certain answer: the text as one would write it, what stood in the source, and where."""

    field: str
    text: str
    raw: str
    place: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What the source leaves open: why, what stood there, what it may be as one would write it, and where."""

    field: str
    why: str
    raw: str
    candidates: tuple[str, ...]
    place: str


@dataclass(frozen=True, slots=True)
class Proposals:
    """All that a source says. ``is_whole`` tells that what it does not answer is blank in it."""

    offered: tuple[Offered, ...] = ()
    asked: tuple[Asked, ...] = ()
    is_whole: bool = False


def of_redovisning(read: Redovisning) -> Proposals:
    """The proposals of a form that was read: an answer that is doubted as well is only asked about.

    One page proposes what is on it, and asks nothing of the other pages.
    """
    fields = GRANT.form.fields
    doubted = {doubt.field for doubt in read.doubts}
    return Proposals(
        tuple(
            Offered(key, draft.as_typed(fields[key], answer.value), answer.raw, answer.place)
            for key, answer in read.answers.items()
            if key not in doubted
        ),
        tuple(
            Asked(
                doubt.field,
                doubt.why,
                doubt.raw,
                tuple(draft.typed_candidates(fields[doubt.field], doubt.candidates)),
                doubt.place,
            )
            for doubt in read.doubts
            if not doubt.is_elsewhere
        ),
        is_whole=not any(doubt.is_elsewhere for doubt in read.doubts),
    )
