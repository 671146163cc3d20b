"""Rules for section 1, the ombud: positions and persons."""

from __future__ import annotations

from redovisa.checking.finding import Severity
from redovisa.checking.rule import Fault, Ground, Look, Outcome, Rule, Silence, Test
from redovisa.checking.sheet import Sheet
from redovisa.checking.wording import Noun, decimals, number
from redovisa.personligt_ombud.rules.sources import law, plausible, printed

POSITIONS = "ombud.positions"
WOMEN, MEN = "ombud.count.women", "ombud.count.men"
GRANTED, SPENT = "economy.granted.positions", "economy.spent.positions"
_OMBUD = Noun("ombud", "ombud")
_PERSONS = Noun("person", "personer")


def _positions_agree(sheet: Sheet) -> bool:
    """A quick look: positions and persons are given, whole persons, and neither few nor many for each other."""
    filled = sheet.filled
    positions, women, men = filled[POSITIONS], filled[WOMEN] or 0, filled[MEN] or 0
    granted, spent, count = filled[GRANTED], filled[SPENT], women + men
    if not positions or not count or spent is None:
        return False
    figures = sheet.figures
    most = figures["positions_most"]
    return bool(
        figures["positions_per_ombud_least"] * count <= positions <= count
        and not women % 1
        and not men % 1
        and spent <= positions <= most
        and (granted is None or granted <= most)
    )


_positions_sound = Look(_positions_agree, (POSITIONS, WOMEN, MEN, GRANTED, SPENT))


def _positions_blank(sheet: Sheet) -> Outcome:
    if POSITIONS in sheet.answers:
        return None
    if POSITIONS in sheet.doubtful:
        return Silence((POSITIONS,))
    what = "Totalt antal ombudstjänster i kommunen är inte ifyllt"
    for key in (SPENT, GRANTED):
        elsewhere = sheet.get(key)
        if elsewhere is not None:
            return Fault(
                f"{what}, men under Ekonomi står {decimals(elsewhere)} årsanställningar.",
                (POSITIONS, key),
                do=f"Fyll i antalet tjänster, {decimals(elsewhere)} om det är samma som under Ekonomi.",
            )
    return Fault(f"{what}.", (POSITIONS,))


def _nobody_counted(sheet: Sheet) -> Outcome:
    if WOMEN in sheet.answers or MEN in sheet.answers:
        if (sheet.get(WOMEN) or 0) + (sheet.get(MEN) or 0) or sheet.unknown(WOMEN, MEN) or not sheet.get(POSITIONS):
            return None
        positions = decimals(sheet.get(POSITIONS))
        return Fault(f"Antalet personliga ombud är 0, men tjänsterna är {positions}.", (WOMEN, MEN, POSITIONS))
    doubtful = tuple(key for key in (WOMEN, MEN) if key in sheet.doubtful)
    return Silence(doubtful) if doubtful else Fault("Antalet personliga ombud är inte ifyllt.", (WOMEN, MEN))


def _count(sheet: Sheet) -> float | None:
    """The number of ombud: a blank beside an answered column means none; in doubt, or no ombud at all, is unknown."""
    if sheet.doubtful and not sheet.doubtful.isdisjoint((WOMEN, MEN)):
        return None
    count: float = (sheet.get(WOMEN) or 0) + (sheet.get(MEN) or 0)
    return count or None


def _more_positions_than_persons(sheet: Sheet) -> Outcome:
    positions, count = sheet.get(POSITIONS), _count(sheet)
    if positions is None or count is None:
        return Silence(sheet.unknown(POSITIONS, WOMEN, MEN)) if sheet.unknown(POSITIONS, WOMEN, MEN) else None
    if positions <= count:
        return None
    what = f"Det är {decimals(positions)} tjänster men bara {_OMBUD.counted(count)}."
    return Fault(what, (POSITIONS, *(key for key in (WOMEN, MEN) if key in sheet.answers)))


def _many_persons_on_few_positions(sheet: Sheet) -> Outcome:
    positions, count = sheet.get(POSITIONS), _count(sheet)
    if not positions or count is None:
        return Silence(sheet.unknown(POSITIONS, WOMEN, MEN)) if sheet.unknown(POSITIONS, WOMEN, MEN) else None
    if positions / count >= sheet.figures["positions_per_ombud_least"]:
        return None
    what = f"{_OMBUD.counted(count)} delar på {decimals(positions)} tjänster."
    return Fault(what, (POSITIONS, *(key for key in (WOMEN, MEN) if key in sheet.answers)))


def _not_whole(sheet: Sheet) -> Outcome:
    odd = [key for key in (WOMEN, MEN) if (n := sheet.get(key)) and n % 1]
    if not odd:
        return None
    counts = " och ".join(number(sheet.get(key)) for key in odd)
    return Fault(f"Antalet personliga ombud är inte ett helt tal: {counts}.", tuple(odd))


def _too_many(sheet: Sheet) -> Outcome:
    most = sheet.figures["positions_most"]
    large = [key for key in (POSITIONS, GRANTED, SPENT) if (n := sheet.get(key)) and n > most]
    if not large:
        return None
    value = sheet.get(large[0])
    what = f"{number(value)} tjänster är mycket för en verksamhet."
    if value >= 100:
        what = f"{what[:-1]}; menas {decimals(value / 100)}?"
    return Fault(what, tuple(large))


def _fewer_than_spent(sheet: Sheet) -> Outcome:
    positions, spent = sheet.get(POSITIONS), sheet.get(SPENT)
    if positions is None or spent is None:
        return Silence(sheet.unknown(POSITIONS, SPENT))
    if positions >= spent:
        return None
    return Fault(
        f"Avsnitt 1 har {decimals(positions)} tjänster, men under Ekonomi står {decimals(spent)} årsanställningar.",
        (POSITIONS, SPENT),
    )


RULES = (
    Rule(
        code="OMB-01",
        severity=Severity.CORRECT,
        ground=Ground.REQUIRED,
        title="Antalet ombudstjänster ska vara ifyllt",
        source=law("10 §"),
        needs=(POSITIONS,),
        test=Test(_positions_blank, blank=(POSITIONS,)),
        why="Antalet tjänster är grunden för bidraget och för jämförelser mellan kommuner.",
        do="Fyll i antalet tjänster med två decimaler, till exempel 1,50.",
    ),
    Rule(
        code="OMB-02",
        severity=Severity.EXPLAIN,
        title="Antalet personliga ombud ska vara ifyllt",
        source=printed("Ange antalet personliga ombud"),
        needs=(WOMEN, MEN),
        test=Test(_nobody_counted, unless=_positions_sound),
        why="Uppgiften visar hur många kvinnor och män som arbetar som personligt ombud.",
        do="Fyll i antalet personer, och skriv 0 i den kolumn där det inte finns någon.",
    ),
    Rule(
        code="OMB-03",
        severity=Severity.EXPLAIN,
        title="Tjänsterna kan inte vara fler än personerna",
        source=printed(
            "För ett ombud på heltid (40 timmar i veckan) och ett på halvtid (20 timmar i veckan) anges 1,50."
        ),
        needs=(POSITIONS, WOMEN, MEN),
        test=Test(_more_positions_than_persons, unless=_positions_sound),
        why="Ett ombud på heltid är 1,00 tjänst, så det behövs minst lika många personer som tjänster.",
        do="Rätta antalet tjänster eller antalet ombud, eller förklara om en tjänst var obesatt.",
        yields_to=("OMB-02", "OMB-06"),
    ),
    Rule(
        code="OMB-04",
        severity=Severity.NOTE,
        title="Ombuden brukar inte ha mycket små tjänster",
        source=plausible("En tjänst som är mycket liten är ofta ett decimaltecken på fel plats."),
        needs=(POSITIONS, WOMEN, MEN),
        test=Test(_many_persons_on_few_positions, unless=_positions_sound),
        why="Så små tjänster är ovanliga. Kanske står antalet tjänster fel, eller så har ombud som slutat räknats med.",
        do="Se efter att båda talen stämmer.",
    ),
    Rule(
        code="OMB-05",
        severity=Severity.EXPLAIN,
        title="Antalet ombud är ett helt tal",
        source=printed("Ange antalet personliga ombud"),
        needs=(WOMEN, MEN),
        test=Test(_not_whole, unless=_positions_sound),
        why="Här räknas personer. Deltid visas i antalet tjänster, i raden ovanför.",
        do="Skriv antalet personer som ett helt tal.",
    ),
    Rule(
        code="OMB-06",
        severity=Severity.EXPLAIN,
        title="Antalet tjänster ska ha decimaltecknet på rätt plats",
        source=printed("Ange antal tjänster med 2 decimaler"),
        needs=(POSITIONS, GRANTED, SPENT),
        test=Test(_too_many, unless=_positions_sound),
        why="När decimaltecknet faller bort blir 2,25 tjänster 225.",
        do="Kontrollera antalet och skriv det med decimalkomma.",
    ),
    Rule(
        code="OMB-07",
        severity=Severity.EXPLAIN,
        title="Tjänsterna i avsnitt 1 är minst lika många som årsanställningarna under Ekonomi",
        source=plausible("Alla årsanställningar som bidraget använts till är också ombudstjänster i kommunen."),
        needs=(POSITIONS, SPENT),
        test=Test(_fewer_than_spent, unless=_positions_sound),
        why="De årsanställningar som bidraget har använts till ingår i kommunens alla ombudstjänster.",
        do="Rätta det tal som är fel, eller förklara skillnaden.",
        yields_to=("OMB-06",),
    ),
)
