"""Rules for section 2, clients: sums over age bands, and new and ended among all."""

from __future__ import annotations

from redovisa.checking.finding import Severity
from redovisa.checking.rule import Fault, Ground, Outcome, Rule, Silence, Test
from redovisa.checking.shapes import Excess, Group, Pair, adds_up, answered, at_most, parts_given
from redovisa.checking.sheet import Sheet
from redovisa.checking.wording import Noun, listed, number
from redovisa.personligt_ombud.rules.counts import movement_sound, parts_sound, sums_sound
from redovisa.personligt_ombud.rules.sources import law, plausible, printed

BANDS = {"18-29": "18–29 år", "30-49": "30–49 år", "50-64": "50–64 år", "65+": "65 år och över"}
SEXES = ("women", "men")
PERSONS = {
    "total.women": Noun("kvinna", "kvinnor"),
    "total.men": Noun("man", "män"),
    "new.women": Noun("ny kvinna", "nya kvinnor"),
    "new.men": Noun("ny man", "nya män"),
    "closed.women": Noun("avslutad kvinna", "avslutade kvinnor"),
    "closed.men": Noun("avslutad man", "avslutade män"),
}
TOTALS = ("clients.total.women", "clients.total.men")
FLOWS = ("clients.new.women", "clients.new.men", "clients.closed.women", "clients.closed.men")
ALL_TOTALS = {
    f"clients.{kind}.{sex}": f"{label} ({who})"
    for kind, label in (
        ("total", "totalt antal klienter"),
        ("new", "antal nya klienter"),
        ("closed", "antal avslutade klienter"),
    )
    for sex, who in (("women", "kvinnor"), ("men", "män"))
}


def _group(what: str) -> Group:
    key = f"clients.{what}"
    return Group(key, tuple(f"{key}.{band}" for band in BANDS), PERSONS[what].many, tuple(BANDS.values()))


GROUPS = {what: _group(what) for what in PERSONS}
CELLS = tuple(key for group in GROUPS.values() for key in (group.total, *group.parts))


def parts_of_all(what: str) -> tuple[Pair, ...]:
    """New or ended (``what``) against all clients: per sex, and per sex and age band."""
    pairs = []
    for sex in SEXES:
        whole = GROUPS[f"total.{sex}"]
        pairs.append(Pair(f"clients.{what}.{sex}", whole.total))
        pairs += [Pair(f"clients.{what}.{sex}.{band}", f"clients.total.{sex}.{band}", whole) for band in BANDS]
    return tuple(pairs)


def _say_sum(group: Group, given: list[int | None], total: int) -> str:
    terms = " + ".join(number(n) for n in given if n is not None)
    sum_ = number(sum(n or 0 for n in given))
    return f"Åldersgrupperna för {group.name} blir tillsammans {sum_} ({terms}), men totalen är {number(total)}."


def _say_lacking(group: Group, given: list[int | None], total: int) -> str:
    lack = total - sum(n or 0 for n in given)
    names = [name for name, n in zip(group.part_names, given, strict=True) if n is None]
    if not names:
        return _say_sum(group, given, total)
    empty = "Åldersgrupperna är tomma" if len(names) == len(group.parts) else f"Inget är ifyllt för {listed(names)}"
    persons = "1 person" if lack == 1 else f"{number(lack)} personer"
    return f"{persons} bland {group.name} saknar åldersgrupp. {empty}."


def _say_parts(found: list[Excess]) -> str:
    kinds = dict.fromkeys(each.pair.part.split(".")[1] for each in found)
    rows = []
    for each in found:
        _, what, sex, *band = each.pair.part.split(".")
        who = PERSONS[f"{what}.{sex}"].counted(each.part)
        rows.append(f"{who}{' ' + BANDS[band[0]] if band else ''} av totalt {number(each.whole)}")
    which = " och ".join({"new": "nya", "closed": "avslutade"}[kind] for kind in kinds)
    return f"{which.capitalize()} klienter är fler än alla klienter: {'; '.join(rows)}."


def _nobody(sheet: Sheet) -> Outcome:
    women, men = sheet.get(TOTALS[0]), sheet.get(TOTALS[1])
    if women is None or men is None:
        return Silence(sheet.unknown(*TOTALS))
    if women or men:
        return None
    return Fault("Inga klienter alls är redovisade: 0 kvinnor och 0 män.", TOTALS)


def _nobody_came_or_left(sheet: Sheet) -> Outcome:
    get = sheet.get
    came = get("clients.new.women") or get("clients.new.men")
    left = get("clients.closed.women") or get("clients.closed.men")
    if came and left:
        return None
    unknown = sheet.unknown(*TOTALS, *FLOWS)
    if unknown:
        return Silence(unknown)
    total = get(TOTALS[0]) + get(TOTALS[1])
    if total < sheet.figures["clients_enough_to_compare"]:
        return None
    still = [word for word, some in (("ny", came), ("avslutad", left)) if not some]
    return Fault(f"Ingen av {number(total)} klienter är {listed(still, 'eller')} under året.", FLOWS)


def _columns_alike(sheet: Sheet) -> Outcome:
    get = sheet.get
    if get(TOTALS[0]) != get(TOTALS[1]):
        return None
    unknown = sheet.unknown(*TOTALS)
    if unknown:
        return Silence(unknown)
    if get(TOTALS[0]) < sheet.figures["clients_enough_to_compare"]:
        return None
    women = [get(key) or 0 for key in CELLS if ".women" in key]
    men = [get(key) or 0 for key in CELLS if ".men" in key]
    if women != men:
        return None
    return Fault(
        f"Kvinnor och män har exakt samma siffror i alla 15 rader (totalt {number(get(TOTALS[0]))} av vardera).", TOTALS
    )


RULES = (
    Rule(
        code="KLI-01",
        severity=Severity.CORRECT,
        ground=Ground.REQUIRED,
        title="Antalet klienter ska vara ifyllt för kvinnor och män: totalt, nya och avslutade",
        source=law("10 §"),
        needs=tuple(ALL_TOTALS),
        test=answered(ALL_TOTALS, "Inte ifyllt: {names}.", unless=sums_sound),
        why="Antalet klienter är det viktigaste i redovisningen. "
        "En tom ruta kan betyda både noll och att frågan har glömts.",
        do="Fyll i antalet, och skriv 0 där det inte fanns någon.",
    ),
    Rule(
        code="KLI-02",
        severity=Severity.CORRECT,
        ground=Ground.IMPOSSIBLE,
        title="Åldersgrupperna kan inte tillsammans bli fler än totalen",
        source=printed("Totalt antal klienter, därav mellan 18 och 29 år, 30 och 49 år, 50 och 64 år, 65 år och över"),
        needs=CELLS,
        test=adds_up(tuple(GROUPS.values()), _say_sum, sums_sound),
        why="Varje klient hör till högst en åldersgrupp, så grupperna kan inte bli fler än det antal som står överst.",
        do="Kontrollera siffrorna i kolumnen och rätta den åldersgrupp eller den total som är fel.",
    ),
    Rule(
        code="KLI-03",
        severity=Severity.EXPLAIN,
        title="Alla klienter ska ha en åldersgrupp",
        source=printed("Totalt antal klienter, därav mellan 18 och 29 år, 30 och 49 år, 50 och 64 år, 65 år och över"),
        needs=CELLS,
        test=parts_given(tuple(GROUPS.values()), _say_lacking, sums_sound),
        why="Statistiken redovisas efter ålder. Personer utan åldersgrupp faller bort ur den.",
        do="Fyll i åldersgruppen eller rätta totalen. Är åldern inte känd räcker det att skriva det.",
        yields_to=("KLI-04",),
    ),
    Rule(
        code="KLI-04",
        severity=Severity.CORRECT,
        ground=Ground.IMPOSSIBLE,
        title="Nya och avslutade klienter kan inte vara fler än alla klienter",
        source=printed(
            "Varje person (klient) som har fått stöd av personligt ombud ska redovisas endast en gång per år."
        ),
        needs=CELLS,
        test=at_most((*parts_of_all("new"), *parts_of_all("closed")), _say_parts, parts_sound),
        why="Den som är ny eller har avslutats under året har fått stöd då, och ska också räknas i totalen, "
        "i samma åldersgrupp.",
        do="Rätta totalen eller antalet nya och avslutade, och räkna åldern på samma dag i alla rader.",
        yields_to=("KLI-02",),
    ),
    Rule(
        code="KLI-05",
        severity=Severity.EXPLAIN,
        title="En verksamhet med personligt ombud har klienter",
        source=plausible("Den som har haft ombud ett helt år har haft klienter."),
        needs=TOTALS,
        test=Test(_nobody, unless=movement_sound),
        why="Statsbidraget lämnas för stöd till klienter, så ett år utan klienter behöver en förklaring.",
        do="Fyll i antalet klienter, eller förklara varför ingen fick stöd under året.",
        yields_to=("KLI-02", "KLI-03", "KLI-04"),
    ),
    Rule(
        code="KLI-06",
        severity=Severity.NOTE,
        title="Under ett år brukar klienter både komma och avslutas",
        source=plausible("I en verksamhet med många klienter börjar och slutar några varje år."),
        needs=(*TOTALS, *FLOWS),
        test=Test(_nobody_came_or_left, unless=movement_sound),
        why="Det händer, men ofta är det raderna för nya eller avslutade klienter som inte har räknats fram.",
        do="Se efter att nollorna stämmer.",
        yields_to=("KLI-02", "KLI-03"),
    ),
    Rule(
        code="KLI-07",
        severity=Severity.EXPLAIN,
        title="Kvinnor och män brukar inte ha exakt samma siffror",
        source=plausible("Femton lika tal i båda kolumnerna är sällan en slump; ofta är en kolumn kopierad."),
        needs=CELLS,
        test=Test(_columns_alike, unless=movement_sound),
        why="När alla rader är lika har ofta den ena kolumnen kopierats, eller summan delats i två halvor.",
        do="Kontrollera de två kolumnerna mot underlaget och rätta dem, eller bekräfta att siffrorna stämmer.",
        yields_to=("KLI-05",),
    ),
)
