"""Numbers claimed in free text: ”totalt 30 klienter”, ”52 procent fler än 2022”, ”en ökning från 20 till 30”.

Only what is said plainly is a claim: about (*cirka*, *ett tjugotal*), a part of the clients or another year is none.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from redovisa.form.number_words import NUMBER_WORDS

#: How a sentence ends, and what is taken for the same.
_END, _OTHER_ENDS = ". ", ("! ", "? ", "\n")
_WORD = re.compile(r"\w+")
_TOKEN = re.compile(r"[0-9]+(?:[,.][0-9]+)?|%|\w+|[^\w\s]")
_SHARE = r"(?P<share>[0-9]{1,3}(?:[,.][0-9])?)\s*(?:procent|%)"
_MORE = re.compile(
    rf"{_SHARE}\s*(?P<way>fler|högre|större|ökning|färre|lägre|mindre|minskning)\b"
    r"(?:\s+(?:klient|uppdragsgivare|än\b|jämfört|sedan|mot\b|av antal)|\s*[^\w\s]|\s*$)",
    re.IGNORECASE,
)
_BY = re.compile(
    rf"(?P<way>öka\w*|minska\w*|ökning\w*|minskning\w*)\s+(?:\w+\s+){{0,3}}(?:med|på)\s+(?:\w+\s+)?{_SHARE}", re.I
)
#: What has grown or shrunk ”med 20 procent” when it is the clients, and not their costs or waits.
_THE_CLIENTS = re.compile(
    r"antal\w*\s+(?:\w+\s+)?(?:klient|uppdragsgivare)|klientantal|^(?:klienterna|uppdragsgivarna)\b", re.I
)
_YEAR = re.compile(r"\b(20[0-4][0-9])\b")
_LAST_YEAR = re.compile(r"förra året|föregående år|året innan|året före|i fjol|fjolåret", re.IGNORECASE)
_OTHER_TIME = re.compile(rf"{_LAST_YEAR.pattern}|nästa år|kommande år|tidigare år|per år|i snitt|i genomsnitt", re.I)
#: A sentence about a part of the clients says nothing about all of them.
_A_PART = re.compile(
    r"\b(?:ung[at]?\b|yngre|äldre|barn|ålder|åring|kö\b|köa|vänta|väntetid|andel|bland\b|av (?:dem|dessa|klienterna)|"
    r"per (?:ombud|tjänst|kommun|månad)|hälften|flertalet|möjlig|plats för|kapacitet|mål)",
    re.IGNORECASE,
)
_WOMEN_OR_MEN = re.compile(r"\b(?:kvinn|män\b|man\b|nya?\b|avslutad)", re.IGNORECASE)
_VAGUE = frozenset(
    [
        *("cirka", "circa", "ca", "omkring", "ungefär", "runt", "kring", "knappt", "drygt", "närmare", "nästan"),
        *("över", "minst", "högst", "än", "till", "mellan", "–", "-", "uppemot", "bortåt", "nära"),
    ]
)
_ALL = frozenset(("totalt", "sammanlagt", "sammantaget", "inalles"))
_HAD = frozenset(("haft", "hade", "hjälpt", "stöttat", "stött", "bistått", "var", "är", "blev", "varit", "till"))
_WHO = frozenset(("vi", "ombuden", "ombudet", "verksamheten"))
_NOUNS = frozenset(("klienter", "uppdragsgivare"))
_KINDS = {"nya": "new", "avslutade": "closed"}
#: What may come right after the noun without making it a part of the clients.
_CLOSING = frozenset((",", "(", ")", ";", ":", "varav", "fördelat", "fördelade", "jämfört", "mot"))
_THEN = re.compile(
    r"(?:har |hade |fick |fått |haft )*(?:fått |haft )?(?:stöd|hjälp|kontakt|ett ombud|personligt ombud)\b"
)
_COME = re.compile(
    r"(?:har )?(?:tillkommit|tillkom|kommit|kom|börjat|började)\b(?: (?:under|i) (?:året|år|20[0-4][0-9]))?\Z"
)
_THIS_YEAR = re.compile(r"(?:under|i) (?:hela )?(?:året|år|verksamheten|verksamhetsåret|20[0-4][0-9])\b")


@dataclass(frozen=True, slots=True)
class Claim:
    """A change claimed since an earlier year, in ``words`` as written.

    ``percent`` is signed and has ``decimals``; where the earlier number itself is told, it is ``before``.
    """

    percent: float
    year: int
    words: str
    decimals: int = 0
    before: int | None = None

    def implies(self, now: int) -> tuple[int, int]:
        """The least and greatest count of the earlier year that the claim can mean, when the count now is ``now``."""
        if self.before is not None:
            return self.before, self.before
        half = 0.5 / 10**self.decimals
        most = 1 + (self.percent - half) / 100
        least = 1 + (self.percent + half) / 100
        if most <= 0 or least <= 0:
            return 0, 0
        return math.floor(now / least), math.ceil(now / most)


@dataclass(frozen=True, slots=True)
class Counted:
    """A number claimed for the reported year: ``kind`` is total, new, closed, women or men, ``words`` as written."""

    kind: str
    count: int
    words: str


def may_claim(text: str) -> bool:
    """Whether the text speaks of clients, whatever letter they begin with: quick, and true for all that claim."""
    return "lient" in text or "ppdragsgivar" in text


def tells_numbers(text: str) -> bool:
    """Whether a sentence speaks of clients and holds a number: true for every text that claims something."""
    return next(_sentences(text), None) is not None


def may_tell_a_change(text: str) -> bool:
    """Whether the text may tell how much has changed: quick, and true for every text that does."""
    return "procent" in text or "%" in text or "rån" in text


def claims(text: str, year: int) -> list[Claim]:
    """The changes in the number of clients that a text about ``year`` claims since a year that it names."""
    found = []
    for said in _sentences(text):
        if _A_PART.search(said) or _WOMEN_OR_MEN.search(said):
            continue
        claim = _share(said, year) if "procent" in said or "%" in said else _from_to(said, year)
        if claim is not None:
            found.append(claim)
    return found


def counted(text: str, year: int) -> list[Counted]:
    """The numbers of clients in ``year`` that the text claims, each kind once; none where it claims several."""
    found: dict[str, Counted] = {}
    torn = set()
    for said in _sentences(text):
        for each in _counted_in(said, year):
            earlier = found.setdefault(each.kind, each)
            if earlier.count != each.count:
                torn.add(each.kind)
    return [each for kind, each in found.items() if kind not in torn]


def _sentences(text: str) -> Iterator[str]:
    """The sentences that speak of clients and hold a number."""
    for end in _OTHER_ENDS:
        text = text.replace(end, _END)
    for said in text.split(_END):
        if may_claim(said):
            sentence = said.strip().rstrip(".!?")
            words = _WORD.findall(sentence.casefold())
            if any(map(str.isdigit, words)) or not NUMBER_WORDS.keys().isdisjoint(words):
                yield sentence


def _share(said: str, year: int) -> Claim | None:
    match = _MORE.search(said) or (_BY.search(said) if _THE_CLIENTS.search(said) else None)
    if match is None:
        return None
    word_before = said[: match.start("share")].split()[-1:]
    since = _since(said, year)
    if since is None or (word_before and word_before[0].casefold() in _VAGUE):
        return None
    share = match["share"].replace(",", ".")
    percent = float(share)
    if match["way"].casefold().startswith(("färre", "lägre", "mindre", "minsk")):
        percent = -percent
    words = said[match.start() :].strip().rstrip(") ")
    return Claim(percent, since, words, len(share.partition(".")[2]))


def _from_to(said: str, year: int) -> Claim | None:
    """”Klienterna ökade från 20 till 30 sedan 2022”: the first number is the earlier year's."""
    span, since = _span(_tokens(said)), _since(said, year)
    if span is None or since is None:
        return None
    before, now = span
    return Claim(100 * (now / before - 1) if before else 100.0, since, said, before=before)


def _since(sentence: str, year: int) -> int | None:
    """The year compared with: the one named, or said as last year."""
    named = [int(each) for each in _YEAR.findall(sentence) if int(each) != year]
    if len(set(named)) == 1 and named[0] < year:
        return named[0]
    return year - 1 if not named and _LAST_YEAR.search(sentence) else None


def _tokens(said: str) -> list[str]:
    return [token.casefold() for token in _TOKEN.findall(said)]


def _number(tokens: Sequence[str], at: int) -> int | None:
    """The whole number that stands there, be it in digits or in words; a year, a share and an age are none."""
    if not 0 <= at < len(tokens):
        return None
    token = tokens[at]
    number = NUMBER_WORDS.get(token, int(token) if token.isascii() and token.isdigit() and len(token) < 5 else -1)
    unit = tokens[at + 1] if at + 1 < len(tokens) else ""
    if number < 0 or 1990 <= number < 2050 or unit in ("%", "procent", "år", "–", "-", "till", "kr", "kronor", "dagar"):
        return None
    return number


def _span(tokens: Sequence[str]) -> tuple[int, int] | None:
    """The two numbers of ”från 20 till 30”."""
    for at, word in enumerate(tokens):
        if word == "från" and tokens[at + 2 : at + 3] == ["till"]:
            before, now = _number([tokens[at + 1]], 0), _number(tokens, at + 3)
            if before is not None and now is not None:
                return before, now
    return None


def _counted_in(said: str, year: int) -> Iterator[Counted]:
    if _A_PART.search(said):
        return
    tokens = _tokens(said)
    span = _span(tokens)
    if span is not None and not _WOMEN_OR_MEN.search(said) and re.search(r"ök|minsk|gått|stigit|sjunk", said):
        yield Counted("total", span[1], said)
        return
    if _OTHER_TIME.search(said) or any(int(named) != year for named in _YEAR.findall(said)):
        return
    for at in range(len(tokens)):
        number = _number(tokens, at)
        if number is None or (at and tokens[at - 1] in _VAGUE and not _amounts_to(tokens, at)):
            continue
        kind = _kind(tokens, at)
        if kind:
            yield Counted(kind, number, said)
    if _ALL.isdisjoint(tokens) or {"nya", "ny", "avslutade"}.isdisjoint(tokens):
        yield from _women_and_men(tokens, said)


def _amounts_to(tokens: Sequence[str], at: int) -> bool:
    """”Antalet klienter uppgick till 30”: here *till* is no limit."""
    return tokens[at - 1] == "till" and "antalet" in tokens[:at]


def _kind(tokens: Sequence[str], at: int) -> str:
    """What the number is said to count, or nothing when that is not plain."""
    before, after = tokens[:at], tokens[at + 1 :]
    if after[:1] and after[0] in _KINDS and after[1:2] and after[1] in _NOUNS:
        closed = _closes(after[2:]) or _COME.match(" ".join(after[2:]))
        return _KINDS[after[0]] if closed and {"kvinnor", "män"}.isdisjoint(before) else ""
    if "antalet" in before[:3] and _NOUNS & set(before) and before[-1] in _HAD and _closes(after):
        rest = before[: before.index("antalet") + 3]
        return "total" if not {"nya", "avslutade"} & set(rest) else ""
    if not after or after[0] not in _NOUNS or _WOMEN_OR_MEN.search(" ".join(before)):
        return ""
    had = {*before[-1:], *(before[-2:-1] if before[-1:] and before[-1] in _WHO else ())}  # also ”hade vi 30 klienter”
    said_of_all = bool(_ALL & set(before)) or bool(_HAD & had) or _THEN.match(" ".join(after[1:]))
    return "total" if said_of_all and _closes(after[1:]) else ""


def _closes(rest: Sequence[str]) -> bool:
    """Whether what follows the noun leaves all clients meant, and does not narrow them down."""
    if not rest or rest[0] in _CLOSING or (rest[0] == "och" and _number(rest, 1) is not None):
        return True
    words = " ".join(rest)
    return bool(_THIS_YEAR.match(words) or _THEN.match(words))


def _women_and_men(tokens: Sequence[str], said: str) -> Iterator[Counted]:
    """”17 kvinnor och 10 män”, the two of them, of all clients."""
    if {"nya", "ny", "avslutade", "ombud", "ombuden"} & set(tokens):
        return
    for at, token in enumerate(tokens[:-3]):
        if token in ("kvinnor", "kvinna") and tokens[at + 1] == "och" and tokens[at + 3] in ("män", "man"):
            women, men = _number(tokens, at - 1), _number(tokens, at + 2)
            if women is not None and men is not None and (at < 2 or tokens[at - 2] not in _VAGUE):
                yield Counted("women", women, said)
                yield Counted("men", men, said)
