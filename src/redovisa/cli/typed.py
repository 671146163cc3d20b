"""What is typed after a flag: days and years, each refused with how it is written."""

from __future__ import annotations

import argparse
import re
from datetime import date


def day_of(text: str) -> date:
    """The day that was typed; argparse shows the sentence when it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"”{text}” är inget datum. Skriv det som 2024-01-15.") from None


def year_of(text: str) -> int:
    """The year that was typed; argparse shows the sentence when it is none."""
    if not re.fullmatch(r"[0-9]{4}", text):
        raise argparse.ArgumentTypeError(f"”{text}” är inget år. Skriv det som 2023.")
    return int(text)
