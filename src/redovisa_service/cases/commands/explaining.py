"""Explaining what was found: a reason of the expert's list and a few words, for the values that stand now."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext, gettext_noop

from redovisa.checking.finding import Finding, Severity
from redovisa.checking.reason import Reason
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reviewing.act import Act
from redovisa.reviewing.policy import Refused, next_status
from redovisa_service.accounts.acting import Acting
from redovisa_service.cases import draft, queries
from redovisa_service.cases.chain import record
from redovisa_service.cases.commands.writing import as_kept
from redovisa_service.cases.models import Case, Explanation
from redovisa_service.cases.reach import held
from redovisa_service.clock import now
from redovisa_service.pages.swedish import Swedish

_LEAST_SIGNS = 10


@transaction.atomic
def explain(*, by: Acting, case: int, code: str, text: str, reason: str = "", seen: str = "") -> Explanation | None:
    """Gives the reason for a finding, or with neither reason nor text takes it back.

    It holds for the values that stand now. ``reason`` is a key of the expert's list, or empty for one's own words.
    ``seen`` is the mark of the reason and words that the writer had before her (empty: none).
    Raises Refused when the finding is gone, cannot be explained, or the words are too few to be understood or more
    than there is room for, or when another explanation stands there since: neither is written over.
    """
    found, following = held(by, case, Act.EXPLAIN)
    words = as_kept(text, draft.MOST_SIGNS_BESIDE).strip()
    _check_seen(
        Explanation.objects.filter(case=found, code=code).select_related("given_by").first(), reason, words, seen
    )
    if not words and not reason:
        _take_back(by, found, code)
        return None
    finding = _finding(found, code)
    chosen = _reason(reason, code)
    if len(words) < _LEAST_SIGNS and (chosen is None or chosen.needs_words):
        raise Refused(gettext("Förklaringen är för kort för att länsstyrelsen ska förstå den. Skriv en hel mening."))
    explanation, _ = Explanation.objects.update_or_create(
        case=found,
        code=code,
        defaults={
            "fields": queries.explained_values(found, finding),
            "reason": reason,
            "text": words,
            "given_by": by.person,
            "given_at": now(),
        },
    )
    found.status = following
    found.save(update_fields=["status"])
    insists = finding.severity is Severity.CORRECT
    record(Act.EXPLAIN, by=by, case=found, code=code, reason=reason, insists=insists)
    return explanation


def _check_seen(there: Explanation | None, reason: str, words: str, seen: str) -> None:
    """Raises Refused when what stands is neither what the writer had before her nor what she wants to have there."""
    stands = queries.mark(there.reason, there.text) if there else ""
    if stands in (seen, queries.mark(reason, words)):
        return
    if there is None:
        raise Refused("Förklaringen har tagits bort sedan du öppnade sidan, av någon annan eller i en annan flik.")
    raise Refused(
        "Förklaringen har ändrats sedan du öppnade sidan, av %(who)s. Där står nu: ”%(theirs)s”",
        who=Swedish(str(there.given_by)),
        theirs=Swedish(queries.told(there)),
    )


def _finding(case: Case, code: str) -> Finding:
    finding = next((one for one in queries.draft_of(case).checked.findings if one.code == code), None)
    if finding is None:
        raise Refused(gettext("Anmärkningen finns inte längre: någon har ändrat uppgifterna. Läs in sidan på nytt."))
    if not GRANT.reasons.may_explain(finding):
        never = GRANT.reasons.never.get(code)
        why = Swedish(never) if never else gettext_noop("Det här är bara bra att veta, och behöver ingen förklaring.")
        raise Refused("Det här går inte att skicka med en förklaring. %(why)s", why=why)
    return finding


def _reason(key: str, code: str) -> Reason | None:
    if not key:
        return None
    found = GRANT.reasons.find(key, code)
    if found is None:
        raise Refused(gettext("Skälet finns inte längre i listan. Läs in sidan på nytt och välj ett annat."))
    return found


def _take_back(by: Acting, case: Case, code: str) -> None:
    if Explanation.objects.filter(case=case, code=code).delete()[0]:
        case.status = next_status(case.stands, Act.EXPLAIN)
        case.save(update_fields=["status"])
        record(Act.EXPLAIN, by=by, case=case, code=code, taken_back=True)
