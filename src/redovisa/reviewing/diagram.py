"""The picture of a case's course, drawn from the table as Mermaid text."""

from __future__ import annotations

from collections.abc import Iterator

from redovisa.reviewing.act import Act
from redovisa.reviewing.course import COURSE
from redovisa.reviewing.status import Status


def mermaid() -> str:
    """A state diagram in Mermaid's language, with the municipality's words; acts that change nothing are left out."""
    return "\n".join(("stateDiagram-v2", *_lines())) + "\n"


def _lines() -> Iterator[str]:
    for status in Status:
        yield f"    {status}: {status.for_municipality}<br/>({status.for_county_board})"
    yield f"    [*] --> {Status.NOT_STARTED}"
    for status in Status:
        to: dict[Status, list[Act]] = {}
        for (begin, act), end in COURSE.items():
            if begin is status and end is not status:
                to.setdefault(end, []).append(act)
        for end, acts in to.items():
            yield f"    {status} --> {end}: {', '.join(act.swedish for act in acts)}"
