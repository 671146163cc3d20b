"""The small words of the templates: icons with text, dates as Swedish is written, one field's room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()

#: Drawn in a square of 20: every sign stands beside its words and is hidden from those who listen.
_ICONS = {
    "done": "M4 10.5l4 4 8-9",
    "ask": "M7 7.5a3 3 0 1 1 4.2 2.8c-.8.4-1.2 1-1.2 2v.4M10 15.6v.6",
    "wrong": "M10 4.5v7M10 14.8v.7",
    "note": "M10 9v6M10 5v.7",
    "empty": "M5 5h10v10H5z",
    "file": "M6 3h6l3 3v11H6zM12 3v3h3",
    "open": "M4 10h11M10.5 5.5L15 10l-4.500 4.500",
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """A small sign, drawn in the colour of the text."""
    return format_html(
        '<svg class="sign sign--{}" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">'
        '<path d="{}" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"/></svg>',
        name,
        _ICONS[name],
    )


@register.simple_tag
def page_lang() -> SafeString:
    """Marks words of the page among those of the form, where the page does not speak the form's Swedish."""
    language = get_language() or "sv"
    return SafeString("") if language == "sv" else format_html(' lang="{}"', language)


@register.filter
def long_date(day: date | None) -> str:
    """``15 januari 2024``, with the month's name in the language of the page."""
    return date_format(day, "j F Y") if day else ""


@register.filter
def at(row: Sequence[object], place: int) -> object:
    """What stands at a place of a row, or nothing past its end."""
    return row[place] if place < len(row) else ""
