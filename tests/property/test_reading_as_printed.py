"""Whether labels that stand as printed are taken as they stand or weighed like all others: the same meaning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lookalikes import text, word
from lookalikes.forms import filled
from redovisa.form.redovisning import Redovisning
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reading.meaning import align
from redovisa.reading.meaning.stream import Stream
from redovisa.reading.opened import source
from redovisa.reading.read import Reader
from redovisa.reading.sniff import sniff
from redovisa.reading.source import Piece, Source

READER = Reader(GRANT.form)
FORMS = [
    *(word.write_word(form.edition, form.typed, manner, form.seed) for form, manner in
      zip(filled(GRANT.form, len(word.MANNERS)), word.MANNERS.values(), strict=True)),
    *(text.write_text(form.edition, form.typed, manner) for form, manner in
      zip(filled(GRANT.form, len(text.MANNERS)), text.MANNERS, strict=True)),
]  # fmt: skip
SOURCES = [source(data, sniff(data)) for data in FORMS]
PRINTED = sorted({wording for edition in READER._editions.known.values() for wording in edition.outline.wordings})


def taken_or_weighed(document: Source) -> tuple[Redovisning, Redovisning]:
    """The document read with labels taken as they stand, and with all of them weighed against each other."""
    taken = READER.understand("x", document)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(align, "_as_printed", lambda *_: None)
        return taken, READER.understand("x", document)


def moved(pieces: list[Piece], at: int, to: int) -> None:
    pieces.insert(to % (len(pieces) + 1), pieces.pop(at % len(pieces)))


def again(pieces: list[Piece], at: int, to: int) -> None:
    pieces.insert(to % (len(pieces) + 1), pieces[at % len(pieces)])


def gone(pieces: list[Piece], at: int, to: int) -> None:
    del pieces[at % len(pieces)]


def joined(pieces: list[Piece], at: int, to: int) -> None:
    at %= len(pieces)
    following = pieces.pop(at).text
    before = pieces[at - 1]
    pieces[at - 1] = replace(before, text=f"{before.text.rstrip()} {following}")


def printed(pieces: list[Piece], at: int, to: int) -> None:
    answered = pieces[at % len(pieces)]
    pieces[at % len(pieces)] = replace(answered, text=f"{answered.text}\n{PRINTED[to % len(PRINTED)]}")


def split(pieces: list[Piece], at: int, to: int) -> None:
    """Words of a piece go on in one of their own, as in a document torn into lines."""
    whole = pieces[at % len(pieces)]
    words = whole.text.split(" ")
    cut = to % len(words)
    halves = (" ".join(words[:cut]), " ".join(words[cut:]))
    pieces[at % len(pieces) : at % len(pieces) + 1] = [replace(whole, text=half) for half in halves]


SPOILS: list[Callable[[list[Piece], int, int], None]] = [moved, again, gone, joined, printed]


@pytest.mark.parametrize("number", range(len(SOURCES)))
def test_a_whole_form_means_the_same(number: int) -> None:
    taken, weighed = taken_or_weighed(SOURCES[number])
    assert taken.answers
    assert taken == weighed


@settings(max_examples=150)
@given(
    st.sampled_from(SOURCES),
    st.lists(st.tuples(st.sampled_from(SPOILS), st.integers(0, 999), st.integers(0, 999)), min_size=1, max_size=5),
)
def test_a_spoiled_form_means_the_same(
    document: Source, spoils: list[tuple[Callable[[list[Piece], int, int], None], int, int]]
) -> None:
    pieces = list(document.pieces)
    for spoil, at, to in spoils:
        spoil(pieces, at, to)
    taken, weighed = taken_or_weighed(replace(document, pieces=tuple(pieces)))
    assert taken == weighed


@settings(max_examples=150)
@given(
    st.integers(0, len(SOURCES) - 1),
    st.lists(st.tuples(st.sampled_from([*SPOILS, split]), st.integers(0, 999), st.integers(0, 999)), max_size=5),
)
def test_known_texts_hold_what_is_found_word_for_word(
    number: int, spoils: list[tuple[Callable[[list[Piece], int, int], None], int, int]]
) -> None:
    pieces = list(SOURCES[number].pieces)
    for spoil, at, to in spoils:
        spoil(pieces, at, to)
    editions = READER._editions
    known, read = Stream(tuple(pieces), editions.phrases), Stream(tuple(pieces))
    assert len(known.phrases) > 50 or number >= len(word.MANNERS), (
        "a Word file holds most labels in pieces of their own"
    )
    assert list(editions.sightings(known)) == list(editions.sightings(read))
    assert known.words == read.words
    assert [known.spot(at) for at in range(len(known.words))] == [read.spot(at) for at in range(len(read.words))]


def test_whole_forms_are_taken_as_they_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    weighed = count()
    real = align._heaviest
    monkeypatch.setattr(align, "_heaviest", lambda found: (next(weighed), real(found))[1])
    for document in SOURCES:
        words = Stream(document.pieces)
        seen = READER._editions.sightings(words)
        outline = READER._editions.best(seen, None).outline
        assert len(align.align(outline, words, seen)) > 0.9 * len(outline.labels)
    assert next(weighed) < 3 * len(SOURCES), "few stretches of a form hold anything else than what is printed"
