"""The text of one paragraph: runs, breaks, signs, and form fields by what they hold."""

from __future__ import annotations

from dataclasses import dataclass

from redovisa.reading import docx_xml as x
from redovisa.reading.characters import UNKNOWN, plain, symbol
from redovisa.reading.docx_xml import Element
from redovisa.reading.source import TICKED, UNTICKED

_INLINE = (
    x.T, x.TAB, x.BR, x.CR, x.P_TAB, x.NO_BREAK_HYPHEN, x.SYM, x.FLD_CHAR, x.MATH_TEXT,
)  # fmt: skip


@dataclass(slots=True)
class _Field:
    """A field that has begun: whether its own text is silent, and what it shows if its result is empty."""

    silent: bool = True
    instead: str = ""
    start: int = -1


class Inline:
    """Reads paragraphs in document order; a field may begin in one and end in another.

    ``left_out`` are bits of text that do not count, with the reason; those met in the last paragraph are in ``noted``.
    """

    def __init__(self, left_out: dict[Element, str]) -> None:
        """Begin a story (the body, or one text box)."""
        self._left_out = left_out
        self._fields: list[_Field] = []
        self._silent = 0
        self.noted: dict[str, str] = {}

    def text(self, paragraph: Element) -> str:
        """The paragraph's text, with tabs as ``\\t`` and breaks as ``\\n``."""
        out: list[str] = []
        self.noted = {}
        for element in paragraph.iter(*_INLINE):
            tag = element.tag
            if tag == x.FLD_CHAR:
                self._field(element, out)
            elif self._silent:
                continue
            elif self._left_out and element in self._left_out:
                why = self._left_out[element]
                self.noted[why] = self.noted.get(why, "") + (element.text or "")
            elif tag == x.T:
                out.append(element.text or "")
            else:
                out.append(_other(element))
        if self._silent:
            self._recover()
        return plain("".join(out)) if out else ""

    def _field(self, mark: Element, out: list[str]) -> None:
        match mark.get(x.FLD_CHAR_TYPE):
            case "begin":
                opened = _Field()
                form = mark.find(x.FF_DATA)
                if form is not None:
                    box, choices = form.find(x.CHECK_BOX), form.find(x.DD_LIST)
                    if box is not None and not self._silent:
                        out.append(TICKED if _is_ticked(box) else UNTICKED)
                        opened.start = -2  # its result, if there is one, is a picture of the same box
                    elif choices is not None:
                        opened.instead = _choice(choices)
                self._fields.append(opened)
                self._silent += 1
            case "separate" if self._fields and self._fields[-1].silent and self._fields[-1].start == -1:
                self._fields[-1].silent = False
                self._fields[-1].start = len(out)
                self._silent -= 1
            case "end" if self._fields:
                closed = self._fields.pop()
                self._silent -= closed.silent
                if closed.instead and not self._silent and not "".join(out[max(closed.start, 0) :]).strip():
                    out.append(closed.instead)

    def _recover(self) -> None:
        # The instruction of a field ends in its own paragraph. One that does not is damaged, and must not
        # silence the rest of the document.
        for opened in self._fields:
            opened.silent = False
        self._silent = 0


def _other(element: Element) -> str:
    match element.tag:
        case x.TAB:
            parent = element.getparent()
            return "\t" if parent is not None and parent.tag == x.R else ""  # the others are tab stops
        case x.P_TAB:
            return "\t"
        case x.BR | x.CR:
            return "\n"
        case x.NO_BREAK_HYPHEN:
            return "-"
        case x.SYM:
            try:
                return symbol(element.get(x.FONT) or "", int(element.get(x.CHAR) or "", 16))
            except ValueError:
                return UNKNOWN
        case _:
            return element.text or ""


def _is_ticked(box: Element) -> bool:
    state = box.find(x.CHECKED)
    if state is None:
        state = box.find(x.DEFAULT)
    return state is not None and x.is_on(state)


def _choice(choices: Element) -> str:
    """The entry that a legacy drop-down field shows."""
    entries = [entry.get(x.VAL) or "" for entry in choices.iterchildren(x.LIST_ENTRY)]
    chosen = choices.find(x.RESULT)
    if chosen is None:
        chosen = choices.find(x.DEFAULT)
    number = "0" if chosen is None else chosen.get(x.VAL) or "0"
    return entries[int(number)] if number.isdecimal() and int(number) < len(entries) else ""
