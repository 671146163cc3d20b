"""Tick boxes: whether one is ticked, and what a list of them says; a box stands before its words, or after them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import zip_longest

from redovisa.form.answer import Value
from redovisa.form.field import Field, FieldType
from redovisa.form.parse import Unclear, folded, is_blank, is_mark, parse
from redovisa.reading.meaning.notebook import Notebook
from redovisa.reading.meaning.outline import Slot, fold
from redovisa.reading.meaning.region import Region, Scrap, beside
from redovisa.reading.source import TICKED, UNTICKED

MORE_THAN_ONE = "Mer än ett svar är ikryssat."
_BETWEEN = "Krysset står på en egen rad mellan två alternativ. Vilket av dem hör det till?"
_WEAK_TICK = "Det går inte att se i bilden om rutan är ikryssad."
_TICK = Field("", "", FieldType.MARK, "")
#: Ticks that are no words.
CROSSES = frozenset({"x", "xx", "xxx", TICKED, "×", "✓", "✔", "√"})
_ABBREVIATED = re.compile(r"\b[jn]\b")


def is_value(text: str) -> bool:
    """Whether a text is a number or a tick and nothing else."""
    bare = text.strip()
    return bool(bare) and (bare.isdigit() or is_mark(bare))


def choices(asked: Field) -> tuple[Value, ...]:
    """What a ticked question may be answered."""
    return asked.choices if asked.type is FieldType.CHOICE else (True, False)


def tick_of(raw: str, own: str = "", others: Collection[str] = ()) -> bool | Unclear | None:
    """Whether the box is ticked; the word of its own column written there ticks it, one of the ``others`` does not.

    ``Nej`` in the Nej column is a tick, ``X Nej`` too; ``Ja`` there is asked about.
    """
    words = _ABBREVIATED.sub(lambda found: "ja" if found[0] == "j" else "nej", fold(raw)).split() if own else []
    said = [word for word in words if word not in CROSSES]
    if len(said) == 1 and said[0] in others:
        return Unclear(f"Det står ”{folded(raw)}” i kolumnen {own.capitalize()}.", (True, False))
    if said == [own]:
        return None if UNTICKED in raw else True
    parsed = parse(_TICK, raw)
    return parsed if isinstance(parsed, Unclear) or parsed is None else bool(parsed)


def read_options(group: Sequence[Region], notebook: Notebook) -> None:
    """Puts down what a list of tick boxes says: single marks, and choices of which one is ticked."""
    before = any(not is_blank(region.tick) or UNTICKED in region.tick for region in group)
    ticked: dict[str, list[tuple[Slot, Region]]] = {}
    for region, following in zip_longest(group, group[1:]):
        slot = region.label.slots[0]
        if slot is None:
            continue
        between = not before and following is not None and _is_between(region, notebook)
        raw = _box_of(region, before, notebook)
        if between and is_mark(raw):
            _ask_both(raw, region, following, notebook)
        if notebook.is_doubted(slot.field):
            continue
        asked = notebook.fields[slot.field]
        parsed = parse(asked, raw) if asked.type is FieldType.YES_NO else tick_of(raw)
        if isinstance(parsed, Unclear):
            notebook.doubt_at(slot.field, parsed.why, folded(raw), parsed.candidates, None, region)
        elif notebook.is_weak_tick(region) or notebook.weak(raw, region.scraps) is not None:
            why = _WEAK_TICK if notebook.source.ocr else notebook.why_weak(raw)
            notebook.doubt_at(slot.field, why, folded(raw), choices(asked), None, region)
        elif asked.type is FieldType.CHOICE:
            ticked.setdefault(slot.field, []).extend([(slot, region)] if parsed else [])
        elif parsed is not None:
            notebook.put(slot.field, parsed, folded(raw), notebook.place(None, region))
    _put_chosen(ticked, notebook)


def _put_chosen(ticked: Mapping[str, list[tuple[Slot, Region]]], notebook: Notebook) -> None:
    """Puts down which option of each choice is ticked."""
    for key, chosen in ticked.items():
        if notebook.is_doubted(key):
            continue
        if len(chosen) == 1:
            slot, region = chosen[0]
            notebook.put(key, slot.means, folded(region.tick), notebook.place(None, region))
        elif chosen:
            meanings = tuple(slot.means for slot, _ in chosen)
            notebook.doubt_at(key, MORE_THAN_ONE, "", meanings, None, chosen[0][1])


def _is_between(region: Region, notebook: Notebook) -> bool:
    """Whether what follows the label stands on a line of its own, as near to the next label as to this one."""
    scrap = next((scrap for scrap in region.scraps if scrap.text.strip()), None)
    if scrap is None:
        return False
    if scrap.at == region.at:
        return "\n" in scrap.text[: len(scrap.text) - len(scrap.text.lstrip())]
    return not beside(notebook.words.pieces[region.at], scrap.piece)


def _ask_both(raw: str, region: Region, following: Region, notebook: Notebook) -> None:
    """Asks which of two boxes a tick between their labels stands in."""
    slots = [one.label.slots[0] for one in (region, following)]
    meanings = tuple(slot.means for slot in slots if slot and slot.means)
    for slot in dict.fromkeys(slots):
        if slot and not notebook.is_doubted(slot.field):
            notebook.doubt_at(slot.field, _BETWEEN, folded(raw), meanings or (True,), None, region)


def _box_of(region: Region, before: bool, notebook: Notebook) -> str:
    """What stands in the label's box; the words after the label go to their own field, or astray."""
    rest = list(region.scraps)
    raw = region.tick
    if not before and rest and is_blank(raw):
        raw, rest = _first_line(rest)
    if region.label.after:
        notebook.answer(region.label.after, "\n".join(scrap.text for scrap in rest), rest)
    elif before:
        notebook.stray(rest)
    return raw


def _first_line(scraps: list[Scrap]) -> tuple[str, list[Scrap]]:
    for i, scrap in enumerate(scraps):
        if scrap.text.strip():
            line, _, rest = scrap.text.strip("\n").partition("\n")
            return line, [Scrap(rest, scrap.at, scrap.piece), *scraps[i + 1 :]]
    return "", scraps
