"""Words out of a web page or the body of a mail: lines as they would be seen, cells apart by tabs."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_UNSEEN = frozenset({"script", "style", "head", "title", "template", "noscript", "svg", "object"})
_BLOCKS = frozenset(
    {"p", "div", "tr", "table", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr", "form",
     "section", "article", "header", "footer", "dl", "dt", "dd", "fieldset", "tbody", "thead"}
)  # fmt: skip
_SPACE = re.compile(r"[ \t\r\n\f]+")


#: A new line within a cell.
_WITHIN = "\x0b"


def html_to_text(page: str) -> str:
    """The words of a page: a line for each paragraph and table row, cells parted by tabs, nothing fetched or run."""
    words = _Words()
    words.feed(page)
    words.close()
    return words.text()


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._out: list[str] = []
        self._unseen = 0
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "br":
            self._out.append(_WITHIN if self._cells else "\n")
        elif tag in ("td", "th"):
            if self._cells:
                self._out.append("\t")
            self._cells += 1
        elif tag == "input":
            self._input(dict(attrs))
        elif tag in _BLOCKS:
            self._block(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in _BLOCKS:
            self._block(tag)

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._out.append(_SPACE.sub(" ", data))

    def _block(self, tag: str) -> None:
        # A paragraph within a cell does not end the row that the cell stands in.
        if tag in ("tr", "table"):
            self._cells = 0
            # One line for each row: a blank line would end the table.
            if tag == "table" or not "".join(self._out[-2:]).rstrip(" ").endswith("\n"):
                self._out.append("\n")
        elif not self._cells:
            self._out.append("\n")
        else:
            self._out.append(_WITHIN)

    def _input(self, attributes: dict[str, str | None]) -> None:
        if attributes.get("type") in ("checkbox", "radio"):
            self._out.append("☒" if "checked" in attributes else "☐")
        elif attributes.get("type", "text") in ("text", "number", "email", "tel", "date"):
            self._out.append(attributes.get("value") or "")

    def text(self) -> str:
        lines = ("\t".join(map(_trimmed, line.split("\t"))) for line in map(_row, "".join(self._out).split("\n")))
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _row(line: str) -> str:
    """A table row on one line; a cell that has the row for itself keeps its lines, for it may hold a whole page."""
    return line.replace(_WITHIN, " " if "\t" in line else "\n")


def _trimmed(cell: str) -> str:
    return "\n".join(part.strip(" ") for part in cell.split("\n"))
