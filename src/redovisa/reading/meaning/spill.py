"""An answer that does not fit where it stands may be the neighbour's too: a blank beside it is asked about as well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from redovisa.form.answer import Doubt, Value
from redovisa.form.field import WORDS, Field, FieldType
from redovisa.form.numbers import within
from redovisa.form.parse import Unclear, folded, is_mark, parse, shown
from redovisa.reading.meaning.notebook import Notebook
from redovisa.reading.meaning.outline import Asks
from redovisa.reading.meaning.region import Region

_BESIDE = "Det som står bredvid, ”{}”, passar inte där. Hör något av det hit?"
_ABOVE = "Det står ”{}” före frågan. Är det svaret?"
_NUMBERS = frozenset({FieldType.COUNT, FieldType.DECIMAL, FieldType.MONEY})
_WRITTEN = frozenset({FieldType.POSTAL_CODE, FieldType.PHONE, FieldType.EMAIL})
_TICKED = frozenset({FieldType.MARK, FieldType.YES_NO, FieldType.CHOICE})
#: So many letters in a tick box are words.
_WORDY = 3


def ask_neighbours(groups: Sequence[Sequence[Region]], notebook: Notebook) -> None:
    """Asks about every blank beside a doubt whose text holds more than its own field asks for.

    ``groups`` are the labels found, those that were printed side by side together.
    """
    misfits = {doubt.field: doubt for doubt in notebook.meaning.doubts if _misfits(doubt, notebook)}
    if not misfits:
        return
    for number, group in enumerate(groups):
        keys = _keys(group)
        misfit = next((misfits[key] for key in keys if key in misfits), None)
        if misfit is None:
            continue
        before = groups[number - 1] if number and group[0].label.asks is Asks.TICK else ()
        if before and before[0].label.asks is Asks.AFTER:
            keys = [*_keys(before), *keys]
        for key in keys:
            if key not in notebook.meaning.answers and not notebook.is_doubted(key):
                candidates = tuple(_read(notebook.fields[key], misfit))
                why = _BESIDE.format(shown(misfit.raw))
                notebook.meaning.doubts.append(Doubt(key, why, misfit.raw, candidates, misfit.place))


def ask_below(groups: Sequence[Sequence[Region]], notebook: Notebook) -> None:
    """Asks about a blank number when one stands right above its question, after words that ask nothing themselves."""
    for above, below in pairwise(groups):
        slot = below[0].label.slots[0] if below[0].label.asks is Asks.AFTER and len(below) == 1 else None
        if slot is None or above[0].label.asks is not Asks.NOTHING or above[0].label.column >= 0:
            continue
        asked = notebook.fields[slot.field]
        written = [scrap for scrap in above[0].scraps if scrap.text.strip()]
        blank = slot.field not in notebook.meaning.answers and not notebook.is_doubted(slot.field)
        value = parse(asked, written[0].text) if blank and len(written) == 1 and asked.type in _NUMBERS else None
        if value is not None and not isinstance(value, Unclear):
            why = _ABOVE.format(shown(written[0].text))
            notebook.doubt(slot.field, why, folded(written[0].text), (value,), written[0])


def _keys(group: Sequence[Region]) -> list[str]:
    return list(dict.fromkeys(slot.field for region in group for slot in region.label.slots if slot))


def _misfits(doubt: Doubt, notebook: Notebook) -> bool:
    """Whether the text of a doubt holds something that its field does not ask for."""
    kind = notebook.fields[doubt.field].type
    if not doubt.raw:
        return False
    if kind in _NUMBERS:
        return len(doubt.candidates) != 1 or len(within(doubt.raw)) > 1
    if kind in _WRITTEN:
        return not any(isinstance(value, str) and "@" in value for value in doubt.candidates)
    letters = sum(sign.isalpha() for sign in doubt.raw)
    return kind in _TICKED and letters >= _WORDY and not any(map(_says, doubt.raw.split()))


def _says(word: str) -> bool:
    return word.casefold().strip(".,") in ("ja", "nej")


def _read(asked: Field, misfit: Doubt) -> Iterator[Value]:
    """What a text, or a value that may stand in it, means as an answer to another field; each once."""
    numbers = [str(value) for value in misfit.candidates if type(value) in (int, float)]
    parts = [] if asked.type in WORDS else [*numbers, *(within(misfit.raw) if numbers else ())]
    seen: list[Value] = []
    for text in (misfit.raw, *parts, *(() if parts or asked.type in WORDS else misfit.raw.split()[:6])):
        value = None if asked.type is FieldType.MARK and not is_mark(text) else parse(asked, text)
        if value is not None and not isinstance(value, Unclear) and value not in seen:
            seen.append(value)
    yield from seen
