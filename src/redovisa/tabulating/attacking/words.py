"""The verdict in words: which value can be worked out, for whom, and from what."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from redovisa.tabulating.attacking.attack import Breach, Verdict
from redovisa.tabulating.attacking.knowledge import Spot

_SEXES = {"women": "kvinnor", "men": "män", "": ""}
_LEVELS = {"nation": "rikets", "county": "länets", "municipality": "kommunens"}
#: More sources than this are counted, not listed.
_MOST = 3


def sentence(breach: Breach, names: Mapping[str, str] | None = None, labels: Mapping[str, str] | None = None) -> str:
    """One breach as a Swedish sentence; ``names`` of areas and ``labels`` of tables and ``table.item`` by code."""
    area, label = _named(names or {}), _named(labels or {})
    spot = breach.spot
    group = _group(spot.sex, spot.age) or "alla"
    what = f"{group} i {'riket' if spot.area_level == 'nation' else area(spot.area)}"
    of = f"{_low(_item(spot.table, spot.item, label))} {spot.year or ''}".rstrip()  # tables of others may tell no year
    who = f" av {area(breach.insider)}, som känner sitt eget tal," if breach.insider else ""
    if breach.exact:
        return f"Värdet {breach.low} för {what} ({of}) kan räknas fram{who} ur {_sources(breach, area, label)}."
    interval = f"{breach.low}–{breach.high}"
    return f"Värdet för {what} ({of}) kan ringas in till {interval}{who} ur {_sources(breach, area, label)}."


def _named(names: Mapping[str, str]) -> Callable[[str], str]:
    return lambda code: names.get(code, code)


def _group(sex: str, age: str) -> str:
    return " ".join(word for word in (_SEXES.get(sex, sex), _age(age)) if word)


def _item(table: str, item: str, label: Callable[[str], str]) -> str:
    named = label(f"{table}.{item}")
    return item if "." in named else named


def _low(label: str) -> str:
    """A label inside a sentence."""
    return label[:1].lower() + label[1:]


def _age(age: str) -> str:
    return "okänd ålder" if age == "unknown" else f"{age.replace('-', '–')} år" if age else ""


def _sources(breach: Breach, area: Callable[[str], str], label: Callable[[str], str]) -> str:
    """The tables first, each with the sums of it that tell; then what everybody knows."""
    by_table: dict[str, dict[str, None]] = {}
    known: dict[str, None] = {}
    for source in breach.sources:
        kind, _, rest = source.partition(":")
        if kind == "regel":
            small, _, large = rest.partition("<=")
            known[f"att {_low(label(small))} inte kan vara fler än {_low(label(large))}"] = None
        elif kind == "kvot":
            known[f"kvoten {_low(label(rest))}"] = None
        elif kind == "bestånd":
            known[f"att {_low(label(rest))} är förra årets, utan de avslutade, och de nya"] = None
        else:
            table = source.split(":", 1)[0]
            by_table.setdefault(table, {})[_sum(source, breach.spot, area, label)] = None
    told = [_listed([_low(label(table)) or "tabellen", *sums]) for table, sums in by_table.items()]
    return "; ".join([*told, *known]) or "det som visas"


def _listed(told: list[str]) -> str:
    """The table and its sums as words in a row."""
    if len(told) > _MOST + 1:
        return ", ".join(told[: _MOST + 1]) + f" och {len(told) - _MOST - 1} summor till"
    return " och ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)


def _sum(source: str, spot: Spot, area: Callable[[str], str], label: Callable[[str], str]) -> str:
    """A sum as a reader finds it: ”länets total”, ”kommunens män 30–49 år”."""
    table, item, year, level, code, sex, age = source.split(":")
    near = code in (spot.area, spot.area[:2], "00")
    where = _LEVELS[level] if near else f"{area(code)}s"
    of = "" if item == spot.item else f" för {_low(_item(table, item, label))}"
    when = "" if year == str(spot.year) else f" {year}"
    return f"{where} {_group(sex, age) or 'total'}{of}{when}"


def summary(verdict: Verdict) -> str:
    """The verdict as one Swedish sentence."""
    tried = f"{verdict.unknowns} okända tal prövades mot {verdict.facts} samband"
    insiders = (
        ", också av varje kommun som känner sina egna tal"
        if verdict.insiders_tried
        else ", men inte av kommuner som känner sina egna tal: för det behövs de sanna talen"
    )
    if verdict.breaches:
        exact = sum(breach.exact for breach in verdict.breaches)
        count = len(verdict.breaches)
        many = "dolt värde" if count == 1 else "dolda värden"
        return f"{count} {many} kan räknas fram ({exact} exakt) eller ringas in ({tried}{insiders})."
    if verdict.untried:
        return f"Angreppet är inte helt: {len(verdict.untried)} delar kunde inte prövas ({tried}{insiders})."
    return f"Inget dolt värde kan räknas fram eller ringas in närmare än policyn tillåter ({tried}{insiders})."
