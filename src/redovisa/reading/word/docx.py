"""Word files (.docx, .docm) read to a source: whatever way they were filled in, and never what they would run."""

from __future__ import annotations

from redovisa.reading.characters import plain
from redovisa.reading.source import Manner, Source, Unreadable
from redovisa.reading.word import xml as x
from redovisa.reading.word.lean import lean
from redovisa.reading.word.package import Package
from redovisa.reading.word.tidy import HIDDEN, MOST_TOLD, STRUCK, UNSEEN, Tidied, leave_out_styled, tidy
from redovisa.reading.word.walk import Note, Walk

_SHORT = 60
_LITTLE = 300  # characters; the blank form has some 7 000
_MOST = MOST_TOLD - 1
_NO_NOTE = ("separator", "continuationSeparator", "continuationNotice")


def read_docx(data: bytes) -> Source:
    """Read a .docx or .docm file given as bytes.

    Cells are pieces with table, row, grid column and span. Controls and form fields give what they show, tick boxes
    TICKED or UNTICKED; tracked changes are accepted; struck-out and hidden text is left out and told in the remarks.

    Raises:
        Unreadable: it is empty, too large, locked, damaged, or no Word document.
    """
    package = Package(data)
    xml = lean(package.document())
    root = x.parse(xml)
    body = root.find(x.BODY)
    if body is None:
        raise Unreadable(x.DAMAGED)
    tidied = tidy(root, xml)
    if tidied.styled:
        leave_out_styled(tidied, _styles(package))
    walk = Walk(body, tidied)
    remarks = [*_marks(walk.notes), *_changes(tidied)]
    if x.COMMENT_REFERENCE in tidied.has:
        remarks += _comments(package)
    remarks += _unread(tidied, walk)
    if package.has_macros():
        remarks.append("Dokumentet innehåller makron. De har inte körts.")
    notes = _footnotes(package, tidied.has)
    readings = {at: (text,) for at, text in walk.unseen.items()}
    return Source(
        tuple(walk.pieces), Manner.CELLS, notes, tuple(remarks), uncertain=frozenset(readings), readings=readings
    )


def _styles(package: Package) -> dict[str, str]:
    """The character styles that strike out or hide, by id."""
    xml = package.part_bytes("styles")
    if b"strike" not in xml and b"vanish" not in xml:
        return {}
    found: dict[str, str] = {}
    for style in x.parse(xml).iter(x.STYLE):
        properties = style.find(x.R_PR) if style.get(x.TYPE) == "character" else None
        for mark in () if properties is None else properties.iterchildren(x.STRIKE, x.DOUBLE_STRIKE, x.VANISH):
            if x.is_on(mark):
                found[style.get(x.STYLE_ID, "")] = HIDDEN if mark.tag == x.VANISH else STRUCK
    return found


def _words(element: x.Element, tidied: Tidied) -> str:
    return " ".join(" ".join(piece.text for piece in Walk(element, tidied).pieces).split())


def _footnotes(package: Package, has: set[str]) -> tuple[str, ...]:
    notes: list[str] = []
    for kind, tag, reference in (
        ("footnotes", x.FOOTNOTE, x.FOOTNOTE_REFERENCE),
        ("endnotes", x.ENDNOTE, x.ENDNOTE_REFERENCE),
    ):
        data = package.part_bytes(kind) if reference in has else b""
        if data:
            own = (note for note in x.parse(data).iter(tag) if note.get(x.TYPE) not in _NO_NOTE)
            notes += [" ".join(_lines(note)) for note in own]
    return tuple(note for note in notes if note)


def _lines(note: x.Element) -> list[str]:
    """The words of a note, paragraph by paragraph."""
    paragraphs = ("".join(text.text or "" for text in line.iter(x.T)) for line in note.iter(x.P))
    return [word for line in paragraphs for word in plain(line).split()]


def _comments(package: Package) -> list[str]:
    data = package.part_bytes("comments")
    if not data:
        return []
    root = x.parse(data)
    tidied = tidy(root, data)
    words = [words for words in (_words(comment, tidied) for comment in root.iter(x.COMMENT)) if words]
    more = [f"Dokumentet har {len(words) - _MOST} kommentarer till."] if len(words) > _MOST else []
    return [f"Kommentar i dokumentet: {_quote(comment)}." for comment in words[:_MOST]] + more


def _marks(notes: list[Note]) -> list[str]:
    sentences = []
    for note in notes:
        place = f" (vid {_quote(note.row)})" if note.row.strip() else ""
        if note.what in (STRUCK, HIDDEN):
            sentences.append(f"{note.what} text har inte räknats som svar: {_quote(note.text)}{place}.")
        elif note.what == UNSEEN:
            sentences.append(
                f"Text som inte syns, till exempel vit på vitt, måste bekräftas: {_quote(note.text)}{place}."
            )
        else:
            sentences.append(f"En textruta har lästs där den är fäst i dokumentet: {_quote(note.text)}{place}.")
    return sentences


def _changes(tidied: Tidied) -> list[str]:
    sentences = []
    deleted, inserted = (list(dict.fromkeys(words)) for words in (tidied.deleted, tidied.inserted))
    if deleted or inserted:
        sentences.append("Dokumentet har spårade ändringar som ingen har godkänt eller avvisat.")
    if deleted:
        sentences.append(f"Borttaget har inte räknats: {_listed(deleted)}.")
    if inserted:
        sentences.append(f"Tillagt har räknats: {_listed(inserted)}.")
    sentences += [
        f"Ett fält som är märkt som tomt visar {_quote(prompt)}. Det har inte räknats som svar."
        for prompt in list(dict.fromkeys(tidied.prompts))[:_MOST]
    ]
    return sentences


def _unread(tidied: Tidied, walk: Walk) -> list[str]:
    """What the document holds that only eyes can read."""
    sentences = []
    if tidied.chunks:
        sentences.append("Ett annat dokument ligger inbäddat i dokumentet. Det har inte lästs.")
    if tidied.drawn:
        sentences.append(
            f"Dokumentet har ritade figurer ({tidied.drawn} st), till exempel kryss eller ringar. "
            "De kan inte läsas: jämför svaren med dokumentet."
        )
    if tidied.coloured:
        sentences.append(
            f"Dokumentet har tomma rutor i färg ({tidied.coloured} st). Färgen läses inte som ett svar: "
            "jämför svaren med dokumentet."
        )
    if tidied.marked:
        sentences.append(
            f"Ord är markerade med färg: {', '.join(map(_quote, tidied.marked))}. Färgen läses inte som ett svar: "
            "jämför svaren med dokumentet."
        )
    if tidied.active:
        sentences.append(
            f"Dokumentet har kontroller av typen ActiveX ({tidied.active} st). Det som står i dem kan inte läsas: "
            "jämför svaren med dokumentet."
        )
    if tidied.pictures and sum(len(piece.text) for piece in walk.pieces) < _LITTLE:
        sentences.append(
            "Dokumentet består av bilder, kanske av en inskannad blankett. "
            "Skicka den som PDF eller som ifylld Word-fil."
        )
    return sentences


def _listed(texts: list[str]) -> str:
    more = " och mer" if len(texts) > _MOST else ""
    return ", ".join(_quote(text) for text in texts[:_MOST]) + more


def _quote(text: str) -> str:
    words = " ".join(text.split())
    return f"”{words}”" if len(words) <= _SHORT else f"”{words[:_SHORT].rsplit(' ', 1)[0]} …”"
