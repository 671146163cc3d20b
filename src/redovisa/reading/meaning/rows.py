"""Reads a row of a table: lays what stands beside its label over the columns, and says what each column means."""

from __future__ import annotations

from collections.abc import Sequence

from redovisa.form.answer import Value
from redovisa.form.field import Field, FieldType
from redovisa.form.parse import Unclear, folded, parse
from redovisa.reading.meaning.align import Match
from redovisa.reading.meaning.drift import Drift
from redovisa.reading.meaning.merged import Merged
from redovisa.reading.meaning.notebook import Notebook
from redovisa.reading.meaning.outline import Label, Outline, Slot
from redovisa.reading.meaning.region import Region, Scrap
from redovisa.reading.meaning.spread import Spread, by_cells, by_holders, by_position
from redovisa.reading.meaning.stream import UNDER
from redovisa.reading.meaning.tick import MORE_THAN_ONE, choices, is_value, tick_of
from redovisa.reading.source import Manner, Piece

_NO_COLUMN = "Det syns inte vilken kolumn svaret står i."


class Rows:
    """The rows of the document's tables, read one by one; knows the column heads of the table being read."""

    def __init__(self, outline: Outline, notebook: Notebook) -> None:
        self._labels = outline.labels
        self._printed_heads = outline.heads
        self._notebook = notebook
        self._heads: dict[int, Match] = {}
        self._extents: dict[int, list[tuple[float, float] | None]] = {}  # of the heads, by table
        self._drift = Drift()
        self._merged = Merged(notebook)

    def head(self, region: Region) -> None:
        """Takes in a column head; a new table starts anew."""
        label = region.label
        if label.column < 0:
            return
        same = {i: match for i, match in self._heads.items() if self._labels[match.label].group == label.group}
        self._heads = {**same, label.column: region.match}
        self._extents = {}

    def read(self, region: Region) -> None:
        """Puts down the answers of a row."""
        notebook = self._notebook
        spread = self._spread(region)
        notebook.stray(spread.rest)
        astray = (
            ()
            if any(spread.columns) or not spread.rest
            else tuple(scrap for scrap in spread.rest if is_value(scrap.text))
        )
        if astray or (spread.loose and any(scrap.text.strip() for scrap in spread.loose)):
            self._loose_row(region, spread.loose or astray)
            return
        marks: dict[str, list[tuple[Slot, str, Piece | None]]] = {}
        for column, slot in enumerate(region.label.slots):
            if slot is None:
                continue
            text, piece = spread.columns[column], spread.pieces[column]
            if slot.means:
                marks.setdefault(slot.field, []).append((slot, text, piece))
            elif notebook.fields[slot.field].type is FieldType.MARK_OR_COUNT and _says(text):
                self._ja_or_nej(slot, text, piece, region)
            else:
                notebook.read(slot.field, text, piece, region)
        self._within(region, spread)
        for key, columns in marks.items():
            self._marked(key, columns, region)
        label = notebook.words.pieces[region.first]
        if label.table is not None:
            self._merged.take(region, spread, label)

    def _within(self, region: Region, spread: Spread) -> None:
        """Asks about blank columns when a value stands in a table of its own, set into one of the row's cells."""
        if not spread.rest:
            return
        words = self._notebook.words
        label = words.pieces[words.piece(region.match.end - 1)]
        inner = [
            scrap
            for scrap in spread.rest
            if label.table is not None and scrap.piece.table not in (None, label.table) and is_value(scrap.text)
        ]
        slots = zip(region.label.slots, spread.columns, strict=True)
        filled = {slot.field for slot, text in slots if slot and text.strip()}
        blank = [slot for slot in region.label.slots if slot and slot.field not in filled]
        for slot in blank if inner else ():
            parsed = parse(self._notebook.fields[slot.field], inner[0].text)
            read = () if parsed is None or isinstance(parsed, Unclear) else (parsed,)
            self._notebook.doubt(slot.field, _NO_COLUMN, folded(inner[0].text), read, inner[0])

    def _ja_or_nej(self, slot: Slot, text: str, piece: Piece | None, region: Region) -> None:
        """Puts down ``Ja`` or ``Nej`` written out in a column headed by one of them, for a mark or a number."""
        notebook, row = self._notebook, region.label
        if self._head_words(row)[row.slots.index(slot)] == _says(text):
            notebook.put(slot.field, True, folded(text), notebook.place(piece, region))
        else:
            why = f"Det står ”{folded(text)}” i en kolumn för det motsatta."
            notebook.doubt_at(slot.field, why, folded(text), (True,), piece, region)

    def drifting(self) -> dict[str, str]:
        """By field, why it is not known which column its answer stands in: the blanks of the text hold no columns."""
        return {slot.field: _NO_COLUMN for label in self._drift.rows() for slot in label.slots if slot}

    def _spread(self, region: Region) -> Spread:
        pieces = self._notebook.words.pieces
        columns = len(region.label.slots)
        label = pieces[region.at]
        if label.table is not None:
            labels = (pieces[region.first], label)
            spread = by_cells(region.scraps, labels, columns, lambda: self._head_pieces(region.label))
            if spread:
                return spread
        last = region.label.slots[-1]
        words_last = last is not None and self._notebook.fields[last.field].type is FieldType.TEXT
        if label.table is None and self._notebook.source.manner is Manner.POSITIONS:
            spread = self._by_position(region, words_last, label)
            if spread:
                return spread
        return by_holders(region.scraps, columns, words_last)

    def _by_position(self, region: Region, words_last: bool, label: Piece) -> Spread | None:
        near = [scrap for scrap in region.scraps if scrap.text.strip()]
        if not near:
            return None
        extents = self._head_extents(region.label)
        edge = self._notebook.words.pieces[region.first].x0
        if edge is not None and any(s.at != region.first and (s.piece.x0 or 0) <= edge + UNDER for s in near):
            return Spread([""] * len(extents), [None] * len(extents), near)  # words stand where labels do
        # In text that a program laid out, a tick slips aside by some characters: too much among three narrow columns.
        straight = label.line is not None and len(extents) > 2 and not words_last
        spread = by_position(near, extents, straight)
        if spread and (spread.loose or (words_last and _tick_for_words(spread.columns))):
            if not straight:
                self._drift.miss(region.label.group)
            return None
        if spread and label.line is not None:
            self._drift.add(region.label, spread, extents)
        return spread

    def _head_extents(self, row: Label) -> list[tuple[float, float] | None]:
        """How far to the left and right each head of the row's table reaches; worked out once for all its rows."""
        extents = self._extents.get(row.group)
        if extents is None or len(extents) != len(row.slots):
            words = self._notebook.words
            heads = self._own_heads(row)
            extents = [None if head is None else words.extent(head.start, head.end) for head in heads]
            self._extents[row.group] = extents
        return extents

    def _own_heads(self, row: Label) -> list[Match | None]:
        """The heads of the row's own table, column by column, as far as they were found."""
        heads = map(self._heads.get, range(len(row.slots)))
        return [head if head and self._labels[head.label].group == row.group else None for head in heads]

    def _head_pieces(self, row: Label) -> list[Piece | None]:
        words = self._notebook.words
        return [None if head is None else words.pieces[words.piece(head.start)] for head in self._own_heads(row)]

    def _head_words(self, row: Label) -> list[str]:
        """The first word of each column's head, in small letters: ``ja``, ``delvis``, ``nej``."""
        heads = self._printed_heads[row.group]
        return [heads[column].wordings[0].split()[0] for column in range(len(row.slots))]

    def _loose_row(self, region: Region, loose: Sequence[Scrap]) -> None:
        raw = folded(" ".join(scrap.text for scrap in region.scraps if scrap.text.strip()))
        tokens = raw.split()
        for slot in region.label.slots:
            if slot is None or self._notebook.is_doubted(slot.field):
                continue
            kind = self._notebook.fields[slot.field]
            read = [parse(kind, token) for token in tokens[:4]]
            sure = tuple(dict.fromkeys(v for v in read if v is not None and not isinstance(v, Unclear)))
            candidates: tuple[Value, ...] = (True, False) if kind.type is FieldType.YES_NO else sure
            if kind.type is FieldType.CHOICE:
                candidates = kind.choices
            self._notebook.doubt(slot.field, _NO_COLUMN, raw, candidates, loose[0])

    def _marked(self, key: str, columns: list[tuple[Slot, str, Piece | None]], region: Region) -> None:
        notebook = self._notebook
        asked = notebook.fields[key]
        ticked: list[tuple[Slot, Piece | None]] = []
        unclear: list[tuple[Unclear, Slot, Piece | None]] = []
        if not any(text for _, text, _ in columns) and not notebook.source.uncertain:
            return  # a row left blank
        heads = self._head_words(region.label)
        for slot, text, piece in columns:
            own = heads[region.label.slots.index(slot)]
            parsed = tick_of(text, own, [word for word in heads if word != own]) if text else None
            if isinstance(parsed, Unclear):
                unclear.append((parsed, slot, piece))
            elif parsed:
                ticked.append((slot, piece))
        raw = folded(" | ".join([text for _, text, _ in columns]))
        if unclear:
            notebook.doubt_at(key, unclear[0][0].why, raw, choices(asked), unclear[0][2], region)
        elif len(ticked) > 1:
            notebook.doubt_at(key, MORE_THAN_ONE, raw, choices(asked), ticked[0][1], region)
        elif notebook.weak(raw, region.scraps) is not None:
            piece = ticked[0][1] if ticked else None
            notebook.doubt_at(key, notebook.why_weak(raw), raw, choices(asked), piece, region)
        elif ticked:
            slot, piece = ticked[0]
            notebook.put(key, _meant(asked, slot), raw, notebook.place(piece, region))


def _says(text: str) -> str:
    """The word ``ja`` or ``nej``, when the text is one of them."""
    said = folded(text).casefold().rstrip(".")
    return said if said in ("ja", "nej") else ""


def _tick_for_words(columns: Sequence[str]) -> bool:
    """Whether a tick stands in the last column, which is for words, and nothing in those for ticks."""
    words = columns[-1].split()
    return not any(columns[:-1]) and bool(words) and is_value(words[0])


def _meant(asked: Field, slot: Slot) -> Value:
    return slot.means if asked.type is FieldType.CHOICE else slot.means == "yes"
