"""The text of one paragraph: runs, breaks, signs, and form fields by what they hold."""

from __future__ import annotations

from collections.abc import Collection

from redovisa.reading.characters import UNKNOWN, plain, symbol
from redovisa.reading.source import TICKED, UNTICKED
from redovisa.reading.word import xml as x
from redovisa.reading.word.xml import Element

#: The elements that make up the text of paragraphs.
INLINE = (x.T, x.TAB, x.BR, x.CR, x.P_TAB, x.NO_BREAK_HYPHEN, x.SYM, x.FLD_CHAR, x.CHECK_BOX, x.DD_LIST, x.MATH_TEXT)
_STATES = (x.CHECK_BOX, x.DD_LIST)


class _Field:
    """A field that has begun: whether what stands in it is silent, and what it shows if its result is empty."""

    __slots__ = ("instead", "is_box", "silent", "start")

    def __init__(self, start: int) -> None:
        self.silent = True
        self.instead = ""
        self.start = start
        self.is_box = False  # its result, if there is one, is a picture of the same box


class Inline:
    """Gathers the text of one paragraph after another; a field may begin in one and end in another.

    ``left_out`` are bits of text that do not count, with the reason; those met since they were last asked for stand
    in ``noted`` by reason. ``unseen`` are bits that nobody sees on paper: when there were some in the paragraph that
    ended last, ``without`` is its text without them.
    """

    def __init__(self, left_out: dict[Element, str], unseen: Collection[Element] = ()) -> None:
        """Begin a story (the body, or one text box)."""
        self._left_out = left_out
        self._unseen = unseen
        self._hidden: list[int] = []
        self.without: str | None = None
        self._fields: list[_Field] = []
        self._silent = 0
        self._out: list[str] = []
        self.noted: dict[str, str] = {}

    def text(self, element: Element) -> None:
        """Take in the text of a run."""
        if self._silent:
            return
        if self._left_out and element in self._left_out:
            self._leave_out(element)
        else:
            if self._unseen and element in self._unseen:
                self._hidden.append(len(self._out))
            self._out.append(element.text or "")

    def take(self, element: Element, tag: str) -> None:
        """Take in another of the elements named in INLINE."""
        if tag == x.FLD_CHAR:
            self._field(element.get(x.FLD_CHAR_TYPE), self._out)
        elif tag in _STATES:
            self._state(element, tag)
        elif self._silent:
            return
        elif self._left_out and element in self._left_out:
            self._leave_out(element)
        else:
            self._out.append(_other(element))

    def _leave_out(self, element: Element) -> None:
        why = self._left_out[element]
        self.noted[why] = self.noted.get(why, "") + (element.text or "")

    def end(self) -> str:
        """The text of the paragraph that ends here, with tabs as ``\\t`` and breaks as ``\\n``."""
        if self._silent:
            self._recover()
        if not self._out:
            return ""
        text = plain("".join(self._out))
        self.without = None
        if self._hidden:
            self.without = plain("".join(part for at, part in enumerate(self._out) if at not in self._hidden))
            self._hidden.clear()
        self._out.clear()
        return text

    def _state(self, form: Element, tag: str) -> None:
        """What the form field that has just begun holds."""
        if not self._fields or self._silent != 1:
            return
        if tag == x.CHECK_BOX:
            self._out.append(TICKED if _is_ticked(form) else UNTICKED)
            self._fields[-1].is_box = True
        else:
            self._fields[-1].instead = _choice(form)

    def _field(self, kind: str | None, out: list[str]) -> None:
        match kind:
            case "begin":
                self._fields.append(_Field(len(out)))
                self._silent += 1
            case "separate" if self._fields and self._fields[-1].silent and not self._fields[-1].is_box:
                self._fields[-1].silent = False
                self._fields[-1].start = len(out)
                self._silent -= 1
            case "end" if self._fields:
                closed = self._fields.pop()
                self._silent -= closed.silent
                if closed.instead and not self._silent and not "".join(out[closed.start :]).strip():
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
