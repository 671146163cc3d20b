"""The document as it is seen on paper: controls unwrapped, changes accepted, what is struck out noted and left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from redovisa.reading.characters import LOWERED, RAISED, in_symbols, is_symbol_font
from redovisa.reading.source import UNREAD
from redovisa.reading.word import xml as x
from redovisa.reading.word.colour import ask_about_coloured, has_colour, highlighted, in_coloured_cells
from redovisa.reading.word.control import settle
from redovisa.reading.word.unseen import unseen_in
from redovisa.reading.word.xml import Element

# Present in some documents only; a document without them is walked as it is.
_RARE = (
    x.SDT, x.CUSTOM_XML, x.INS, x.DEL, x.MOVE_TO, x.MOVE_FROM, x.CELL_DEL, x.ALTERNATE, x.TEXT_BOX, x.STRIKE,
    x.DOUBLE_STRIKE, x.VANISH, x.RUBY_TEXT, x.FOOTNOTE_REFERENCE, x.ENDNOTE_REFERENCE, x.COMMENT_REFERENCE,
    x.R_STYLE, x.ALT_CHUNK, x.SHAPE, x.INK, x.OVAL, x.LINE, x.PICTURE, x.OLD_PICTURE, x.ACTIVE_X, x.VERT_ALIGN,
)  # fmt: skip
_COLOURS = (x.COLOR, x.SHADE, x.HIGHLIGHT)
_SIGNS = (x.T, x.SYM, x.MATH_TEXT)

_SYMBOL_FONT = re.compile(rb"W(?:ing|eb)dings")

STRUCK, HIDDEN, UNSEEN = "Överstruken", "Dold", "Vit"

#: How many changes are told; the texts of more than that are not kept.
MOST_TOLD = 21
_MOST_WORDS = 200


@dataclass(slots=True)
class Tidied:
    """What was found when the tree was made ready to be walked.

    ``boxes`` holds the text boxes by the paragraph they are fastened to; ``joined`` the paragraphs whose end was
    deleted, so that the next one goes on in them; ``left_out`` the bits of text that stand in the tree but do not
    count, and why (STRUCK or HIDDEN); ``unseen`` those that count but are not seen; ``deleted`` and ``inserted`` the
    words of tracked changes; ``prompts`` text in controls that say they are empty; ``styled`` the marks of character
    styles; ``chunks`` whether other documents are built in; ``drawn`` how many figures without text there are (a
    cross, a ring, ink), ``pictures`` and ``active`` how many pictures and ActiveX controls; ``coloured`` how many
    empty cells have a colour, ``marked`` the few words that somebody put a colour behind; ``has`` which references
    there are to notes and comments, by tag.
    """

    boxes: dict[Element, list[Element]] = field(default_factory=dict)
    joined: set[Element] = field(default_factory=set)
    left_out: dict[Element, str] = field(default_factory=dict)
    unseen: set[Element] = field(default_factory=set)
    deleted: list[str] = field(default_factory=list)
    inserted: list[str] = field(default_factory=list)
    prompts: list[str] = field(default_factory=list)
    styled: list[Element] = field(default_factory=list)
    chunks: bool = False
    drawn: int = 0
    pictures: int = 0
    active: int = 0
    coloured: int = 0
    marked: list[str] = field(default_factory=list)
    has: set[str] = field(default_factory=set)


def tidy(root: Element, data: bytes) -> Tidied:
    """Make the tree ready to be walked; ``data`` is the XML it was parsed from."""
    met = list(root.iter(*_RARE, *_COLOURS))
    colours = {str(element.tag) for element in met}.intersection(_COLOURS)
    found = Tidied(unseen=unseen_in(root, data, x.COLOR in colours))
    for element in met:
        if element.tag not in colours:
            _settle_one(element, found)
    if x.SHADE in colours and has_colour(root):
        found.coloured = ask_about_coloured(root)
        found.marked = in_coloured_cells(root)
    if x.HIGHLIGHT in colours:
        found.marked += highlighted(root)
    if _SYMBOL_FONT.search(data):
        _read_symbol_fonts(root)
    return found


def leave_out_styled(found: Tidied, styles: dict[str, str]) -> None:
    """Leave out what is put in a character style that strikes out or hides; ``styles`` says which do, by id."""
    for mark in found.styled:
        why = styles.get(mark.get(x.VAL, ""))
        if why:
            _leave_out(mark, why, found)


def _settle_one(element: Element, found: Tidied) -> None:
    match element.tag:
        case x.SDT:
            found.prompts += settle(element)[: MOST_TOLD - len(found.prompts)]
        case x.CUSTOM_XML:
            x.unwrap(element)
        case x.INS | x.MOVE_TO | x.DEL | x.MOVE_FROM | x.CELL_DEL:
            _change(element, found)
        case x.ALTERNATE:
            _take_once(element)
        case x.TEXT_BOX:
            _set_aside(element, found)
        case x.STRIKE | x.DOUBLE_STRIKE | x.VANISH:
            _leave_out(element, HIDDEN if element.tag == x.VANISH else STRUCK, found)
        case x.R_STYLE:
            found.styled.append(element)
        case x.ALT_CHUNK | x.SHAPE | x.INK | x.OVAL | x.LINE | x.PICTURE | x.OLD_PICTURE | x.ACTIVE_X:
            _count(element, found)
        case x.VERT_ALIGN:
            _raise_digits(element)
        case x.RUBY_TEXT:
            x.take_away(element)
        case reference:
            found.has.add(str(reference))
            _drop_own_mark(element)


def _count(element: Element, found: Tidied) -> None:
    """Count what cannot be read, so that a person is told of it."""
    if element.tag == x.ALT_CHUNK:
        found.chunks = True
    elif next(element.iterancestors(x.P), None) is None:
        return  # in a branch that has been taken away
    elif element.tag == x.ACTIVE_X:
        found.active += 1
    elif element.tag in (x.PICTURE, x.OLD_PICTURE):
        found.pictures += 1
        _stand_in(element)
    elif next(element.iter(x.TEXT_BOX), None) is None:
        found.drawn += 1
        _stand_in(element)


def _stand_in(drawn: Element) -> None:
    """Let a sign stand for what is drawn in a cell of its own: an answer that cannot be read is not a blank."""
    cell, paragraph = (next(drawn.iterancestors(tag), None) for tag in (x.TC, x.P))
    if cell is not None and paragraph is not None and not any((text.text or "").strip() for text in cell.iter(*_SIGNS)):
        x.make(x.make(paragraph, x.R), x.T).text = UNREAD


def _change(change: Element, found: Tidied) -> None:
    if change.tag in (x.INS, x.MOVE_TO):
        _accept(change, found)
    elif change.tag == x.CELL_DEL:
        _empty_cell(change)
    else:
        _delete(change, found)


def _parent_tag(element: Element) -> str:
    parent = element.getparent()
    return "" if parent is None else str(parent.tag)


def _accept(change: Element, found: Tidied) -> None:
    if _parent_tag(change) in (x.R_PR, x.TR_PR):
        return  # the mark of a paragraph or row that was inserted, not a wrapper around one
    if change.tag == x.INS:
        _tell(found.inserted, change)
    x.unwrap(change)


def _delete(change: Element, found: Tidied) -> None:
    parent = change.getparent()
    if parent is None:
        return
    holder = parent.getparent()
    if parent.tag == x.TR_PR:
        if holder is not None:
            _tell(found.deleted, holder)
            x.take_away(holder)
    elif parent.tag == x.R_PR:
        paragraph = holder.getparent() if holder is not None and holder.tag == x.P_PR else None
        if paragraph is not None:
            found.joined.add(paragraph)
    else:
        if change.tag == x.DEL:
            _tell(found.deleted, change)
        x.take_away(change)


def _tell(told: list[str], change: Element) -> None:
    """Note the words of a change, as far as they will be quoted."""
    if len(told) < MOST_TOLD:
        # What was added and then deleted again stands as deleted within the addition.
        signs = (x.T,) if change.tag == x.INS else (x.T, x.DEL_TEXT)
        words = " ".join("".join(text.text or "" for text in change.iter(*signs)).split())
        if words:
            told.append(words[:_MOST_WORDS])


def _empty_cell(mark: Element) -> None:
    # The cell's place in the grid is kept, so that the cells after it do not change column.
    properties = mark.getparent()
    cell = None if properties is None else properties.getparent()
    if cell is not None:
        for run in list(cell.iter(x.R)):
            x.take_away(run)


def _take_once(alternate: Element) -> None:
    # The same text box stands twice, drawn the new way and the old; the first one that holds text is kept.
    branches = alternate.iterchildren(x.CHOICE, x.FALLBACK)
    kept = next((branch for branch in branches if any(True for _ in branch.iter(*_SIGNS))), None)
    if kept is None:
        # A drawing without text is counted as it is drawn the new way.
        kept = next(alternate.iterchildren(x.CHOICE, x.FALLBACK), None)
    x.unwrap(alternate, kept)


def _set_aside(box: Element, found: Tidied) -> None:
    paragraph = next(box.iterancestors(x.P), None)
    if paragraph is None:
        return  # in a branch that has been taken away
    x.take_away(box)
    found.boxes.setdefault(paragraph, []).append(box)


def _leave_out(mark: Element, why: str, found: Tidied) -> None:
    run = x.run_of(mark)
    if run is not None and x.is_on(mark):
        for sign in run.iter(*_SIGNS):
            found.left_out[sign] = why


def _raise_digits(mark: Element) -> None:
    # A raised or lowered digit is someone's own note, or squares; as a plain one it would make 17 into 171.
    digits = {"superscript": RAISED, "subscript": LOWERED}.get(mark.get(x.VAL, ""))
    if digits:
        for text in _texts(x.run_of(mark)):
            text.text = (text.text or "").translate(digits)


def _drop_own_mark(reference: Element) -> None:
    # A note with a mark of its own (*) has the mark as text beside the reference.
    run = reference.getparent()
    if run is not None and reference.get(x.CUSTOM_MARK, "0") not in ("0", "false", "off"):
        for sign in list(run.iter(*_SIGNS)):
            x.take_away(sign)


def _read_symbol_fonts(root: Element) -> None:
    for fonts in root.iter(x.R_FONTS):
        font = fonts.get(x.ASCII) or fonts.get(x.H_ANSI) or ""
        run = x.run_of(fonts) if is_symbol_font(font) else None
        for text in _texts(run):
            text.text = in_symbols(font, text.text or "")


def _texts(run: Element | None) -> Iterator[Element]:
    if run is not None:
        yield from run.iterchildren(x.T)
