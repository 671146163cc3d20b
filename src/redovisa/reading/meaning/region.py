"""What stands between the printed labels: the scraps of text that may be answers, with the spot of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from redovisa.reading.meaning.align import Match
from redovisa.reading.meaning.outline import Asks, Label
from redovisa.reading.meaning.stream import Stream
from redovisa.reading.source import TICKED, UNTICKED, Piece

#: A spot in the document: number of the piece, and the character in it.
Spot = tuple[int, int]

#: Signs right behind a label; a colon also behind the gap where a raised number stood.
_LABEL_END = re.compile(r"\A(?:[.:?)\]¹²³⁴]+|[ \t]{1,3}:+(?=\s|\Z))")
#: The raised number of a footnote, also as it is misread in a picture.
_RAISED = frozenset("123456789!?")
#: What is left of a label whose words were found on several lines.
_SIGNS_ONLY = re.compile(r"[\s().,:;?=/-]*")


class Scrap(NamedTuple):
    """Text of one piece, or a part of it, that no printed label covers; ``at`` is the piece's number."""

    text: str
    at: int
    piece: Piece


class Region(NamedTuple):
    """A found label, what stands before it on its own line (``tick``), and all that follows it up to the next label.

    ``beyond`` is what follows after printed words that could not be placed: no one knows what it answers.
    """

    match: Match
    label: Label
    tick: str
    scraps: tuple[Scrap, ...]
    beyond: tuple[Scrap, ...] = ()


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
    ticks = [
        _tick(match, words, matches[i - 1] if i else None)
        if labels[match.label].asks is Asks.TICK
        else (_begin(words, match.start), "")
        for i, match in enumerate(matches)
    ]
    holes = list(words.holes)
    holes.extend((_begin(words, word), _after(words, word + 1)) for match in matches for word in match.aside)
    holes.extend(
        (_begin(words, word), _after(words, word + 1))
        for match in repeated
        for word in (*range(match.start, match.end), *match.aside)
    )
    holes.sort(reverse=True)  # cut from behind, so that the places before stay true
    stop = (len(words.pieces), 0)
    boxed = any(TICKED in piece.text or UNTICKED in piece.text for piece in words.pieces)
    for i, match in enumerate(matches):
        begin = _after(words, match.end)
        end = ticks[i + 1][0] if i + 1 < len(matches) else stop
        cut = min([end, *(_begin(words, word) for word in stops if word >= match.end and _begin(words, word) < end)])
        after = _between(begin, cut, holes, words)
        beyond = _between(cut, end, holes, words) if cut < end else []
        if after:
            after[0] = _unpunctuated(after[0], labels[match.label].noted)
        scraps = [*_inside(match, words), *(_ticks_inside(match, words) if boxed else ()), *after]
        found.append(Region(match, labels[match.label], ticks[i][1], tuple(scraps), tuple(beyond)))
    return found


def _begin(words: Stream, word: int) -> Spot:
    return (words.piece(word), words.start(word))


def _after(words: Stream, word: int) -> Spot:
    """The spot right after the word before ``word``."""
    return (words.piece(word - 1), words.end(word - 1))


def _tick(match: Match, words: Stream, previous: Match | None) -> tuple[Spot, str]:
    """Where the label's own area begins, and the text there: a tick box stands on the label's line, before it."""
    number, begin = _begin(words, match.start)
    floor = _after(words, previous.end) if previous else (0, 0)
    text = words.pieces[number].text
    line = max(text.rfind("\n", 0, begin), text.rfind("\t", 0, begin)) + 1
    if floor[0] == number:
        line = max(line, floor[1])
    if line == 0 and not text[:begin].strip() and number > floor[0]:
        neighbour = words.pieces[number - 1]
        if _beside(neighbour, words.pieces[number]) and len(neighbour.text.strip()) <= 4 and floor < (number - 1, 1):
            return (number - 1, 0), neighbour.text
    return (number, line), text[line:begin]


def _beside(left: Piece, right: Piece) -> bool:
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
            gap = _between(_after(words, word + 1), _begin(words, word + 1), (), words)
            scraps.extend(scrap for scrap in gap if TICKED in scrap.text or UNTICKED in scrap.text)
    return scraps


def _between(begin: Spot, end: Spot, holes: Sequence[tuple[Spot, Spot]], words: Stream) -> list[Scrap]:
    scraps: list[Scrap] = []
    for number in range(begin[0], min(end[0] + 1, len(words.pieces))):
        piece = words.pieces[number]
        first = begin[1] if number == begin[0] else 0
        last = end[1] if number == end[0] else len(piece.text)
        if number == end[0] and last == 0:
            break
        text = piece.text[first:last]
        for hole_begin, hole_end in holes:
            if hole_begin[0] <= number <= hole_end[0]:
                cut = (hole_begin[1] if number == hole_begin[0] else 0, hole_end[1] if number == hole_end[0] else last)
                text = _cut(text, cut[0] - first, cut[1] - first)
                text = "" if _SIGNS_ONLY.fullmatch(text) else text
        if text or number != begin[0]:
            scraps.append(Scrap(text, number, piece))
    return scraps


def _cut(text: str, first: int, last: int) -> str:
    if last <= 0 or first >= len(text):
        return text
    # The number of the note stands right before its words.
    head = text[: max(first, 0)].rstrip(" \u00a0¹²³⁴0123456789") if first > 0 else ""
    return head + text[last:].lstrip(".")


def _unpunctuated(scrap: Scrap, noted: bool) -> Scrap:
    """The scrap without the signs, or the number of a footnote, that end the label before it; a tick box is no sign."""
    text = scrap.text
    if noted and len(text) > 1 and text[0] in _RAISED and text[1] in ":. ":
        text = text[1:]
    bare = _LABEL_END.sub("", text, count=1)
    return scrap if bare == scrap.text else Scrap(bare, scrap.at, scrap.piece)
