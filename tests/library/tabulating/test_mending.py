"""A protector made weak on purpose: what it leaves is found, and mended, or the release stays in the room."""

from __future__ import annotations

import io
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from random import Random

import openpyxl
import pytest

from redovisa.tabulating import publish
from redovisa.tabulating.attacking.words import sentence
from redovisa.tabulating.crossing import cell_above, spot_of
from redovisa.tabulating.policy import Dominance, Method, Policy
from redovisa.tabulating.protecting.protect import Protection, Protector, protect
from redovisa.tabulating.table import CellKey, Column, Grid, Status
from redovisa.tabulating.tabulate import Tabulation
from tables.nations import SMALL, grant_policy, nation, small_grids
from tables.small import children, row

COUNTS = {"0101": (2, 9), "0102": (12, 8), "0103": (11, 14), "0201": (9, 3), "0202": (13, 10)}
POLICY = Policy(linked=("children",))


class Weak(Protector):
    """Hides the small counts and nothing else, until an attack has found something."""

    deaf = False  # whether it hears what the attack found

    def protect(self, also_hide: Collection[CellKey] = ()) -> Protection:
        """The bare rule at first; then as the protector does, unless deaf."""
        if also_hide and not self.deaf:
            return super().protect(also_hide)
        small = frozenset(self.cells.keys[cell] for cell in self.primary)
        return Protection(small, small, len(self.cells.keys), 0, 0.0, 0.0, proven=False)


class Deaf(Weak):
    """Hides the small counts and nothing else, whatever is found."""

    deaf = True


def made(monkeypatch: pytest.MonkeyPatch, protector: type[Protector]) -> publish.Made:
    """A release of the counts by the protector."""
    monkeypatch.setattr(publish, "Protector", protector)
    counted = Tabulation({"children": children(COUNTS)}, {}, ())
    return publish.make_release(counted, [2023], POLICY, {}, date(2024, 5, 15))


def test_what_the_attack_found_is_mended(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = made(monkeypatch, Weak)
    assert whole.safe
    assert whole.files
    assert whole.protections[2023].small < whole.protections[2023].hidden


def test_what_cannot_be_mended_stays_in_the_room_and_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = made(monkeypatch, Deaf)
    assert not whole.safe
    assert not whole.files
    said = " ".join(sentence(breach) for breach in whole.verdicts[2023].breaches)
    assert "Värdet 2 för kvinnor i 0101" in said
    assert "kan räknas fram" in said


def test_where_a_rule_told_the_count_it_is_held_against_is_what_must_be_hidden() -> None:
    reason = CellKey("reasons", row("0101"), Column("existential", "men"))
    above = cell_above("regel:reasons.existential<=clients.total", spot_of(reason))
    assert above == CellKey("clients", row("0101"), Column("total", "men"))


def test_a_zero_that_a_rule_tells_is_never_hidden() -> None:
    random = Random(1100)  # a nation where such a zero was hidden, and found
    mean = random.choice([0.5, 1.5, 3, 6])
    grids = small_grids(nation(random, random.randint(1, 3), random.randint(1, 3), mean), SMALL)
    hidden = protect(list(grids.values()), grant_policy()).hidden
    total = {
        (row, column.sex): entry
        for row, entries in grids["clients"].rows.items()
        for column, entry in zip(grids["clients"].columns, entries, strict=True)
        if (column.item, column.age) == ("total", "")
    }
    reasons = [cell for cell in hidden if cell.table == "reasons" and total[cell.row, cell.column.sex] == 0]
    assert all(grids["reasons"].entry(cell.row, cell.column) != 0 for cell in reasons)


def test_a_sum_that_one_municipality_fills_is_hidden_where_the_policy_says_so() -> None:
    grid = children({"0101": (190, 50), "0102": (5, 6), "0103": (6, 7)})
    women, men = (CellKey("children", row("01"), Column("with_children", sex)) for sex in ("women", "men"))
    assert not protect([grid], POLICY).hidden
    found = protect([grid], replace(POLICY, dominance=Dominance(largest=1, percent=90)))
    assert women in found.small, "190 of 201"
    assert men not in found.small, "50 of 63"
    assert len(found.hidden) > len(found.small), "a lonely hidden sum would be worked out"


def test_noise_that_can_be_seen_through_is_mended_by_hiding(monkeypatch: pytest.MonkeyPatch) -> None:
    # True 1 and 4 and 5, shown with the largest noise each: only one set of numbers is left.
    counted = Tabulation({"children": children({"0101": (1, 4), "0102": (20, 30), "0103": (9, 8)})}, {}, ())
    blurred = replace(
        counted.grids["children"], rows=counted.grids["children"].rows | {row("0101"): (4, 7, 2)}, footnotes=("Brus.",)
    )

    def told(_: object, policy: Policy, key: str) -> dict[str, Grid]:
        return {"children": blurred}

    monkeypatch.setattr(publish, "perturb", told)
    policy = Policy(method=Method.CELL_KEY, linked=("children",))
    whole = publish.make_release(counted, [2023], policy, {}, date(2024, 5, 15), key="k" * 16)
    assert whole.safe
    shown = whole.release.grids["children"].rows[row("0101")]
    assert Status.HIDDEN in shown
    assert whole.hidden_besides(2023) == sum(entry is Status.HIDDEN for entry in shown)
    assert whole.release.figures["2023"]["hidden"] == {"hidden": whole.hidden_besides(2023)}  # type: ignore[index]  # a mapping by year


@pytest.mark.parametrize(("method", "words"), [(Method.CELL_KEY, "högst 3 upp eller ner"), (Method.ROUND, "5-tal")])
def test_every_file_says_that_its_numbers_are_changed(method: Method, words: str) -> None:
    counted = Tabulation({"children": children(COUNTS)}, {}, ())
    policy = Policy(method=method, linked=("children",))
    whole = publish.make_release(counted, [2023], policy, {}, date(2024, 5, 15), key="k" * 16)
    assert whole.safe
    told = [name for name, content in whole.files.items() if words in content.decode("utf-8", "ignore")]
    assert {name.rsplit("_", 1)[-1] for name in told} == {"children.json", "children.px", "footnotes.csv"}
    book = openpyxl.load_workbook(io.BytesIO(next(c for n, c in whole.files.items() if n.endswith(".xlsx"))))
    for sheet in book:
        assert any(words in str(cell.value) for line in sheet.iter_rows() for cell in line), sheet.title
