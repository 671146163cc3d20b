"""Rules that compare with last year's redovisning; they take part when there is one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from redovisa.checking.finding import Severity
from redovisa.checking.rule import Fault, Outcome, Rule, Silence, Test
from redovisa.checking.sheet import Sheet
from redovisa.checking.wording import decimals, listed, number
from redovisa.personligt_ombud.rules.clients import CELLS, PERSONS, SEXES, TOTALS
from redovisa.personligt_ombud.rules.free_texts import FREE_TEXTS
from redovisa.personligt_ombud.rules.sources import plausible

_FLOW = tuple(f"clients.{kind}.{sex}" for sex in SEXES for kind in ("total", "new"))
_COPIED = ("access.deficiencies", "access.measures", "other.comments", "trends.reasons", "trends.groups")


def _stock_and_flow(sheet: Sheet) -> Outcome:
    before = sheet.previous
    if before is None:
        return None
    rows: list[str] = []
    fields: list[str] = []
    missing: list[str] = []
    for sex in SEXES:
        total, new, closed = f"clients.total.{sex}", f"clients.new.{sex}", f"clients.closed.{sex}"
        unknown = (*sheet.unknown(total, new), *(key for key in (total, closed) if key not in before))
        if unknown:
            missing += unknown
            continue
        left = before[total] - before[closed]
        carried = sheet.get(total) - sheet.get(new)
        slack = max(sheet.figures["stock_and_flow_slack"], left * sheet.figures["stock_and_flow_share"])
        if left >= 0 and carried >= 0 and abs(left - carried) > slack:
            rows.append(f"{PERSONS[f'total.{sex}'].counted(left)} var kvar men {number(carried)} fortsatte")
            fields += [total, new]
    once = tuple(dict.fromkeys(missing))
    if rows:
        year = (sheet.year or 0) - 1
        said = f"Klienterna från {year} går inte ihop med årets: {'; '.join(rows)}."
        return Fault(said, tuple(fields), missing=once)
    return Silence(once) if once else None


def _total_changed(sheet: Sheet) -> Outcome:
    before = sheet.previous
    if before is None:
        return None
    unknown = (*sheet.unknown(*TOTALS), *(key for key in TOTALS if key not in before))
    if unknown:
        return Silence(tuple(dict.fromkeys(unknown)))
    then, now = sum(before[key] for key in TOTALS), sum(sheet.get(key) for key in TOTALS)
    figures = sheet.figures
    if min(then, now) == 0 and max(then, now) < figures["clients_enough_to_compare"]:
        return None
    if abs(now - then) < figures["clients_enough_to_compare"]:
        return None
    if then and abs(now - then) / then <= figures["total_change_share"]:
        return None
    return Fault(f"Antalet klienter är {number(now)}; året före var det {number(then)}.", TOTALS)


def _all_the_same(sheet: Sheet) -> Outcome:
    before = sheet.previous
    if before is None:
        return None
    get = sheet.get
    for key in TOTALS:
        if get(key) != before.get(key) or get(key) is None:
            return None
    if sum(get(key) for key in TOTALS) < sheet.figures["clients_enough_to_compare"]:
        return None
    if any(get(key) != before.get(key) for key in CELLS):
        return None
    return Fault(
        f"Alla siffror om klienter är desamma som {(sheet.year or 0) - 1}, {number(get(TOTALS[0]))} kvinnor och "
        f"{number(get(TOTALS[1]))} män.",
        TOTALS,
    )


def _columns_changed_places(sheet: Sheet) -> Outcome:
    before = sheet.previous
    if before is None:
        return None
    unknown = (*sheet.unknown(*TOTALS), *(key for key in TOTALS if key not in before))
    if unknown:
        return Silence(tuple(dict.fromkeys(unknown)))
    women, men = sheet.get(TOTALS[0]), sheet.get(TOTALS[1])
    then_women, then_men = before[TOTALS[0]], before[TOTALS[1]]
    straight = abs(women - then_women) + abs(men - then_men)
    crossed = abs(women - then_men) + abs(men - then_women)
    if crossed * 4 > straight or straight < sheet.figures["clients_enough_to_compare"]:
        return None
    return Fault(
        f"Kvinnor {number(women)} och män {number(men)} liknar förra årets tal i omvänd ordning: "
        f"kvinnor {number(then_women)} och män {number(then_men)}.",
        TOTALS,
    )


def _positions_changed(sheet: Sheet) -> Outcome:
    before = sheet.previous
    if before is None:
        return None
    key = "ombud.positions"
    now, then = sheet.get(key), before.get(key)
    if now is None or then is None:
        return Silence((key,))
    if abs(now - then) < sheet.figures["positions_change"]:
        return None
    return Fault(f"Tjänsterna är {decimals(now)}; året före var de {decimals(then)}.", (key,))


def _texts_copied(sheet: Sheet) -> Outcome:
    before = sheet.previous
    if before is None:
        return None
    least = sheet.figures["copied_text_least"]
    same = [key for key in _COPIED if _same_text(sheet, before, key, least)]
    if not same:
        return None
    where = listed([FREE_TEXTS[key] for key in same])
    return Fault(f"Texten om {where} är ord för ord densamma som {(sheet.year or 0) - 1}.", tuple(same))


def _same_text(sheet: Sheet, before: Mapping[str, Any], key: str, least: int) -> bool:
    text = sheet.get(key)
    return text is not None and len(text) >= least and text == before.get(key)


RULES = (
    Rule(
        code="JMF-01",
        severity=Severity.EXPLAIN,
        title="Alla siffror brukar inte vara desamma som året före",
        source=plausible("Trettio lika tal två år i rad är sällan en slump."),
        needs=CELLS,
        test=Test(_all_the_same),
        why="Ofta har förra årets formulär använts som mall, och siffrorna blivit kvar.",
        do="Kontrollera att årets siffror är ifyllda, eller bekräfta att de stämmer.",
        compares=True,
    ),
    Rule(
        code="JMF-02",
        severity=Severity.EXPLAIN,
        title="Kvinnor och män ska stå i rätt kolumn",
        source=plausible("Kolumnerna kastas lätt om när siffror flyttas från ett eget underlag."),
        needs=TOTALS,
        test=Test(_columns_changed_places),
        why="Kolumnerna kastas lätt om när siffrorna flyttas från ett eget underlag.",
        do="Kontrollera att kvinnor och män står i rätt kolumn.",
        compares=True,
    ),
    Rule(
        code="JMF-03",
        severity=Severity.EXPLAIN,
        title="De som var kvar förra året är årets fortsatta klienter",
        source=plausible("Alla klienter minus de avslutade är de som är kvar till nästa år."),
        needs=(*_FLOW, "clients.closed.women", "clients.closed.men"),
        test=Test(_stock_and_flow),
        why="Förra årets klienter minus de avslutade ska vara årets klienter minus de nya. "
        "Vad som är en ny eller avslutad klient är inte bestämt, så skillnaden kan ha en förklaring.",
        do="Kontrollera nya och avslutade för båda åren, eller förklara hur ni räknar.",
        compares=True,
        yields_to=("JMF-01", "JMF-02", "KLI-02", "KLI-03", "KLI-04"),
    ),
    Rule(
        code="JMF-04",
        severity=Severity.EXPLAIN,
        title="Antalet klienter brukar inte ändras mycket från ett år till nästa",
        source=plausible("En stor förändring har nästan alltid en förklaring som läsaren behöver."),
        needs=TOTALS,
        test=Test(_total_changed),
        why="En så stor förändring behöver en förklaring, annars går siffrorna inte att tolka.",
        do="Kontrollera antalet, eller skriv vad som har hänt.",
        compares=True,
        yields_to=("JMF-03", "OVR-01", "KLI-02", "KLI-03"),
    ),
    Rule(
        code="JMF-05",
        severity=Severity.NOTE,
        title="Ändrat antal tjänster är bra att känna till",
        source=plausible("Ändrade tjänster förklarar ofta ändrade antal klienter."),
        needs=("ombud.positions",),
        test=Test(_positions_changed),
        why="Ändrade tjänster förklarar ofta ett ändrat antal klienter.",
        do="Ingenting behöver göras om det stämmer.",
        compares=True,
        yields_to=("OMB-03", "OMB-06", "OMB-07"),
    ),
    Rule(
        code="JMF-06",
        severity=Severity.NOTE,
        title="Texterna skrivs på nytt varje år",
        source=plausible("En lång text som är densamma ord för ord är kopierad."),
        needs=_COPIED,
        test=Test(_texts_copied),
        why="En kopierad text säger inte vad som hände under året.",
        do="Se efter att texten fortfarande stämmer, och lägg till årets iakttagelser.",
        compares=True,
    ),
)
