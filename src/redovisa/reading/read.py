"""Reads files of any kind into redovisningar: never fails as a whole, and says what could not be read and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from redovisa.form.answer import NOT_ON_PAGE, Answer, Doubt
from redovisa.form.form import Form
from redovisa.form.redovisning import Kind, Redovisning
from redovisa.places.board import find_board
from redovisa.places.find import Found, find
from redovisa.reading.bounds import MAX_BYTES, too_large
from redovisa.reading.meaning.guard import cut_wrong, fallen_apart, ticks_lost
from redovisa.reading.meaning.match import NOT_FOUND, meaning_of
from redovisa.reading.meaning.notebook import Meaning
from redovisa.reading.meaning.recognise import Editions, Known
from redovisa.reading.meaning.sequence import why_not_one_form
from redovisa.reading.meaning.several import parted
from redovisa.reading.meaning.sightings import Sightings
from redovisa.reading.meaning.stream import Stream, stream
from redovisa.reading.opened import Opened, TakeApart, opened, opened_pages
from redovisa.reading.pages import NotOneForm, why_apart
from redovisa.reading.source import Manner, Source, Unreadable

_NOT_THIS_FORM = (
    "Dokumentet ser inte ut att vara en redovisning av statsbidraget till personligt ombud. "
    "Är det rätt fil? Skicka formuläret ”Redovisning – statsbidrag till kommuner som bedriver verksamhet med "
    "personligt ombud”."
)
_APART = (
    "Texten är kopierad kolumn för kolumn, så att tal och kryss inte står vid sina frågor. "
    "Originalet behövs, som Word-fil eller PDF."
)
_ONE_PAGE = (
    "Det här är bara en sida av formuläret. Ligger de andra sidorna i egna filer: sätt ihop dem till en PDF, eller "
    "numrera dem i följd (sida 1.jpg, sida 2.jpg …) i en och samma mapp eller ett och samma mejl, så läses de som ett "
    "formulär."
)
_ONE_PAGE_APART = "Det här är bara en sida av formuläret. {}"
_TOGETHER = "Läst som ett formulär ur {} filer, en för varje sida: {}. Hör de inte ihop: lägg dem i var sin mapp."
_DISORDER = "Bilderna är lästa i nummerordning som ett formulär, men {}. Jämför med originalet."
_EMPTY = "Dokumentet har ingen text. Är det rätt fil?"
#: More texts than this are not told one by one.
_MOST_TOLD = 20
_CONFIRM = "Läst ur en bild. Stämmer det?"


class Reader:
    """Reads documents with the editions of one form; made once and used for many files.

    ``take_apart`` is how the bytes of a file become a source: here and now, unless ``apart.guarded`` does it.
    """

    def __init__(self, form: Form, take_apart: TakeApart | None = None) -> None:
        self._form = form
        self._take_apart = take_apart
        self._editions = Editions(form)

    def read_file(self, path: Path, apart: str = "") -> list[Redovisning]:
        """All documents of a file: one, or those that a mail carries. Bad files come back as unreadable, with why.

        ``apart`` is as for ``read``.
        """
        try:
            size = path.stat().st_size
            if size > MAX_BYTES:
                return [_unreadable(path.name, too_large(size))]
            data = path.read_bytes()
        except FileNotFoundError:
            return [_unreadable(str(path), "Filen finns inte. Kontrollera namnet och mappen.")]
        except IsADirectoryError:
            return [_unreadable(str(path), "Det är en mapp. Ange filerna, eller läs hela mappen med redovisa compile.")]
        except PermissionError:
            return [_unreadable(str(path), "Filen får inte öppnas. Kontrollera vem som har rätt att läsa den.")]
        except OSError:
            return [
                _unreadable(str(path), "Filen går inte att öppna. Kontrollera att den ligger på en disk som svarar.")
            ]
        return self.read(path.name, data, apart)

    def read(self, name: str, data: bytes, apart: str = "") -> list[Redovisning]:
        """All documents in the bytes of a file called ``name``; the name is used for nothing but to tell them apart.

        ``apart`` is why the file is not read together with others that lie beside it, for a page that is alone.
        """
        if len(data) > MAX_BYTES:
            return [_unreadable(name, too_large(len(data)))]
        read = self.read_opened(opened(name, data, self._take_apart))
        return [_told_apart(document, apart) for document in read] if apart else read

    def read_pages(self, names: Sequence[str], pages: Sequence[bytes]) -> Redovisning:
        """The form whose pages are these files, in order; their names have ``/`` between folders.

        Raises:
            NotOneForm: it cannot be known that they are. Each is then to be read by itself.
        """
        own = [name.rpartition("/")[2] for name in names]
        name = f"{names[0]} – {own[-1]}"
        held = opened_pages(name, pages, self._take_apart)
        if held is None or not isinstance(held.content, Source):
            raise NotOneForm
        words = stream(held.content, self._editions.phrases)
        seen = self._editions.sightings(words)
        why_not = why_not_one_form(own, words, seen, self._editions.best(seen, None))
        if why_not or not self._editions.is_form(seen, pictured=True):
            raise NotOneForm(why_apart(own, why_not) if why_not else "")
        read = self._understood(name, held.content, words, seen)
        return replace(read, notes=(_TOGETHER.format(len(own), ", ".join(own)), *read.notes))

    def read_opened(self, held: Sequence[Opened]) -> list[Redovisning]:
        """All documents of a file that has been taken apart already."""
        documents = [(document, read) for document in held for read in self._forms(document)]
        forms = any(read.kind in (Kind.REDOVISNING, Kind.BLANK) for _, read in documents)
        # The words and logotypes of a mail are no documents when a form came with them.
        kept = [read for document, read in documents if not (document.beside and _is_nothing(read, forms))]
        return kept or [documents[0][1]]

    def _forms(self, document: Opened) -> list[Redovisning]:
        """Each form in a document; a blank one beside a filled one is nothing."""
        if isinstance(document.content, Unreadable):
            return [_unreadable(document.name, str(document.content))]
        words = stream(document.content, self._editions.phrases)
        seen = self._editions.sightings(words)
        parts = parted(document.content, words, seen, self._editions)
        if len(parts) == 1:
            disorder = self._disorder(document.pages, words, seen)
            whole = replace(parts[0], remarks=(*parts[0].remarks, *disorder)) if disorder else parts[0]
            return [self._understood(document.name, whole, words, seen)]
        read = [
            self.understand(f"{document.name} (formulär {number} av {len(parts)})", part)
            for number, part in enumerate(parts, 1)
        ]
        return [one for one in read if one.kind is not Kind.BLANK] or read[:1]

    def _disorder(self, pages: Sequence[str], words: Stream, seen: Sightings) -> list[str]:
        """What is to be told of pages that their sender numbered as one form, when they do not look like that."""
        if not pages or not self._editions.is_form(seen, pictured=True):
            return []
        why = why_not_one_form(pages, words, seen, self._editions.best(seen, None))
        return [_DISORDER.format(why)] if why else []

    def understand(self, name: str, source: Source) -> Redovisning:
        """The meaning of a document already taken apart."""
        words = stream(source, self._editions.phrases)
        return self._understood(name, source, words, self._editions.sightings(words))

    def _understood(self, name: str, source: Source, words: Stream, seen: Sightings) -> Redovisning:
        if not words.words:
            return _unreadable(name, _EMPTY, *source.remarks)
        if not self._editions.is_form(seen, source.ocr):
            why = _ONE_PAGE if _is_page(source) and self._editions.is_part(seen) else _NOT_THIS_FORM
            return Redovisning(name, Kind.OTHER, notes=(why, *source.remarks))
        known = self._editions.best(seen, self._editions.reported_year(words, seen))
        meaning = meaning_of(known.outline, self._form.fields, source, words, seen)
        return self._redovisning(name, source, words, known, meaning)

    def _redovisning(self, name: str, source: Source, words: Stream, known: Known, meaning: Meaning) -> Redovisning:
        edition = known.outline.edition
        wrong = cut_wrong(meaning.answers, self._form.fields, known.printed)
        doubted = {doubt.field for doubt in (*meaning.doubts, *wrong)}
        apart = source.manner is Manner.FLOW and meaning.adrift > 1
        if apart:
            wrong += fallen_apart(known.outline.labels, meaning.answers, doubted, self._form.fields)
        cut = {doubt.field for doubt in wrong}
        answers = {key: meaning.answers[key] for key in known.asked if key in meaning.answers and key not in cut}
        meaning.doubts.extend(wrong)
        filled = any(key != "report.year" for key in answers) or any(doubt.raw for doubt in meaning.doubts)
        reported = answers.get("report.year")
        year = reported.value if reported and isinstance(reported.value, int) else None
        _settle_dates(meaning, answers, year)
        where = _municipality(answers, year)
        doubted = {doubt.field for doubt in meaning.doubts}
        lost = [doubt for doubt in ticks_lost(answers, known.asked, self._form.fields) if doubt.field not in doubted]
        doubts = [*meaning.doubts, *lost, *_which_municipality(answers, where)]
        if source.ocr:
            doubts = _to_confirm(answers, doubts)
        missing = sum(not doubt.raw and not doubt.candidates for doubt in doubts)
        one_page = _is_page(source) and missing > len(known.asked) / 3
        if one_page:
            doubts = _elsewhere(doubts, known.asked)
        notes = [*([_ONE_PAGE] if one_page else []), *([_APART] if apart else []), *_year_notes(year, edition.year)]
        board = find_board(_head(words))
        named = where or Found("")
        return Redovisning(
            file=name,
            kind=Kind.REDOVISNING if filled else Kind.BLANK,
            edition=edition.year,
            year=year,
            answers=answers,
            doubts=tuple(doubts) if filled else (),
            county=board.code if board else "",
            municipality=named.municipality,
            district=_district(answers, named, year),
            notes=(*notes, *_stray_notes(meaning.strays, known), *self._typed_notes(source), *source.remarks),
        )

    def _typed_notes(self, source: Source) -> list[str]:
        """Footnotes that somebody wrote, which hold for an answer: a person must read them with it."""
        typed = [note for note in source.footnotes if not self._editions.prints_note(note)]
        told = [f"Fotnot som någon har skrivit: ”{note}”" for note in typed[:_MOST_TOLD]]
        more = len(typed) - len(told)
        return [*told, f"Ytterligare {more} fotnoter är skrivna i dokumentet. Läs dem där."] if more > 0 else told


def _told_apart(read: Redovisning, apart: str) -> Redovisning:
    """A page that is alone is told why, in place of how it can be read with the others."""
    return replace(
        read, notes=tuple(_ONE_PAGE_APART.format(apart) if note == _ONE_PAGE else note for note in read.notes)
    )


def _is_page(source: Source) -> bool:
    """Whether a document is the picture of one page."""
    return source.ocr and source.pages == 1


def _elsewhere(doubts: Sequence[Doubt], asked: Sequence[str]) -> list[Doubt]:
    """The doubts about one page; what was not found before its first question or after its last is on other pages."""
    lost = {doubt.field for doubt in doubts if doubt.why == NOT_FOUND}
    found = [place for place, key in enumerate(asked) if key not in lost]
    here = frozenset(asked[found[0] : found[-1]] if found else ())
    return [
        replace(doubt, why=NOT_ON_PAGE) if doubt.field in lost and doubt.field not in here else doubt
        for doubt in doubts
    ]


def _settle_dates(meaning: Meaning, answers: dict[str, Answer], year: int | None) -> None:
    """A date that can be read in two ways is known when only one of them is within a year after what is reported."""
    for doubt in list(meaning.doubts):
        days = [day for day in doubt.candidates if isinstance(day, date) and year and year <= day.year <= year + 1]
        if len(days) == 1 < len(doubt.candidates):
            meaning.doubts.remove(doubt)
            answers[doubt.field] = Answer(doubt.field, days[0], doubt.raw, doubt.place)


def _is_nothing(read: Redovisning, forms: bool) -> bool:
    return read.kind is Kind.UNREADABLE or (forms and read.kind is Kind.OTHER)


def _unreadable(name: str, *why: str) -> Redovisning:
    return Redovisning(name, Kind.UNREADABLE, notes=why)


def _head(words: Stream) -> str:
    """What stands above the first question, where the county board is named."""
    first = words.find("kontaktuppgifter till den kommun")
    stop = words.piece(first) if first >= 0 else 12
    return "\n".join(piece.text for piece in words.pieces[: max(stop, 1)])


def _municipality(answers: dict[str, Answer], year: int | None) -> Found | None:
    answer = answers.get("contact.municipality")
    return find(str(answer.value), year) if answer else None


def _which_municipality(answers: dict[str, Answer], where: Found | None) -> list[Doubt]:
    """A name that is no municipality's is asked about; the answer stays as it was written."""
    if where is None or where.place is not None:
        return []
    answer = answers["contact.municipality"]
    names = tuple(getattr(place, "full_name", "") or place.name for place in where.candidates)
    return [Doubt("contact.municipality", where.why, answer.raw, names, answer.place)]


def _district(answers: dict[str, Answer], named: Found, year: int | None) -> str:
    if named.district:
        return named.district.code
    board = answers.get("contact.board")
    if board is None or ("stadsdel" not in board.raw.casefold() and "stadsområde" not in board.raw.casefold()):
        return ""
    found = find(str(board.value), year).district
    return found.code if found and found.municipality == named.municipality else ""


def _to_confirm(answers: dict[str, Answer], doubts: Sequence[Doubt]) -> list[Doubt]:
    asked = {doubt.field for doubt in doubts}
    confirm = [
        Doubt(key, _CONFIRM, answer.raw, (answer.value,), answer.place)
        for key, answer in answers.items()
        if key not in asked
    ]
    return [*doubts, *confirm]


def _year_notes(year: int | None, edition: int) -> list[str]:
    if year is None:
        return [f"Det syns inte vilket år redovisningen gäller. Den är läst med formuläret för {edition}."]
    if year != edition:
        return [f"Redovisningen gäller {year}. Den är läst med det närmaste kända formuläret, för {edition}."]
    return []


def _stray_notes(strays: Sequence[str], known: Known) -> list[str]:
    """Words that no question asked for are kept, so that nothing typed is lost; the form's own words are not typed."""
    typed = [text for text in strays if not known.printed.holds(text)]
    told = [f"Text som inte hör till någon fråga: ”{text}”" for text in typed[:_MOST_TOLD]]
    more = len(typed) - len(told)
    return [*told, f"Ytterligare {more} texter hör inte till någon fråga. Läs dem i dokumentet."] if more > 0 else told
