"""Which municipality or district a name means: certain, or put as a question with its candidates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from redovisa.places.place import District, Municipality, Place
from redovisa.places.register import district, districts, in_year, municipality
from redovisa.places.spelling import Entry, folded, in_brackets, index, key, longest, words

#: Longer texts than this are not a name; nothing beyond it is looked at.
MOST_SIGNS = 400
_MOST_CANDIDATES = 8
#: Names that are also words; in small letters they are perhaps just that.
_ORDINARY = frozenset({"vara", "mark", "berg", "kil", "lund", "boden", "köping", "ale", "nora", "sala", "kista"})


@dataclass(frozen=True, slots=True)
class Found:
    """What a text says about a place.

    ``place`` is set only when it is certain. Otherwise ``why`` is a Swedish sentence to put to a person, with
    ``candidates`` best first; none of them is to be used without asking.
    """

    text: str
    place: Place | None = None
    candidates: tuple[Place, ...] = ()
    why: str = ""

    @property
    def municipality(self) -> str:
        """The four-digit code of the municipality that is certain, else empty."""
        return "" if self.place is None else self.place.municipality

    @property
    def district(self) -> District | None:
        """The city district, when it is certain."""
        return self.place if isinstance(self.place, District) else None


@dataclass(frozen=True, slots=True)
class _Hit:
    """A form met in a longer text; ``marked`` when its words say that it is a place."""

    entry: Entry
    marked: bool


def find(text: str, year: int | None = None) -> Found:
    """The municipality or city district that a text names, as it was in the year (today, without a year).

    Certain when the text is one of the written forms of one name, or holds just one such form that says itself what
    it is ("Socialtjänsten, Timrå kommun"). Misspellings, bare names in running text and names of another year
    become candidates.
    """
    if len(text) > MOST_SIGNS:
        return Found(text, why="Texten är för lång för att vara ett namn. Skriv bara kommunens namn.")
    name = key(text)
    if not name:
        return Found(text, why="Kommunens namn saknas. Skriv vilken kommun redovisningen gäller.")
    if is_name(in_brackets(text)):
        # "Stockholm (Rinkeby-Kista)": what stands in brackets is otherwise a remark, and left aside.
        return _weighed(text, _hits(words(text.replace("(", " ").replace(")", " "))), year)
    entry = index().get(name)
    if entry is not None:
        if name in _ORDINARY and name in text:
            return _asked(text, entry.places, year)
        return _settled(text, entry, year)
    hits = _hits(words(text))
    if hits:
        return _weighed(text, hits, year)
    return _asked(text, _near(name), year)


def is_name(text: str) -> bool:
    """Whether the whole text is a written form of a municipality's or district's name."""
    entry = index().get(key(text))
    return entry is not None and bool(entry.places)


def _settled(text: str, entry: Entry, year: int | None) -> Found:
    """A whole text that is a form of one or more names."""
    if not entry.places:
        what = f"{entry.other} är ett län" if entry.other else f"”{_shown(text)}” är en region eller ett län"
        return Found(text, why=f"{what}, inte en kommun. Skriv kommunens namn.")
    then = _then(entry.places, year)
    for certain in (then, _today(then, year)):
        if len(certain) == 1 and _alone(certain[0]):
            return Found(text, certain[0])
    if not then:
        return _gone(text, entry.places, year)
    return _asked(text, then, year)


def _today(places: Sequence[Place], year: int | None) -> list[Place]:
    """Without a year, what is there today goes before what is gone."""
    return [place for place in places if place.valid_to is None] if year is None else []


def _alone(place: Place) -> bool:
    return isinstance(place, Municipality) or place.alone


def _then(places: Iterable[Place], year: int | None) -> list[Place]:
    """The places as they were in the year, each once, without those that did not exist."""
    found = (in_year(place, year) for place in places)
    then = list(dict.fromkeys(place for place in found if place is not None))
    # Heby changed its code: of two municipalities of one name, the one that is left.
    if year is None and len({place.name for place in then}) == 1 and all(isinstance(one, Municipality) for one in then):
        return [place for place in then if place.valid_to is None] or then
    return then


def _gone(text: str, places: Sequence[Place], year: int | None) -> Found:
    """A name that was no place's in the year: what was there then, before or after it, is the candidate."""
    old = places[0]
    span = f"till och med {old.valid_to}" if old.valid_to and year and old.valid_to < year else f"från {old.valid_from}"
    said = f"{old.full_name[:1].upper()}{old.full_name[1:]} finns bara {span}."
    kin = tuple(place for place in districts(year).values() if any(_follows(place, one) for one in places))
    if not kin:
        return Found(text, why=f"{said} Skriv vilken kommun redovisningen för {year} gäller.")
    return Found(text, None, kin, f"{said} Menas {_listed(kin)} för {year}?")


def _follows(one: Place, other: Place) -> bool:
    """Whether one of two districts took over from the other, at once or in steps."""
    return any(_heir(first, second) for first, second in ((one, other), (other, one)))


def _heir(first: Place, last: Place) -> bool:
    at: Place | None = first
    while isinstance(at, District) and at.successor:
        if at.successor == last.code:
            return True
        at = district(at.successor)
    return False


def _hits(said: Sequence[str]) -> list[_Hit]:
    """The longest forms met from left to right; bare names count only with a capital letter."""
    found: list[_Hit] = []
    lower = [word.casefold() for word in said]
    entries, most = index(), longest()
    at = 0
    while at < len(said):
        for end in range(min(len(said), at + most), at, -1):
            entry = entries.get(" ".join(lower[at:end]))
            if entry is not None and (entry.marked or said[at][0].isupper()):
                found.append(_Hit(entry, entry.marked))
                at = end
                break
        else:
            at += 1
    return found


def _weighed(text: str, hits: Sequence[_Hit], year: int | None) -> Found:
    """A longer text with names in it: certain when it names just one place, and says what it is."""
    all_named = list(dict.fromkeys(place for hit in hits for place in _then(hit.entry.places, year)))
    if not all_named:
        gone = [place for hit in hits for place in hit.entry.places]
        return _gone(text, gone, year) if gone else _asked(text, [], year)
    owners = {place.municipality for place in all_named if isinstance(place, Municipality)}
    boards = [place for place in all_named if isinstance(place, District) and place.municipality in owners]
    if boards:
        # "Göteborgs Stad, Centrum": the district of that municipality, of those the name fits; of others none.
        if len(owners) == 1 and len(hits) == 2:
            for certain in (boards, _today(boards, year)):
                if len(certain) == 1:
                    return Found(text, certain[0])
        return _asked(text, boards, year)
    marked = [place for hit in hits if hit.marked for place in _then(hit.entry.places, year)]
    if len(all_named) == 1 and marked and _alone(all_named[0]):
        return Found(text, all_named[0])
    return _asked(text, all_named, year)


def _asked(text: str, places: Iterable[Place], year: int | None) -> Found:
    """Nothing certain: the places that may be meant, and the question to put."""
    then = _then(places, year)
    candidates = tuple(_today(then, year) or then)[:_MOST_CANDIDATES]
    if not candidates:
        return Found(text, why=f"”{_shown(text)}” är inte namnet på någon kommun eller stadsdel. Skriv kommunens namn.")
    return Found(text, None, candidates, f"Det står ”{_shown(text)}”. Menas {_listed(candidates)}?")


def _listed(places: Sequence[Place]) -> str:
    names = [_told(place) for place in places]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} eller {names[-1]}"


def _told(place: Place) -> str:
    """The name so that no other can be meant: Håbo kommun (0305), stadsområde Centrum (Göteborgs stad)."""
    if isinstance(place, Municipality):
        return f"{place.full_name} ({place.code})"
    above = municipality(place.municipality)
    return f"{place.full_name} ({above.full_name if above else place.municipality})"


def _shown(text: str) -> str:
    shown = " ".join(text.split())
    return shown if len(shown) <= 60 else f"{shown[:59]}…"


@cache
def _bare() -> dict[str, tuple[Place, ...]]:
    """Unmarked forms without blanks and dots over letters."""
    found: dict[str, dict[Place, None]] = {}
    for form, entry in index().items():
        if not entry.marked:
            found.setdefault(folded(form), {}).update(dict.fromkeys(entry.places))
    return {form: tuple(places) for form, places in found.items()}


def _near(name: str) -> list[Place]:
    """The places whose name is the same without dots, or one letter wrong, lost, added or swapped; best first."""
    said = [word for word in name.split() if word not in ("kommun", "kommunen", "kommuner", "stad", "staden")]
    plain = folded("".join(said))
    if not plain or len(plain) > 40:
        return []
    same = _bare().get(plain, ())
    if any(folded(place.name) == plain for place in same) or len(plain) < 3:
        # One dot apart (Håbo, Habo) is found here; a letter apart as well would only blur it.
        return list(same)
    apart = [place for form, places in _bare().items() if _one_apart(plain, form) for place in places]
    return list(dict.fromkeys((*same, *apart)))


def _one_apart(one: str, other: str) -> bool:
    """Whether two words differ in one letter: wrong, lost, added, or two neighbours swapped."""
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if len(long) - len(short) > 1:
        return False
    at = 0
    while at < len(short) and short[at] == long[at]:
        at += 1
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    if short[at + 1 :] == long[at + 1 :]:
        return True
    return short[at + 2 :] == long[at + 2 :] and short[at : at + 2] == long[at : at + 2][::-1]
