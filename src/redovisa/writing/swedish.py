"""Dates as they are written in Swedish letters."""

from __future__ import annotations

from datetime import date

_MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)


def spelled(day: date) -> str:
    """The day in words: 15 januari 2024."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
