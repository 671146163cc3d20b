"""The policy of protection as data: what is too small to show, how near an attacker may come, and what he knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum


class Method(StrEnum):
    """How counts are made safe."""

    HIDE = "hide"  # small counts, and enough others that the small ones cannot be worked out
    CELL_KEY = "cell_key"  # a little noise in every count, the same wherever the count stands
    ROUND = "round"  # every count to the nearest multiple of a base


@dataclass(frozen=True, slots=True)
class AtMost:
    """What everybody knows: one item's count is never above another's, for each area and sex, and age if ``by_age``.

    Both are ``table.item``; ``table.*`` stands for every item of the smaller's table. ``tried_only``: the attacker
    knows it, but the protector does not reckon with it and mends where it turns out to tell something.
    """

    smaller: str
    larger: str
    by_age: bool = False
    tried_only: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """What some may reckon between years: the stock is last year's, less those closed then, and the new.

    Each is ``table.item``; by area and sex, not by age. The attacker uses it wherever it is true.
    """

    stock: str
    closed: str
    new: str


@dataclass(frozen=True, slots=True)
class Dominance:
    """A county's or the nation's count is hidden when its ``largest`` units hold more than ``percent`` of it."""

    largest: int
    percent: float


@dataclass(frozen=True, slots=True)
class Policy:
    """How a release is made safe.

    Counts 1..``threshold`` are hidden. An attacker who comes nearer than ``width`` (upper minus lower bound) to a
    hidden count that may be small has broken the release; so has one who finds any hidden count exactly. An insider
    is a municipality that knows its own numbers: it may not come nearer than ``insider_width`` to another's count
    (0: insiders are not considered). ``linked`` are the tables protected together. ``cost`` weighs a hidden cell by
    level. ``base`` is the rounding's, ``noise`` the largest change of a cell key. ``exact_cells`` is the size of a
    connected part up to which the optimum is proven rather than approached.
    """

    method: Method = Method.HIDE
    threshold: int = 4
    width: int = 3
    insider_width: int = 1
    dominance: Dominance | None = None
    linked: tuple[str, ...] = ("clients", "children", "reasons")
    at_most: tuple[AtMost, ...] = ()
    flows: tuple[Flow, ...] = ()
    cost: Mapping[str, float] | None = None
    base: int = 5
    noise: int = 3
    exact_cells: int = 120

    def __post_init__(self) -> None:
        if self.threshold < 1 or self.width < 1 or self.insider_width < 0:
            raise PolicyError("Skyddspolicyn: tröskel och bredd ska vara minst 1, insynsbredd minst 0.")
        if self.base < 2 or self.noise < 1 or self.exact_cells < 0:
            raise PolicyError("Skyddspolicyn: bas ska vara minst 2, brus minst 1 och exact_cells minst 0.")
        if not self.linked:
            raise PolicyError("Skyddspolicyn: ange minst en tabell under linked.")

    def weight(self, level: str) -> float:
        """What hiding a cell of the level costs; margins that many read cost more."""
        return (self.cost or {"nation": 20.0, "county": 4.0}).get(level, 1.0)


class PolicyError(ValueError):
    """A policy that cannot be used; the message is a Swedish sentence."""


def policy_from(data: Mapping[str, object]) -> Policy:
    """A policy from plain data (a YAML file); raises PolicyError on a key or value that is not known."""
    known = {entry.name for entry in fields(Policy)}
    if strange := sorted(set(data) - known):
        raise PolicyError(
            f"Skyddspolicyn har okända nycklar: {', '.join(strange)}. Kända är {', '.join(sorted(known))}."
        )
    plain: dict[str, object] = dict(data)
    try:
        if "method" in plain:
            plain["method"] = Method(str(plain["method"]))
        if isinstance(pairs := plain.get("at_most"), Sequence):
            plain["at_most"] = tuple(AtMost(**pair) for pair in pairs)
        if isinstance(flows := plain.get("flows"), Sequence):
            plain["flows"] = tuple(Flow(**flow) for flow in flows)
        if isinstance(dominance := plain.get("dominance"), Mapping):
            plain["dominance"] = Dominance(**dominance)
        if isinstance(linked := plain.get("linked"), Sequence):
            plain["linked"] = tuple(str(table) for table in linked)
        return Policy(**plain)  # type: ignore[arg-type]  # what does not fit is caught below
    except (TypeError, ValueError) as error:
        if isinstance(error, PolicyError):
            raise
        raise PolicyError(f"Skyddspolicyn kan inte läsas: {error}.") from error
