"""What people do with a case, and in which role they may do it."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """In which role a person acts for an organisation."""

    OMBUD = "ombud"
    REPORTER = "reporter"
    SIGNATORY = "signatory"
    REGISTRATOR = "registrator"
    COUNTY_OFFICER = "county_officer"
    COUNTY_DECISION_MAKER = "county_decision_maker"
    NATIONAL_OFFICER = "national_officer"
    ADMINISTRATOR = "administrator"

    @property
    def swedish(self) -> str:
        """The word that people see."""
        return _ROLES[self]


_ROLES = {
    Role.OMBUD: "personligt ombud",
    Role.REPORTER: "redovisare",
    Role.SIGNATORY: "behörig företrädare",
    Role.REGISTRATOR: "registrator",
    Role.COUNTY_OFFICER: "handläggare på länsstyrelsen",
    Role.COUNTY_DECISION_MAKER: "beslutsfattare på länsstyrelsen",
    Role.NATIONAL_OFFICER: "handläggare på Socialstyrelsen",
    Role.ADMINISTRATOR: "administratör",
}

#: Those who fill in a form for a municipality, a district or several together.
WRITERS = frozenset({Role.OMBUD, Role.REPORTER, Role.SIGNATORY})
#: Those who see the municipality's own cases.
MUNICIPALITY = WRITERS | {Role.REGISTRATOR}
#: Those who handle cases at a county board.
COUNTY = frozenset({Role.COUNTY_OFFICER, Role.COUNTY_DECISION_MAKER})


class Act(StrEnum):
    """Everything that is done with a case."""

    START = "start"
    WRITE = "write"
    DROP_DOCUMENT = "drop_document"
    ANSWER_QUESTION = "answer_question"
    EXPLAIN = "explain"
    ASK_FOR_SIGNATURE = "ask_for_signature"
    SEND_BACK = "send_back"
    SIGN = "sign"
    UNLOCK = "unlock"
    LOCK = "lock"
    OPEN = "open"
    REGISTER = "register"
    REQUEST_KOMPLETTERING = "request_komplettering"
    CLOSE = "close"
    REOPEN = "reopen"

    @property
    def swedish(self) -> str:
        """What is done, as the end of the sentence "Du kan inte …"."""
        return _ACTS[self]


_ACTS = {
    Act.START: "påbörja redovisningen",
    Act.WRITE: "ändra i formuläret",
    Act.DROP_DOCUMENT: "lägga in ett dokument",
    Act.ANSWER_QUESTION: "svara på en fråga om dokumentet",
    Act.EXPLAIN: "förklara en anmärkning",
    Act.ASK_FOR_SIGNATURE: "be om underskrift",
    Act.SEND_BACK: "skicka tillbaka redovisningen till den som skrev den",
    Act.SIGN: "skriva under och lämna in",
    Act.UNLOCK: "låsa upp redovisningen",
    Act.LOCK: "ångra upplåsningen",
    Act.OPEN: "öppna redovisningen för granskning",
    Act.REGISTER: "ange diarienummer",
    Act.REQUEST_KOMPLETTERING: "begära komplettering",
    Act.CLOSE: "avsluta ärendet",
    Act.REOPEN: "öppna ärendet på nytt",
}

#: Which roles may do what.
WHO = {
    Act.START: WRITERS,
    Act.WRITE: WRITERS,
    Act.DROP_DOCUMENT: WRITERS,
    Act.ANSWER_QUESTION: WRITERS,
    Act.EXPLAIN: WRITERS,
    Act.ASK_FOR_SIGNATURE: WRITERS,
    Act.SEND_BACK: frozenset({Role.SIGNATORY}),
    Act.SIGN: frozenset({Role.SIGNATORY}),
    Act.UNLOCK: frozenset({Role.REPORTER, Role.SIGNATORY}),
    Act.LOCK: frozenset({Role.REPORTER, Role.SIGNATORY}),
    Act.OPEN: COUNTY,
    Act.REGISTER: COUNTY | {Role.REGISTRATOR},
    Act.REQUEST_KOMPLETTERING: COUNTY,
    Act.CLOSE: COUNTY,
    Act.REOPEN: frozenset({Role.COUNTY_DECISION_MAKER}),
}
