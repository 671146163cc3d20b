"""Small changes of signs in a source, one at a time: what the tests that hold it must notice."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass

_COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_RECKONED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_LONG = 90
#: What is never changed: types, and decorators.
_UNTOUCHED = frozenset({"annotation", "returns", "decorator_list", "type_params"})
#: Arguments that only make Python strict with us, or tell how a value is kept.
_STRICT = frozenset({"strict", "frozen", "slots", "repr", "compare"})


@dataclass(frozen=True, slots=True)
class Change:
    """One change: its line, what stood there, what stands there instead, and the whole source with it."""

    line: int
    was: str
    becomes: str
    source: str

    def __str__(self) -> str:
        return f"{self.line}: {self.was}  →  {self.becomes}"


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a node stands: in which part of its parent, and at which place if that is a list."""

    parent: ast.AST
    part: str
    at: int | None
    node: ast.expr | ast.stmt

    def put(self, other: ast.AST) -> None:
        """Puts another node in its place."""
        if self.at is None:
            setattr(self.parent, self.part, other)
        else:
            getattr(self.parent, self.part)[self.at] = other


def changes(source: str) -> Iterator[Change]:
    """Every change of one sign, from the top of the source to its end."""
    for place in list(_places(tree := ast.parse(source))):
        for other in _others(place.node):
            place.put(ast.copy_location(other, place.node))
            changed = ast.unparse(tree)
            yield Change(place.node.lineno, *_told(place, other), changed)
            place.put(place.node)


def _places(node: ast.AST) -> Iterator[_Place]:
    """Every expression and statement below a node, in order."""
    for part, value in ast.iter_fields(node):
        if part in _UNTOUCHED or (isinstance(node, ast.keyword) and node.arg in _STRICT):
            continue
        for at, one in enumerate(value if isinstance(value, list) else [value]):
            if not isinstance(one, ast.AST) or _is_for_types(one):
                continue
            if isinstance(one, ast.expr | ast.stmt):
                yield _Place(node, part, at if isinstance(value, list) else None, one)
            yield from _places(one)


def _is_for_types(node: ast.AST) -> bool:
    """Whether it is an assignment as ``Outcome = Fault | Silence | None``, or what only a type checker reads."""
    if isinstance(node, ast.If):
        return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.BinOp | ast.Subscript):
        return False
    names = [target.id for target in node.targets if isinstance(target, ast.Name)]
    return all(name.lstrip("_")[:1].isupper() and not name.isupper() for name in names) and bool(names)


def _others(node: ast.AST) -> Iterator[ast.AST]:
    """What may stand in a node's place, one sign changed."""
    if isinstance(node, ast.Compare):
        for at, op in enumerate(node.ops):
            for other in _COMPARED[type(op)]:
                yield _with(node, ops=[*node.ops[:at], other(), *node.ops[at + 1 :]])
    elif isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in _RECKONED and not _is_words(node):
        yield _with(node, op=_RECKONED[type(node.op)]())
    elif isinstance(node, ast.BoolOp):
        yield _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    elif isinstance(node, ast.If | ast.IfExp) and not isinstance(node.test, ast.Compare | ast.UnaryOp):
        yield _with(node, test=ast.UnaryOp(ast.Not(), node.test))  # those two are changed themselves
    elif isinstance(node, ast.Constant):
        yield from map(ast.Constant, _near(node.value))


def _near(value: object) -> tuple[int | float, ...]:
    if isinstance(value, bool):
        return (not value,)
    return (value + 1, value - 1) if isinstance(value, int | float) else ()


def _with(node: ast.AST, **parts: object) -> ast.AST:
    other = copy(node)
    for name, value in parts.items():
        setattr(other, name, value)
    return other


def _is_words(node: ast.BinOp | ast.AugAssign) -> bool:
    """Whether words are put together or filled in: no other sign would run."""
    sides = (node.left, node.right) if isinstance(node, ast.BinOp) else (node.value,)
    return any(
        isinstance(side, ast.JoinedStr | ast.List | ast.Tuple)
        or (isinstance(side, ast.Constant) and isinstance(side.value, str | bytes))
        for side in sides
    )


def _told(place: _Place, other: ast.AST) -> tuple[str, str]:
    """What stood there and what stands there now, on a line each; a number with what it stands in, if that is short."""
    if isinstance(place.node, ast.If):
        return f"if {ast.unparse(place.node.test)}", f"if {ast.unparse(other.test)}"  # type: ignore[attr-defined]
    now = ast.unparse(place.parent)
    place.put(place.node)
    was = ast.unparse(place.parent)
    place.put(other)
    if not isinstance(place.node, ast.Constant) or isinstance(place.parent, ast.stmt) or len(was) > _LONG:
        was, now = ast.unparse(place.node), ast.unparse(other)
    return _short(was), _short(now)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONG else f"{line[:60]} … {line[-27:]}"
