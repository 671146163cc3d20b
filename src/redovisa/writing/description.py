"""What goes into the description of the service for the municipality's board: three years, results, value, sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from redovisa.form.format import decimals, thousands
from redovisa.form.redovisning import Redovisning
from redovisa.writing.document import Block, CannotWrite, Cell, Style, Table, cell, said
from redovisa.writing.template import Filling

#: Words that a person gives, each with what it is for those who have not given it.
WORDS = (
    "organisation",
    "agreement",
    "notice_periods",
    "consequences",
    "background",
    "priorities",
    "years_note",
)
_AGES = (("", "Alla"), ("18-29", "18–29 år"), ("30-49", "30–49 år"), ("50-64", "50–64 år"), ("65+", "65 år och över"))
_SEXES = (("women", "Kvinnor"), ("men", "Män"))
_SMALL = 5


def description(municipality: str, records: Sequence[Redovisning], facts: Mapping[str, Any]) -> Filling:
    """The description made of up to three years' redovisningar and of ``facts`` that only a person knows.

    ``facts`` may hold the WORDS; ``results`` (text, count, definition); and ``values``: each with what it is, count,
    amount of kronor for each, the assumption and its source. Raises CannotWrite for a value without assumption or
    source: such a figure is not printed.
    """
    known = {"results", "values", "cost", *WORDS}
    strange = sorted(set(facts) - known)
    if strange:
        raise CannotWrite(f"Uppgiften {strange[0]} är inte känd. Kända uppgifter: {', '.join(sorted(known))}.")
    years = sorted((one for one in records if one.year), key=lambda one: one.year or 0)[-3:]
    if not years:
        raise CannotWrite("Beskrivningen behöver minst en redovisning med känt år.")
    latest = years[-1]
    values = {name: str(facts.get(name, "")).strip() for name in WORDS}
    values |= {
        "municipality": municipality,
        "year": str(latest.year),
        "first_year": str(years[0].year),
        "span": str(latest.year) if years[0].year == latest.year else f"{years[0].year}–{latest.year}",
        "others": str(latest.value("coverage.municipalities") or ""),
        "provider": _provider(latest),
        "priority_order": str(latest.value("priority.order") or ""),
        "positions": _positions(latest),
        "has_small": "ja" if _has_small(years) else "",
        "cost": thousands(_whole(facts["cost"], "cost")) if "cost" in facts else "",
    }
    tables: dict[str, tuple[Block, ...]] = {"clients": _clients(years)}
    parts = ("text", "count", "definition")
    results = [{name: _bare(one.get(name, "")) for name in parts} for one in _listed(facts, "results")]
    worth = [_value(one) for one in _listed(facts, "values")]
    if worth:
        tables["value"] = _worth(worth)
        values["worth"] = thousands(sum(int(one["total"]) for one in worth))
    assumptions = [{name: _bare(one[name]) for name in ("what", "assumption", "source")} for one in worth]
    return Filling(
        values | {"worth": values.get("worth", "")}, {"results": results, "assumptions": assumptions}, tables
    )


def _listed(facts: Mapping[str, Any], name: str) -> Sequence[Mapping[str, Any]]:
    listed = facts.get(name) or ()
    if not isinstance(listed, list | tuple) or not all(isinstance(one, Mapping) for one in listed):
        raise CannotWrite(f"Uppgiften {name} ska vara en lista, där varje rad har namn och värde.")
    return listed


def _bare(words: object) -> str:
    """The words without a full stop at the end: the template has its own."""
    return str(words).strip().removesuffix(".")


def _positions(redovisning: Redovisning) -> str:
    value = redovisning.value("ombud.positions")
    return decimals(float(value)) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _provider(redovisning: Redovisning) -> str:
    names = {
        "municipality": "kommunen",
        "association": "en förening",
        "foundation": "en stiftelse",
        "company": "ett aktiebolag",
        "other": str(redovisning.value("provider.other.name") or "en annan utförare"),
    }
    return ", ".join(words for key, words in names.items() if redovisning.value(f"provider.{key}") is True)


def _count(redovisning: Redovisning, key: str) -> int | None:
    value = redovisning.value(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _key(sex: str, age: str) -> str:
    return f"clients.total.{sex}.{age}" if age else f"clients.total.{sex}"


def _has_small(years: Sequence[Redovisning]) -> bool:
    counts = (_count(one, _key(sex, age)) for one in years for sex, _ in _SEXES for age, _ in _AGES)
    return any(count is not None and 0 < count < _SMALL for count in counts)


def _clients(years: Sequence[Redovisning]) -> tuple[Block, ...]:
    heads = [f"{label} {one.year}" for one in years for _, label in _SEXES]
    rows: list[tuple[Cell, ...]] = []
    lacking = False
    for age, label in _AGES:
        counts = [_count(one, _key(sex, age)) for one in years for sex, _ in _SEXES]
        lacking = lacking or None in counts
        rows.append((cell(label), *(cell("–" if count is None else str(count), "right") for count in counts)))
    children = [_count(one, f"clients.with_children.{sex}") for one in years for sex, _ in _SEXES]
    texts = ("–" if count is None else str(count) for count in children)
    rows.append((cell("Med hemmavarande barn"), *(cell(text, "right") for text in texts)))
    share = min(0.14, 0.7 / len(heads))
    table = Table(
        (1 - share * len(heads), *([share] * len(heads))),
        (cell("Ålder"), *(cell(head, "right") for head in heads)),
        tuple(rows),
        caption="Klienter efter kön och ålder",
    )
    note = (said("– uppgift saknas i redovisningen.", Style.SMALL),) if lacking or None in children else ()
    return (table, *note)


def _whole(value: Any, name: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise CannotWrite(f"Uppgiften {name} ska vara ett heltal. Det står {value!r}.")
    return value


def _value(one: Mapping[str, Any]) -> dict[str, Any]:
    what = str(one.get("what", ""))
    for name in ("what", "assumption", "source"):
        if not str(one.get(name, "")).strip():
            raise CannotWrite(
                f"Det ekonomiska värdet ”{what}” saknar {name}: en siffra utan antagande och källa skrivs inte."
            )
    count, each = _whole(one.get("count"), f"count ({what})"), _whole(one.get("each"), f"each ({what})")
    return {**one, "what": what, "count": count, "each": each, "total": count * each}


def _worth(worth: Sequence[Mapping[str, Any]]) -> tuple[Block, ...]:
    rows = [
        (
            cell(str(one["what"])),
            cell(str(one["count"]), "right"),
            cell(thousands(int(one["each"])), "right"),
            cell(thousands(int(one["total"])), "right"),
        )
        for one in worth
    ]
    total = thousands(sum(int(one["total"]) for one in worth))
    rows.append((cell("Summa", bold=True), cell(""), cell(""), cell(total, "right", bold=True)))
    heads = (cell("Vad"), cell("Antal", "right"), cell("Kronor för var och en", "right"), cell("Kronor", "right"))
    return (Table((0.46, 0.12, 0.22, 0.2), heads, tuple(rows), caption="Ekonomiskt värde, räknat"),)
