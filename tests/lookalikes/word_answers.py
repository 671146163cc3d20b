"""How an answer stands in a Word file: typed, in a form field, in a content control, in a text box, as a change."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from xml.sax.saxutils import quoteattr

from lookalikes.ooxml import cell, paragraph, run, text

#: What Word shows in an empty form field.
BLANK = "\u2002" * 5
_BY = 'w:id="{number}" w:author="Kommunen" w:date="2024-01-08T10:00:00Z"'
_PROMPT = "Klicka eller tryck här för att ange text."


class How(StrEnum):
    """How answers in words and numbers stand."""

    TYPED = "typed"
    FORM_FIELDS = "form_fields"
    CONTROLS = "controls"
    CONTROLS_AROUND_CELLS = "controls_around_cells"
    TEXT_BOXES = "text_boxes"


class Marks(StrEnum):
    """How marks under Ja and Nej and before options stand."""

    TYPED = "typed"
    FORM_FIELDS = "form_fields"
    CONTROLS = "controls"
    SYMBOLS = "symbols"


@dataclass(frozen=True, slots=True)
class Hand:
    """How one answer is put into the file.

    ``changed`` lets it stand as a tracked change of an older value, ``struck`` after an older value struck out.
    ``torn`` splits it into several runs, as spelling checks do.
    """

    how: How = How.TYPED
    marks: Marks = Marks.TYPED
    changed: bool = False
    struck: bool = False
    torn: bool = False


def inline(words: str, hand: Hand, chance: random.Random) -> str:
    """The XML inside a paragraph for an answer on one line (line breaks become w:br)."""
    shown = _runs(words, hand, chance)
    match hand.how:
        case How.FORM_FIELDS:
            return form_text(shown if words else run(BLANK), chance)
        case How.CONTROLS:
            return control(shown, "<w:text/>") if words else prompt("<w:text/>")
        case How.TEXT_BOXES if words:
            return text_box(paragraph(shown))
        case _:
            return shown


def paragraphs(words: str, hand: Hand, chance: random.Random) -> str:
    """The XML of an answer that has paragraphs of its own, one for each line of the words."""
    lines = words.split("\n")
    if len(lines) == 1:
        return paragraph(inline(words, hand, chance))
    whole = "".join(paragraph(_runs(line, hand, chance)) for line in lines)
    match hand.how:
        case How.FORM_FIELDS:
            begin, end = form_text("\0", chance).split("\0")
            first, *middle, last = (_runs(line, hand, chance) for line in lines)
            return paragraph(begin + first) + "".join(map(paragraph, middle)) + paragraph(last + end)
        case How.CONTROLS:
            return control(whole, "<w:text w:multiLine='1'/>")
        case How.TEXT_BOXES:
            return paragraph(text_box(whole))
        case _:
            return whole


def answer_cell(words: str, hand: Hand, chance: random.Random, width: int = 2000, span: int = 1) -> str:
    """A table cell that holds one answer."""
    if hand.how is not How.CONTROLS_AROUND_CELLS:
        return cell(paragraphs(words, hand, chance), width, span)
    if not words:
        return prompt("<w:text/>", lambda shown: cell(paragraph(shown), width, span))
    return control(cell(paragraphs(words, replace(hand, how=How.TYPED), chance), width, span), "<w:text/>")


def mark(words: str, hand: Hand, chance: random.Random) -> str:
    """The XML inside a paragraph for a mark: ``words`` is what a person would type, empty for none."""
    is_set = bool(words.strip())
    match hand.marks:
        case Marks.TYPED:
            return inline(
                words, replace(hand, how=How.FORM_FIELDS if hand.how is How.FORM_FIELDS else How.TYPED), chance
            )
        case Marks.FORM_FIELDS:
            return form_check_box(is_set)
        case Marks.CONTROLS:
            return check_box_control(is_set)
        case Marks.SYMBOLS:
            return f'<w:r><w:sym w:font="Wingdings" w:char="{"F0FE" if is_set else "F0A8"}"/></w:r>'


def form_text(result: str, chance: random.Random) -> str:
    """A legacy text field that shows the given runs."""
    return _field(
        f'<w:name w:val="Text{chance.randrange(1, 200)}"/><w:enabled/><w:calcOnExit w:val="0"/><w:textInput/>',
        "FORMTEXT",
        result,
    )


def form_check_box(is_set: bool) -> str:
    """A legacy check box, ticked by a person or left as it was."""
    state = "<w:checked/>" if is_set else ""
    return _field(
        f'<w:name w:val="Kryss"/><w:enabled/><w:checkBox><w:sizeAuto/><w:default w:val="0"/>{state}</w:checkBox>',
        "FORMCHECKBOX",
        "",
    )


def form_choice(entries: list[str], chosen: int) -> str:
    """A legacy drop-down field."""
    listed = "".join(f"<w:listEntry w:val={quoteattr(entry)}/>" for entry in entries)
    return _field(f'<w:ddList><w:result w:val="{chosen}"/>{listed}</w:ddList>', "FORMDROPDOWN", "")


def _field(data: str, instruction: str, result: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def control(content: str, kind: str = "", properties: str = "") -> str:
    """A content control around runs, paragraphs, cells or rows."""
    return f"<w:sdt><w:sdtPr>{properties}{kind}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def prompt(kind: str, around: Callable[[str], str] = str) -> str:
    """A content control that nobody has filled in."""
    return control(around(run(_PROMPT, '<w:rStyle w:val="Platshllartext"/>')), kind, "<w:showingPlcHdr/>")


def check_box_control(is_set: bool) -> str:
    """A check-box control."""
    state = (
        f'<w14:checkbox><w14:checked w14:val="{int(is_set)}"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
    )
    return control(run("☒" if is_set else "☐"), state)


def text_box(content: str, is_old: bool = False) -> str:
    """A run with a text box around paragraphs: the new drawing with the old one beside it, or the old one alone."""
    inside = f"<w:txbxContent>{content}</w:txbxContent>"
    old = (
        '<w:pict><v:shape id="ruta" type="#_x0000_t202" style="width:150pt;height:40pt">'
        f"<v:textbox>{inside}</v:textbox></v:shape></w:pict>"
    )
    if is_old:
        return f"<w:r>{old}</w:r>"
    new = (
        '<w:drawing><wp:inline><wp:extent cx="1905000" cy="508000"/><wp:docPr id="7" name="Textruta"/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        '<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1905000" cy="508000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
        f"<wps:txbx>{inside}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps">'
        f"{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def inserted(content: str, number: int = 1) -> str:
    """Runs put in as a tracked change."""
    return f"<w:ins {_BY.format(number=number)}>{content}</w:ins>"


def deleted(words: str, number: int = 2) -> str:
    """Words taken out as a tracked change."""
    gone = text(words).replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText ")
    return f"<w:del {_BY.format(number=number)}><w:r>{gone}</w:r></w:del>"


def _runs(words: str, hand: Hand, chance: random.Random) -> str:
    if not words:
        return ""
    shown = run(words)
    if hand.torn and len(words) > 2:
        at = chance.randrange(1, len(words))
        shown = run(words[:at]) + '<w:proofErr w:type="spellStart"/>' + run(words[at:])
    older = str(chance.randrange(100, 999))
    if hand.changed:
        return deleted(older, chance.randrange(1000)) + inserted(shown, chance.randrange(1000))
    if hand.struck:
        return run(older, "<w:strike/>") + shown
    return shown
