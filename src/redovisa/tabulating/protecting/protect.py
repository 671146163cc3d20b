"""Protects: chooses which counts of the linked tables to hide, proves them wide enough, and says what it cost."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from redovisa.tabulating.policy import Policy
from redovisa.tabulating.protecting.bound import company
from redovisa.tabulating.protecting.cells import Cells, cells_of
from redovisa.tabulating.protecting.optimum import Optimum, optimum
from redovisa.tabulating.protecting.primary import small
from redovisa.tabulating.protecting.spare import show_spare
from redovisa.tabulating.protecting.suppress import Suppression
from redovisa.tabulating.protecting.years import YearBefore
from redovisa.tabulating.table import CellKey, Grid

#: Told as work goes on: what is being done (Swedish), how much is done, of how much.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Protection:
    """What is hidden, what of it is small in itself, and how it compares with the best that could be.

    ``cost`` and ``bound`` are in the policy's weights: no safe release can cost less than ``bound``. ``proven`` tells
    that the optimum was reached. ``beyond`` are counts that nothing the room may hide can make safe; the attacker
    will say so too, and the release stays in the room. ``proofs`` are changes to the numbers that fit all
    that is shown; the next year begins with them.
    """

    hidden: frozenset[CellKey]
    small: frozenset[CellKey]
    counts: int
    hidden_sum: int
    cost: float
    bound: float
    proven: bool
    beyond: tuple[CellKey, ...] = ()
    proofs: tuple[Mapping[CellKey, int], ...] = ()

    @property
    def gap(self) -> float:
        """How much dearer than the bound the hiding is, as a share of its cost."""
        return 0.0 if self.proven or not self.cost else (self.cost - self.bound) / self.cost


@dataclass(slots=True)
class _Part:
    """A connected part that holds small counts: what is hidden of it, and what that costs at least."""

    members: list[int]
    hidden: frozenset[int] = frozenset()
    bound: float = 0.0
    proven: bool = True
    work: Suppression | None = None  # the approach's own state, kept for mending


class Protector:
    """Protects the linked grids of one year, and mends what an attack found wanting.

    ``out`` are counts somebody has published already; ``earlier`` the same tables as released before,
    ``before`` the tables of the years before, which are decided, and ``proofs`` what proved those wide enough.
    """

    def __init__(
        self,
        grids: Sequence[Grid],
        policy: Policy,
        out: Mapping[CellKey, int] | None = None,
        earlier: Sequence[Grid] = (),
        progress: Progress | None = None,
        before: Sequence[YearBefore] = (),
        proofs: Sequence[Mapping[CellKey, int]] = (),
    ) -> None:
        self.policy, self.progress = policy, progress
        linked = [grid for grid in grids if grid.table.id in policy.linked]
        self.cells = cells_of(linked, policy, out, earlier, before)
        self.primary = {
            cell for cell in small(self.cells, policy) if cell not in self.cells.before or cell in self.cells.given
        }
        self.proofs = proofs
        self._number = {key: cell for cell, key in enumerate(self.cells.keys)}
        self._parts = [_Part(members) for members in connected(self.cells)]

    def protect(self, also_hide: Collection[CellKey] = ()) -> Protection:
        """What to hide; ``also_hide`` is what an attack found wanting in what was given before."""
        fresh = {self._number[key] for key in also_hide if key in self._number} - self.primary
        again = fresh if any(part.hidden for part in self._parts) else self.primary | self.cells.given | fresh
        self.primary |= fresh
        touched = [part for part in self._parts if not again.isdisjoint(part.members) and self._of_this_year(part)]
        for done, part in enumerate(touched):
            self._settle(part)
            if self.progress:
                self.progress("Döljer", done + 1, len(touched))
        return self._protection()

    def _of_this_year(self, part: _Part) -> bool:
        """Whether anything of the part is still to be decided; what earlier years alone hold was proven then."""
        return not self.cells.before.issuperset(part.members)

    def _settle(self, part: _Part) -> None:
        primary = self.primary.intersection(part.members)
        if part.work is not None:  # mending: what was proven stays proven, since more is hidden
            part.work.primary = frozenset(primary)
            part.work.hidden |= primary
            part.work.run(part.members, self.progress)
            part.hidden = frozenset(part.work.hidden)
            part.proven = False
            return
        start = Suppression(self.cells, self.policy, primary)
        best = optimum(start, part.members) if len(part.members) <= self.policy.exact_cells else None
        if best is not None and best.hidden is not None:
            part.hidden, part.bound = best.hidden, best.bound
        else:
            self._approach(part, start, best)

    def _approach(self, part: _Part, start: Suppression, best: Optimum | None) -> None:
        base = company(start, part.members)
        for proof in self.proofs:
            movement = {self._number[key]: amount for key, amount in proof.items() if key in self._number}
            if len(movement) == len(proof):
                start.pool.add(movement)
        start.hidden |= base.hidden
        start.run(part.members, self.progress)
        show_spare(start, part.members)
        least = max(best.bound if best else 0.0, base.bound)
        cost = sum(self.cells.weights[cell] for cell in start.hidden)
        part.work, part.hidden = start, frozenset(start.hidden)
        part.bound, part.proven = min(least, cost), cost <= least + 1e-6

    def _protection(self) -> Protection:
        cells = self.cells
        fixed = {cell for cell in self.primary if cells.fixed[cell]}
        hidden = fixed.union(*(part.hidden for part in self._parts)) - cells.before
        beyond = [cell for part in self._parts if part.work is not None for cell in sorted(part.work.beyond)]
        return Protection(
            hidden=frozenset(cells.keys[cell] for cell in hidden),
            small=frozenset(cells.keys[cell] for cell in self.primary - cells.before),
            counts=len(cells.keys) - len(cells.before),
            hidden_sum=sum(cells.values[cell] for cell in hidden),
            cost=sum(cells.weights[cell] for cell in hidden - fixed),
            bound=sum(part.bound for part in self._parts),
            proven=all(part.proven for part in self._parts),
            beyond=tuple(cells.keys[cell] for cell in beyond),
            proofs=tuple(
                {cells.keys[cell]: amount for cell, amount in movement.items()}
                for part in self._parts
                if part.work is not None
                for movement in part.work.pool.proofs()
            ),
        )


def protect(
    grids: Sequence[Grid],
    policy: Policy,
    out: Mapping[CellKey, int] | None = None,
    earlier: Sequence[Grid] = (),
    progress: Progress | None = None,
) -> Protection:
    """What to hide of the linked grids, where nothing needs mending."""
    return Protector(grids, policy, out, earlier, progress).protect()


def connected(cells: Cells) -> list[list[int]]:
    """The cells that can move, in parts that no tie joins."""
    parent = list(range(len(cells.keys)))

    def root(cell: int) -> int:
        while parent[cell] != cell:
            parent[cell] = parent[parent[cell]]
            cell = parent[cell]
        return cell

    for group in (*([cell for cell, _ in equation] for equation in cells.equations), *cells.at_most):
        free = [cell for cell in group if not cells.fixed[cell]]
        for cell in free[1:]:
            parent[root(cell)] = root(free[0])
    parts: dict[int, list[int]] = {}
    for cell in range(len(cells.keys)):
        if not cells.fixed[cell]:
            parts.setdefault(root(cell), []).append(cell)
    return list(parts.values())
