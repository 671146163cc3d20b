"""What a page of the form sends: the texts as typed, and the revision of each cell that the page showed."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from redovisa.reviewing.policy import Refused


def typed_in(request: HttpRequest) -> dict[str, str]:
    """The texts by field. A box that is not ticked sends nothing: its page says that it was there.

    Where another's answer was taken instead of one's own, that room is left out: theirs stands.
    """
    unticked = {str(key): "" for key in request.POST.getlist("marks")}
    typed = {name[2:]: str(text) for name, text in request.POST.items() if name.startswith("f:")}
    return {key: text for key, text in (unticked | typed).items() if key != request.POST.get("take")}


def seen_in(request: HttpRequest) -> dict[str, int]:
    """The revisions by field; raises Refused when the page is damaged."""
    try:
        return {name[5:]: int(str(text)) for name, text in request.POST.items() if name.startswith("seen:")}
    except ValueError:
        raise Refused(_("Sidan är skadad. Läs in den på nytt; det som var sparat är kvar.")) from None
