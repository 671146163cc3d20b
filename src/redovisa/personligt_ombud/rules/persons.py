"""Rules for all free texts: nobody may be pointed out, for the form is as a rule a public document."""

from __future__ import annotations

from redovisa.checking.finding import Severity
from redovisa.checking.outline import outline
from redovisa.checking.persons import has_personal_number, may_hold_personal_number, may_point_out, pointed_out
from redovisa.checking.rule import Fault, Ground, Outcome, Rule, Test
from redovisa.checking.sheet import Sheet
from redovisa.checking.wording import listed, quoted
from redovisa.personligt_ombud.rules.free_texts import FREE_TEXTS, STORIES, nobody_pointed_out
from redovisa.personligt_ombud.rules.sources import plausible

_KEYS = tuple(FREE_TEXTS)


def _personal_number(sheet: Sheet) -> Outcome:
    if not may_hold_personal_number(sheet.bones):
        return None
    get = sheet.get
    found = [key for key in _KEYS if (text := get(key)) and has_personal_number(text)]
    if not found:
        return None
    where = listed([FREE_TEXTS[key] for key in found])
    return Fault(f"Något som ser ut som ett personnummer står i texten om {where}.", tuple(found))


def _points_out(sheet: Sheet) -> Outcome:
    if not may_point_out(sheet.prose, sheet.bones):
        return None
    get = sheet.get
    sentences: list[str] = []
    fields: list[str] = []
    for key in STORIES:
        text = get(key)
        sign = pointed_out(text, outline(text)) if text else None
        if sign is None:
            continue
        if sign.initials:
            sentences.append(f"Texten om {FREE_TEXTS[key]} verkar nämna en person vid namn ({sign.initials}).")
        else:
            sentences.append(f"Texten om {FREE_TEXTS[key]} verkar handla om en enskild person: {quoted(sign.age)}.")
        fields.append(key)
    return Fault(" ".join(sentences), tuple(fields)) if fields else None


RULES = (
    Rule(
        code="PER-01",
        severity=Severity.CORRECT,
        ground=Ground.FORBIDDEN,
        title="Inget personnummer får stå i en fri text",
        source=plausible("Redovisningen är som regel en allmän handling, och den gäller verksamheten, inte enskilda."),
        needs=_KEYS,
        test=Test(_personal_number, unless=nobody_pointed_out),
        why="Redovisningen är som regel en allmän handling, och uppgifter om enskilda klienter är sekretessbelagda.",
        do="Ta bort numret innan redovisningen sänds vidare.",
    ),
    Rule(
        code="PER-02",
        severity=Severity.NOTE,
        title="Ingen enskild ska kunna kännas igen i en fri text",
        source=plausible("Namn, ålder och ort tillsammans räcker ofta för att känna igen någon i en liten kommun."),
        needs=STORIES,
        test=Test(_points_out, unless=nobody_pointed_out),
        why="Redovisningen är som regel en allmän handling, och i en liten kommun är det lätt att känna igen någon.",
        do="Se efter om någon klient kan kännas igen, och skriv i så fall om texten så att den gäller bristen.",
        yields_to=("PER-01",),
    ),
)
