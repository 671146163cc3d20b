"""Reports: the expert's words with tables and charts between them, under the name of who gives the report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from redovisa.writing.document import Document
from redovisa.writing.swedish import spelled
from redovisa.writing.template import Filling, Template, filled, filled_title


def report(
    template: Template,
    filling: Filling,
    *,
    sender: str,
    day: date,
    facts: Sequence[tuple[str, str]] = (),
    head: Sequence[str] = (),
) -> Document:
    """The report as a document.

    ``facts`` are what stands at the right below the date, with their names, such as the registered number; ``head``
    the lines below the sender, such as its address.
    """
    title = filled_title(template, filling)
    return Document(
        title=title,
        title_lines=(title,),
        blocks=filled(template, filling),
        day=day,
        head=tuple(head),
        sender=sender,
        facts=(("Datum", spelled(day)), *facts),
        details={"footer": title, "hyphenate": "yes"},
    )
