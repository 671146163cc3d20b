"""Where readings are put down: answers, doubts, and words that no question asked for; nowhere else, and none twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from redovisa.form.answer import Answer, Doubt, Value
from redovisa.form.contact import is_whole_address
from redovisa.form.field import Field, FieldType
from redovisa.form.parse import Unclear, folded, is_mark, parse, shown
from redovisa.reading.meaning.broken import joined, ways
from redovisa.reading.meaning.region import Region, Scrap
from redovisa.reading.meaning.stream import Stream
from redovisa.reading.source import UNREAD, Piece, Source

_WEAK = "Det var svårt att läsa i bilden. Står det ”{}”?"
_UNSEEN = "Det som står här syns inte, eller inte helt: det är vitt, mycket litet eller utanför sidan. Ska ”{}” räknas?"
_UNREAD = "Det står något här som inte går att läsa."
_BROKEN = "Ett ord kan vara brutet på två rader."
_CUT = "Texten går utanför sin ruta, eller fyller den, så att slutet kan saknas. Är det här hela svaret?"


@dataclass(slots=True)
class Meaning:
    """What was read: answers by field, doubts, and ``strays``: words written where no question asks for them.

    ``adrift`` counts numbers and ticks that stand among headings and column heads, away from their rows.
    """

    answers: dict[str, Answer] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)
    adrift: int = 0


class Notebook:
    """The meaning of one source, as it is being written down."""

    def __init__(self, fields: Mapping[str, Field], source: Source, words: Stream) -> None:
        self.fields = fields
        self.source = source
        self.words = words
        self.meaning = Meaning()

    def answer(self, key: str, raw: str, scraps: Sequence[Scrap]) -> None:
        """Puts down what ``raw`` means, which was written in these scraps."""
        first = next((scrap for scrap in scraps if scrap.text and not scrap.text.isspace()), None)
        if first is not None:
            self._put_parsed(key, raw, first.piece, first.at, scraps)

    def read(self, key: str, raw: str, piece: Piece | None, region: Region) -> None:
        """Puts down what ``raw`` means, which stands in the piece, or else beside the label of the region."""
        self._put_parsed(key, raw, piece or self.words.pieces[region.at], region.at, region.scraps)

    def _put_parsed(self, key: str, raw: str, piece: Piece, at: int, scraps: Sequence[Scrap]) -> None:
        asked = self.fields[key]
        raw = joined(raw)
        parsed = parse(asked, raw)
        if parsed is None:
            return
        if UNREAD in raw:
            parsed = Unclear(_UNREAD)
        elif "\n" in raw and asked.type is FieldType.TEXT and (either := ways(raw, self.source.manner)):
            parsed = Unclear(_BROKEN, either)
        elif self.source.cut and not isinstance(parsed, Unclear) and self._is_cut(raw, scraps):
            parsed = Unclear(_CUT, (parsed,))
        weak = self.weak(raw, scraps)
        if isinstance(parsed, Unclear):
            self.meaning.doubts.append(Doubt(key, parsed.why, folded(raw), parsed.candidates, place_of(piece, at)))
        elif weak is not None:
            read = [parsed, *(parse(asked, text) for text in weak)]
            candidates = tuple(dict.fromkeys(v for v in read if v is not None and not isinstance(v, Unclear)))
            self.meaning.doubts.append(Doubt(key, self.why_weak(raw), folded(raw), candidates, place_of(piece, at)))
        else:
            self.put(key, parsed, folded(raw), place_of(piece, at))

    def put(self, key: str, value: Value, raw: str, place: str) -> None:
        """Puts down a value."""
        self.meaning.answers[key] = Answer(key, value, raw, place)

    def doubt(self, key: str, why: str, raw: str, candidates: tuple[Value, ...], scrap: Scrap) -> None:
        """Puts a question to a person, about what stands in the scrap."""
        self.meaning.doubts.append(Doubt(key, why, raw, candidates, place_of(scrap.piece, scrap.at)))

    def contest(self, key: str, why: str, said: str = "", other_column: bool = False) -> None:
        """Turns what was read for a field into a question: it may belong elsewhere, or ``said`` be the answer.

        ``other_column``: a tick may mean what the other columns mean too.
        """
        parsed = parse(self.fields[key], said)
        other = () if parsed is None or isinstance(parsed, Unclear) else (parsed,)
        answer = self.meaning.answers.pop(key, None)
        if answer is not None:
            ticks = self.fields[key].choices or ((True, False) if isinstance(answer.value, bool) else ())
            candidates = tuple(dict.fromkeys((answer.value, *other, *(ticks if other_column else ()))))
            self.meaning.doubts.append(Doubt(key, why, answer.raw, candidates, answer.place))
        elif not self.is_doubted(key):
            self.meaning.doubts.append(Doubt(key, why, said, other))

    def is_doubted(self, key: str) -> bool:
        """Whether a question about the field is put already."""
        return any(doubt.field == key for doubt in self.meaning.doubts)

    def doubt_at(
        self, key: str, why: str, raw: str, candidates: tuple[Value, ...], piece: Piece | None, region: Region
    ) -> None:
        """Puts a question to a person, about what stands in the piece, or else beside the label of the region."""
        self.meaning.doubts.append(Doubt(key, why, raw, candidates, self.place(piece, region)))

    def weak(self, raw: str, scraps: Sequence[Scrap]) -> tuple[str, ...] | None:
        """None for a text that was read with certainty; else what it may say instead."""
        if not self.source.uncertain:
            return None
        words = set(raw.split())
        weak = [s.at for s in scraps if s.at in self.source.uncertain and not words.isdisjoint(s.text.split())]
        return tuple(text for at in weak for text in self.source.readings.get(at, ())) if weak else None

    def _is_cut(self, raw: str, scraps: Sequence[Scrap]) -> bool:
        """Whether the text, or a part of it, may go on where it is not seen."""
        words = set(raw.split())
        return not is_whole_address(folded(raw)) and any(
            s.at in self.source.cut and not words.isdisjoint(s.text.split()) for s in scraps
        )

    def why_weak(self, raw: str) -> str:
        """What is asked of a text that is weak."""
        return (_WEAK if self.source.ocr else _UNSEEN).format(shown(folded(raw)))

    def is_weak_tick(self, region: Region) -> bool:
        """Whether the tick box beside the label was hard to tell; it stands in the label's piece, or right before."""
        at = region.first
        beside = {at} if self.words.pieces[at].text.startswith(region.tick) else {at, at - 1}
        return bool(region.tick) and not self.source.uncertain.isdisjoint(beside)

    def place(self, piece: Piece | None, region: Region) -> str:
        """Where the piece stands, or else the label of the region."""
        return place_of(piece or self.words.pieces[region.at], region.at)

    def stray(self, scraps: Sequence[Scrap]) -> None:
        """Keeps words that no question asked for, so that nothing typed is lost."""
        if not scraps:
            return
        text = folded(" ".join([scrap.text for scrap in scraps]))
        if sum(sign.isalnum() for sign in text) >= 2 or (_is_typed(text) and not _is_raised(text, scraps)):
            self.meaning.strays.append(text)


def _is_typed(text: str) -> bool:
    """Whether a text of a single sign is a figure or a tick that somebody typed."""
    return any(map(str.isdigit, text)) or is_mark(text)


def _is_raised(text: str, scraps: Sequence[Scrap]) -> bool:
    """Whether a figure may be the raised number of a footnote, which a PDF draws apart from its word."""
    return text in ("1", "2") and any(scrap.piece.page is not None for scrap in scraps)


def place_of(piece: Piece, number: int) -> str:
    """Where a piece stands, in words for people."""
    page = f"sida {piece.page}" if piece.page else ""
    if piece.line:
        spot = f"rad {piece.line}"
    elif piece.table is not None:
        spot = f"tabell {piece.table}, rad {(piece.row or 0) + 1}, kolumn {(piece.column or 0) + 1}"
    else:
        spot = "" if page else f"stycke {number + 1}"
    return f"{page}, {spot}" if page and spot else page or spot
