"""Gives a document its meaning: from the pieces of a source to the answers and doubts of an edition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from redovisa.form.answer import Answer, Doubt, Value
from redovisa.form.field import Field, FieldType
from redovisa.form.parse import Unclear, folded, is_blank, is_mark, parse, shown
from redovisa.reading.align import Match, align
from redovisa.reading.boxes import box_texts
from redovisa.reading.moved import stops, with_moved
from redovisa.reading.outline import Asks, Label, Slot
from redovisa.reading.region import Region, Scrap, regions
from redovisa.reading.repeats import repeated_heads
from redovisa.reading.source import MAYBE_BROKEN, Manner, Piece, Source
from redovisa.reading.spread import Spread, by_cells, by_holders, by_position
from redovisa.reading.stream import Stream

_WEAK = "Det var svårt att läsa i bilden. Står det ”{}”?"
_WEAK_TICK = "Det går inte att se i bilden om rutan är ikryssad."


@dataclass(slots=True)
class Meaning:
    """What was read: answers by field, doubts, and ``strays``: words written where no question asks for them.

    ``adrift`` counts numbers and ticks that stand among headings and column heads, away from their rows.
    """

    answers: dict[str, Answer] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)
    adrift: int = 0


class Matcher:
    """Reads one source with one edition's labels."""

    def __init__(
        self, labels: Sequence[Label], notes: Sequence[str], fields: Mapping[str, Field], source: Source, words: Stream
    ) -> None:
        self._labels = labels
        self._fields = fields
        self._source = source
        self._words = words
        self._notes = notes
        self._meaning = Meaning()

    def read(self) -> Meaning:
        """The answers and doubts of the source."""
        self._words.leave_out(self._notes)
        matches = with_moved(self._labels, self._words, align(self._labels, self._words, self._source.ocr))
        repeated = repeated_heads(self._labels, self._words, matches)
        ends = stops(self._labels, self._words, [*matches, *repeated])
        found = regions(self._labels, matches, self._words, repeated, ends)
        for region in found:
            self._meaning.adrift += _adrift(region)
            self._stray(region.beyond)
        heads: dict[int, Match] = {}
        at = 0
        while at < len(found):
            region = found[at]
            group = [region]
            if region.label.asks in (Asks.AFTER, Asks.TICK):
                group = _group(found, at)
            at += len(group)
            match region.label.asks:
                case Asks.NOTHING:
                    heads = self._heads(heads, region)
                    self._stray(region.scraps)
                case Asks.ROW:
                    self._row(region, heads)
                case Asks.AFTER:
                    self._boxes(group)
                case Asks.TICK:
                    self._options(group)
        self._missing({match.label for match in matches})
        return self._meaning

    # --- boxes ---------------------------------------------------------------------------------------------------

    def _boxes(self, group: list[Region]) -> None:
        laid = box_texts(group, self._fields, self._words, self._source.manner)
        self._stray(laid.rest)
        for region, scraps in zip(group, laid.texts, strict=True):
            slot = region.label.slots[0]
            if slot is None:
                self._stray(scraps)
                continue
            kind = self._fields[slot.field].type
            if kind is FieldType.YEAR:
                scraps = _first_written(scraps)
            raw = _without_unit("\n".join(scrap.text for scrap in scraps), region.label.unit)
            self._answer(slot.field, raw, scraps)
        for one in laid.loose:
            self._loose(one.regions, one.scraps)

    def _loose(self, group: Sequence[Region], scraps: Sequence[Scrap]) -> None:
        raw = folded(" ".join(scrap.text for scrap in scraps))
        names = ", ".join(self._fields[slot.field].label for region in group if (slot := region.label.slots[0]))
        for region in group:
            slot = region.label.slots[0]
            if slot:
                parsed = parse(self._fields[slot.field], raw)
                candidates = () if parsed is None or isinstance(parsed, Unclear) else (parsed,)
                why = f"Det syns inte vilken av rutorna ({shown(names)}) som texten hör till."
                self._doubt(slot.field, why, raw, candidates, scraps[0])

    # --- rows ----------------------------------------------------------------------------------------------------

    def _heads(self, heads: dict[int, Match], region: Region) -> dict[int, Match]:
        """The column heads of the table being read, by ordinal; a new table starts anew."""
        label = region.label
        if label.column < 0:
            return heads
        same = {i: match for i, match in heads.items() if self._labels[match.label].group == label.group}
        return {**same, label.column: region.match}

    def _row(self, region: Region, heads: dict[int, Match]) -> None:
        slots = region.label.slots
        spread = self._spread(region, heads)
        self._stray(spread.rest)
        astray = () if any(spread.columns) else tuple(scrap for scrap in spread.rest if _is_value(scrap.text))
        if astray or any(scrap.text.strip() for scrap in spread.loose):
            self._loose_row(region, spread.loose or astray)
            return
        marks: dict[str, list[tuple[Slot, str, Piece | None]]] = {}
        for slot, text, piece in zip(slots, spread.columns, spread.pieces, strict=True):
            if slot is None:
                continue
            if slot.means:
                marks.setdefault(slot.field, []).append((slot, text, piece))
            else:
                self._put_parsed(slot.field, text, self._place(piece, region), self._weak(text, region.scraps))
        for key, columns in marks.items():
            self._marked(key, columns, region)

    def _spread(self, region: Region, heads: dict[int, Match]) -> Spread:
        columns = len(region.label.slots)
        group = region.label.group
        own = [
            match if match and self._labels[match.label].group == group else None
            for match in map(heads.get, range(columns))
        ]
        label = self._words.pieces[self._words.piece(region.match.end - 1)]
        spread: Spread | None = None
        if label.table is not None:
            pieces = [None if head is None else self._words.pieces[self._words.piece(head.start)] for head in own]
            spread = by_cells(
                region.scraps, (self._words.pieces[self._words.piece(region.match.start)], label), columns, pieces
            )
        elif self._source.manner is Manner.POSITIONS:
            near = [scrap for scrap in region.scraps if scrap.text.strip()]
            extents = [None if head is None else self._words.extent(head.start, head.end) for head in own]
            spread = by_position(near, extents) if near else None
            if spread and spread.loose:
                spread = None
        last = region.label.slots[-1]
        words_last = last is not None and self._fields[last.field].type is FieldType.TEXT
        return spread or by_holders(region.scraps, columns, words_last)

    def _loose_row(self, region: Region, loose: Sequence[Scrap]) -> None:
        raw = folded(" ".join(scrap.text for scrap in (*region.scraps,) if scrap.text.strip()))
        tokens = raw.split()
        for slot in region.label.slots:
            if slot is None or any(doubt.field == slot.field for doubt in self._meaning.doubts):
                continue
            kind = self._fields[slot.field]
            read = [parse(kind, token) for token in tokens[:4]]
            sure = tuple(dict.fromkeys(v for v in read if v is not None and not isinstance(v, Unclear)))
            candidates: tuple[Value, ...] = (True, False) if kind.type is FieldType.YES_NO else sure
            if kind.type is FieldType.CHOICE:
                candidates = kind.choices
            why = "Det syns inte vilken kolumn svaret står i."
            self._doubt(slot.field, why, raw, candidates, loose[0])

    def _marked(self, key: str, columns: list[tuple[Slot, str, Piece | None]], region: Region) -> None:
        asked = self._fields[key]
        ticked: list[tuple[Slot, Piece | None]] = []
        unclear: list[tuple[Unclear, Slot, Piece | None]] = []
        for slot, text, piece in columns:
            parsed = _tick_of(text, slot)
            if isinstance(parsed, Unclear):
                unclear.append((parsed, slot, piece))
            elif parsed:
                ticked.append((slot, piece))
        raw = folded(" | ".join(text for _, text, _ in columns))
        if unclear:
            self._doubt_at(key, unclear[0][0].why, raw, _choices(asked), unclear[0][2], region)
        elif len(ticked) > 1:
            self._doubt_at(key, "Mer än ett svar är ikryssat.", raw, _choices(asked), ticked[0][1], region)
        elif ticked and self._weak(raw, region.scraps) is not None:
            self._doubt_at(key, _WEAK.format(shown(raw)), raw, _choices(asked), ticked[0][1], region)
        elif ticked:
            slot, piece = ticked[0]
            self._put(key, _meant(asked, slot), raw, self._place(piece, region))

    # --- tick boxes before their words ---------------------------------------------------------------------------

    def _options(self, group: list[Region]) -> None:
        before = any(not is_blank(region.tick) or "☐" in region.tick for region in group)
        ticked: dict[str, list[tuple[Slot, Region]]] = {}
        for region in group:
            slot = region.label.slots[0]
            if slot is None:
                continue
            rest = list(region.scraps)
            raw = region.tick
            if not before and rest and is_blank(raw):
                raw, rest = _first_line(rest)
            if region.label.after:
                text = "\n".join(scrap.text for scrap in rest)
                self._answer(region.label.after, text, rest)
            elif before:
                self._stray(rest)
            asked = self._fields[slot.field]
            parsed = parse(asked, raw) if asked.type is FieldType.YES_NO else _tick_of(raw, slot)
            if isinstance(parsed, Unclear):
                self._doubt_at(slot.field, parsed.why, folded(raw), parsed.candidates, None, region)
            elif self._is_weak_tick(region):
                self._doubt_at(slot.field, _WEAK_TICK, folded(raw), _choices(asked), None, region)
            elif asked.type is FieldType.CHOICE:
                ticked.setdefault(slot.field, []).extend([(slot, region)] if parsed else [])
            elif parsed is not None:
                self._put(slot.field, parsed, folded(raw), self._place(None, region))
        for key, options in ticked.items():
            if len(options) == 1:
                slot, region = options[0]
                self._put(key, slot.means, folded(region.tick), self._place(None, region))
            elif options:
                why = "Mer än ett svar är ikryssat."
                self._doubt_at(key, why, "", tuple(slot.means for slot, _ in options), None, options[0][1])

    # --- what is put down ----------------------------------------------------------------------------------------

    def _answer(self, key: str, raw: str, scraps: Sequence[Scrap]) -> None:
        first = next((scrap for scrap in scraps if scrap.text.strip()), None)
        if first is not None:
            self._put_parsed(key, raw, place_of(first.piece, first.at), self._weak(raw, scraps))

    def _put_parsed(self, key: str, raw: str, place: str, weak: Sequence[str] | None = None) -> None:
        """Puts down what ``raw`` means; ``weak`` are the other readings of a text that was hard to read."""
        parsed = parse(self._fields[key], raw)
        if parsed is None:
            return
        if MAYBE_BROKEN in raw and self._fields[key].type is FieldType.TEXT:
            ways = (folded(raw.replace(MAYBE_BROKEN, "")), folded(raw))
            parsed = Unclear("Ett ord kan vara brutet på två rader.", ways)
        if isinstance(parsed, Unclear):
            self._meaning.doubts.append(Doubt(key, parsed.why, folded(raw), parsed.candidates, place))
        elif weak is not None:
            read = [parsed, *(parse(self._fields[key], text) for text in weak)]
            candidates = tuple(dict.fromkeys(v for v in read if v is not None and not isinstance(v, Unclear)))
            self._meaning.doubts.append(Doubt(key, _WEAK.format(shown(folded(raw))), folded(raw), candidates, place))
        else:
            self._put(key, parsed, folded(raw), place)

    def _put(self, key: str, value: Value, raw: str, place: str) -> None:
        self._meaning.answers[key] = Answer(key, value, raw, place)

    def _doubt(self, key: str, why: str, raw: str, candidates: tuple[Value, ...], scrap: Scrap) -> None:
        self._meaning.doubts.append(Doubt(key, why, raw, candidates, place_of(scrap.piece, scrap.at)))

    def _doubt_at(
        self, key: str, why: str, raw: str, candidates: tuple[Value, ...], piece: Piece | None, region: Region
    ) -> None:
        self._meaning.doubts.append(Doubt(key, why, raw, candidates, self._place(piece, region)))

    def _weak(self, raw: str, scraps: Sequence[Scrap]) -> tuple[str, ...] | None:
        """None for a text that was read with certainty; else what it may say instead."""
        if not self._source.uncertain:
            return None
        words = set(raw.split())
        weak = [s.at for s in scraps if s.at in self._source.uncertain and not words.isdisjoint(s.text.split())]
        return tuple(text for at in weak for text in self._source.readings.get(at, ())) if weak else None

    def _is_weak_tick(self, region: Region) -> bool:
        """Whether the tick box beside the label was hard to tell: it stands in the label's piece, or in the one before."""
        at = self._words.piece(region.match.start)
        beside = {at} if self._words.pieces[at].text.startswith(region.tick) else {at, at - 1}
        return bool(region.tick) and not self._source.uncertain.isdisjoint(beside)

    def _place(self, piece: Piece | None, region: Region) -> str:
        number = self._words.piece(region.match.end - 1)
        return place_of(piece or self._words.pieces[number], number)

    def _stray(self, scraps: Sequence[Scrap]) -> None:
        if all(not scrap.text or scrap.text.isspace() for scrap in scraps):
            return
        text = folded(" ".join(scrap.text for scrap in scraps))
        if sum(sign.isalpha() for sign in text) >= 3:
            self._meaning.strays.append(text)

    def _missing(self, found: set[int]) -> None:
        """A question that is not in the document is not a question left blank: a person must look."""
        for number, label in enumerate(self._labels):
            if number in found or label.asks is Asks.NOTHING:
                continue
            for key in dict.fromkeys(
                [*(slot.field for slot in label.slots if slot), *([label.after] * bool(label.after))]
            ):
                known = key in self._meaning.answers or any(doubt.field == key for doubt in self._meaning.doubts)
                if not known:
                    self._meaning.doubts.append(Doubt(key, "Frågan hittades inte i dokumentet."))


def _group(found: Sequence[Region], at: int) -> list[Region]:
    first = found[at].label
    end = at + 1
    while end < len(found) and found[end].label.group == first.group and found[end].label.asks is first.asks:
        end += 1
    if first.asks is Asks.TICK and first.slots[0] and first.slots[0].means:
        return list(found[at:end])
    # Options are blocks of their own: a run of them is one list of tick boxes.
    while first.asks is Asks.TICK and end < len(found) and found[end].label.asks is Asks.TICK:
        end += 1
    return list(found[at:end])


def _adrift(region: Region) -> int:
    """How many numbers and ticks follow a heading or a column head as if they were its own."""
    loose = region.scraps if region.label.asks is Asks.NOTHING else ()
    return sum(_is_value(line) for scrap in (*loose, *region.beyond) for line in scrap.text.split("\n"))


def _is_value(text: str) -> bool:
    bare = text.strip()
    return bool(bare) and (bare.isdigit() or is_mark(bare))


def _choices(asked: Field) -> tuple[Value, ...]:
    return asked.choices if asked.type is FieldType.CHOICE else (True, False)


def _meant(asked: Field, slot: Slot) -> Value:
    return slot.means if asked.type is FieldType.CHOICE else slot.means == "yes"


_TICK = Field("", "", FieldType.MARK, "")


def _tick_of(raw: str, slot: Slot) -> bool | Unclear | None:
    """Whether the box is ticked: ``Nej`` written in the Nej column ticks it too."""
    if slot.means == "no" and folded(raw).casefold().rstrip(".") in ("nej", "n"):
        return True
    parsed = parse(_TICK, raw)
    return parsed if isinstance(parsed, Unclear) or parsed is None else bool(parsed)


def _first_written(scraps: Sequence[Scrap]) -> list[Scrap]:
    """The first line with words: what else stands in the head of the form is no part of the year."""
    first = next((scrap for scrap in scraps if scrap.text.strip()), None)
    return [Scrap(first.text.strip().split("\n")[0], first.at, first.piece)] if first else []


def _first_line(scraps: list[Scrap]) -> tuple[str, list[Scrap]]:
    for i, scrap in enumerate(scraps):
        if scrap.text.strip():
            line, _, rest = scrap.text.strip("\n").partition("\n")
            return line, [Scrap(rest, scrap.at, scrap.piece), *scraps[i + 1 :]]
    return "", scraps


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


def place_of(piece: Piece, number: int) -> str:
    """Where a piece stands, in words for people."""
    parts = [f"sida {piece.page}"] if piece.page else []
    if piece.line:
        parts.append(f"rad {piece.line}")
    elif piece.table is not None:
        parts.append(f"tabell {piece.table}, rad {(piece.row or 0) + 1}, kolumn {(piece.column or 0) + 1}")
    elif not parts:
        parts.append(f"stycke {number + 1}")
    return ", ".join(parts)
