"""The attacker's door to the solver: how far unknown whole numbers can go within what is published."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np


@dataclass(frozen=True, slots=True)
class Known:
    """A published fact: ``low`` ≤ sum of amount × unknown ≤ ``high``."""

    terms: tuple[tuple[int, int], ...]
    low: float
    high: float
    says: str = ""


class NothingFits(ArithmeticError):
    """No numbers at all agree with what is published."""


class Puzzle:
    """Unknown counts with bounds and facts. ``ends`` asks for least and greatest, ``point`` for numbers that fit."""

    def __init__(self, low: Sequence[float], high: Sequence[float], facts: Sequence[Known]) -> None:
        model = highspy.HighsLp()
        self.size = len(low)
        model.num_col_, model.num_row_ = self.size, len(facts)
        model.col_lower_, model.col_upper_ = np.array(low, dtype=float), np.array(high, dtype=float)
        model.col_cost_ = np.zeros(self.size)
        model.row_lower_ = np.array([fact.low for fact in facts], dtype=float)
        model.row_upper_ = np.array([fact.high for fact in facts], dtype=float)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lengths = np.fromiter((len(fact.terms) for fact in facts), dtype=np.int32, count=len(facts))
        model.a_matrix_.start_ = np.concatenate([np.zeros(1, dtype=np.int32), np.cumsum(lengths, dtype=np.int32)])
        model.a_matrix_.index_ = np.array([at for fact in facts for at, _ in fact.terms], dtype=np.int32)
        model.a_matrix_.value_ = np.array([amount for fact in facts for _, amount in fact.terms], dtype=float)
        self._facts = facts
        self._model = model
        self._linear = _engine(model)
        self._whole_engine: highspy.Highs | None = None
        self._cost = np.zeros(self.size)

    @property
    def _whole(self) -> highspy.Highs:
        """The engine for whole numbers, made when first needed."""
        if self._whole_engine is None:
            self._model.integrality_ = [highspy.HighsVarType.kInteger] * self.size
            self._whole_engine = _engine(self._model)
        return self._whole_engine

    def point(self, towards: Mapping[int, float], nodes: int | None = None) -> list[int] | None:
        """Whole numbers that fit, as far in a direction as is easily found; None when none is found."""
        values = self._run(self._linear, towards)
        if values is None:
            return None
        rounded = [round(value) for value in values]
        if max((abs(a - b) for a, b in zip(values, rounded, strict=True)), default=0.0) < 1e-6:
            return rounded
        self._whole.setOptionValue("mip_rel_gap", 0.2)
        self._whole.setOptionValue("mip_max_nodes", nodes if nodes is not None else 500)
        values = self._run(self._whole, towards)
        return None if values is None else [round(value) for value in values]

    def linear_end(self, at: int, sign: int) -> tuple[float, list[Known]]:
        """How far an unknown goes up (1) or down (-1) if fractions were allowed, and the facts that stop it."""
        values = self._run(self._linear, {at: float(sign)})
        if values is None:
            raise NothingFits
        prices = self._linear.getSolution().row_dual
        stops = [fact for fact, price in zip(self._facts, prices, strict=True) if abs(price) > 1e-7]
        return values[at], stops

    def whole_end(self, at: int, sign: int) -> int:
        """How far an unknown goes up or down in whole numbers, proven."""
        self._whole.setOptionValue("mip_rel_gap", 0.0)
        self._whole.setOptionValue("mip_max_nodes", 2_000_000)
        values = self._run(self._whole, {at: float(sign)})
        if values is None:
            raise NothingFits
        # The proven bound, not the best point: a search that stopped early must not make the interval wide.
        bound = sign * -self._whole.getInfo().mip_dual_bound
        return math.floor(bound + 1e-6) if sign > 0 else math.ceil(bound - 1e-6)

    def _run(self, engine: highspy.Highs, towards: Mapping[int, float]) -> list[float] | None:
        self._cost[:] = 0.0
        for at, weight in towards.items():
            self._cost[at] = -weight
        engine.changeColsCost(self.size, np.arange(self.size, dtype=np.int32), self._cost)
        engine.run()
        if engine.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None
        return list(engine.getSolution().col_value)


def _engine(model: highspy.HighsLp) -> highspy.Highs:
    engine = highspy.Highs()  # type: ignore[no-untyped-call]  # the library has no types
    for name, value in (("output_flag", False), ("threads", 1), ("random_seed", 7), ("mip_abs_gap", 0.5)):
        engine.setOptionValue(name, value)
    engine.passModel(model)
    return engine


def fits(values: Sequence[int], low: Iterable[float], high: Iterable[float], facts: Iterable[Known]) -> bool:
    """Whether whole numbers agree with every bound and fact, worked out without the solver."""
    if any(not least <= value <= most for value, least, most in zip(values, low, high, strict=True)):
        return False
    return all(
        fact.low - 1e-9 <= sum(values[at] * amount for at, amount in fact.terms) <= fact.high + 1e-9 for fact in facts
    )
