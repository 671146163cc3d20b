"""The tally as a way in: an empty sheet to fetch; it is dropped as any document is."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from redovisa.counting.mark import new_codes
from redovisa.counting.sheet import sheet
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reviewing.act import WRITERS
from redovisa_service.accounts.access import for_roles
from redovisa_service.accounts.acting import Acting
from redovisa_service.cases import queries
from redovisa_service.pages.refusals import not_found

#: Rooms in a sheet: more than an ombud meets in a year.
_ROWS = 120
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@for_roles(*WRITERS)
def tally_sheet(request: HttpRequest, acting: Acting, number: int, year: int) -> HttpResponse:
    """An empty sheet for the case's year, or the one that runs; its codes are drawn anew and kept by nobody."""
    case = queries.case(acting, number)
    if year not in years(case):
        return not_found(request, Exception())
    data = sheet(GRANT.tally, year, new_codes(_ROWS, secrets.choice))
    answer = HttpResponse(data, content_type=_KIND)
    answer.headers["Content-Disposition"] = f'attachment; filename="rakneblad-{year}.xlsx"'
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def years(case: Any) -> tuple[int, int]:
    """The years of which a sheet can be fetched: the one to report, and the one to count in now."""
    return case.campaign.year, case.campaign.year + 1
