"""Numbers claimed in free text: what ”52 procent fler jämfört med 2022” says the earlier number was."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

_SENTENCE = re.compile(r"[^.!?\n]+")
_SHARE = r"(?P<share>[0-9]{1,3}(?:[,.][0-9])?)\s*(?:procent|%)"
_MORE = re.compile(rf"{_SHARE}\s*(?P<way>fler|högre|mer|större|ökning|färre|lägre|mindre|minskning)", re.IGNORECASE)
_BY = re.compile(
    rf"(?P<way>öka\w*|minska\w*|ökning\w*|minskning\w*)\s+(?:\w+\s+){{0,3}}(?:med|på)\s+(?:\w+\s+)?{_SHARE}", re.I
)
_YEAR = re.compile(r"\b(20[0-4][0-9])\b")
_LAST_YEAR = re.compile(r"förra året|föregående år|året innan|året före|i fjol|fjolåret", re.IGNORECASE)
_CLIENTS = re.compile(r"klient|uppdragsgivare", re.IGNORECASE)
#: A sentence about a part of the clients says nothing about all of them.
_A_PART = re.compile(r"\b(?:kvinn|män\b|unga|yngre|äldre|nya\b|avslutad|barn|ålder|kö\b|väntetid|andel)", re.IGNORECASE)
_TOTAL = re.compile(r"\b(?:totalt|sammanlagt)\s+(?P<count>[0-9]{1,4})\s+klienter", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Claim:
    """A change claimed since an earlier year: ``percent`` is signed and has ``decimals``, ``words`` are as written."""

    percent: float
    year: int
    words: str
    decimals: int = 0

    def implies(self, now: int) -> tuple[int, int]:
        """The least and greatest count of the earlier year that the claim can mean, when the count now is ``now``."""
        half = 0.5 / 10**self.decimals
        most = 1 + (self.percent - half) / 100
        least = 1 + (self.percent + half) / 100
        if most <= 0 or least <= 0:
            return 0, 0
        return math.floor(now / least), math.ceil(now / most)


def may_claim(text: str) -> bool:
    """Whether the text speaks of shares at all."""
    return "procent" in text or "%" in text


def claims(text: str, year: int) -> list[Claim]:
    """The changes in the number of clients that a text about ``year`` claims since a year that it names."""
    if not may_claim(text):
        return []
    found = []
    for sentence in _SENTENCE.finditer(text):
        said = sentence[0]
        match = (_MORE.search(said) or _BY.search(said)) if may_claim(said) else None
        if match is None or not _CLIENTS.search(said) or _A_PART.search(said):
            continue
        since = _since(said, match, year)
        if since is None:
            continue
        share = match["share"].replace(",", ".")
        percent = float(share)
        if match["way"].casefold().startswith(("färre", "lägre", "mindre", "minsk")):
            percent = -percent
        words = said[match.start() :].strip().rstrip(") ")
        found.append(Claim(percent, since, words, len(share.partition(".")[2])))
    return found


def _since(sentence: str, match: re.Match[str], year: int) -> int | None:
    """The year compared with: named after the share, or said as last year."""
    named = [int(each) for each in _YEAR.findall(sentence) if int(each) != year]
    if len(set(named)) == 1 and named[0] < year:
        return named[0]
    return year - 1 if not named and _LAST_YEAR.search(sentence) else None


def may_total(text: str) -> bool:
    """Whether the text may name a total."""
    return "otalt " in text or "ammanlagt " in text


def claimed_total(text: str) -> int | None:
    """How many clients there were ”totalt” according to the text, if it says one number."""
    if not may_total(text):
        return None
    counts = {int(match["count"]) for match in _TOTAL.finditer(text)}
    return counts.pop() if len(counts) == 1 else None
