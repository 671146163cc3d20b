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

#: The three letters of a rule's code, with the heading its rules stand under.
SECTIONS = {
    "HUV": "Formulärets huvud",
    "KON": "Kontaktuppgifter",
    "OMB": "1 Personliga ombud",
    "UTB": "1 Utbildning",
    "HAN": "1 Handledning",
    "KLI": "2 Klienter",
    "BAR": "2 Klienter med hemmavarande barn",
    "ORS": "3 Kontaktorsaker",
    "TEN": "3 Tendenser",
    "KOE": "4 Kö och väntetid",
    "PRI": "4 Prioriteringsordning",
    "UTF": "5 Utförare",
    "LED": "5 Ledningsgrupp",
    "SAM": "6 Tillgång till samhällsservice",
    "EKO": "7 Ekonomi",
    "COR": "8 Coronapandemin",
    "OVR": "Övrigt: tal som påstås i texten",
    "UND": "Underskrift",
    "PER": "Alla fria texter: ingen ska pekas ut",
    "JMF": "Jämförelse med förra året",
    "GRU": "Jämförelse med andra kommuner",
}
