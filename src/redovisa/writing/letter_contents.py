"""What goes into each letter, reckoned from the redovisning, the findings or the grants; the words are the expert's."""

from __future__ import annotations

import hashlib
import json
from base64 import b32encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from redovisa.checking.finding import Finding, Severity
from redovisa.form.answer import asked_once
from redovisa.form.format import decimals, plain, thousands
from redovisa.form.redovisning import Redovisning
from redovisa.form.words import Words
from redovisa.writing.document import CannotWrite, Table, cell
from redovisa.writing.swedish import spelled
from redovisa.writing.template import Filling


def fingerprint(redovisning: Redovisning) -> str:
    """The SHA-256 of the answers, in hexadecimal: the same answers give the same, whatever file they came in."""
    values = {key: plain(value) for key, value in redovisning.values().items()}
    canonical = json.dumps(values, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def short_code(digest: str) -> str:
    """A code of eight signs for the digest, to be read aloud over the phone: K7QX-2MRA."""
    code = b32encode(bytes.fromhex(digest)).decode()[:8]
    return f"{code[:4]}-{code[4:]}"


def receipt(redovisning: Redovisning, sender: str, received: date, registered: str) -> Filling:
    """The four data of registration (date, number, sender, matter), and what version was received."""
    digest = fingerprint(redovisning)
    values = {
        "received": spelled(received),
        "number": registered,
        "sender": sender,
        "matter": f"Redovisning av statsbidrag till verksamhet med personligt ombud {redovisning.year or ''}".strip(),
        "year": str(redovisning.year or "okänt år"),
        "hash": " ".join(digest[first : first + 8] for first in range(0, 64, 8)),
        "short_code": short_code(digest),
        "answers": str(len(redovisning.answers)),
        "file": redovisning.file,
    }
    return Filling(values)


def komplettering(redovisning: Redovisning, findings: Sequence[Finding], words: Words, answer_by: date) -> Filling:
    """One part for each finding that asks something, under the name of the field it is about as ``words`` has it.

    Raises CannotWrite when there is nothing to ask.
    """
    asked = sorted((f for f in findings if f.severity is not Severity.NOTE), key=lambda finding: finding.severity.rank)
    if not asked and not redovisning.doubts:
        raise CannotWrite("Det finns inget att begära komplettering om: granskningen frågar inte efter något.")
    parts = {kind: [_asked(f, words, redovisning) for f in asked if f.severity is kind] for kind in Severity}
    unclear = [
        {
            "label": "De andra sidorna" if doubt.is_elsewhere else words.label(doubt.field),
            "why": words.elsewhere([doubt.field, *(one.field for one in others)]) if doubt.is_elsewhere else doubt.why,
            "maybe": " eller ".join(words.answer(doubt.field, one, redovisning.edition) for one in doubt.candidates),
        }
        for doubt, *others in asked_once(redovisning.doubts)
    ]
    values = {
        "year": str(redovisning.year or ""),
        "answer_by": spelled(answer_by),
        "count": str(len(asked) + len(unclear)),
        "questions": "en fråga" if len(asked) + len(unclear) == 1 else f"{len(asked) + len(unclear)} frågor",
    }
    lists = {"correct": parts[Severity.CORRECT], "explain": parts[Severity.EXPLAIN], "unclear": unclear}
    return Filling(values, lists)


def _asked(finding: Finding, words: Words, redovisning: Redovisning) -> dict[str, str]:
    first = finding.fields[0]
    answers = [
        f"{words.label(key)}: {words.answer(key, value, redovisning.edition)}"
        for key in finding.fields
        if (value := redovisning.value(key)) is not None
    ]
    return {
        "label": words.label(first),
        "section": words.section(first),
        "what": finding.what,
        "why": finding.why,
        "do": finding.do,
        "code": finding.code,
        "answers": "; ".join(answers),
    }


def reminder(year: int, deadline: date, today: date) -> Filling:
    """What is late, and by how many days."""
    late = (today - deadline).days
    days = "en dag" if late == 1 else f"{late} dagar"
    return Filling(
        {"year": str(year), "deadline": spelled(deadline), "late": days if late > 0 else "", "grant_year": str(year)}
    )


@dataclass(frozen=True, slots=True)
class Granted:
    """What one municipality is granted: full-time positions with two decimals."""

    municipality: str
    positions: Decimal
    remark: str = ""


def decision(year: int, amount_per_position: int, granted: Sequence[Granted]) -> Filling:
    """Granted positions and money per municipality; part time is in proportion, rounded to whole kronor.

    Raises CannotWrite when nothing is granted or a number cannot be right.
    """
    if not granted:
        raise CannotWrite("Beslutet nämner ingen kommun. Ange minst en under ”granted”.")
    for one in granted:
        if not 0 < one.positions <= 100:
            raise CannotWrite(f"{one.municipality}: {one.positions} årsanställningar kan inte stämma.")
    amounts = [_kronor(one.positions * amount_per_position) for one in granted]
    rows = [
        (cell(one.municipality), cell(decimals(float(one.positions)), "right"), cell(thousands(amount), "right"))
        for one, amount in zip(granted, amounts, strict=True)
    ]
    positions = sum((one.positions for one in granted), Decimal(0))
    total = (
        cell("Summa", bold=True),
        cell(decimals(float(positions)), "right", bold=True),
        cell(thousands(sum(amounts)), "right", bold=True),
    )
    heads = (cell("Kommun"), cell("Beviljade årsanställningar", "right"), cell("Statsbidrag, kronor", "right"))
    table = Table((0.5, 0.25, 0.25), heads, (*rows, total), caption="Beviljat statsbidrag per kommun")
    values = {
        "year": str(year),
        "amount_per_position": thousands(amount_per_position),
        "total": thousands(sum(amounts)),
        "total_positions": decimals(float(positions)),
        "municipalities": str(len(granted)),
    }
    remarks = [{"municipality": one.municipality, "text": one.remark} for one in granted if one.remark]
    return Filling(values, {"remarks": remarks}, {"granted": (table,)})


def recovery(redovisning: Redovisning, municipality: str, law: Mapping[str, str]) -> Filling:
    """The arithmetic of unused money, from the municipality's own figures; what it means is for a person to judge.

    Raises CannotWrite when an amount is missing: what is not known is not reckoned with.
    """
    granted = _amount(redovisning, "economy.granted.amount", "det beviljade bidraget")
    spent = _amount(redovisning, "economy.spent.amount", "det förbrukade bidraget")
    unused = granted - spent
    rows = [
        ("Beviljat statsbidrag", granted, "Kommunens redovisning, avsnitt 7"),
        ("Förbrukat statsbidrag", spent, "Kommunens redovisning, avsnitt 7"),
        ("Skillnad: beviljat minus förbrukat", unused, f"{thousands(granted)} − {thousands(spent)}"),
    ]
    made = [(cell(what), cell(thousands(amount), "right"), cell(source)) for what, amount, source in rows]
    positions = [
        (cell(label), cell(decimals(float(str(value))), "right"), cell("Kommunens redovisning, avsnitt 7"))
        for label, key in (
            ("Beviljade årsanställningar", "economy.granted.positions"),
            ("Årsanställningar under året", "economy.spent.positions"),
        )
        if (value := redovisning.value(key)) is not None
    ]
    heads = (cell("Uppgift"), cell("Kronor eller antal", "right"), cell("Källa eller uträkning"))
    table = Table((0.42, 0.2, 0.38), heads, (*made, *positions), caption="Uträkning")
    values = {
        "year": str(redovisning.year or ""),
        "municipality": municipality,
        "granted": thousands(granted),
        "spent": thousands(spent),
        "unused": thousands(max(unused, 0)),
        "overspent": thousands(-unused) if unused < 0 else "",
        "has_unused": "ja" if unused > 0 else "",
        "why_fewer": str(redovisning.value("economy.why_fewer") or ""),
        "law": law["15 §"].strip(),
    }
    return Filling(values, {}, {"arithmetic": (table,)})


@dataclass(frozen=True, slots=True)
class NoReport:
    """A municipality that was granted money and has not reported, as the county board knows it.

    ``amount`` and ``positions`` are those of the board's decision, ``reminded`` the days when it was reminded.
    """

    municipality: str
    amount: int
    positions: Decimal
    reminded: Sequence[date] = ()


def no_report(case: NoReport, year: int, deadline: date, today: date, law: Mapping[str, str]) -> Filling:
    """What is not accounted for when no report has come: all that was granted; what follows is for a person to judge.

    Raises CannotWrite when the report is not late yet.
    """
    late = (today - deadline).days
    if late <= 0:
        raise CannotWrite(
            f"{case.municipality}: redovisningen är inte sen förrän efter den {spelled(deadline)}, så det finns "
            "inget underlag att skriva."
        )
    source = "Länsstyrelsens beslut om bidraget"
    rows = (
        (cell("Beviljat statsbidrag"), cell(thousands(case.amount), "right"), cell(source)),
        (cell("Redovisat som förbrukat"), cell("–", "right"), cell("Ingen redovisning har kommit in")),
        (cell("Inte redovisat"), cell(thousands(case.amount), "right"), cell("Hela det beviljade beloppet")),
        (cell("Beviljade årsanställningar"), cell(decimals(float(case.positions)), "right"), cell(source)),
    )
    heads = (cell("Uppgift"), cell("Kronor eller antal", "right"), cell("Källa eller uträkning"))
    table = Table((0.42, 0.2, 0.38), heads, rows, caption="Uträkning")
    values = {
        "year": str(year),
        "municipality": case.municipality,
        "granted": thousands(case.amount),
        "deadline": spelled(deadline),
        "late": "en dag" if late == 1 else f"{late} dagar",
        "law": law["15 §"].strip(),
        "duty": law["10 §"].strip(),
    }
    reminders = [{"day": spelled(day)} for day in sorted(case.reminded)]
    return Filling(values, {"reminders": reminders}, {"arithmetic": (table,)})


def _amount(redovisning: Redovisning, key: str, what: str) -> int:
    value = redovisning.value(key)
    if isinstance(value, bool) or not isinstance(value, int):
        raise CannotWrite(
            f"Underlaget kan inte räknas: {what} är inte känt. Begär beloppet av kommunen (komplettering)."
        )
    return value


def _kronor(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), ROUND_HALF_UP))
