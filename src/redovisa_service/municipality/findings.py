"""What was found, each beside its way to the room: fixed there, or explained here by a reason and a few words."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from redovisa.checking.finding import Finding, Severity
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reviewing.act import WRITERS, Act
from redovisa.reviewing.policy import may_act
from redovisa_service.accounts.access import for_roles
from redovisa_service.accounts.acting import Acting
from redovisa_service.cases import commands, draft, queries
from redovisa_service.cases.sections import section_with
from redovisa_service.municipality.present import SIGNS, Look


@require_GET
@for_roles(*WRITERS)
def findings(request: HttpRequest, acting: Acting, number: int) -> HttpResponse:
    """Everything that must be corrected or explained, the gravest first."""
    case = queries.case(acting, number)
    look = Look(case)
    before = queries.explained_last_year(case)
    groups = [
        {
            "severity": severity,
            "sign": SIGNS[severity],
            "found": [_row(look, finding, before) for finding in found],
        }
        for severity, found in look.draft.checked.by_severity().items()
    ]
    left = queries.left_to_do(case, look.draft)
    edition = case.campaign.edition
    return render(
        request,
        "municipality/findings.html",
        {
            "case": case,
            "groups": groups,
            "left": [
                (one, section_with(edition, one.field)) for one in left if one.field and not (one.code or one.question)
            ],
            "questions": sum(one.question is not None and not one.is_difference for one in left),
            "differences": sum(one.is_difference for one in left),
            "carried_over": next((one for one in left if one.is_carried_over), None),
            "unanswered": next((one for one in left if one.is_unanswered), None),
            "is_whole": not left,
            "most": draft.MOST_SIGNS_BESIDE,
            "writes": may_act(Act.EXPLAIN, case.stands, acting.roles),
            "may_ask": may_act(Act.ASK_FOR_SIGNATURE, case.stands, acting.roles),
            "may_sign": may_act(Act.SIGN, case.stands, acting.roles),
        },
    )


def _row(look: Look, finding: Finding, before: dict[str, dict[str, str]]) -> dict[str, Any]:
    """A finding as it is shown: where it is mended, how it is explained, and how it was explained last year."""
    given = look.explanations.get(finding.code)
    last = before.get(finding.code)
    reason = GRANT.reasons.find(last["reason"], finding.code) if last and last["reason"] else None
    field = finding.fields[0]
    return {
        "finding": finding,
        "section": section_with(look.case.campaign.edition, field),
        "anchor": f"f-{field.replace('.', '-').replace('+', '-plus')}",
        "explanation": look.explained(finding.code),
        "given": given,
        "seen": queries.mark(given.reason, given.text) if given else "",
        "reasons": GRANT.reasons.for_rule(finding.code),
        "may_explain": GRANT.reasons.may_explain(finding),
        "insists": finding.severity is Severity.CORRECT,
        "last": last,
        "last_words": " ".join(part for part in (reason.words if reason else "", last["text"]) if part) if last else "",
    }


@require_POST
@for_roles(*WRITERS)
def explain(request: HttpRequest, acting: Acting, number: int, code: str) -> HttpResponse:
    """Keeps the reason for a finding, or takes it back."""
    text, reason = request.POST.get("text", ""), request.POST.get("reason", "")
    if "take_back" in request.POST:
        text = reason = ""
    seen = request.POST.get("seen", "")
    given = commands.explain(by=acting, case=number, code=code, text=text, reason=reason, seen=seen)
    messages.success(request, _("Förklaringen är sparad.") if given else _("Förklaringen är borttagen."))
    return redirect(f"{reverse('findings', args=[number])}#{code}")
