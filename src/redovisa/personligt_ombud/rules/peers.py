"""Rules that compare with other municipalities: what is unusual is asked about, never refused."""

from __future__ import annotations

from redovisa.checking.finding import Severity
from redovisa.checking.rule import Fault, Outcome, Rule, Silence, Test
from redovisa.checking.sheet import Sheet
from redovisa.checking.wording import decimals, number
from redovisa.personligt_ombud.rules.clients import FLOWS, TOTALS
from redovisa.personligt_ombud.rules.contact_reasons import MEN, WOMEN, reasons_for_men, reasons_for_women
from redovisa.personligt_ombud.rules.sources import plausible

_POSITIONS = ("ombud.positions", "economy.spent.positions", "economy.granted.positions")


def _clients_per_position(sheet: Sheet) -> Outcome:
    get = sheet.get
    women, men = get(TOTALS[0]), get(TOTALS[1])
    if women is None or men is None:
        return Silence(sheet.unknown(*TOTALS))
    for key in _POSITIONS:
        positions = get(key)
        if positions:
            break
    else:
        unknown = sheet.unknown(*_POSITIONS)
        return Silence(unknown) if unknown else None
    clients = women + men
    each = clients / positions
    least, most = sheet.figures["clients_per_position"]
    if not clients or least <= each <= most:
        return None
    word = "tjänst" if positions == 1 else "tjänster"
    return Fault(
        f"{number(clients)} klienter på {decimals(positions)} {word} är {number(round(each))} per tjänst. "
        f"Det vanliga är mellan {number(least)} och {number(most)}.",
        (*TOTALS, key),
    )


def _reasons_per_client(sheet: Sheet) -> Outcome:
    get = sheet.get
    new = (get(FLOWS[0]) or 0) + (get(FLOWS[1]) or 0)
    if new < sheet.figures["clients_enough_to_compare"]:
        return Silence(sheet.unknown(*FLOWS[:2])) if sheet.unknown(*FLOWS[:2]) else None
    reasons = sum(reasons_for_women(sheet.filled)) + sum(reasons_for_men(sheet.filled))
    most = sheet.figures["reasons_per_new_client_most"]
    if reasons / new <= most:
        return None
    return Fault(
        f"{number(reasons)} orsaker för {number(new)} nya klienter är {number(round(reasons / new, 1))} var. "
        f"Det vanliga är högst {number(most)}.",
        FLOWS[:2],
    )


RULES = (
    Rule(
        code="GRU-01",
        severity=Severity.EXPLAIN,
        title="Antalet klienter per tjänst brukar ligga inom ett spann",
        source=plausible("Antalet klienter per tjänst i andra redovisningar; spannet står bland parametrarna."),
        needs=(*TOTALS, *_POSITIONS),
        test=Test(_clients_per_position),
        why="Det är ovanligt jämfört med andra verksamheter, men behöver inte vara fel: "
        "korta kontakter eller ett år med vakans kan förklara det.",
        do="Kontrollera klienter och tjänster. Stämmer de räcker en kort förklaring.",
        yields_to=("OMB-06",),
    ),
    Rule(
        code="GRU-02",
        severity=Severity.NOTE,
        title="Antalet orsaker per ny klient brukar vara måttligt",
        source=plausible("Få klienter har mer än en handfull orsaker; spannet står bland parametrarna."),
        needs=(*FLOWS[:2], *WOMEN, *MEN),
        test=Test(_reasons_per_client),
        why="Så många orsaker per person är ovanligt. Ofta har alla klienter räknats i stället för de nya.",
        do="Se efter att bara nya klienter är räknade.",
        yields_to=("ORS-01",),
    ),
)
