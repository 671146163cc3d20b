"""The tables of this grant: what is counted, by whom it is read, and which tables count persons."""

from __future__ import annotations

from redovisa.tabulating.table import AGES, SEXES, How, Item, Table

_CLIENTS = {"total": "Klienter totalt", "new": "Nya klienter", "closed": "Avslutade klienter"}
_REASONS = {
    "economy": "Ekonomi",
    "housing": "Bostad",
    "occupation": "Sysselsättning",
    "daily_structure": "Struktur i vardagen",
    "isolation": "Bryta isolering",
    "relationships": "Relationsfrågor",
    "existential": "Existentiella frågor",
    "authority_contact": "Stöd i kontakten med myndighet",
    "healthcare_contact": "Stöd i kontakten med sjukvården",
    "other": "Annan orsak",
}
_PROVIDERS = {
    "municipality": "Kommun",
    "association": "Förening",
    "foundation": "Stiftelse",
    "company": "Aktiebolag",
    "other": "Annan utförare",
}
_STEERING = {
    "authorities.municipality": "Kommun",
    "authorities.employment_service": "Arbetsförmedlingen",
    "authorities.social_insurance": "Försäkringskassan",
    "authorities.primary_care": "Regionens primärvård",
    "authorities.psychiatry": "Regionens psykiatri",
    "organisations.patients": "Patientorganisationer",
    "organisations.users": "Brukarorganisationer",
    "organisations.relatives": "Anhörigorganisationer",
    "organisations.other": "Annan organisation",
}
_PERSONS = "Uppgifterna gäller den som redovisar: en kommun kan redovisa även för andra kommuner."
_SUMS = "Summor för län och riket omfattar de redovisningar som besvarat frågan."


def _yes(item: str, label: str, key: str, *answers: bool | str) -> Item:
    return Item(item, label, "redovisningar", How.YES, fields={("", ""): key}, answers=answers or (True,))


def _one(item: str, label: str, key: str, unit: str, decimals: int = 0) -> Item:
    return Item(item, label, unit, How.SUM, decimals, {("", ""): key})


def _by_sex(item: str, label: str, stem: str, unit: str = "klienter") -> Item:
    return Item(item, label, unit, fields={(sex, ""): f"{stem}.{sex}" for sex in SEXES})


def _by_sex_and_age(item: str, label: str, stem: str) -> Item:
    totals = {(sex, ""): f"{stem}.{sex}" for sex in SEXES}
    bands = {(sex, age): f"{stem}.{sex}.{age}" for sex in SEXES for age in AGES}
    return Item(item, label, "klienter", fields={**totals, **bands})


CLIENTS = Table(
    "clients",
    "Klienter efter kön och ålder",
    tuple(_by_sex_and_age(item, label, f"clients.{item}") for item, label in _CLIENTS.items()),
    protected=True,
    footnotes=(_PERSONS, _SUMS, "Okänd ålder: klienter i totalen som åldersgrupperna inte omfattar."),
)
CHILDREN = Table(
    "children",
    "Klienter med hemmavarande barn under 18 år",
    (_by_sex("with_children", "Klienter med hemmavarande barn", "clients.with_children"),),
    protected=True,
    footnotes=(_PERSONS, _SUMS),
)
REASONS = Table(
    "reasons",
    "Kontaktorsaker",
    tuple(_by_sex(item, label, f"contact_reasons.{item}") for item, label in _REASONS.items()),
    protected=True,
    footnotes=(_PERSONS, _SUMS, "En klient kan ha flera orsaker; orsakerna summeras därför inte."),
)
COVERAGE = Table(
    "coverage",
    "Kommuner med personligt ombud",
    (
        Item("reports", "Redovisningar", "redovisningar", How.PLACE, derivation="reports"),
        Item("reporters", "Kommuner som redovisar", "kommuner", How.PLACE, derivation="reporters"),
        Item("covered", "Kommuner som omfattas av en redovisning", "kommuner", How.PLACE, derivation="covered"),
        Item("municipalities", "Kommuner", "kommuner", How.PLACE, derivation="exists"),
        Item(
            "share",
            "Andel av kommunerna",
            "procent",
            How.RATIO,
            1,
            over=("coverage", "covered"),
            under=("coverage", "municipalities"),
            scale=100,
        ),
    ),
    footnotes=(
        "En kommun utan redovisning kan ha personligt ombud men inte ha redovisat. En stad som redovisar per stadsdel "
        "är en kommun med flera redovisningar.",
    ),
)
POSITIONS = Table(
    "positions",
    "Ombudstjänster och ombud",
    (
        _one("positions", "Ombudstjänster", "ombud.positions", "årsanställningar", 2),
        _by_sex("ombud", "Personliga ombud", "ombud.count", "personer"),
    ),
    footnotes=(_SUMS,),
)
QUEUE = Table(
    "queue",
    "Kö och väntetid",
    (
        Item("with_queue", "Kommuner med kö", "kommuner", How.DERIVED, derivation="with_queue"),
        Item("without_queue", "Kommuner utan kö", "kommuner", How.DERIVED, derivation="without_queue"),
        Item("waiting_from", "Kortaste väntetid, median", "dagar", How.MIDDLE, 1, derivation="waiting_from"),
        Item("waiting_to", "Längsta väntetid, median", "dagar", How.MIDDLE, 1, derivation="waiting_to"),
    ),
)
PRIORITIES = Table(
    "priorities",
    "Prioriteringsordning",
    (
        _yes("has_order", "Har prioriteringsordning", "priority.has_order"),
        _yes("no_order", "Har inte prioriteringsordning", "priority.has_order", False),
    ),
)
PROVIDERS = Table(
    "providers",
    "Utförare",
    tuple(_yes(item.replace(".", "_"), label, f"provider.{item}") for item, label in _PROVIDERS.items()),
)
STEERING = Table(
    "steering_group",
    "Företrädda i ledningsgruppen",
    tuple(
        _yes(
            item.split(".")[1] if item != "organisations.other" else "other_organisation",
            label,
            f"steering_group.{item}",
        )
        for item, label in _STEERING.items()
    ),
)
TRAINING = Table(
    "training",
    "Utbildning och handledning",
    (
        _yes("training", "Har erbjudit utbildning", "training.offered"),
        _yes("supervision", "Har erbjudit handledning", "supervision.offered"),
    ),
)
ECONOMY = Table(
    "economy",
    "Statsbidraget",
    (
        _one("granted", "Beviljat statsbidrag", "economy.granted.amount", "kronor"),
        _one("spent", "Förbrukat statsbidrag", "economy.spent.amount", "kronor"),
        _one("granted_positions", "Beviljade årsanställningar", "economy.granted.positions", "årsanställningar", 2),
        _one("spent_positions", "Förbrukade årsanställningar", "economy.spent.positions", "årsanställningar", 2),
        Item(
            "spent_per_position",
            "Förbrukat bidrag per årsanställning",
            "kronor",
            How.RATIO,
            0,
            over=("economy", "spent"),
            under=("economy", "spent_positions"),
        ),
        Item(
            "clients_per_position",
            "Klienter per ombudstjänst",
            "klienter",
            How.RATIO,
            1,
            over=("clients", "total"),
            under=("positions", "positions"),
        ),
    ),
    footnotes=("Kvoter räknas på summor av de redovisningar som besvarat båda delarna.",),
)
RESPONSE = Table(
    "response",
    "Redovisningar som besvarat frågorna i en tabell",
    tuple(
        Item(table.id, table.title, "redovisningar", How.ANSWERED, derivation=table.id)
        for table in (POSITIONS, CLIENTS, CHILDREN, REASONS, QUEUE, PRIORITIES, PROVIDERS, STEERING, TRAINING, ECONOMY)
    ),
)

#: Every table of a release, in the order a reader meets them.
TABLES: tuple[Table, ...] = (
    COVERAGE,
    RESPONSE,
    POSITIONS,
    CLIENTS,
    CHILDREN,
    REASONS,
    QUEUE,
    PRIORITIES,
    PROVIDERS,
    STEERING,
    TRAINING,
    ECONOMY,
)
