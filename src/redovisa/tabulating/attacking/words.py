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
    area = _named(names or {})
    label = _named(labels or {})
    what = f"{_what(breach.spot, label).lower()} i {_place(breach.spot, area)} {breach.spot.year}"
    if breach.exact:
        found = f"värdet {breach.low} för {what} kan räknas fram"
    else:
        found = f"värdet för {what} kan ringas in till {breach.low}–{breach.high}"
    who = f" av {area(breach.insider)}, som känner sitt eget tal," if breach.insider else ""
    return f"{found[0].upper()}{found[1:]}{who} ur {_sources(breach, area, label)}."


def _named(names: Mapping[str, str]) -> Callable[[str], str]:
    return lambda code: names.get(code, code)


def _what(spot: Spot, label: Callable[[str], str]) -> str:
    group = " ".join(word for word in (_SEXES.get(spot.sex, spot.sex), _age(spot.age)) if word)
    return f"{_item(spot.table, spot.item, label)}{f' ({group})' if group else ''}"


def _item(table: str, item: str, label: Callable[[str], str]) -> str:
    named = label(f"{table}.{item}")
    return item if "." in named else named


def _age(age: str) -> str:
    return "okänd ålder" if age == "unknown" else f"{age} år" if age else ""


def _place(spot: Spot, area: Callable[[str], str]) -> str:
    return "riket" if spot.area_level == "nation" else area(spot.area)


def _sources(breach: Breach, area: Callable[[str], str], label: Callable[[str], str]) -> str:
    told: dict[str, None] = {}
    for source in breach.sources:
        kind, _, rest = source.partition(":")
        if kind == "regel":
            small, _, large = rest.partition("<=")
            told[f"att {label(small).lower()} inte kan vara fler än {label(large).lower()}"] = None
        elif kind == "kvot":
            told[f"kvoten {label(rest).lower()}"] = None
        else:
            table, item, year, level, code, sex, age = source.split(":")
            part = " ".join(word for word in (_SEXES.get(sex, sex), _age(age)) if word) or "summa"
            where = f"{_LEVELS[level]} ({area(code)})" if level != "nation" else "rikets"
            of = "" if item == breach.spot.item else f" för {_item(table, item, label).lower()}"
            told[f"tabellen {label(table).lower()} {year}: {where} {part}{of}"] = None
    if not told:
        return "det som visas"
    listed = list(told)[:_MOST]
    more = f" och {len(told) - _MOST} summor till" if len(told) > _MOST else ""
    return "; ".join(listed) + more


def summary(verdict: Verdict) -> str:
    """The verdict as one Swedish sentence."""
    tried = f"{verdict.unknowns} okända tal prövades mot {verdict.facts} samband"
    insiders = ", också av varje kommun som känner sina egna tal" if verdict.insiders_tried else ""
    if verdict.safe:
        return f"Inget dolt värde kan räknas fram eller ringas in närmare än policyn tillåter ({tried}{insiders})."
    exact = sum(breach.exact for breach in verdict.breaches)
    return f"{len(verdict.breaches)} dolda värden kan räknas fram ({exact} exakt) eller ringas in ({tried}{insiders})."
