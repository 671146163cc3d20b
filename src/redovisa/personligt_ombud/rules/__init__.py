"""What a report on personligt ombud is held against, one file per section of the form."""

from __future__ import annotations

from redovisa.checking.rule import Rule
from redovisa.personligt_ombud.rules import (
    access,
    children,
    clients,
    contact,
    contact_reasons,
    covid,
    economy,
    last_year,
    ombud,
    other_comments,
    peers,
    persons,
    priority,
    provider,
    queue,
    signature,
    steering_group,
    supervision,
    training,
    trends,
)

#: Every rule in the order its findings are told: as the form is printed, then what looks beyond it.
RULES: tuple[Rule, ...] = (
    *contact.RULES,
    *ombud.RULES,
    *training.RULES,
    *supervision.RULES,
    *clients.RULES,
    *children.RULES,
    *contact_reasons.RULES,
    *trends.RULES,
    *queue.RULES,
    *priority.RULES,
    *provider.RULES,
    *steering_group.RULES,
    *access.RULES,
    *economy.RULES,
    *covid.RULES,
    *other_comments.RULES,
    *signature.RULES,
    *persons.RULES,
    *last_year.RULES,
    *peers.RULES,
)
