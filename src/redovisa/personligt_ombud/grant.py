"""Binds all content of the grant into one value, GRANT, that the commands and the service hand to the engine."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from redovisa.checking.reason import Reasons
    from redovisa.checking.rulebook import Rulebook
    from redovisa.counting.person import Year
    from redovisa.counting.plan import Plan

from redovisa.form.form import Form
from redovisa.form.load import load_form, read_yaml

ROOM = Path(__file__).parent


class Grant:
    """The grant to personligt ombud; each part is loaded when first asked for: a command starts quickly."""

    @cached_property
    def form(self) -> Form:
        """Fields and editions."""
        return load_form(ROOM)

    @cached_property
    def rules(self) -> Rulebook:
        """Every rule, with the figures of the years."""
        from redovisa.checking.rulebook import Rulebook
        from redovisa.personligt_ombud.parameters import load_figures
        from redovisa.personligt_ombud.rules import RULES
        from redovisa.personligt_ombud.rules.counts import COUNTS
        from redovisa.personligt_ombud.rules.free_texts import FREE_TEXTS

        return Rulebook(RULES, load_figures(ROOM), counts=COUNTS, texts=FREE_TEXTS)

    @cached_property
    def reasons(self) -> Reasons:
        """The reasons to choose among when a finding is explained."""
        from redovisa.personligt_ombud.explanations import load_reasons
        from redovisa.personligt_ombud.rules import RULES

        return load_reasons(ROOM, (rule.code for rule in RULES))

    @cached_property
    def tally(self) -> Plan:
        """What the year's tally counts, and by which rules."""
        from redovisa.personligt_ombud.tally import load_plan

        return load_plan(ROOM, self.form)

    def tally_year(self, number: int) -> Year:
        """The year to be counted, with the day on which age counts that year."""
        from redovisa.counting.person import Year
        from redovisa.personligt_ombud.parameters import load_figures

        month, day = load_figures(ROOM)(number)["tally_age_day"]
        return Year(number, (month, day))

    @cached_property
    def law(self) -> Mapping[str, str]:
        """What the ordinance says, in short words by paragraph."""
        paragraphs: Mapping[str, str] = read_yaml(ROOM / "law.yaml")["paragraphs"]
        return paragraphs

    @cached_property
    def dates(self) -> Mapping[str, Mapping[str, int]]:
        """The law's days of the year after the reported one, each with month and day."""
        dates: Mapping[str, Mapping[str, int]] = read_yaml(ROOM / "law.yaml")["dates"]
        return dates

    @property
    def rule_sections(self) -> Mapping[str, str]:
        """The heading that the rules of each three letters stand under."""
        from redovisa.personligt_ombud.rules import SECTIONS

        return SECTIONS


GRANT = Grant()
