"""What changed in print from one edition to another: fields come and gone, words changed, places moved."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from redovisa.form.edition import BoxRow, Edition, Heading, Option, Prose, Table


class Change(StrEnum):
    """How a printed line differs."""

    GONE = "gone"
    NEW = "new"
    REWORDED = "reworded"


@dataclass(frozen=True, slots=True)
class Difference:
    """One change in print: under which heading, the words before and after (empty: not printed)."""

    change: Change
    heading: str
    before: str
    after: str


def fields_gone(old: Edition, new: Edition) -> tuple[str, ...]:
    """Keys of fields that only the old edition asks for."""
    return tuple(key for key in old.asked if key not in set(new.asked))


def fields_new(old: Edition, new: Edition) -> tuple[str, ...]:
    """Keys of fields that only the new edition asks for."""
    return fields_gone(new, old)


def differences(old: Edition, new: Edition) -> tuple[Difference, ...]:
    """Every printed line that is not the same in both, in printed order."""
    before, after = _lines(old), _lines(new)
    matcher = SequenceMatcher(None, [words for _, words in before], [words for _, words in after], autojunk=False)
    found: list[Difference] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        gone, come = before[i1:i2], after[j1:j2]
        paired = _paired(gone, come)
        for i, j in paired:
            if i is not None and j is not None:
                found.append(Difference(Change.REWORDED, come[j][0], gone[i][1], come[j][1]))
            elif i is not None:
                found.append(Difference(Change.GONE, gone[i][0], gone[i][1], ""))
            elif j is not None:
                found.append(Difference(Change.NEW, come[j][0], "", come[j][1]))
    return tuple(found)


def _paired(gone: list[tuple[str, str]], come: list[tuple[str, str]]) -> list[tuple[int | None, int | None]]:
    """Each line gone with the line come that says nearly the same, in order."""
    pairs: list[tuple[int | None, int | None]] = []
    at = 0
    for i, (_, words) in enumerate(gone):
        alike = [j for j in range(at, len(come)) if SequenceMatcher(None, words, come[j][1]).ratio() > 0.6]
        if alike:
            pairs.extend((None, j) for j in range(at, alike[0]))
            pairs.append((i, alike[0]))
            at = alike[0] + 1
        else:
            pairs.append((i, None))
    pairs.extend((None, j) for j in range(at, len(come)))
    return pairs


def _lines(edition: Edition) -> list[tuple[str, str]]:
    """Every printed line with the heading above it."""
    heading = ""
    lines: list[tuple[str, str]] = [("", title) for title in edition.title]
    for block in edition.blocks:
        match block:
            case Heading(words):
                heading = words.printed
                lines.append((heading, words.printed))
            case Prose(words) | Option(words):
                lines.append((heading, words.printed))
            case BoxRow(boxes):
                lines.extend((heading, " ".join(filter(None, (box.words.printed, box.unit)))) for box in boxes)
            case Table(corner, columns, rows):
                head = " | ".join([corner.printed, *(column.words.printed for column in columns)])
                lines.append((heading, head.strip(" |")))
                lines.extend((heading, row.words.printed) for row in rows)
    lines.extend(("Fotnoter", note) for note in edition.footnotes)
    return lines
