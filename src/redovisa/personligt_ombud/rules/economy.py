"""Rules for section 7, the economy: granted against spent, and what a position costs."""

from __future__ import annotations

from redovisa.checking.digits import likely_swap
from redovisa.checking.finding import Severity
from redovisa.checking.rule import Fault, Ground, Look, Outcome, Rule, Silence, Test
from redovisa.checking.shapes import answered
from redovisa.checking.sheet import Sheet
from redovisa.checking.wording import decimals, kronor, listed
from redovisa.personligt_ombud.rules.sources import law, plausible, printed

GRANTED, SPENT = "economy.granted.amount", "economy.spent.amount"
GRANTED_POSITIONS, SPENT_POSITIONS = "economy.granted.positions", "economy.spent.positions"
WHY_FEWER = "economy.why_fewer"


def _as_granted(sheet: Sheet) -> bool:
    """A quick look: all was spent on just the positions granted, at an amount a position that is known for the year."""
    filled, figures = sheet.filled, sheet.figures
    amount, positions = filled[GRANTED], filled[GRANTED_POSITIONS]
    if not amount or not positions or amount != filled[SPENT] or positions != filled[SPENT_POSITIONS]:
        return False
    each = amount / positions
    slack, known = figures["amount_per_position_slack"], figures["amount_per_position"]
    return each >= figures["amount_per_position_least"] and (
        not known or any(abs(each - one) <= one * slack for one in known)
    )


_money_sound = Look(_as_granted, (GRANTED, SPENT, GRANTED_POSITIONS, SPENT_POSITIONS))


def _digits_swapped(sheet: Sheet) -> Outcome:
    granted, spent = sheet.get(GRANTED), sheet.get(SPENT)
    if granted is None or spent is None:
        return Silence(sheet.unknown(GRANTED, SPENT))
    if spent <= granted or not likely_swap(granted, spent):
        return None
    return Fault(
        f"Förbrukat belopp är {kronor(spent)} men beviljat {kronor(granted)}, {kronor(spent - granted)} mer: "
        "två siffror har troligen bytt plats.",
        (SPENT, GRANTED),
        do=f"Skriv {kronor(granted)} om allt förbrukades, annars det belopp som stämmer med bokföringen.",
    )


def _more_than_granted(sheet: Sheet) -> Outcome:
    granted, spent = sheet.get(GRANTED), sheet.get(SPENT)
    if granted is None or spent is None:
        return Silence(sheet.unknown(GRANTED, SPENT))
    if spent <= granted:
        return None
    return Fault(
        f"Förbrukat statsbidrag är {kronor(spent)}, {kronor(spent - granted)} mer än beviljade {kronor(granted)}.",
        (SPENT, GRANTED),
    )


def _unused(sheet: Sheet) -> Outcome:
    granted, spent = sheet.get(GRANTED), sheet.get(SPENT)
    if granted is None or spent is None:
        return Silence(sheet.unknown(GRANTED, SPENT))
    if spent >= granted or sheet.says(WHY_FEWER):
        return None
    what = f"{kronor(granted - spent)} av beviljade {kronor(granted)} är inte förbrukat, och det står inte varför"
    if not likely_swap(granted, spent):
        return Fault(f"{what}.", (SPENT, GRANTED, WHY_FEWER))
    return Fault(
        f"{what}. Har två siffror bytt plats i {kronor(spent)}?",
        (SPENT, GRANTED, WHY_FEWER),
        do=f"Skriv {kronor(granted)} om allt förbrukades, annars varför hela bidraget inte gick åt.",
    )


def _fewer_positions(sheet: Sheet) -> Outcome:
    granted, spent = sheet.get(GRANTED_POSITIONS), sheet.get(SPENT_POSITIONS)
    if granted is None or spent is None:
        return Silence(sheet.unknown(GRANTED_POSITIONS, SPENT_POSITIONS))
    if spent >= granted or WHY_FEWER in sheet.answers:
        return None
    if WHY_FEWER in sheet.doubtful:
        return Silence((WHY_FEWER,))
    return Fault(
        f"Årsanställningarna blev {decimals(spent)} av beviljade {decimals(granted)}, men det står inte varför.",
        (WHY_FEWER, SPENT_POSITIONS, GRANTED_POSITIONS),
    )


def _reason_but_not_fewer(sheet: Sheet) -> Outcome:
    if not sheet.says(WHY_FEWER):
        return None
    granted, spent = sheet.get(GRANTED_POSITIONS), sheet.get(SPENT_POSITIONS)
    if granted is None or spent is None:
        return Silence(sheet.unknown(GRANTED_POSITIONS, SPENT_POSITIONS))
    if spent < granted:
        return None
    return Fault(
        f"Det står varför årsanställningarna blev färre, men de är {decimals(spent)} av beviljade {decimals(granted)}.",
        (WHY_FEWER, SPENT_POSITIONS, GRANTED_POSITIONS),
    )


def _more_positions(sheet: Sheet) -> Outcome:
    granted, spent = sheet.get(GRANTED_POSITIONS), sheet.get(SPENT_POSITIONS)
    if granted is None or spent is None:
        return Silence(sheet.unknown(GRANTED_POSITIONS, SPENT_POSITIONS))
    if spent <= granted:
        return None
    return Fault(
        f"Bidraget har använts till {decimals(spent)} årsanställningar, men {decimals(granted)} är beviljade.",
        (SPENT_POSITIONS, GRANTED_POSITIONS),
    )


def _all_spent_on_fewer(sheet: Sheet) -> Outcome:
    get = sheet.get
    granted, spent = get(GRANTED_POSITIONS), get(SPENT_POSITIONS)
    amount, used = get(GRANTED), get(SPENT)
    if granted is None or spent is None or amount is None or used is None:
        return Silence(sheet.unknown(GRANTED_POSITIONS, SPENT_POSITIONS, GRANTED, SPENT))
    if spent >= granted or used < amount or not amount:
        return None
    return Fault(
        f"Hela beloppet, {kronor(used)}, är förbrukat fast årsanställningarna blev {decimals(spent)} "
        f"av beviljade {decimals(granted)}.",
        (SPENT, SPENT_POSITIONS, GRANTED_POSITIONS),
    )


def _per_position(sheet: Sheet) -> Outcome:
    granted, positions = sheet.get(GRANTED), sheet.get(GRANTED_POSITIONS)
    if not granted or not positions:
        return Silence(sheet.unknown(GRANTED, GRANTED_POSITIONS)) if granted is None or positions is None else None
    known = sheet.figures["amount_per_position"]
    if not known:
        return None
    each = granted / positions
    slack = sheet.figures["amount_per_position_slack"]
    for amount in known:
        if abs(each - amount) <= amount * slack:
            return None
    amounts = listed([kronor(amount) for amount in known], "och")
    return Fault(
        f"Beviljat belopp är {kronor(each)} per årsanställning. För {sheet.year} är {amounts} känt.",
        (GRANTED, GRANTED_POSITIONS),
    )


def _in_thousands(sheet: Sheet) -> Outcome:
    granted, positions = sheet.get(GRANTED), sheet.get(GRANTED_POSITIONS)
    if granted is None or positions is None:
        return Silence(sheet.unknown(GRANTED, GRANTED_POSITIONS))
    if not granted or granted >= sheet.figures["amount_per_position_least"] * positions:
        return None
    what = f"{kronor(granted)} för {decimals(positions)} årsanställningar är mycket lite."
    return Fault(what, (GRANTED, GRANTED_POSITIONS))


RULES = (
    Rule(
        code="EKO-01",
        severity=Severity.CORRECT,
        ground=Ground.REQUIRED,
        title="Beviljat och förbrukat statsbidrag ska vara ifyllt",
        source=printed("Beviljat statsbidrag, kr. Förbrukat statsbidrag, kr."),
        needs=(GRANTED, SPENT),
        test=answered({GRANTED: "beviljat", SPENT: "förbrukat"}, "Statsbidragets belopp är inte ifyllt: {names}."),
        why="Länsstyrelsen måste kunna se om bidraget har använts.",
        do="Fyll i beloppet i hela kronor, och skriv 0 om inget förbrukades.",
    ),
    Rule(
        code="EKO-02",
        severity=Severity.CORRECT,
        ground=Ground.IMPOSSIBLE,
        title="Två siffror i det förbrukade beloppet ska inte ha bytt plats",
        source=plausible("Två lika belopp skrivs ofta av, och då byter siffror lätt plats."),
        needs=(GRANTED, SPENT),
        test=Test(_digits_swapped, unless=_money_sound),
        why="Beloppet avgör om något ska betalas tillbaka, så omkastade siffror kan bli dyra.",
        do="Kontrollera båda beloppen mot beslutet och bokföringen.",
    ),
    Rule(
        code="EKO-03",
        severity=Severity.CORRECT,
        ground=Ground.IMPOSSIBLE,
        title="Förbrukat statsbidrag kan inte vara mer än beviljat",
        source=printed("Beviljat statsbidrag, kr. Förbrukat statsbidrag, kr."),
        needs=(GRANTED, SPENT),
        test=Test(_more_than_granted, unless=_money_sound),
        why="Av statsbidraget kan inte mer förbrukas än vad som beviljats. Kommunens egna pengar hör inte hit.",
        do="Skriv högst det beviljade beloppet som förbrukat, eller rätta det beviljade efter beslutet.",
        yields_to=("EKO-02",),
    ),
    Rule(
        code="EKO-04",
        severity=Severity.EXPLAIN,
        title="Ett bidrag som inte har förbrukats behöver en förklaring",
        source=law("15 §"),
        needs=(GRANTED, SPENT, WHY_FEWER),
        test=Test(_unused, unless=_money_sound),
        why="Den som inte har använt bidraget kan bli skyldig att betala tillbaka det.",
        do="Förklara varför hela bidraget inte förbrukades, eller rätta det belopp som är fel.",
        yields_to=("EKO-05", "EKO-10"),
    ),
    Rule(
        code="EKO-05",
        severity=Severity.EXPLAIN,
        title="Färre årsanställningar än beviljat ska förklaras",
        source=printed("Om verksamheten har haft färre årsanställningar … än vad som beviljats, ange varför."),
        needs=(GRANTED_POSITIONS, SPENT_POSITIONS, WHY_FEWER),
        test=Test(_fewer_positions, unless=_money_sound),
        why="Bidraget beviljas per årsanställning, så färre tjänster kan påverka både bidraget och nästa års beslut.",
        do="Skriv varför tjänsterna blev färre, eller rätta antalet.",
        yields_to=("OMB-06",),
    ),
    Rule(
        code="EKO-06",
        severity=Severity.NOTE,
        title="Skälet till färre årsanställningar hör bara dit när de blev färre",
        source=printed("Om verksamheten har haft färre årsanställningar … än vad som beviljats, ange varför."),
        needs=(GRANTED_POSITIONS, SPENT_POSITIONS),
        test=Test(_reason_but_not_fewer, given=(WHY_FEWER,)),
        why="Antingen är texten överflödig, eller så är ett av talen fel.",
        do="Ta bort texten eller rätta antalet årsanställningar.",
    ),
    Rule(
        code="EKO-07",
        severity=Severity.EXPLAIN,
        title="Bidraget används högst till de årsanställningar som beviljats",
        source=plausible("Tjänster som kommunen själv betalar hör till avsnitt 1, inte till det förbrukade bidraget."),
        needs=(GRANTED_POSITIONS, SPENT_POSITIONS),
        test=Test(_more_positions, unless=_money_sound),
        why="Tjänster utöver de beviljade betalas av kommunen och räknas i avsnitt 1.",
        do="Rätta antalet, eller förklara hur bidraget räckte till fler tjänster.",
        yields_to=("OMB-06",),
    ),
    Rule(
        code="EKO-08",
        severity=Severity.EXPLAIN,
        title="Hela bidraget brukar inte gå åt till färre tjänster än beviljat",
        source=law("15 §"),
        needs=(GRANTED_POSITIONS, SPENT_POSITIONS, GRANTED, SPENT),
        test=Test(_all_spent_on_fewer, unless=_money_sound),
        why="Bidraget beviljas per årsanställning. Har tjänsterna varit färre brukar något bli över.",
        do="Kontrollera det förbrukade beloppet, eller förklara vad det användes till.",
        yields_to=("EKO-03", "EKO-05", "OMB-06"),
    ),
    Rule(
        code="EKO-09",
        severity=Severity.CORRECT,
        ground=Ground.REQUIRED,
        title="Beviljade och förbrukade årsanställningar ska vara ifyllda",
        source=law("10 §"),
        needs=(GRANTED_POSITIONS, SPENT_POSITIONS),
        test=answered(
            {GRANTED_POSITIONS: "beviljade", SPENT_POSITIONS: "förbrukade"},
            "Antalet årsanställningar är inte ifyllt: {names}.",
        ),
        why="Bidraget beviljas per årsanställning, så beloppet går inte att bedöma utan antalet.",
        do="Fyll i antalet årsanställningar med två decimaler.",
    ),
    Rule(
        code="EKO-10",
        severity=Severity.EXPLAIN,
        title="Beloppen ska vara i kronor, inte i tusental kronor",
        source=printed("Beviljat statsbidrag, kr"),
        needs=(GRANTED, GRANTED_POSITIONS),
        test=Test(_in_thousands, unless=_money_sound),
        why="Så små belopp är oftast skrivna i tusental kronor, eller så saknas några siffror.",
        do="Skriv beloppet i hela kronor, eller rätta antalet årsanställningar.",
        yields_to=("OMB-06", "EKO-03", "EKO-02"),
    ),
    Rule(
        code="EKO-11",
        severity=Severity.EXPLAIN,
        title="Beviljat belopp per årsanställning brukar ligga nära årets belopp",
        source=plausible(
            "Socialstyrelsen beslutar varje år beloppet för en heltidstjänst; uppgifterna skiljer sig åt."
        ),
        needs=(GRANTED, GRANTED_POSITIONS),
        test=Test(_per_position, unless=_money_sound),
        why="Beloppet för en heltidstjänst bestäms varje år. Ett belopp långt ifrån är ofta ett skrivfel, "
        "men det kan också ha en förklaring.",
        do="Jämför belopp och årsanställningar med länsstyrelsens beslut. Stämmer de behövs bara en förklaring.",
        yields_to=("EKO-10", "EKO-02", "OMB-06", "EKO-03", "EKO-04"),
    ),
)
