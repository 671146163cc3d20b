"""The one door to the clock: today and now in Sweden, or the set day of a demonstration."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """This moment with its time zone; a demonstration has its set day, and the time of day as it is."""
    moment = timezone.localtime()
    day: date | None = settings.REDOVISA_TODAY
    return moment if day is None else moment.replace(year=day.year, month=day.month, day=day.day)


def today() -> date:
    """The day in Sweden."""
    return now().date()
