"""What someone sent that was not kept: shown to her again, so that she can copy it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, UnreadablePostError
from django.utils.translation import gettext, gettext_noop

from redovisa.personligt_ombud.grant import GRANT
from redovisa_service.pages.swedish import Swedish

#: Where people write outside the form, by the name of the room. What is not named here is never shown again: so no
#: password, secret or hash is, whatever page it was sent from.
ROOMS = {
    "email": gettext_noop("E-postadress"),
    "from_year": gettext_noop("Från och med redovisat år"),
    "last_year": gettext_noop("Sista år"),
    "name": gettext_noop("Namn"),
    "number": gettext_noop("Organisationsnummer"),
    "other": gettext_noop("Annat svar"),
    "phone": gettext_noop("Telefon"),
    "reason": gettext_noop("Skäl"),
    "reply": gettext_noop("Svar"),
    "table": gettext_noop("Rader"),
    "text": gettext_noop("Förklaring"),
    "title": gettext_noop("Titel"),
    "words": gettext_noop("Meddelande"),
    "workplace": gettext_noop("Tjänsteställe"),
}
_OF_THE_FORM = "f:"


@dataclass(frozen=True, slots=True)
class Typed:
    """A text that was sent; ``question`` is what it answers, marked as Swedish where it is the form's own."""

    question: str
    text: str

    @property
    def is_of_the_form(self) -> bool:
        """Whether the question is the form's own, and so in Swedish whatever the page speaks."""
        return isinstance(self.question, Swedish)

    @property
    def rows(self) -> int:
        """How many lines the text needs."""
        return min(14, self.text.count("\n") + len(self.text) // 70 + 1)


def unsaved(request: HttpRequest) -> tuple[Typed, ...]:
    """The texts of a form that was sent to us from one of our own pages, in its order; none for any other request.

    What another site sent is not shown: it would stand here as if it were ours.
    """
    origin = request.headers.get("origin")
    if request.method != "POST" or (origin and urlsplit(origin).netloc != request.get_host()):
        return ()
    try:
        return tuple(_typed(request))
    except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent, UnreadablePostError):
        return ()


def _typed(request: HttpRequest) -> Iterator[Typed]:
    fields = GRANT.form.fields
    chosen = {reason.key: reason.words for reason in GRANT.reasons.listed}
    for name, sent in request.POST.items():
        text = str(sent)
        field = fields.get(name.removeprefix(_OF_THE_FORM)) if name.startswith(_OF_THE_FORM) else None
        if not text.strip():
            continue
        if field:
            yield Typed(Swedish(field.label), text)
        elif name in ROOMS:
            yield Typed(gettext(ROOMS[name]), chosen.get(text, text))
