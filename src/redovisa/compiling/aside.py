"""What was left aside: files that hold no redovisning of their own, and why, in Swedish."""

from __future__ import annotations

from redovisa.compiling.brief import Brief
from redovisa.form.redovisning import Kind, Redovisning

_KINDS = {
    Kind.REDOVISNING: "redovisning",
    Kind.BLANK: "tomt formulär",
    Kind.OTHER: "något annat",
    Kind.UNREADABLE: "gick inte att läsa",
}


def why_aside(brief: Brief, document: Redovisning) -> tuple[str, str]:
    """What the file is, and why it is not counted with what can be done about it."""
    if brief.copy_of:
        return "samma innehåll", f"Filen har samma innehåll som {brief.copy_of}, som är den som räknas."
    notes = " ".join(document.notes)
    if brief.kind is Kind.BLANK:
        return _KINDS[brief.kind], f"Formuläret är inte ifyllt. Be avsändaren att skicka det ifyllda. {notes}".strip()
    return _KINDS[brief.kind], notes
