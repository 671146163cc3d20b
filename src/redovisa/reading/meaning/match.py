"""Gives a document its meaning: from the pieces of a source to the answers and doubts of an edition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from redovisa.form.answer import Doubt
from redovisa.form.field import WORDS, Field, FieldType
from redovisa.form.parse import Unclear, folded, parse, shown
from redovisa.reading.meaning.align import align
from redovisa.reading.meaning.boxes import box_texts
from redovisa.reading.meaning.contested import CROSSED, contested
from redovisa.reading.meaning.echo import echoes
from redovisa.reading.meaning.joined import with_joined
from redovisa.reading.meaning.moved import stops, with_moved
from redovisa.reading.meaning.notebook import Meaning, Notebook
from redovisa.reading.meaning.outline import Asks, Label, Outline
from redovisa.reading.meaning.region import Region, Scrap, regions
from redovisa.reading.meaning.repeats import repeated_heads
from redovisa.reading.meaning.rows import Rows
from redovisa.reading.meaning.sightings import Sightings
from redovisa.reading.meaning.spill import ask_below, ask_neighbours
from redovisa.reading.meaning.stream import Stream
from redovisa.reading.meaning.tick import is_value, read_options
from redovisa.reading.source import Source

_NO_OPTION = "Alla svarsalternativ hittades inte i dokumentet. Vilket av dem är ikryssat?"
_ADDED = "Under svaret har någon lagt till rader. Hör de till svaret?"
NOT_FOUND = "Frågan hittades inte i dokumentet."


def meaning_of(
    outline: Outline, fields: Mapping[str, Field], source: Source, words: Stream, seen: Sightings
) -> Meaning:
    """What a source says, read with the labels of one edition."""
    labels = outline.labels
    joined = with_joined(labels, words, seen, align(outline, words, seen, source.ocr))
    matches = with_moved(outline, words, seen, joined)
    repeated = repeated_heads(outline, words, matches)
    found = regions(labels, matches, words, repeated, stops(outline, words, seen, [*matches, *repeated]))
    notebook = Notebook(fields, source, words)
    rows = Rows(outline, notebook)
    groups = _groups(found)
    for group in groups:
        match group[0].label.asks:
            case Asks.NOTHING:
                rows.head(group[0])
                notebook.stray(group[0].scraps)
            case Asks.ROW:
                rows.read(group[0])
            case Asks.AFTER:
                _boxes(group, notebook)
            case Asks.TICK:
                read_options(group, notebook)
        for region in group:
            if region.beyond:
                notebook.stray(region.beyond)
            if region.beyond or region.label.asks is Asks.NOTHING:
                notebook.meaning.adrift += _adrift(region)
    _missing(labels, {match.label for match in matches}, notebook)
    # Most printed words stand where labels were found; the others make what they stand by doubtful.
    starts = {match.start for match in matches}
    others = [one for one in seen if one[0] not in starts]
    doubtful = contested(outline, words, seen, matches, others) | rows.drifting()
    beside = _beside(outline, notebook) if CROSSED in doubtful.values() else {}
    for key, why in doubtful.items():
        crossed = why == CROSSED
        notebook.contest(key, why, beside.get(key, "") if crossed else "", other_column=crossed)
    for echo in echoes(outline, words, matches, others):
        if fields[echo.field].type in WORDS:
            notebook.contest(echo.field, echo.why, echo.said)
    ask_neighbours(groups, notebook)
    ask_below(groups, notebook)
    return notebook.meaning


def _beside(outline: Outline, notebook: Notebook) -> dict[str, str]:
    """By field, what was written in the other column of its row, where a row has two."""
    answers = notebook.meaning.answers
    pairs = [label.slots for label in outline.labels if label.asks is Asks.ROW and len(label.slots) == 2]
    both = [(one.field, other.field) for one, other in pairs if one and other and one.field != other.field]
    return {key: answers[at].raw for pair in both for key, at in (pair, pair[::-1]) if at in answers}


def _groups(found: Sequence[Region]) -> list[list[Region]]:
    """Boxes printed side by side, and tick boxes of one list, together; every other label by itself."""
    groups: list[list[Region]] = []
    for region in found:
        last = groups[-1][-1].label if groups else None
        label = region.label
        together = (
            last is not None
            and last.asks is label.asks
            and (
                (label.asks is Asks.AFTER and last.group == label.group)
                or (label.asks is Asks.TICK and _one_list(last, label))
            )
        )
        if together:
            groups[-1].append(region)
        else:
            groups.append([region])
    return groups


def _one_list(one: Label, other: Label) -> bool:
    """Whether two options stand in one list: those of one choice, or marks one after the other."""
    first, second = one.slots[0], other.slots[0]
    if first is None or second is None:
        return False
    return first.field == second.field if first.means or second.means else True


def _boxes(group: list[Region], notebook: Notebook) -> None:
    laid = box_texts(group, notebook.fields, notebook.words, notebook.source.manner)
    notebook.stray(laid.rest)
    for number, (region, scraps) in enumerate(zip(group, laid.texts, strict=True)):
        slot = region.label.slots[0]
        added = laid.added.get(number, [])
        if slot is None:
            notebook.stray([*scraps, *added])
            continue
        kind = notebook.fields[slot.field].type
        if kind is FieldType.YEAR:
            scraps = _first_written(scraps)
        raw = _without_unit("\n".join([scrap.text for scrap in scraps]), region.label.unit)
        notebook.answer(slot.field, raw, scraps)
        if added:
            whole = "\n".join(scrap.text for scrap in (*scraps, *added))
            notebook.contest(slot.field, _ADDED, whole)
    for one in laid.loose:
        _loose(one.regions, one.scraps, notebook)


def _loose(group: Sequence[Region], scraps: Sequence[Scrap], notebook: Notebook) -> None:
    raw = folded(" ".join(scrap.text for scrap in scraps))
    names = ", ".join(notebook.fields[slot.field].label for region in group if (slot := region.label.slots[0]))
    for region in group:
        slot = region.label.slots[0]
        if slot:
            parsed = parse(notebook.fields[slot.field], raw)
            candidates = parsed.candidates if isinstance(parsed, Unclear) else () if parsed is None else (parsed,)
            why = f"Det syns inte vilken av rutorna ({shown(names)}) som texten hör till."
            notebook.doubt(slot.field, why, raw, candidates, scraps[0])


def _missing(labels: Sequence[Label], found: set[int], notebook: Notebook) -> None:
    """A question that is not in the document is not a question left blank: a person must look."""
    for number, label in enumerate(labels):
        if number in found or label.asks is Asks.NOTHING:
            continue
        if label.asks is Asks.TICK and label.slots[0] and label.slots[0].means:
            # Another option may have got its tick.
            notebook.contest(label.slots[0].field, _NO_OPTION, other_column=True)
            continue
        for key in dict.fromkeys([*(slot.field for slot in label.slots if slot), *([label.after] * bool(label.after))]):
            known = key in notebook.meaning.answers or notebook.is_doubted(key)
            if not known:
                notebook.meaning.doubts.append(Doubt(key, NOT_FOUND))


def _adrift(region: Region) -> int:
    """How many numbers and ticks follow a heading or a column head as if they were its own."""
    loose = region.scraps if region.label.asks is Asks.NOTHING else ()
    return sum(is_value(line.replace(",", "")) for scrap in (*loose, *region.beyond) for line in scrap.text.split("\n"))


def _first_written(scraps: Sequence[Scrap]) -> list[Scrap]:
    """The first line with words: what else stands in the head of the form is no part of the year."""
    first = next((scrap for scrap in scraps if scrap.text.strip()), None)
    return [Scrap(first.text.strip().split("\n")[0], first.at, first.piece)] if first else []


def _without_unit(raw: str, unit: str) -> str:
    """The answer without the unit printed after its room (or before it, where the room was moved)."""
    if not unit:
        return raw
    text = raw.strip()
    if text.casefold() == unit:
        return ""
    if text.casefold().endswith((f" {unit}", f"\n{unit}")):
        return text[: -len(unit)]
    if text.casefold().startswith((f"{unit}\n", f"{unit}\t")):
        return text[len(unit) :]
    return raw
