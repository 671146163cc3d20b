"""What has been sent on to colleagues, and what a signatory has seen before."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from redovisa.personligt_ombud.grant import GRANT
from redovisa.reviewing.act import Act
from redovisa_service.accounts.models import Person
from redovisa_service.cases.models import Case, Event, Part, Seen
from redovisa_service.cases.queries.versions import Change


@dataclass(frozen=True, slots=True)
class SinceLastLook:
    """What is not the same as when a signatory last looked: texts, and rules whose explanation is new or other."""

    seen: Seen
    changes: list[Change]
    explained: list[str]


def parts(case: Case) -> list[Part]:
    """What has been sent on and not taken back, the first due first."""
    return list(case.parts.filter(withdrawn_at=None).select_related("colleague", "sent_by"))


def since_last_look(
    case: Case, person: Person, sha256: str, texts: Mapping[str, str], explained: Mapping[str, str]
) -> SinceLastLook | None:
    """What has changed since the person last had another content before her; None when she never has.

    What she has signed she has read: what she saw before that is not told again.
    """
    looks = Seen.objects.filter(case=case, person=person)
    signed = case.versions.filter(signed_by=person).last()
    if signed is not None:
        read = json.loads(signed.text).get("read_sha256", "")
        looks = looks.filter(Q(at__gt=signed.signed_at) | Q(sha256=read))
    seen = looks.exclude(sha256=sha256).last()
    if seen is None:
        return None
    changes = [
        Change(key, field.label, seen.texts.get(key, ""), texts.get(key, ""))
        for key, field in GRANT.form.fields.items()
        if seen.texts.get(key, "") != texts.get(key, "")
    ]
    return SinceLastLook(seen, changes, [code for code, text in explained.items() if seen.explained.get(code) != text])


def sent_back(case: Case) -> Event | None:
    """The signatory's last word, when the form was handed back and has not been handed to her again."""
    acts = (Act.SEND_BACK, Act.ASK_FOR_SIGNATURE, Act.SIGN)
    last = case.events.filter(act__in=acts).select_related("person").order_by("-number").first()
    return last if last and last.act == Act.SEND_BACK else None
