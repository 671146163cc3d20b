"""The county board's acts: opening what came in, asking for komplettering, and closing."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext, gettext_noop

from redovisa.reviewing.act import Act
from redovisa.reviewing.policy import Refused
from redovisa_service.accounts.acting import Acting
from redovisa_service.accounts.naming import as_name
from redovisa_service.cases.chain import record
from redovisa_service.cases.commands.letter import write_about
from redovisa_service.cases.commands.writing import as_kept
from redovisa_service.cases.models import Case
from redovisa_service.cases.reach import held
from redovisa_service.cases.readers import readers
from redovisa_service.clock import today

_LEAST_SIGNS = 10
_MOST_SIGNS = 20_000


@transaction.atomic
def open_case(*, by: Acting, case: int) -> Case:
    """Opens a redovisning for review: from now the municipality cannot unlock it."""
    return _step(Act.OPEN, by, case)


@transaction.atomic
def close(*, by: Acting, case: int) -> Case:
    """Ends the review. (The ordinance knows no approval.)"""
    return _step(Act.CLOSE, by, case)


@transaction.atomic
def reopen(*, by: Acting, case: int) -> Case:
    """Takes up a closed case again."""
    return _step(Act.REOPEN, by, case)


@transaction.atomic
def register(*, by: Acting, case: int, diarienummer: str) -> Case:
    """Gives the case its number in the county board's register."""
    found, _ = held(by, case, Act.REGISTER)
    number = as_name(diarienummer)
    if not number or len(number) > 40:
        raise Refused(gettext("Skriv ett diarienummer med högst 40 tecken, till exempel 701-1234-2024."))
    found.diarienummer = number
    found.save(update_fields=["diarienummer"])
    record(Act.REGISTER, by=by, case=found, diarienummer=number)
    return found


@transaction.atomic
def request_komplettering(*, by: Acting, case: int, text: str, due: date, link: str) -> Case:
    """Asks the municipality for what is missing, to be answered by a day; a letter goes to those who wrote."""
    found, following = held(by, case, Act.REQUEST_KOMPLETTERING)
    words = as_kept(text).strip()
    if not _LEAST_SIGNS <= len(words) <= _MOST_SIGNS:
        raise Refused(gettext("Skriv vad som ska kompletteras, så att kommunen förstår vad som saknas."))
    if due <= today():
        raise Refused(gettext("Sista dagen att svara ska vara efter i dag. Ändra datumet."))
    found.status, found.komplettering, found.komplettering_due, found.reply = following, words, due, ""
    found.save(update_fields=["status", "komplettering", "komplettering_due", "reply"])
    for person in readers(found):
        write_about(
            found,
            to=person.email,
            subject=gettext_noop("Komplettering begärd: %(campaign)s"),
            text=gettext_noop(
                "%(board)s behöver en komplettering av %(organisation)ss redovisning för %(year)s, senast den "
                "%(due)s.\n\nLäs och svara här:\n%(link)s"
            ),
            board=by.organisation,
            due=due.isoformat(),
            link=link,
        )
    record(Act.REQUEST_KOMPLETTERING, by=by, case=found, text=words, due=due.isoformat())
    return found


def _step(act: Act, by: Acting, case: int) -> Case:
    found, following = held(by, case, act)
    found.status = following
    found.save(update_fields=["status"])
    record(act, by=by, case=found)
    return found
