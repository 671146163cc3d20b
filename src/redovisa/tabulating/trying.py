"""Tries a release: the attacker is given the very text that would go out, and says what can be worked out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from redovisa.tabulating.attacking.attack import Verdict, attack
from redovisa.tabulating.attacking.demand import Progress
from redovisa.tabulating.attacking.knowledge import Spot
from redovisa.tabulating.attacking.released import published
from redovisa.tabulating.crossing import demand_of, knowledge_of
from redovisa.tabulating.exporting.long_csv import data
from redovisa.tabulating.release import Release
from redovisa.tabulating.table import CellKey, Grid


def try_release(
    release: Release,
    truth: Mapping[Spot, int] | None = None,
    out: Mapping[CellKey, int] | None = None,
    earlier: Sequence[Mapping[str, Grid]] = (),
    progress: Progress | None = None,
    offered: Iterable[Mapping[Spot, int]] = (),
) -> Verdict:
    """Attack the release together with earlier ones (each its grids by table) and counts already out.

    ``offered`` are changes to the truth that may fit too, from the protector or from the attack before.
    """
    texts = [data(replace(release, grids=grids)) for grids in (*earlier, release.grids)]
    knowledge = knowledge_of(release, out)
    tables = [published(text) for text in texts]
    once = {frozenset(change.items()): change for change in offered}
    return attack(tables, demand_of(release.policy), knowledge, truth, progress, list(once.values()))
