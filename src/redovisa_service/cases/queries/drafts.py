"""What is being written: the cells, what they mean, what is found in them, and what is left to do."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext

from redovisa.checking.finding import Finding, Severity
from redovisa.form.format import plain
from redovisa.form.redovisning import Redovisning
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reviewing.act import Act
from redovisa.reviewing.status import Status
from redovisa_service.cases import draft
from redovisa_service.cases.chain import canonical
from redovisa_service.cases.models import Case, Cell, Explanation, Question, Version
from redovisa_service.cases.queries.versions import explanations_in, texts_in
from redovisa_service.clock import today
from redovisa_service.pages.swedish import Swedish


@dataclass(frozen=True, slots=True)
class Left:
    """One thing left to do before signing: in words, and the field, rule or question it is about."""

    words: str
    field: str = ""
    code: str = ""
    question: int | None = None
    is_difference: bool = False
    is_carried_over: bool = False
    is_unanswered: bool = False


def cells_of(case: Case) -> dict[str, str]:
    """What stands in the form, by field, as typed; empty rooms are left out."""
    return {key: raw for key, raw in case.cells.order_by("field").values_list("field", "raw") if raw}


def cells_with_writers(case: Case) -> list[Cell]:
    """Every cell of a case, with who changed it last."""
    return list(case.cells.select_related("changed_by"))


def draft_of(case: Case, *, signer: str = "", cells: Mapping[str, str] | None = None) -> draft.Draft:
    """The case's draft with its findings, as if signed today; three look-ups at most."""
    return draft.draft(
        organisation=case.organisation,
        year=case.campaign.year,
        edition_year=case.campaign.edition,
        cells=cells_of(case) if cells is None else cells,
        previous=previous(case),
        today=today(),
        signer=signer,
    )


def previous(case: Case) -> Redovisning | None:
    """The organisation's redovisning of the year before, as it was last signed."""
    last = previous_version(case)
    return draft.redovisning_of(json.loads(last.text)["redovisning"]) if last else None


def previous_version(case: Case) -> Version | None:
    """What the organisation last signed of the year before."""
    before = Version.objects.filter(case__organisation=case.organisation, case__campaign__year=case.campaign.year - 1)
    return before.order_by("-number").first()


def open_questions(case: Case) -> list[Question]:
    """The doubts that wait for an answer, in the form's order."""
    return [one for one in _waiting(case) if not one.is_difference]


def open_differences(case: Case) -> list[Question]:
    """Where a document says other than the form, in the form's order; not where the form now says the same."""
    differences = [one for one in _waiting(case) if one.is_difference]
    stands = cells_of(case) if differences else {}
    return [one for one in differences if stands.get(one.field, "") != one.candidates[0]]


def _waiting(case: Case) -> list[Question]:
    place = {key: number for number, key in enumerate(GRANT.form.fields)}
    heavy = ("document__data", "document__record", "document__page", "document__sizes")
    waiting = case.questions.filter(settled_at=None).select_related("document").defer(*heavy)
    return sorted(waiting, key=lambda question: (place[question.field], question.pk))


def carried_over(case: Case) -> dict[str, str]:
    """What stands from last year's redovisning and nobody has confirmed, by field in the form's order."""
    stands = dict(case.cells.filter(place=draft.LAST_YEAR).exclude(raw="").values_list("field", "raw"))
    return {key: stands[key] for key in GRANT.form.fields if key in stands}


def explanations(case: Case) -> dict[str, Explanation]:
    """The explanations by the rule's code, those of values that have changed since included."""
    return {one.code: one for one in case.explanations.select_related("given_by")}


def explained_values(case: Case, finding: Finding, cells: Mapping[str, str] | None = None) -> dict[str, str]:
    """The texts that a finding is about: an explanation holds as long as they stand."""
    stands = cells_of(case) if cells is None else cells
    return {key: stands.get(key, "") for key in finding.fields}


def holds(explanation: Explanation | None, finding: Finding, cells: Mapping[str, str]) -> bool:
    """Whether the explanation is of the values that stand now."""
    return explanation is not None and explanation.fields == {key: cells.get(key, "") for key in finding.fields}


def left_to_do(
    case: Case, made: draft.Draft | None = None, given: Mapping[str, Explanation] | None = None
) -> list[Left]:
    """What keeps the form from being signed, in the order to do it."""
    made = made or draft_of(case)
    fields = GRANT.form.fields
    left = []
    for question in _waiting(case):
        label, differs = fields[question.field].label, question.is_difference
        if not differs or made.cells.get(question.field, "") != question.candidates[0]:
            left.append(
                Left(Swedish(f"{label}: {question.why}"), question.field, question=question.pk, is_difference=differs)
            )
    left += [
        Left(Swedish(f"{fields[doubt.field].label}: {doubt.why}"), field=doubt.field)
        for doubt in made.redovisning.doubts
    ]
    given = explanations(case) if given is None else given
    left += [
        Left(Swedish(finding.what), field=finding.fields[0], code=finding.code)
        for finding in (*made.asks(Severity.CORRECT), *made.asks(Severity.EXPLAIN))
        if not (GRANT.reasons.may_explain(finding) and holds(given.get(finding.code), finding, made.cells))
    ]
    carried = len(carried_over(case))
    if carried:
        told = ngettext(
            "%(number)s svar är hämtat från förra årets redovisning. Stämmer det?",
            "%(number)s svar är hämtade från förra årets redovisning. Stämmer de?",
            carried,
        )
        left.append(Left(told % {"number": carried}, is_carried_over=True))
    if _is_unanswered(case, made, given):
        told = gettext("Svara på det som länsstyrelsen frågar efter, eller ändra i formuläret.")
        left.append(Left(told, is_unanswered=True))
    return left


def _is_unanswered(case: Case, made: draft.Draft, given: Mapping[str, Explanation]) -> bool:
    """Whether the board has asked and nothing is done since: no word, and cells and explanations as they were signed.

    What was answered once and then unlocked is answered.
    """
    if case.stands not in (Status.KOMPLETTERING, Status.REPLY_READY) or case.reply:
        return False
    last = case.versions.last()
    if last is None or not is_as_signed(case, made, given):
        return False
    acts = (Act.REQUEST_KOMPLETTERING, Act.SIGN)
    newest = case.events.filter(act__in=acts).last()
    answers_it = newest is not None and newest.act == Act.SIGN
    return not (answers_it and json.loads(last.text).get("komplettering") == case.komplettering)


def is_as_signed(case: Case, made: draft.Draft | None = None, given: Mapping[str, Explanation] | None = None) -> bool:
    """Whether cells and explanations are those of the version that was signed last."""
    made = made or draft_of(case)
    last = case.versions.last()
    if last is None or texts_in(last) != made.cells:
        return False
    said = {one["code"]: one["explanation"] for one in explanations_in(last)}
    return said == {one["code"]: one["explanation"] for one in explanations_as_signed(case, made, given)}


def told(explanation: Explanation) -> str:
    """An explanation as a reader sees it: the reason chosen, and the words."""
    reason = GRANT.reasons.find(explanation.reason, explanation.code) if explanation.reason else None
    words = reason.words if reason and not reason.needs_words else ""
    return f"{words} {explanation.text}".strip()


def explained_last_year(case: Case) -> dict[str, dict[str, str]]:
    """What was explained in the redovisning of the year before: reason and text by the rule's code."""
    last = previous_version(case)
    said = json.loads(last.text)["explanations"] if last else []
    return {one["code"]: {"reason": one.get("reason", ""), "text": one.get("text", one["explanation"])} for one in said}


def explanations_as_signed(
    case: Case, made: draft.Draft | None = None, given: Mapping[str, Explanation] | None = None
) -> list[dict[str, Any]]:
    """The explanations that hold, with what was found: they follow the redovisning to the county board."""
    made = made or draft_of(case)
    given = explanations(case) if given is None else given
    return [
        {
            **finding.as_json(),
            "explanation": told(given[finding.code]),
            "reason": given[finding.code].reason,
            "text": given[finding.code].text,
            # The board sees at once where the municipality stands by what should have been corrected.
            "insists": finding.severity is Severity.CORRECT,
        }
        for finding in made.checked.findings
        if holds(given.get(finding.code), finding, made.cells)
    ]


def content_hash(case: Case, made: draft.Draft | None = None, given: Mapping[str, Explanation] | None = None) -> str:
    """The hash of all that a signature covers: answers, texts as typed, explanations, whose and which year."""
    made = made or draft_of(case)
    answers = made.redovisning.answers
    content = {
        "case": case.pk,
        "organisation": case.organisation.code,
        "year": case.campaign.year,
        "edition": case.campaign.edition,
        "cells": made.cells,
        "answers": {key: plain(answer.value) for key, answer in answers.items() if not key.startswith(draft.SIGNATURE)},
        "explanations": explanations_as_signed(case, made, given),
        "reply": case.reply,
    }
    return hashlib.sha256(canonical(content).encode()).hexdigest()
