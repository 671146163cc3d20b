"""Rules for section 2, clients who have minor children at home."""

from __future__ import annotations

from redovisa.checking.finding import Severity
from redovisa.checking.rule import Ground, Rule
from redovisa.checking.shapes import Excess, Pair, any_answered, at_most
from redovisa.checking.wording import listed, number
from redovisa.personligt_ombud.rules.clients import TOTALS
from redovisa.personligt_ombud.rules.counts import parts_sound
from redovisa.personligt_ombud.rules.sources import printed

WITH_CHILDREN = {"clients.with_children.women": "kvinnor", "clients.with_children.men": "män"}


def _say(found: list[Excess]) -> str:
    rows = [f"{number(each.part)} {WITH_CHILDREN[each.pair.part]} av totalt {number(each.whole)}" for each in found]
    return f"Klienterna med hemmavarande barn är fler än alla klienter: {listed(rows)}."


RULES = (
    Rule(
        code="BAR-01",
        severity=Severity.CORRECT,
        ground=Ground.IMPOSSIBLE,
        title="Klienter med hemmavarande barn kan inte vara fler än alla klienter",
        source=printed("Antal klienter som, helt eller delvis, har hemmavarande barn under 18 år"),
        needs=(*WITH_CHILDREN, *TOTALS),
        test=at_most(
            tuple(Pair(part, whole) for part, whole in zip(WITH_CHILDREN, TOTALS, strict=True)), _say, parts_sound
        ),
        why="Frågan gäller hur många klienter som har barn hemma, inte hur många barn de har.",
        do="Räkna klienterna, inte barnen. Är antalet rätt behöver det totala antalet klienter rättas.",
        yields_to=("KLI-02",),
    ),
    Rule(
        code="BAR-02",
        severity=Severity.EXPLAIN,
        title="Antalet klienter med hemmavarande barn ska vara ifyllt",
        source=printed("Antal klienter som, helt eller delvis, har hemmavarande barn under 18 år"),
        needs=tuple(WITH_CHILDREN),
        # One column blank beside a filled one means none: many leave a zero out.
        test=any_answered(tuple(WITH_CHILDREN), "Antalet klienter med hemmavarande barn är inte ifyllt."),
        why="En tom ruta kan betyda både att ingen har barn hemma och att frågan har glömts.",
        do="Fyll i antalet, och skriv 0 om ingen klient har barn hemma såvitt verksamheten vet.",
    ),
)
