"""Reports: the expert's words with tables and charts between them, under the name of who gives the report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from redovisa.writing.document import Document
from redovisa.writing.swedish import spelled
from redovisa.writing.template import Filling, Template, filled, filled_title


def report(template: Template, filling: Filling, *, sender: str, head: Sequence[str], day: date) -> Document:
    """The report as a document; ``head`` are lines below the sender, such as the registered number."""
    title = filled_title(template, filling)
    return Document(
        title=title,
        title_lines=(title,),
        blocks=filled(template, filling),
        day=day,
        head=(spelled(day), *head),
        sender=sender,
        details={"footer": title, "hyphenate": "yes"},
    )
