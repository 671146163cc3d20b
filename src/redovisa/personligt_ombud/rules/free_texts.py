"""Where the form lets people write freely about the service, and how each place is spoken of."""

from __future__ import annotations

from operator import itemgetter

from redovisa.checking.claims import may_claim, tells_numbers
from redovisa.checking.persons import may_hold_personal_number, may_point_out
from redovisa.checking.rule import Look
from redovisa.checking.sheet import Sheet

#: Names of organisations and of the signatory are not free text; stories are.
FREE_TEXTS = {
    "access.deficiencies": "brister",
    "access.measures": "åtgärder",
    "other.comments": "övriga reflektioner",
    "trends.reasons": "tendenser till förändring av orsaker",
    "trends.groups": "tendenser till förändring av grupper",
    "contact_reasons.other.text": "annan orsak",
    "priority.order": "prioriteringsordning",
    "priority.why_not": "varför prioriteringsordning saknas",
    "queue.cause": "orsak till kö",
    "training.which": "utbildning",
    "training.why_not": "utebliven utbildning",
    "supervision.kind": "handledning",
    "supervision.why_not": "utebliven handledning",
    "steering_group.why_missing": "vilka som saknas i ledningsgruppen",
    "steering_group.efforts": "arbetet för ledningsgruppen",
    "economy.why_fewer": "färre årsanställningar",
    "covid.effects.other.text": "annan förändring under pandemin",
    "covid.comment": "pandemin",
}
#: Where clients are spoken of, and a person could be pointed out.
STORIES = (
    "access.deficiencies",
    "access.measures",
    "other.comments",
    "trends.reasons",
    "trends.groups",
    "contact_reasons.other.text",
    "priority.order",
    "queue.cause",
    "covid.comment",
)
#: Where the year's numbers are commented.
COMMENTS = (
    "other.comments",
    "trends.reasons",
    "trends.groups",
    "access.deficiencies",
    "queue.cause",
    "economy.why_fewer",
)


def _nobody_in(sheet: Sheet) -> bool:
    bones = sheet.bones
    return not (may_point_out(sheet.prose, bones) or may_hold_personal_number(bones))


_comments_of = itemgetter(*COMMENTS)


def _claims_nothing(sheet: Sheet) -> bool:
    comments = "\n".join(filter(None, _comments_of(sheet.filled)))
    return not may_claim(comments) or not tells_numbers(comments)


#: Nobody can be pointed out in any free text, and no personal number stands there.
nobody_pointed_out = Look(_nobody_in, tuple(FREE_TEXTS))
#: No comment on the year's numbers tells a number of clients.
no_claims = Look(_claims_nothing, COMMENTS)
