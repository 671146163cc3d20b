"""The protector's door to the solver: linear and whole-number programs in the protector's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

INFINITY = highspy.kHighsInf


@dataclass(frozen=True, slots=True)
class Row:
    """A bounded sum over columns."""

    terms: tuple[tuple[int, float], ...]
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class Answer:
    """An optimal solution: its value, the columns, and the rows' prices (empty for whole-number programs)."""

    value: float
    columns: Sequence[float]
    prices: Sequence[float]
    reduced: Sequence[float]
    bound: float


class Program:
    """Minimise a cost over bounded columns and rows; bounds and costs can change between solutions."""

    def __init__(
        self,
        lower: Sequence[float],
        upper: Sequence[float],
        cost: Sequence[float],
        rows: Sequence[Row],
        whole: Sequence[int] = (),
    ) -> None:
        self.highs = highspy.Highs()  # type: ignore[no-untyped-call]  # the library has no types
        for name, value in (("output_flag", False), ("threads", 1), ("random_seed", 1)):
            self.highs.setOptionValue(name, value)
        self.count = len(lower)
        self.highs.addVars(self.count, np.asarray(lower, dtype=float), np.asarray(upper, dtype=float))
        self.costs(cost)
        self.add(rows)
        self.whole = len(whole) > 0
        if whole:
            kinds = np.full(len(whole), highspy.HighsVarType.kInteger, dtype=object)
            self.highs.changeColsIntegrality(len(whole), np.asarray(whole, dtype=np.int32), kinds)

    def costs(self, cost: Sequence[float]) -> None:
        """Set the cost of every column."""
        index = np.arange(self.count, dtype=np.int32)
        self.highs.changeColsCost(self.count, index, np.asarray(cost, dtype=float))

    def bounds(self, changes: Mapping[int, tuple[float, float]]) -> None:
        """Change the bounds of some columns."""
        for column, (lower, upper) in changes.items():
            self.highs.changeColBounds(column, lower, upper)

    def add(self, rows: Sequence[Row]) -> None:
        """Add rows."""
        if not rows:
            return
        starts, index, value = [0], [], []
        for row in rows:
            index += [column for column, _ in row.terms]
            value += [amount for _, amount in row.terms]
            starts.append(len(index))
        self.highs.addRows(
            len(rows),
            np.asarray([row.lower for row in rows], dtype=float),
            np.asarray([row.upper for row in rows], dtype=float),
            len(index),
            np.asarray(starts[:-1], dtype=np.int32),
            np.asarray(index, dtype=np.int32),
            np.asarray(value, dtype=float),
        )

    def limit(self, gap: float = 0.0, nodes: int | None = None) -> None:
        """How near the optimum a whole-number solution must be proven, and when to stop."""
        self.highs.setOptionValue("mip_rel_gap", gap)
        self.highs.setOptionValue("mip_abs_gap", 1e-6)
        if nodes is not None:
            self.highs.setOptionValue("mip_max_nodes", nodes)

    def solve(self) -> Answer | None:
        """The cheapest solution found, or None when there is none."""
        self.highs.run()
        info = self.highs.getInfo()
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None
        solution = self.highs.getSolution()
        value = info.objective_function_value
        bound = info.mip_dual_bound if self.whole else value
        return Answer(value, solution.col_value, solution.row_dual, solution.col_dual, bound)
