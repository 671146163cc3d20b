"""The one door to YAML: fields and editions as the experts wrote them, refused with file and line when they break."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from redovisa.form.edition import Block, Box, BoxRow, Column, Edition, Head, Heading, Option, Prose, Row, Table, Words
from redovisa.form.field import Field, FieldType
from redovisa.form.form import Form

#: Where in a document something stands: keys and indices from its top.
Path_: TypeAlias = tuple[str | int, ...]

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Malformed(Exception):
    """An expert's file that does not hold together; the message names file, line and what is wrong (Swedish)."""


class _Broken(Exception):
    def __init__(self, where: Path_, what: str) -> None:
        super().__init__(what)
        self.where = where
        self.what = what


def read_yaml(path: Path) -> Any:
    """What a YAML file says, as plain values; raises Malformed with file and line."""
    try:
        return yaml.load(path.read_bytes(), Loader=_Loader)  # noqa: S506 - the safe loader, in C
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise Malformed(f"{path.name}, rad {line}: {error.problem}.") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise Malformed(f"{path.name}: filen går inte att läsa ({error}).") from error


def load_form(folder: Path) -> Form:
    """The form described in a folder: ``fields.yaml`` and ``editions/YEAR.yaml``."""
    fields = load_fields(folder / "fields.yaml")
    editions = (load_edition(path, fields) for path in sorted((folder / "editions").glob("*.yaml")))
    return Form(fields, {edition.year: edition for edition in editions})


def load_fields(path: Path) -> Mapping[str, Field]:
    """The fields of a grant by key, in the order of the file."""
    fields: dict[str, Field] = {}
    sections = read_yaml(path)
    try:
        for section, described in _mapping(sections, ()).items():
            for key, what in _mapping(described, (section,)).items():
                where = (section, key)
                if key in fields:
                    raise _Broken(where, f"fältet {key} står två gånger")
                fields[key] = _field(key, section, _mapping(what, where), where)
        _known_conditions(fields)
    except _Broken as broken:
        raise _located(path, broken) from None
    return fields


def _field(key: str, section: str, what: Mapping[str, Any], where: Path_) -> Field:
    _only(what, {"type", "label", "choices", "person", "moot_when"}, where)
    try:
        kind = FieldType(what.get("type", ""))
    except ValueError:
        known = ", ".join(FieldType)
        raise _Broken(where, f"fältet {key} har ingen känd typ; skriv en av {known}") from None
    choices = tuple(what.get("choices", ()))
    if (kind is FieldType.CHOICE) != bool(choices):
        raise _Broken(where, f"fältet {key}: choices hör till typen choice, och bara till den")
    moot_when = _mapping(what.get("moot_when", {}), (*where, "moot_when"))
    if not all(isinstance(text, str) for text in moot_when.values()):
        raise _Broken(where, f'fältet {key}: skriv svaren i moot_when inom citattecken, som "Nej"')
    label = _text(what, "label", where)
    return Field(key, section, kind, label, choices, bool(what.get("person", False)), tuple(moot_when.items()))


def _known_conditions(fields: Mapping[str, Field]) -> None:
    for field in fields.values():
        for other, _ in field.moot_when:
            if other not in fields:
                raise _Broken(
                    (field.section, field.key), f"fältet {field.key}: moot_when nämner {other}, som inte finns"
                )


def load_edition(path: Path, fields: Mapping[str, Field]) -> Edition:
    """One edition; every field that it names must stand in ``fields``."""
    what = read_yaml(path)
    try:
        top = _mapping(what, ())
        _only(top, {"edition", "seen", "title", "year_line", "heads", "footnotes", "form"}, ())
        return Edition(
            year=int(_needed(top, "edition", ())),
            title=tuple(_list(top, "title", ())),
            year_line=_box(_needed(top, "year_line", ()), fields, ("year_line",)),
            heads=tuple(Head(head["county"], tuple(head["lines"])) for head in _list(top, "heads", ())),
            blocks=tuple(
                _block(_mapping(block, ("form", i)), fields, ("form", i))
                for i, block in enumerate(_list(top, "form", ()))
            ),
            footnotes=tuple(_list(top, "footnotes", ())),
            seen=tuple(_list(top, "seen", ())),
        )
    except _Broken as broken:
        raise _located(path, broken) from None


def _block(what: Mapping[str, Any], fields: Mapping[str, Field], where: Path_) -> Block:
    if "heading" in what:
        _only(what, {"heading", "level", "also"}, where)
        return Heading(Words(_text(what, "heading", where), tuple(what.get("also", ()))), int(what.get("level", 2)))
    if "prose" in what:
        _only(what, {"prose", "also"}, where)
        return Prose(Words(_text(what, "prose", where), tuple(what.get("also", ()))))
    if "boxes" in what:
        boxes = enumerate(_list(what, "boxes", where))
        return BoxRow(tuple(_box(box, fields, (*where, "boxes", i)) for i, box in boxes))
    if "table" in what:
        return _table(_mapping(what["table"], (*where, "table")), fields, (*where, "table"))
    if "option" in what:
        _only(what, {"option", "also", "field", "means", "text_field"}, where)
        text_field = what.get("text_field")
        if text_field is not None:
            _known(text_field, fields, where)
        words = Words(_text(what, "option", where), tuple(what.get("also", ())))
        key = _known(_text(what, "field", where), fields, where)
        return Option(words, key, what.get("means", ""), text_field)
    raise _Broken(where, "stycket är varken heading, prose, boxes, table eller option")


def _table(what: Mapping[str, Any], fields: Mapping[str, Field], where: Path_) -> Table:
    _only(what, {"corner", "columns", "rows"}, where)
    columns = tuple(_column(column, (*where, "columns", i)) for i, column in enumerate(_list(what, "columns", where)))
    rows: list[Row | Box] = []
    for i, said in enumerate(_list(what, "rows", where)):
        at = (*where, "rows", i)
        row = _mapping(said, at)
        if "fields" not in row:
            rows.append(_box(row, fields, at))
            continue
        _only(row, {"label", "also", "fields"}, at)
        keys = tuple(None if key is None else _known(key, fields, at) for key in _list(row, "fields", at))
        if len(keys) != len(columns):
            raise _Broken(at, f"raden har {len(keys)} fält men tabellen {len(columns)} kolumner")
        rows.append(Row(_words(row, at), keys))
    return Table(Words(what.get("corner", "")), columns, tuple(rows))


def _column(what: Any, where: Path_) -> Column:
    if isinstance(what, str):
        return Column(Words(what))
    column = _mapping(what, where)
    _only(column, {"label", "also", "means"}, where)
    return Column(_words(column, where), column.get("means", ""))


def _box(what: Any, fields: Mapping[str, Field], where: Path_) -> Box:
    box = _mapping(what, where)
    _only(box, {"label", "also", "field", "unit"}, where)
    key = box.get("field")
    return Box(_words(box, where), None if key is None else _known(key, fields, where), box.get("unit", ""))


def _words(what: Mapping[str, Any], where: Path_) -> Words:
    return Words(_text(what, "label", where), tuple(what.get("also", ())))


def _known(key: str, fields: Mapping[str, Field], where: Path_) -> str:
    if key not in fields:
        raise _Broken(where, f"fältet {key} finns inte i fields.yaml")
    return key


def _mapping(what: Any, where: Path_) -> Mapping[str, Any]:
    if not isinstance(what, dict):
        raise _Broken(where, "här väntas namn och värden (namn: värde)")
    return what


def _list(what: Mapping[str, Any], name: str, where: Path_) -> Sequence[Any]:
    found = what.get(name, [])
    if not isinstance(found, list):
        raise _Broken((*where, name), f"{name} ska vara en lista")
    return found


def _needed(what: Mapping[str, Any], name: str, where: Path_) -> Any:
    if name not in what:
        raise _Broken(where, f"{name} saknas")
    return what[name]


def _text(what: Mapping[str, Any], name: str, where: Path_) -> str:
    text = _needed(what, name, where)
    if not isinstance(text, str):
        raise _Broken((*where, name), f"{name} ska vara text; sätt citattecken om {text!r}")
    return text


def _only(what: Mapping[str, Any], names: set[str], where: Path_) -> None:
    for name in what:
        if name not in names:
            raise _Broken((*where, name), f"{name} är inget känt namn här; väntade {', '.join(sorted(names))}")


def _located(path: Path, broken: _Broken) -> Malformed:
    """The fault with its line: the file is composed once more, now with marks, which the quick way leaves out."""
    node: yaml.Node | None = yaml.compose(path.read_bytes(), Loader=_Loader)
    line = 1
    for step in broken.where:
        if isinstance(node, yaml.MappingNode):
            pair = next(((key, value) for key, value in node.value if key.value == str(step)), None)
            if pair is None:
                break
            line, node = pair[0].start_mark.line + 1, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1 if node else line
    return Malformed(f"{path.name}, rad {line}: {broken.what}.")
