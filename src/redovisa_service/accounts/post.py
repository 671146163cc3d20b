"""The outgoing post: letters are queued with what was done, and sent by a timer."""

from __future__ import annotations

from smtplib import SMTPException

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string

from redovisa_service.accounts.models import Letter
from redovisa_service.clock import now

_MOST_TRIES = 50


def post(*, to: str, subject: str, text: str) -> Letter:
    """Queues a letter in the transaction at hand: it is sent only if what it tells of was done."""
    return Letter.objects.create(to=to, subject=subject, text=text, queued_at=now())


def send_waiting(most: int = 100) -> tuple[int, int]:
    """Sends the letters that wait, each by itself; how many were sent, and how many wait for another try.

    A letter is marked before the next is begun, so that a mail server that goes down makes none go twice.
    """
    sent = failed = 0
    numbers = (
        Letter.objects.filter(sent_at=None, tries__lt=_MOST_TRIES).order_by("tries", "pk").values_list("pk", flat=True)
    )
    for number in list(numbers[:most]):
        with transaction.atomic():
            letter = Letter.objects.select_for_update().get(pk=number)
            if letter.sent_at is not None:
                continue
            letter.tries += 1
            try:
                _mail(letter).send()
            except (OSError, SMTPException):
                failed += 1
            else:
                letter.sent_at = now()
                sent += 1
            letter.save(update_fields=["tries", "sent_at"])
    return sent, failed


def _mail(letter: Letter) -> EmailMultiAlternatives:
    mail = EmailMultiAlternatives(letter.subject, letter.text, None, [letter.to])
    paragraphs = letter.text.split("\n\n")
    mail.attach_alternative(
        render_to_string("accounts/letter.html", {"subject": letter.subject, "paragraphs": paragraphs}), "text/html"
    )
    return mail
