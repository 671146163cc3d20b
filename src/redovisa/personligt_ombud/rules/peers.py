"""Rules that compare with other municipalities: what is unusual is asked about, never refused."""

from __future__ import annotations

from operator import itemgetter

from redovisa.checking.finding import Severity
from redovisa.checking.rule import Fault, Look, Outcome, Rule, Silence, Test
from redovisa.checking.sheet import Sheet
from redovisa.checking.wording import decimals, number
from redovisa.personligt_ombud.rules.clients import TOTALS
from redovisa.personligt_ombud.rules.sources import plausible

_POSITIONS = ("ombud.positions", "economy.spent.positions", "economy.granted.positions")


def _usual(sheet: Sheet) -> bool:
    """A quick look: there are women, men and positions, and the clients per position are within the span."""
    women, men, positions = _of(sheet.filled)
    if not (positions and women and men):
        return False
    least, most = sheet.figures["clients_per_position"]
    return bool(least * positions <= women + men <= most * positions)


_of = itemgetter(*TOTALS, _POSITIONS[0])
_load_sound = Look(_usual, (*TOTALS, _POSITIONS[0]))


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
        f"{number(clients)} klienter på {decimals(positions)} {word} är {number(round(each, 1))} per tjänst. "
        f"Det vanliga är mellan {number(least)} och {number(most)}.",
        (*TOTALS, key),
    )


RULES = (
    Rule(
        code="GRU-01",
        severity=Severity.EXPLAIN,
        title="Antalet klienter per tjänst brukar ligga inom ett spann",
        source=plausible("Antalet klienter per tjänst i andra redovisningar; spannet står bland parametrarna."),
        needs=(*TOTALS, *_POSITIONS),
        test=Test(_clients_per_position, unless=_load_sound),
        why="Det är ovanligt jämfört med andra verksamheter, men behöver inte vara fel: "
        "korta kontakter eller ett år med vakans kan förklara det.",
        do="Kontrollera klienter och tjänster. Stämmer de räcker en kort förklaring.",
        yields_to=("OMB-06", "KLI-02", "KLI-03", "OMB-03", "OMB-07"),
    ),
)
