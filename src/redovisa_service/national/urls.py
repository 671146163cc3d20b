"""The addresses of Socialstyrelsen's pages."""

from __future__ import annotations

from django.urls import path

from redovisa_service.accounts.access import for_kinds
from redovisa_service.accounts.models import Kind
from redovisa_service.national import campaigns

urlpatterns = for_kinds(
    [Kind.NATIONAL],
    [
        path("campaigns/", campaigns.campaigns, name="campaigns"),
        path("campaigns/<int:year>/", campaigns.campaign, name="campaign"),
    ],
)
