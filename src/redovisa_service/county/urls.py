"""The addresses of the county board's pages."""

from __future__ import annotations

from django.urls import path

from redovisa_service.accounts.access import for_kinds
from redovisa_service.accounts.models import Kind
from redovisa_service.county import coverage, extending, granting

urlpatterns = for_kinds(
    [Kind.COUNTY_BOARD],
    [
        path("", granting.county, name="county"),
        path("<int:year>/", granting.granted, name="granted"),
        path("<int:year>/pasted/", granting.pasted, name="granted_pasted"),
        path("<int:year>/extensions/<int:organisation>/", extending.extension, name="extension"),
        path("extensions/<int:extension>/withdraw/", extending.withdraw, name="withdraw_extension"),
        path("coverage/", coverage.coverage, name="coverage"),
        path("coverage/add/", coverage.add, name="add_coverage"),
        path("coverage/<int:coverage>/end/", coverage.end, name="end_coverage"),
        path("coverage/shared/", coverage.shared, name="found_shared"),
    ],
)
