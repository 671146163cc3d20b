"""A part sent on: a colleague fills in one section through a link, in the place of the one who asked, and no more."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext, gettext_noop

from redovisa.reviewing.act import Act, Role
from redovisa.reviewing.policy import Refused
from redovisa_service.accounts.acting import Acting
from redovisa_service.accounts.models import Person
from redovisa_service.accounts.naming import as_name
from redovisa_service.cases import draft
from redovisa_service.cases.chain import record
from redovisa_service.cases.commands.letter import write_about
from redovisa_service.cases.commands.presence import be_gone
from redovisa_service.cases.commands.writing import Written, as_kept, write_in
from redovisa_service.cases.models import Case, Part
from redovisa_service.cases.reach import NotReached, held
from redovisa_service.cases.sections import section_of
from redovisa_service.clock import now, today

#: The link opens some days longer than was asked for: better late than not at all.
_GRACE = timedelta(days=7)
_LONGEST = timedelta(days=60)
_MOST_OPEN = 30
_LONGEST_NAME = 120


@transaction.atomic
def send_part(
    *, by: Acting, case: int, section: int, email: str, name: str, words: str, due: date, link: str, key: str
) -> Part:
    """Asks a colleague to fill in a section by a day; ``link`` is the page's address with ``{secret}`` in it.

    The same ``key`` a second time gives the part that was sent. Raises Refused when something is amiss.
    """
    found, _ = held(by, case, Act.WRITE)
    sent = found.parts.filter(key=key).first() if key else None
    if sent is not None:
        return sent
    page = section_of(found.campaign.edition, section)
    if page is None:
        raise Refused(gettext("Sidan finns inte i formuläret. Välj en i listan."))
    if not today() <= due <= today() + _LONGEST:
        raise Refused(gettext("Sista dagen ska vara i dag eller senare, och inom två månader. Ändra datumet."))
    if found.parts.filter(done_at=None, withdrawn_at=None).count() >= _MOST_OPEN:
        raise Refused("%(most)s delar väntar redan på svar. Ta tillbaka någon av dem först.", most=str(_MOST_OPEN))
    named = as_name(name)
    if not named:
        raise Refused(gettext("Skriv kollegans namn, så att det syns vem som har fyllt i."))
    secret = secrets.token_urlsafe(24)
    part = Part.objects.create(
        case=found,
        section=section,
        colleague=_colleague(email),
        name=named[:_LONGEST_NAME],
        words=as_kept(words, draft.MOST_SIGNS_BESIDE),
        due=due,
        valid_to=due + _GRACE,
        secret_hash=_hashed(secret),
        key=key or secret[:20],
        sent_by=by.person,
        sent_at=now(),
    )
    _letter(part, page.title, link.format(secret=secret))
    record("send_part", by=by, case=found, part=part.pk, section=section, to=part.colleague_id)
    return part


def _colleague(email: str) -> Person:
    """Who has the address; one who is not known becomes a person that cannot sign in, and has no name of her own."""
    try:
        validate_email(email)
    except ValidationError:
        raise Refused(
            "”%(address)s” är ingen e-postadress. Skriv den som namn@kommun.se.", address=email[:80]
        ) from None
    known = Person.objects.filter(email__iexact=email).first()
    return known or Person.objects.create_user(email, None, is_active=False)


def _letter(part: Part, title: str, link: str) -> None:
    """What the sender writes stands on the page, not in the mail: a mail holds nothing of the form."""
    write_about(
        part.case,
        to=part.colleague.email,
        subject=gettext_noop("Att fylla i senast %(due)s: %(title)s"),
        text=gettext_noop(
            "%(sender)s på %(organisation)s ber dig fylla i en del av redovisningen för %(year)s av statsbidraget till "
            "personligt ombud: %(title)s.\n\nÖppna delen här, utan att logga in:\n%(link)s\n\n"
            "Svara senast %(due)s. Länken öppnar bara den delen, är bara till dig och gäller till och med %(until)s."
        ),
        sender=part.sent_by.name,
        title=title,
        link=link,
        due=part.due.isoformat(),
        until=part.valid_to.isoformat(),
    )


def open_part(secret: str) -> Part:
    """The part that a link opens; raises Refused when the link is unknown, too old or taken back."""
    parts = Part.objects.select_related("case__campaign", "case__organisation", "colleague", "sent_by")
    found = parts.filter(secret_hash=_hashed(secret)).first()
    if found is None:
        raise Refused(gettext("Länken stämmer inte. Kopiera hela länken ur brevet, eller be om en ny."))
    if found.withdrawn_at is not None:
        raise Refused("%(name)s har tagit tillbaka frågan, så du behöver inte göra något.", name=str(found.sent_by))
    if found.valid_to < today():
        raise Refused(
            "Länken gällde till och med %(day)s. Det du sparade är kvar. Be %(name)s skicka en ny om något ska ändras.",
            day=found.valid_to.isoformat(),
            name=str(found.sent_by),
        )
    return found


@transaction.atomic
def write_part(*, secret: str, typed: Mapping[str, str], seen: Mapping[str, int]) -> Written:
    """Saves what the colleague typed in the section; raises Refused when the form cannot be written in any longer."""
    part = open_part(secret)
    by = in_place_of_the_sender(part)
    case, _ = held(by, part.case_id, Act.WRITE)
    page = section_of(case.campaign.edition, part.section)
    return write_in(case, by=by, typed=typed, seen=seen, room_for=frozenset(page.keys if page else ()))


@transaction.atomic
def finish_part(*, secret: str, typed: Mapping[str, str], seen: Mapping[str, int], reply: str) -> Written:
    """The colleague's last words and what she typed in the section are saved, and the part is done unless two differ.

    The one who asked gets a letter, once. Raises Refused, and saves nothing, when the form cannot be written in or
    the reply cannot be kept.
    """
    said = as_kept(reply, draft.MOST_SIGNS_BESIDE).strip()
    written = write_part(secret=secret, typed=typed, seen=seen)
    part = Part.objects.select_for_update(of=("self",)).select_related("case", "colleague").get(pk=open_part(secret).pk)
    if written.conflicts:
        return written
    if part.done_at is None:
        _finish(part, said)
    elif said not in ("", part.reply):
        raise Refused("Du har redan sagt att din del är klar. Hör av dig till %(name)s.", name=str(part.sent_by))
    return written


def _finish(part: Part, said: str) -> None:
    part.reply = said
    part.done_at = now()
    part.save(update_fields=["done_at", "reply"])
    case = Case.objects.select_related("campaign", "organisation").get(pk=part.case_id)
    be_gone(by=in_place_of_the_sender(part), case=case)
    page = section_of(case.campaign.edition, part.section)
    write_about(
        case,
        to=part.sent_by.email,
        subject=gettext_noop("Klart: %(title)s"),
        text=gettext_noop(
            "%(colleague)s har fyllt i sin del av %(organisation)ss redovisning för %(year)s.\n\nLogga in och se efter."
        ),
        title=page.title if page else case.campaign,
        colleague=part.called,
    )
    record("finish_part", by=in_place_of_the_sender(part), case=case, part=part.pk)


@transaction.atomic
def withdraw_part(*, by: Acting, case: int, part: int) -> Part:
    """Takes back what was sent on: its link opens no longer; what the colleague wrote stands."""
    found, _ = held(by, case, Act.WRITE)
    sent = found.parts.select_related("colleague").filter(pk=part).first()
    if sent is None:
        raise NotReached
    if sent.withdrawn_at is None:
        sent.withdrawn_at = now()
        sent.save(update_fields=["withdrawn_at"])
        record("withdraw_part", by=by, case=found, part=sent.pk)
    return sent


def in_place_of_the_sender(part: Part) -> Acting:
    """The colleague, in this case and section alone, as one who reports for the organisation."""
    return Acting(part.colleague, part.case.organisation, frozenset({Role.REPORTER}))


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
