"""Where the form lets people write freely about the service, and how each place is spoken of."""

from __future__ import annotations

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
