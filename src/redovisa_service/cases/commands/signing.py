"""Signing: what is signed is bound to what was read, becomes a version that never changes, and gives a receipt."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext, gettext_noop

from redovisa.form.answer import Answer, Value
from redovisa.form.record import to_record
from redovisa.reviewing.act import Act, Role
from redovisa.reviewing.policy import Refused
from redovisa.reviewing.status import Status
from redovisa_service.accounts.acting import Acting
from redovisa_service.accounts.models import Membership, Person
from redovisa_service.accounts.naming import as_name
from redovisa_service.cases import draft, queries
from redovisa_service.cases.chain import canonical, record
from redovisa_service.cases.commands.letter import write_about
from redovisa_service.cases.commands.writing import as_kept
from redovisa_service.cases.models import Case, Seen, Version
from redovisa_service.cases.reach import cases, held, one
from redovisa_service.cases.readers import readers
from redovisa_service.clock import now, today
from redovisa_service.pages.swedish import Swedish

#: What the signatory may add about herself.
ABOUT_THE_SIGNATORY = ("signature.title", "signature.workplace", "signature.phone", "signature.email")
_MOST_SIGNS = 200
_LEAST_WORDS = 10


@transaction.atomic
def ask_for_signature(*, by: Acting, case: int, link: str) -> Case:
    """Hands the form to those who may sign, with a letter to each; raises Refused while something is left to do."""
    found, following = held(by, case, Act.ASK_FOR_SIGNATURE)
    _check_whole(found)
    signatories = _signatories(by)
    if not signatories:
        raise Refused(gettext("Ingen kan skriva under ännu. Be er administratör bjuda in en behörig företrädare."))
    found.status = following
    found.save(update_fields=["status"])
    for person in signatories:
        write_about(
            found,
            to=person.email,
            subject=gettext_noop("Att skriva under: %(campaign)s"),
            text=gettext_noop(
                "%(person)s ber dig läsa igenom och skriva under %(organisation)ss redovisning för %(year)s av "
                "statsbidraget till personligt ombud.\n\nLäs och skriv under här:\n%(link)s"
            ),
            person=by.person.name,
            link=link,
        )
    record(Act.ASK_FOR_SIGNATURE, by=by, case=found, to=[person.pk for person in signatories])
    return found


@transaction.atomic
def send_back(*, by: Acting, case: int, words: str, link: str) -> Case:
    """Hands the form back to those who wrote it, with what the signatory wants changed; a letter goes to each."""
    found, following = held(by, case, Act.SEND_BACK)
    said = as_kept(words, draft.MOST_SIGNS_BESIDE).strip()
    if len(said) < _LEAST_WORDS:
        raise Refused(gettext("Skriv vad som ska ändras, så att den som skrev redovisningen vet vad som behövs."))
    found.status = following
    found.save(update_fields=["status"])
    record(Act.SEND_BACK, by=by, case=found, words=said)
    for person in readers(found):
        write_about(
            found,
            to=person.email,
            subject=gettext_noop("Att se över: %(campaign)s"),
            text=gettext_noop(
                "%(person)s har läst %(organisation)ss redovisning för %(year)s och vill att något ändras innan den "
                "skrivs under.\n\nLäs och ändra här:\n%(link)s"
            ),
            person=by.person.name,
            link=link,
        )
    return found


@transaction.atomic
def look(*, by: Acting, case: int, sha256: str, texts: Mapping[str, str], explained: Mapping[str, str]) -> None:
    """Remembers what a signatory has before her, so that she is told what has changed the next time.

    ``sha256`` is the hash of the content, ``texts`` the cells, ``explained`` the explanations by the rule's code.
    """
    found = one(by, case)
    last = Seen.objects.filter(case=found, person=by.person).last()
    if last is None or last.sha256 != sha256:
        Seen.objects.create(
            case=found, person=by.person, sha256=sha256, texts=dict(texts), explained=dict(explained), at=now()
        )


@transaction.atomic
def reply(*, by: Acting, case: int, words: str, seen: str = "") -> Case:
    """Keeps what the municipality answers in words to a komplettering; it is handed in when the form is signed.

    ``seen`` is the mark of the answer that the writer had before her (empty: none). Raises Refused when another stands
    there since: neither is written over.
    """
    found, following = held(by, case, Act.WRITE)
    if found.stands not in (Status.KOMPLETTERING, Status.REPLY_READY):
        raise Refused(
            gettext("Länsstyrelsen har inte bett om något att svara på. Skriv under Övrigt i formuläret i stället.")
        )
    said = as_kept(words).strip()
    if said != found.reply:
        _check_seen(found, seen)
        found.reply, found.status = said, following
        found.save(update_fields=["reply", "status"])
        record(Act.WRITE, by=by, case=found, reply=len(said))
    return found


def _check_seen(case: Case, seen: str) -> None:
    if seen == queries.mark(case.reply):
        return
    if not case.reply:
        raise Refused("Svaret har tagits bort sedan du öppnade sidan, av någon annan eller i en annan flik.")
    raise Refused(
        "Svaret har ändrats sedan du öppnade sidan, av någon annan eller i en annan flik. Där står nu: ”%(theirs)s”",
        theirs=Swedish(case.reply),
    )


def _signatories(by: Acting) -> list[Person]:
    held_now = Membership.objects.valid(today()).filter(organisation=by.organisation, role=Role.SIGNATORY)
    return list({membership.person for membership in held_now.select_related("person")})


@transaction.atomic
def sign(*, by: Acting, case: int, sha256: str, about: Mapping[str, str], link: str) -> Version:
    """Signs and hands in exactly what the signatory has read; raises Refused when it is no longer the same.

    ``sha256`` is the hash that the page showed, ``about`` the signatory's title and so on by field, refused when one is
    longer than there is room for. A second click gives the version that the first one made.
    """
    signed = _signed_already(by, case, sha256)
    if signed is not None:
        return signed
    found, following = held(by, case, Act.SIGN)
    if queries.content_hash(found) != sha256:
        raise Refused(
            gettext("Formuläret har ändrats sedan du läste det. Läs igenom det igen och skriv under på nytt.")
        )
    _check_whole(found)
    moment = now()
    text = canonical(_signed(found, by, about) | {"read_sha256": sha256})
    version = Version.objects.create(
        case=found,
        number=found.versions.count() + 1,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        signed_by=by.person,
        signed_for=_signed_for(by),
        signed_at=moment,
    )
    found.status = following
    found.save(update_fields=["status"])
    record(Act.SIGN, by=by, case=found, version=version.number, sha256=version.sha256)
    for person in _to_tell(found, by):
        write_about(
            found,
            to=person.email,
            subject=gettext_noop("Kvitto: %(campaign)s är inlämnad"),
            text=gettext_noop(
                "%(organisation)ss redovisning för %(year)s lämnades in %(day)s kl. %(time)s av %(person)s.\n\n"
                "Kvittonummer: %(number)s\nKontrollsumma: %(sha256)s\n\nSe kvittot och det som lämnades in:\n%(link)s"
            ),
            day=f"{moment:%Y-%m-%d}",
            time=f"{moment:%H:%M}",
            person=by.person.name,
            number=queries.receipt_number(version),
            sha256=version.sha256,
            link=f"{link}{version.number}/",
        )
    return version


def _signed_already(by: Acting, case: int, sha256: str) -> Version | None:
    """The last version, when the same person has signed the same content in it and nothing has been done since."""
    found = cases(by).filter(pk=case).first()
    last = found.versions.last() if found and Role.SIGNATORY in by.roles else None
    if found is None or last is None or found.stands not in (Status.SUBMITTED, Status.REPLIED):
        return None
    is_same = sha256 and json.loads(last.text).get("read_sha256") == sha256
    return last if is_same and last.signed_by_id == by.person.pk else None


def _signed(case: Case, by: Acting, about: Mapping[str, str]) -> dict[str, object]:
    """What is kept of a signing: the redovisning with its signature, the texts as typed and the explanations."""
    made = queries.draft_of(case, signer=by.person.name).redovisning
    extra: dict[str, Value] = {
        key: said for key in ABOUT_THE_SIGNATORY if (said := as_name(as_kept(about.get(key, ""), _MOST_SIGNS)))
    }
    answers = {**made.answers, **{key: Answer(key, value, str(value)) for key, value in extra.items()}}
    redovisning = to_record(made) | {"answers": {key: _plain(answers[key].value) for key in sorted(answers)}}
    return {
        "redovisning": redovisning,
        "cells": queries.cells_of(case),
        "explanations": queries.explanations_as_signed(case),
        "organisation": {"code": case.organisation.code, "name": case.organisation.name},
        "number": case.versions.count() + 1,
        "komplettering": case.komplettering,
        "reply": case.reply,
    }


def _plain(value: Value) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _signed_for(by: Acting) -> Person | None:
    """In whose place a substitute signs; one who is signatory herself signs for herself."""
    own = list(
        Membership.objects.valid(today())
        .filter(person=by.person, organisation=by.organisation, role=Role.SIGNATORY)
        .select_related("substitute_for")
    )
    if any(membership.substitute_for is None for membership in own):
        return None
    return own[0].substitute_for if own else None


def _to_tell(case: Case, by: Acting) -> list[Person]:
    """The signatory, and those who have written in the form."""
    return list({by.person, *readers(case)})


def _check_whole(case: Case) -> None:
    left = queries.left_to_do(case)
    if left:
        raise Refused("Något är kvar att göra innan formuläret kan lämnas in: %(what)s", what=left[0].words)


@transaction.atomic
def unlock(*, by: Acting, case: int) -> Case:
    """Takes the form back for a change; what was handed in stays received and as it was."""
    found, following = held(by, case, Act.UNLOCK)
    found.status = following
    found.save(update_fields=["status"])
    record(Act.UNLOCK, by=by, case=found)
    return found


@transaction.atomic
def lock(*, by: Acting, case: int) -> Case:
    """Takes an unlocking back when nothing has been changed; raises Refused when something has."""
    found, following = held(by, case, Act.LOCK)
    if not queries.is_as_signed(found):
        raise Refused(
            gettext("Formuläret har ändrats sedan det lämnades in. Låt skriva under ändringen, eller ändra tillbaka.")
        )
    found.status = following
    found.save(update_fields=["status"])
    record(Act.LOCK, by=by, case=found)
    return found
