"""Letters as experts write them: plain text with fields, refused with file, line and field name when they break."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import TypeAlias, TypeVar

from redovisa.form.closed import why_closed
from redovisa.writing.document import Block, Bullets, CannotWrite, Heading, Inline, Paragraph, Run, Style

_T = TypeVar("_T")

_FIELD = re.compile(r"\{([^{}]*)\}")
_ORDER = re.compile(r"\{\{\s*(each|if|unless|table|end)\b\s*([\w.]*)\s*\}\}")
_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)?")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
#: Far more than any letter.
_MOST_LINES = 2_000


class TemplateBroken(CannotWrite):
    """A letter's template that does not hold together; the message names file, line and what is wrong (Swedish)."""

    def __init__(self, file: str, line: int, what: str) -> None:
        super().__init__(f"{file}, rad {line}: {what}")


@dataclass(frozen=True, slots=True)
class Words:
    """Lines of text of one kind: paragraph, bullet, to_do, or heading1 to heading3."""

    kind: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Part:
    """An order with what stands within it: each, if, unless; or a table, which holds nothing."""

    order: str
    name: str
    line: int
    within: tuple[Node, ...] = ()


Node: TypeAlias = Words | Part


@dataclass(frozen=True, slots=True)
class Template:
    """A letter: its title with fields, and what follows; ``file`` is its name for those who mend it."""

    file: str
    title: str
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Filling:
    """What goes into a letter: ``values`` of fields, ``lists`` of values to repeat a part with, and ``tables``.

    A table is given as blocks: with the chart before it and the notes below it, if it has any.
    """

    values: Mapping[str, str]
    lists: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)
    tables: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)


def load_template(path: Path, required: frozenset[str] = frozenset()) -> Template:
    """The template in a file; raises TemplateBroken, also when one of the ``required`` fields stands nowhere in it."""
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise CannotWrite(f"{path}: texten till dokumentet går inte att läsa ({why_closed(error)}).") from error
    except UnicodeDecodeError as error:
        raise TemplateBroken(path.name, 1, "filen är inte sparad som UTF-8.") from error
    return parsed(path.name, text, required)


def parsed(file: str, text: str, required: frozenset[str] = frozenset()) -> Template:
    """The template that the text describes; see the README beside the letters for how one is written."""
    lines = text.splitlines()
    if len(lines) > _MOST_LINES:
        raise TemplateBroken(file, _MOST_LINES, "brevet är alldeles för långt.")
    if not lines or not lines[0].startswith("title: "):
        raise TemplateBroken(file, 1, "första raden ska vara ”title: ” och brevets rubrik.")
    reading = _Reading(file, lines)
    nodes = reading.nodes(1)
    missing = sorted(name for name in required if not any(f"{{{name}}}" in line for line in lines))
    if missing:
        raise _without(file, lines, missing[0], required)
    return Template(file, lines[0].removeprefix("title: ").strip(), nodes)


def _without(file: str, lines: Sequence[str], missing: str, required: frozenset[str]) -> TemplateBroken:
    """Tells that a field is missing, at the line where something stands that looks like it, if anything does."""
    used = {name: number for number, line in enumerate(lines, 1) for name in _FIELD.findall(line)}
    told = f"fältet {missing} saknas i brevet, och måste finnas där."
    like = get_close_matches(missing, used.keys() - required, 1, 0.7)
    if not like:
        return TemplateBroken(file, 1, told)
    return TemplateBroken(file, used[like[0]], f"{told} Här står {like[0]}; är det felskrivet?")


class _Reading:
    """Reads the lines of one template."""

    def __init__(self, file: str, lines: Sequence[str]) -> None:
        self._file = file
        self._lines = lines
        self._at = 0

    def nodes(self, first: int) -> tuple[Node, ...]:
        self._at = first
        return tuple(self._until_end(None))

    def _until_end(self, opened: Part | None) -> Iterator[Node]:
        while self._at < len(self._lines):
            number, line = self._at + 1, self._lines[self._at].strip()
            self._at += 1
            order = _ORDER.fullmatch(line)
            if order and order[1] == "end":
                if opened is None:
                    raise TemplateBroken(self._file, number, "{{end}} utan något att avsluta.")
                return
            if order:
                yield self._part(order[1], order[2], number)
            elif "{{" in line or "}}" in line:
                raise TemplateBroken(self._file, number, f"ordern ”{line}” förstås inte, eller står inte ensam.")
            elif line and not line.startswith("<!--"):
                yield self._words(line, number)
        if opened is not None:
            raise TemplateBroken(self._file, opened.line, f"{{{{{opened.order} {opened.name}}}}} saknar {{{{end}}}}.")

    def _part(self, order: str, name: str, number: int) -> Part:
        if not name:
            raise TemplateBroken(self._file, number, f"{{{{{order}}}}} saknar ett namn.")
        part = Part(order, name, number)
        return part if order == "table" else Part(order, name, number, tuple(self._until_end(part)))

    def _words(self, line: str, number: int) -> Words:
        for mark, kind in (("### ", "heading3"), ("## ", "heading2"), ("# ", "heading1"), ("- ", "bullet")):
            if line.startswith(mark):
                return self._checked(Words(kind, line.removeprefix(mark), number))
        kind = "to_do" if line.startswith("> ") else "paragraph"
        texts = [line.removeprefix("> ")]
        while self._at < len(self._lines) and self._goes_on(self._lines[self._at].strip(), kind):
            texts.append(self._lines[self._at].strip().removeprefix("> "))
            self._at += 1
        return self._checked(Words(kind, " ".join(texts), number))

    @staticmethod
    def _goes_on(line: str, kind: str) -> bool:
        return (
            bool(line) and not line.startswith(("#", "- ", "{{", "<!--")) and line.startswith("> ") == (kind == "to_do")
        )

    def _checked(self, words: Words) -> Words:
        for name in _FIELD.findall(words.text):
            if not _NAME.fullmatch(name):
                raise TemplateBroken(self._file, words.line, f"”{{{name}}}” är inget fältnamn.")
        if re.search(r"[{}]", _FIELD.sub("", words.text)):
            raise TemplateBroken(self._file, words.line, "en klammerparentes saknar sin andra halva.")
        return words


def filled(template: Template, filling: Filling) -> tuple[Block, ...]:
    """The blocks of the letter; raises TemplateBroken for a field, list or table that the letter has no value for."""
    return tuple(_joined(_Filler(template.file, filling).blocks(template.nodes, {})))


def filled_title(template: Template, filling: Filling) -> str:
    """The letter's title with its fields."""
    return _Filler(template.file, filling).text(Words("title", template.title, 1), {})


class _Filler:
    def __init__(self, file: str, filling: Filling) -> None:
        self._file = file
        self._filling = filling
        self._level = 0

    def blocks(self, nodes: Sequence[Node], own: Mapping[str, str]) -> Iterator[Block]:
        for node in nodes:
            if isinstance(node, Words):
                yield self._block(node, own)
            elif node.order == "table":
                yield from self._known(self._filling.tables, node.name, node.line, "tabellen")
            elif node.order == "each":
                for item in self._known(self._filling.lists, node.name, node.line, "listan"):
                    yield from self.blocks(
                        node.within, {**own, **{f"item.{name}": value for name, value in item.items()}}
                    )
            elif self._has(node, own) == (node.order == "if"):
                yield from self.blocks(node.within, own)

    def _has(self, node: Part, own: Mapping[str, str]) -> bool:
        if node.name in self._filling.lists:
            return bool(self._filling.lists[node.name])
        return bool(self._value(node.name, node.line, own))

    def _known(self, of: Mapping[str, _T], name: str, line: int, what: str) -> _T:
        if name not in of:
            raise TemplateBroken(self._file, line, f"{what} {name} finns inte. De som finns: {_named(of)}.")
        return of[name]

    def _value(self, name: str, line: int, own: Mapping[str, str]) -> str:
        values = {**self._filling.values, **own}
        return self._known(values, name, line, "fältet")

    def text(self, words: Words, own: Mapping[str, str]) -> str:
        return _FIELD.sub(lambda found: self._value(found[1], words.line, own), words.text)

    def _block(self, words: Words, own: Mapping[str, str]) -> Block:
        parts = self._parts(words, own)
        match words.kind:
            case "bullet":
                return Bullets((parts,))
            case "to_do":
                return Paragraph(parts, Style.TO_DO)
            case "paragraph":
                return Paragraph(parts)
            case _:
                return self._heading(parts, int(words.kind[-1]), words.line)

    def _heading(self, parts: tuple[Inline, ...], level: int, line: int) -> Heading:
        """A heading at most one level below the one before: who listens to the document finds the way by them."""
        if level > self._level + 1:
            marks, before = "#" * level, "#" * (level - 1)
            raise TemplateBroken(self._file, line, f"rubriken med {marks} behöver en rubrik med {before} före sig.")
        self._level = level
        return Heading(parts, level)

    def _parts(self, words: Words, own: Mapping[str, str]) -> tuple[Inline, ...]:
        # Bold is the template's own: asterisks in a value are only asterisks.
        pieces = _BOLD.split(words.text)
        texts = (self.text(Words(words.kind, piece, words.line), own) for piece in pieces)
        return tuple(Run(text, bold=bool(number % 2)) for number, text in enumerate(texts) if text)


def _joined(blocks: Iterator[Block]) -> Iterator[Block]:
    """List items that follow on each other are one list."""
    items: list[tuple[Inline, ...]] = []
    for block in blocks:
        if isinstance(block, Bullets):
            items.extend(block.items)
            continue
        if items:
            yield Bullets(tuple(items))
            items = []
        yield block
    if items:
        yield Bullets(tuple(items))


def _named(names: Mapping[str, object]) -> str:
    return ", ".join(sorted(names)) or "inga"
