"""What stands within a paragraph of a Word file: runs, footnote references, and rooms as content controls."""

from __future__ import annotations

from collections.abc import Iterator

from redovisa.writing.document import Inline, Note, Room, Run
from redovisa.writing.docx_xml import Xml, group, text, w, w14

#: What Word shows in an empty field: it holds the room without saying anything.
EMPTY = "\u2002" * 5
TICKED, UNTICKED = "☒", "☐"
_LONGEST_TITLE = 64  # Word refuses a document whose controls have longer names
_TICK_FONT = "MS Gothic"
_PLAIN_SIZE = 20  # half points


class Inlines:
    """Makes the content of paragraphs; counts the controls, each of which needs its own number."""

    def __init__(self) -> None:
        self._count = 0

    def made(self, parts: tuple[Inline, ...], *, bold: bool = False) -> Iterator[Xml]:
        """The elements of a paragraph."""
        for part in parts:
            match part:
                case Run(words, strong, italic):
                    yield run(words, bold=bold or strong, italic=italic)
                case Note(number):
                    style = w("rPr", w("rStyle", val="FootnoteReference"))
                    yield w("r", style, w("footnoteReference", id=number))
                case Room():
                    yield self._tick(part) if part.tick is not None else self._words(part)

    def _properties(self, room: Room, *more: Xml) -> Xml:
        self._count += 1
        title = room.label if len(room.label) <= _LONGEST_TITLE else room.label[: _LONGEST_TITLE - 1] + "…"
        tag = room.key if len(room.key) <= _LONGEST_TITLE else room.key[:_LONGEST_TITLE]
        return w("sdtPr", w("alias", val=title), w("tag", val=tag), w("id", val=self._count), *more)

    def _words(self, room: Room) -> Xml:
        # The order of the properties is laid down by the schema: showingPlcHdr before the kind of control. A control
        # for plain text loses its line breaks when LibreOffice opens it; one without a kind keeps them.
        kind = [w("text")] if room.whole else []
        if room.text:
            return w("sdt", self._properties(room, *kind), w("sdtContent", run(room.text)))
        properties = self._properties(room, w("showingPlcHdr"), *kind)
        return w("sdt", properties, w("sdtContent", run(EMPTY, style="PlaceholderText")))

    def _tick(self, room: Room) -> Xml:
        ticked = room.tick is True
        box = w14(
            "checkbox",
            w14("checked", val=int(ticked)),
            w14("checkedState", val="2612", font=_TICK_FONT),
            w14("uncheckedState", val="2610", font=_TICK_FONT),
        )
        fonts = w("rFonts", ascii=_TICK_FONT, hAnsi=_TICK_FONT, eastAsia=_TICK_FONT, hint="eastAsia")
        sign = w("r", w("rPr", fonts), text(TICKED if ticked else UNTICKED))
        return w("sdt", self._properties(room, box), w("sdtContent", sign))


def run(words: str, *, bold: bool = False, italic: bool = False, plain: bool = False, style: str = "") -> Xml:
    """A run of text; its line ends become breaks. ``plain`` undoes what the paragraph's style emphasizes."""
    properties = group(
        "rPr",
        w("rStyle", val=style) if style else None,
        w("b") if bold else w("b", val=0) if plain else None,
        w("i") if italic else None,
        w("sz", val=_PLAIN_SIZE) if plain else None,
    )
    lines: list[Xml] = []
    for number, line in enumerate(words.split("\n")):
        if number:
            lines.append(w("br"))
        if line or not number:
            lines.append(text(line.replace("\t", " ")))
    return w("r", properties, *lines)
