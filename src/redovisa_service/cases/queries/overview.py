"""The organisation's rounds, year by year, with the case of each if it has begun."""

from __future__ import annotations

from dataclasses import dataclass

from redovisa.reviewing.policy import Window
from redovisa_service.accounts.acting import Acting
from redovisa_service.cases import reach
from redovisa_service.cases.models import Campaign, Case
from redovisa_service.clock import today


@dataclass(frozen=True, slots=True)
class Round:
    """A year's campaign and the organisation's case in it, or None when it has not begun."""

    campaign: Campaign
    case: Case | None


def rounds(by: Acting, most: int = 12) -> list[Round]:
    """The newest campaigns that have opened, newest first."""
    if not by.organisation.reports:
        return []
    campaigns = Campaign.objects.filter(opens__lte=today())[:most]
    begun = {case.campaign_id: case for case in reach.cases(by)}
    return [Round(campaign, begun.get(campaign.pk)) for campaign in campaigns]


def case(by: Acting, number: int) -> Case:
    """The case with the number; raises NotReached when it is not the organisation's."""
    return reach.one(by, number)


def days(case: Case) -> Window:
    """The days that hold for the case."""
    return reach.window(case)
