"""Reads what an attacker would get hold of: a release's long CSV and manifest, or a CSV that somebody else made."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

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
            raise Unusable(
                f"I mappen {path.name} finns {len(tables)} tabellfiler. Ange en publicerings mapp eller en CSV-fil."
            )
        path = tables[0]
    try:
        if path.stat().st_size > _LARGEST:
            raise Unusable(f"Filen {path.name} är större än {_LARGEST // 1_000_000} MB och läses inte. Dela upp den.")
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unusable(f"Filen {path.name} är inte UTF-8. Spara den som CSV UTF-8 och försök igen.") from None
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

    Without a status column, the signs people use for a hidden count (``..``, ``x``, ``<5``) are understood.
    """
    sample = text[:4096].split("\n", 1)[0]
    delimiter = max(",;\t", key=sample.count)
    if "\0" in text:
        raise Unusable(f"Filen {name} innehåller annat än text. Spara den som CSV och försök igen.")
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    heads = [head.strip().lower() for head in reader.fieldnames or ()]
    if lacking := [head for head in _NEEDED if head not in heads]:
        raise Unusable(f"Filen {name} saknar kolumnen {lacking[0]}. Den behöver minst {', '.join(_NEEDED)}.")
    reader.fieldnames = heads
    numbers: dict[Spot, float] = {}
    others: dict[Spot, str] = {}
    for line, row in enumerate(reader, start=2):
        spot = _spot(row, line, name)
        if spot in numbers or spot in others:
            raise Unusable(f"Filen {name}, rad {line}: samma uppgift står två gånger ({', '.join(map(str, spot))}).")
        value, status = (row.get("value") or "").strip(), (row.get("status") or "").strip()
        if status and status != "shown":
            others[spot] = status
        elif value in _HIDDEN_SIGNS:
            others[spot] = "hidden"
        elif value in _MISSING_SIGNS:
            others[spot] = "missing"
        else:
            numbers[spot] = _number(value, line, name)
    return Published(numbers, others, name)


def _spot(row: Mapping[str, str | None], line: int, name: str) -> Spot:
    def word(head: str) -> str:
        return (row.get(head) or "").strip()

    area, year = word("area") or "00", word("year") or "0"
    if not year.isdigit():
        raise Unusable(f"Filen {name}, rad {line}: ”{year[:20]}” är inget år.")
    level = word("area_level") or {2: "county", 4: "municipality"}.get(len(area), "")
    level = "nation" if area == "00" else level
    if level not in ("nation", "county", "municipality"):
        raise Unusable(
            f"Filen {name}, rad {line}: området ”{area[:20]}” är varken 00, ett län (2 siffror) eller en kommun (4)."
        )
    return Spot(word("table"), int(year), level, area, word("sex"), word("age"), word("item"))


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
