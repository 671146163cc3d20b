"""Markup: HTML made of elements, in which every text is escaped unless it is an element itself."""

from __future__ import annotations

from html import escape
from typing import TypeAlias

_EMPTY = frozenset({"meta", "rect"})


class Html(str):
    """A piece of finished HTML."""

    __slots__ = ()


Content: TypeAlias = str | int | None
Attribute: TypeAlias = str | int | float | bool | None


def tag(name: str, /, *content: Content, **attributes: Attribute) -> Html:
    """An element: ``tag("td", "4 < 5", class_="number")``; None is left out, and so is an attribute that is False.

    Attribute names: a closing underscore falls, others become hyphens.
    """
    written = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _EMPTY:
        return Html(f"<{name}{written}/>")
    return Html(f"<{name}{written}>{joined(*content)}</{name}>")


def joined(*content: Content) -> Html:
    """Pieces after each other."""
    return Html("".join(_escaped(piece) for piece in content))


def _attribute(key: str, value: Attribute) -> str:
    name = key.rstrip("_").replace("_", "-")
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{escape(str(value), quote=True)}"'


def _escaped(piece: Content) -> str:
    if piece is None:
        return ""
    return piece if isinstance(piece, Html) else escape(str(piece), quote=False)


def table(caption: str, heads: list[str], rows: list[list[Content]], class_: str = "") -> Html:
    """A table whose first column names its rows; texts that are numbers stand to the right."""
    head = tag("tr", *(tag("th", each, scope="col", class_=_side(rows, at)) for at, each in enumerate(heads)))
    body = [
        tag("tr", tag("th", row[0], scope="row"), *(tag("td", cell, class_=_number(cell)) for cell in row[1:]))
        for row in rows
    ]
    # Focusable, so that a wide table can be moved sideways with the keyboard.
    return tag(
        "div",
        tag("table", tag("caption", caption), tag("thead", head), tag("tbody", *body), class_=class_ or None),
        class_="wide",
        tabindex=0,
        role="region",
        aria_label=caption,
    )


def _number(cell: Content) -> str | None:
    digits = str(cell).replace("\u00a0", "").replace(",", "")
    return "number" if digits.isdigit() or cell == "–" else None


def _side(rows: list[list[Content]], at: int) -> str | None:
    return "number" if at and rows and all(_number(row[at]) for row in rows) else None
