"""Numbers written in Swedish words: ``tjugosju`` is 27, and ``ett tjugotal`` is no number."""

from __future__ import annotations

_SMALL = {
    "två": 2,
    "tre": 3,
    "fyra": 4,
    "fem": 5,
    "sex": 6,
    "sju": 7,
    "åtta": 8,
    "nio": 9,
    "tio": 10,
    "elva": 11,
    "tolv": 12,
    "tretton": 13,
    "fjorton": 14,
    "femton": 15,
    "sexton": 16,
    "sjutton": 17,
    "arton": 18,
    "aderton": 18,
    "nitton": 19,
}
_TENS = {
    "tjugo": 20,
    "trettio": 30,
    "fyrtio": 40,
    "femtio": 50,
    "sextio": 60,
    "sjuttio": 70,
    "åttio": 80,
    "nittio": 90,
}
_ONES = {"en": 1, "ett": 1, **{word: n for word, n in _SMALL.items() if n < 10}}


def _words() -> dict[str, int]:
    to_99 = {**_SMALL, **_TENS}
    to_99 |= {ten + one: _TENS[ten] + n for ten in _TENS for one, n in _ONES.items()}
    words = dict(to_99)
    for hundred, n in {"hundra": 1, "etthundra": 1, **{f"{one}hundra": n for one, n in _ONES.items() if n > 1}}.items():
        words[hundred] = 100 * n
        words |= {hundred + rest: 100 * n + below for rest, below in {**to_99, **_ONES}.items()}
    return words


#: From two to 999: ``en`` and ``ett`` are far more often articles.
NUMBER_WORDS = _words()
