"""The outgoing post: letters are queued with what was done, and sent by a timer."""

from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException, SMTPSenderRefused

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

from redovisa_service.accounts.models import Letter, Person
from redovisa_service.clock import now

#: A letter that its own receiver's server puts off is tried for four days: after 1, 2, 4 … minutes, then every hour.
_MOST_TRIES = 100
_LONGEST_WAIT = timedelta(hours=1)
#: From this code on the answer of a mail server is for good.
_FOR_GOOD = 500


def post(*, to: str, subject: str, text: str, **about: object) -> Letter:
    """Queues a letter in the transaction at hand: it is sent only if what it tells of was done.

    ``subject`` and ``text`` are Swedish, with a place ``%(name)s`` for each of ``about``. They are said in the language
    that the receiver has chosen, whoever leads to the letter; in Swedish to those who have chosen none.
    """
    language = Person.objects.filter(email__iexact=to).values_list("language", flat=True).first()
    with translation.override(language or settings.LANGUAGE_CODE):
        language = translation.get_language()
        subject, text = (gettext(words) % about if about else words for words in (subject, text))
    return Letter.objects.create(
        to=to, subject=" ".join(subject.split())[:200], text=text, language=language, queued_at=now()
    )


def send_waiting(most: int = 100) -> tuple[int, int]:
    """Sends the letters whose turn it is, over one connection; how many were sent, and how many wait for another try.

    A mail server that is down takes no try from any letter: all of them wait. A letter is marked before the next is
    begun; if the machine falls between sending and marking, that one letter goes twice rather than never.
    """
    turn = Letter.objects.filter(Q(next_try_at=None) | Q(next_try_at__lte=now()), sent_at=None, refused="")
    numbers = list(turn.order_by(F("next_try_at").asc(nulls_first=True), "pk").values_list("pk", flat=True)[:most])
    if not numbers:
        return 0, 0
    connection = get_connection()
    try:
        connection.open()
    except (OSError, SMTPException):
        return 0, len(numbers)
    try:
        sent = [_send(number, connection) for number in numbers]
    finally:
        connection.close()
    return sent.count(True), sent.count(False)


@transaction.atomic
def _send(number: int, connection: BaseEmailBackend) -> bool | None:
    """Whether the letter was sent; None when somebody else had sent it."""
    letter = Letter.objects.select_for_update().get(pk=number)
    if not letter.waits:
        return None
    try:
        _mail(letter, connection).send()
    except (OSError, SMTPException) as error:
        _put_off(letter, error)
        connection.close()  # the next letter opens it anew: what is left of it may be broken
    else:
        letter.sent_at, letter.tries = now(), letter.tries + 1
    letter.save(update_fields=["tries", "sent_at", "next_try_at", "refused"])
    return letter.sent_at is not None


def _put_off(letter: Letter, error: Exception) -> None:
    """Waits longer each time; gives up on what the server refuses for good."""
    letter.tries += 1
    code, words = _answer(error)
    if code >= _FOR_GOOD or letter.tries >= _MOST_TRIES:
        letter.refused = f"{code or ''} {words}".strip()[:300] or type(error).__name__
    else:
        letter.next_try_at = now() + min(timedelta(minutes=2 ** min(letter.tries - 1, 10)), _LONGEST_WAIT)


def _answer(error: Exception) -> tuple[int, str]:
    """The mail server's code and words; 0 where it gave none, as when the connection broke."""
    found: tuple[int, bytes | str] = (0, str(error))
    if isinstance(error, SMTPRecipientsRefused):
        found = next(iter(error.recipients.values()), found)
    elif isinstance(error, SMTPSenderRefused | SMTPResponseException):
        found = (error.smtp_code, error.smtp_error)
    code, words = found
    return code, words.decode("utf-8", "replace") if isinstance(words, bytes) else words


def _mail(letter: Letter, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    mail = EmailMultiAlternatives(
        letter.subject,
        letter.text,
        None,
        [letter.to],
        connection=connection,
        headers={"Auto-Submitted": "auto-generated"},
    )
    paragraphs = [paragraph for paragraph in letter.text.split("\n\n") if paragraph.strip()]
    with translation.override(letter.language):
        page = render_to_string("accounts/letter.html", {"subject": letter.subject, "paragraphs": paragraphs})
    mail.attach_alternative(page, "text/html")
    return mail
