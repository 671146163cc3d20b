"""Reads what an attacker would get hold of: a release's long CSV and manifest, or a CSV that somebody else made."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from redovisa.tabulating.attacking import others as by_others
from redovisa.tabulating.attacking.demand import Demand
from redovisa.tabulating.attacking.knowledge import Flow, Knowledge, Published, Quotient, Rule, Spot

#: What others write where a count was hidden, and where there is none.
_HIDDEN_SIGNS = {"..", "x", "X", "*", "<5", "<4", "≤4", "1-4", "1–4", "hidden", "dold", "c"}
_MISSING_SIGNS = {"", "–", "-", ".", "...", "na", "NA", "missing"}
_LARGEST = 400_000_000
_NEEDED = ("item", "value")


class Unusable(ValueError):
    """A release that cannot be read; the message is a Swedish sentence: what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Loot:
    """A release as found, and what its own manifest says about how it was made safe."""

    published: Published
    demand: Demand
    knowledge: Knowledge


def load(path: Path) -> Loot:
    """A release's folder or a CSV file; raises Unusable."""
    manifest: Mapping[str, object] = {}
    if path.is_dir():
        described = path / "release.json"
        if described.exists():
            manifest = _manifest(described)
        tables = sorted(path.glob("*_data.csv")) or sorted(path.glob("*.csv"))
        if len(tables) != 1:
            here = f"I mappen {path.resolve().name} finns {len(tables)} tabellfiler"
            raise Unusable(f"{here}. Ange en publicerings mapp eller en CSV-fil.")
        path = tables[0]
    try:
        if path.stat().st_size > _LARGEST:
            raise Unusable(f"Filen {path.name} är större än {_LARGEST // 1_000_000} MB och läses inte. Dela upp den.")
        text = by_others.text_of(path.read_bytes())
    except UnicodeDecodeError:
        raise Unusable(f"Filen {path.name} är ingen textfil. Spara tabellen som CSV och försök igen.") from None
    except OSError:
        what = f"{path} går inte att öppna. Kontrollera namnet, och att du har rätt att läsa den."
        raise Unusable(what) from None
    return Loot(published(text, path.name), *_from(manifest))


def _manifest(path: Path) -> Mapping[str, object]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, OSError):
        raise Unusable(f"{path.name} går inte att läsa som JSON. Hämta publiceringen på nytt.") from None
    if not isinstance(found, dict):
        raise Unusable(f"{path.name} har inte den form en publicering har. Hämta publiceringen på nytt.")
    return found


def _from(manifest: Mapping[str, object]) -> tuple[Demand, Knowledge]:
    protection = manifest.get("protection")
    told = protection if isinstance(protection, dict) else {}
    try:
        demand = Demand(int(told.get("threshold", 4)), int(told.get("width", 3)), int(told.get("insider_width", 1)))
        rules = tuple(Rule(one["smaller"], one["larger"], bool(one.get("by_age"))) for one in told.get("at_most", []))
        ratios = manifest.get("quotients", [])
        quotients = tuple(Quotient(**one) for one in ratios) if isinstance(ratios, list) else ()
        flows = tuple(Flow(**one) for one in told.get("flows", []))
        blurred = frozenset(map(str, told.get("linked", [])))
        return demand, Knowledge(rules, quotients, flows, noise=float(told.get("noise", 0)), blurred=blurred)
    except (TypeError, KeyError, ValueError):
        raise Unusable(
            "release.json har uppgifter om skyddet som inte går att förstå. Hämta publiceringen på nytt."
        ) from None


def published(text: str, name: str = "") -> Published:
    """A long table as text: columns item and value, and table, year, area_level, area, sex, age, status if any.

    Without a status column, the signs people use for a hidden count (``..``, ``x``, ``<5``) are understood; so are
    Swedish heads, and words for a margin.
    """
    if "\0" in text:
        raise Unusable(f"Filen {name} innehåller annat än text. Spara den som CSV och försök igen.")
    first, _, rest = text.partition("\n")
    above = 1 if first.strip().lower().startswith("sep=") else 0  # which sign parts the columns, told to Excel
    first, text = (rest.partition("\n")[0], rest) if above else (first, text)
    reader = csv.DictReader(io.StringIO(text), delimiter=max(",;\t", key=first.count))
    heads = [by_others.HEADS.get(head.strip().lower(), head.strip().lower()) for head in reader.fieldnames or ()]
    if lacking := [head for head in _NEEDED if head not in heads]:
        raise Unusable(f"Filen {name} saknar kolumnen {lacking[0]}. Den behöver minst {', '.join(_NEEDED)}.")
    if double := [head for head in dict.fromkeys(heads) if heads.count(head) > 1]:
        raise Unusable(f"Filen {name} har flera kolumner för {double[0]}. Behåll en av dem.")
    reader.fieldnames = heads
    numbers: dict[Spot, float] = {}
    others: dict[Spot, str] = {}
    for line, row in enumerate(_lines(reader, name), start=2 + above):
        spot = _spot(row, line, name)
        if spot in numbers or spot in others:
            raise Unusable(f"Filen {name}, rad {line}: samma uppgift står två gånger ({', '.join(map(str, spot))}).")
        value, status = row["value"].strip(), row.get("status", "").strip()
        if status and status != "shown":
            others[spot] = status
        elif value in _HIDDEN_SIGNS:
            others[spot] = "hidden"
        elif value in _MISSING_SIGNS:
            others[spot] = "missing"
        else:
            numbers[spot] = _number(value, line, name)
    return Published(numbers, others, name)


def _lines(reader: csv.DictReader[str], name: str) -> Iterator[Mapping[str, str]]:
    try:
        for row in reader:
            if None in row or None in row.values():
                what = f"Filen {name}, rad {reader.line_num}: antalet kolumner är inte detsamma som i rubrikraden."
                raise Unusable(f"{what} Står det ett kommatecken i ett tal?")
            yield row
    except csv.Error as error:
        raise Unusable(
            f"Filen {name} går inte att läsa som CSV ({error}). Spara den som CSV och försök igen."
        ) from None


def _spot(row: Mapping[str, str], line: int, name: str) -> Spot:
    def word(head: str) -> str:
        return row.get(head, "").strip()

    area, year = by_others.area(word("area") or "00"), word("year") or "0"
    if not year.isdigit():
        raise Unusable(f"Filen {name}, rad {line}: ”{year[:20]}” är inget år.")
    level = by_others.level(word("area_level")) or {2: "county", 4: "municipality"}.get(len(area), "")
    level = "nation" if area == "00" else level
    if level not in ("nation", "county", "municipality"):
        raise Unusable(
            f"Filen {name}, rad {line}: området ”{area[:20]}” är varken 00, ett län (2 siffror) eller en kommun (4)."
        )
    sex, age = by_others.sex(word("sex")), by_others.age(word("age"))
    return Spot(word("table"), int(year), level, area, sex, age, word("item"))


def _number(value: str, line: int, name: str) -> float:
    try:
        number = float(value.replace(" ", "").replace("\u00a0", "").replace(",", "."))
    except ValueError:
        raise Unusable(
            f"Filen {name}, rad {line}: ”{value[:20]}” är inget tal och inget känt tecken för dolt."
        ) from None
    if not abs(number) < 1e12:
        raise Unusable(f"Filen {name}, rad {line}: talet {value[:20]} är orimligt stort.")
    return number
