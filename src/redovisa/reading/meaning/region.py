"""What stands between the printed labels: the scraps of text that may be answers, with the spot of each."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from mypy_extensions import mypyc_attr

from redovisa.reading.meaning.align import Match
from redovisa.reading.meaning.outline import Asks, Label
from redovisa.reading.meaning.stream import Spot, Stream
from redovisa.reading.source import TICKED, UNTICKED, Piece

#: Signs right behind a label; a colon also behind the gap where a raised number stood.
_LABEL_END = re.compile(r"\A(?:[.:?)\]¹²³⁴]+|[ \t]{1,3}:+(?=\s|\Z))")
_ENDING = frozenset(".:?)]¹²³⁴ \t")
#: The raised number of a footnote, also as it is misread in a picture; no number with decimals begins so.
_NOTED = re.compile(r"[1-9!?](?:[: ]|\.(?!\d))")
#: What is left of a label whose words were found on several lines.
_SIGNS_ONLY = re.compile(r"[\s().,:;?=/-]*")


@mypyc_attr(acyclic=True)
class Scrap:
    """Text of one piece, or a part of it, that no printed label covers; ``at`` is the piece's number.

    (A plain class, as Region and Match are: a document has hundreds, and compiled it is made in an eighth of the
    time that a named tuple takes.)
    """

    __slots__ = ("at", "piece", "text")

    def __init__(self, text: str, at: int, piece: Piece) -> None:
        self.text = text
        self.at = at
        self.piece = piece


@mypyc_attr(acyclic=True)
class Region:
    """A found label, what stands before it on its own line (``tick``), and all that follows it up to the next label.

    ``first`` and ``at`` are the numbers of the pieces in which the label begins and ends. ``beyond`` is what follows
    after printed words that could not be placed: no one knows what it answers.
    """

    __slots__ = ("at", "beyond", "first", "label", "match", "scraps", "tick")

    def __init__(self, match: Match, label: Label, first: int, at: int, tick: str) -> None:
        self.match = match
        self.label = label
        self.first = first
        self.at = at
        self.tick = tick
        self.scraps: list[Scrap] = []
        self.beyond: Sequence[Scrap] = ()


def regions(
    labels: Sequence[Label],
    matches: Sequence[Match],
    words: Stream,
    repeated: Sequence[Match] = (),
    stops: Sequence[int] = (),
) -> list[Region]:
    """Each found label with its surroundings.

    ``repeated`` are column heads printed again, which are left out; at the words ``stops`` something else begins.
    """
    found: list[Region] = []
    gaps = _Gaps(matches, words, repeated, stops)
    end = (0, 0)  # of the label before
    for match in matches:
        label = labels[match.label]
        start = words.spot(match.start)
        begin, tick = _tick(start, words, end) if label.asks is Asks.TICK else (start, "")
        if found:
            gaps.fill(found[-1], end, begin)
        end = words.after(match.end)
        found.append(Region(match, label, start[0], end[0], tick))
    if found:
        gaps.fill(found[-1], end, (len(words.pieces), 0))
    return found


def _tick(start: Spot, words: Stream, floor: Spot) -> tuple[Spot, str]:
    """Where the label's own area begins, and the text there: a tick box stands on the label's line, before it.

    The label begins at ``start``, the one before it ends at ``floor``.
    """
    number, begin = start
    text = words.pieces[number].text
    line = max(text.rfind("\n", 0, begin), text.rfind("\t", 0, begin)) + 1
    if floor[0] == number:
        line = max(line, floor[1])
    if line == 0 and not text[:begin].strip() and number > floor[0]:
        neighbour = words.pieces[number - 1]
        if beside(neighbour, words.pieces[number]) and len(neighbour.text.strip()) <= 4 and floor < (number - 1, 1):
            return (number - 1, 0), neighbour.text
    return (number, line), text[line:begin]


def beside(left: Piece, right: Piece) -> bool:
    """Whether the right piece stands on the left one's row or line."""
    if left.table is not None:
        return (left.table, left.row) == (right.table, right.row)
    if left.line is not None:
        return left.line == right.line
    if left.y0 is not None and right.y0 is not None and left.x1 is not None and right.x0 is not None:
        return left.page == right.page and abs(left.y0 - right.y0) < 4 and left.x1 <= right.x0
    return False


def _inside(match: Match, words: Stream) -> list[Scrap]:
    """The words amid a broken label: runs of them, each as it was written."""
    scraps: list[Scrap] = []
    for word in match.inside:
        number = words.piece(word)
        text = words.pieces[number].text[words.start(word) : words.end(word)]
        if scraps and scraps[-1].at == number:
            text = f"{scraps.pop().text} {text}"
        scraps.append(Scrap(text, number, words.pieces[number]))
    return scraps


def _ticks_inside(match: Match, words: Stream) -> list[Scrap]:
    """Tick boxes amid a label that was broken over lines: they are no words, so the label was found across them."""
    scraps: list[Scrap] = []
    for word in range(match.start, match.end - 1):
        if words.piece(word) != words.piece(word + 1):
            gap = _between(words.after(word + 1), words.spot(word + 1), words)
            scraps.extend(scrap for scrap in gap if TICKED in scrap.text or UNTICKED in scrap.text)
    return scraps


def _between(begin: Spot, end: Spot, words: Stream) -> list[Scrap]:
    """What stands from one spot to another, piece by piece; an empty piece counts, but no empty rest of the first."""
    pieces = words.pieces
    first, left = begin
    last, right = end
    if first == last:
        text = pieces[first].text[left:right]
        return [Scrap(text, first, pieces[first])] if text else []
    text = pieces[first].text[left:]
    scraps = [Scrap(text, first, pieces[first])] if text else []
    scraps += [Scrap(pieces[number].text, number, pieces[number]) for number in range(first + 1, last)]
    if right:
        scraps.append(Scrap(pieces[last].text[:right], last, pieces[last]))
    return scraps


class _Gaps:
    """What stands between the labels, without the holes in it: printed words that belong to no answer."""

    def __init__(
        self, matches: Sequence[Match], words: Stream, repeated: Sequence[Match], stops: Sequence[int]
    ) -> None:
        printed = [word for match in matches if match.aside for word in match.aside]
        printed += [word for match in repeated for word in (*range(match.start, match.end), *match.aside)]
        own = [(words.spot(word), words.after(word + 1)) for word in printed]
        self._words = words
        self._holes = sorted([*words.holes, *own])
        self._stops = sorted((word, words.spot(word)) for word in stops)
        self._boxed = TICKED in words.text or UNTICKED in words.text

    def fill(self, region: Region, begin: Spot, end: Spot) -> None:
        """Gives a region what stands from the end of its label to the area of the next one."""
        match, words = region.match, self._words
        cut = min([end, *(spot for word, spot in self._stops if word >= match.end)]) if self._stops else end
        scraps = self._whole(begin, cut)
        if scraps:
            scraps[0] = _unpunctuated(scraps[0], region.label.noted and scraps[0].at == begin[0])
        if match.inside or (self._boxed and region.first != begin[0]):
            scraps = [*_inside(match, words), *(_ticks_inside(match, words) if self._boxed else ()), *scraps]
        region.scraps = scraps
        if cut < end:
            region.beyond = self._whole(cut, end)

    def _whole(self, begin: Spot, end: Spot) -> list[Scrap]:
        """The scraps from one spot to another."""
        scraps = _between(begin, end, self._words)
        if not self._holes:
            return scraps
        within = self._holes[bisect_left(self._holes, (begin,)) : bisect_left(self._holes, (end,))]
        within.reverse()  # cut from behind, so that the places before stay true
        return _without(within, scraps, begin) if within else scraps


def _without(holes: Sequence[tuple[Spot, Spot]], scraps: Sequence[Scrap], begin: Spot) -> list[Scrap]:
    """The scraps, of which the first may begin amid its piece, without the holes."""
    kept: list[Scrap] = []
    for scrap in scraps:
        text, number, piece = scrap.text, scrap.at, scrap.piece
        first = begin[1] if number == begin[0] else 0
        last = first + len(text)
        for hole_begin, hole_end in holes:
            if hole_begin[0] <= number <= hole_end[0]:
                cut = (hole_begin[1] if number == hole_begin[0] else 0, hole_end[1] if number == hole_end[0] else last)
                text = _cut(text, cut[0] - first, cut[1] - first)
                text = "" if _SIGNS_ONLY.fullmatch(text) else text
        if text or number != begin[0]:
            kept.append(Scrap(text, number, piece))
    return kept


def _cut(text: str, first: int, last: int) -> str:
    if last <= 0 or first >= len(text):
        return text
    # The number of the note stands right before its words.
    head = text[: max(first, 0)].rstrip(" \u00a0¹²³⁴0123456789") if first > 0 else ""
    return head + text[last:].lstrip(".")


def _unpunctuated(scrap: Scrap, noted: bool) -> Scrap:
    """The scrap without the signs, or the number of a footnote, that end the label before it; a tick box is no sign."""
    text = scrap.text
    if noted and _NOTED.match(text):
        text = text[1:]
    bare = _LABEL_END.sub("", text, count=1) if text[:1] in _ENDING else text
    return scrap if bare == scrap.text else Scrap(bare, scrap.at, scrap.piece)
