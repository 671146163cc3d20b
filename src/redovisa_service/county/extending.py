"""Longer time for one reporter of the county, with the reason; taken back when it was a mistake."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from redovisa.reviewing.act import COUNTY
from redovisa.reviewing.policy import Refused, WrongRole
from redovisa_service.accounts.access import for_roles
from redovisa_service.accounts.acting import Acting
from redovisa_service.accounts.views import day_in
from redovisa_service.cases import commands, queries


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*COUNTY)
def extension(request: HttpRequest, acting: Acting, year: int, organisation: int) -> HttpResponse:
    """The longer times given, and the form for one more; what cannot be given stays as it was written."""
    reporter = queries.reporter(acting, organisation)
    why = ""
    if request.method == "POST":
        try:
            until = day_in(request, "until")
            if until is None:
                raise Refused(_("Skriv till och med vilken dag tiden förlängs."))
            commands.extend(
                by=acting,
                year=year,
                organisation=organisation,
                until=until,
                reason=request.POST.get("reason", ""),
                link=request.build_absolute_uri("/"),
            )
        except WrongRole:
            raise
        except Refused as refused:
            why = refused.told(_)
        else:
            messages.success(
                request,
                _("%(reporter)s har längre tid till och med %(until)s.") % {"reporter": reporter, "until": until},
            )
            return redirect("granted", year)
    return render(
        request,
        "county/extension.html",
        {
            "campaign": queries.campaign(year),
            "reporter": reporter,
            "given": queries.extensions(acting, year, organisation),
            "why": why,
            "until": request.POST.get("until", ""),
            "reason": request.POST.get("reason", ""),
        },
        status=422 if why else 200,
    )


@require_POST
@for_roles(*COUNTY)
def withdraw(request: HttpRequest, acting: Acting, extension: int) -> HttpResponse:
    """Takes longer time back."""
    found = commands.withdraw_extension(by=acting, extension=extension)
    messages.success(request, _("Den längre tiden för %(reporter)s är återtagen.") % {"reporter": found.organisation})
    return redirect("extension", found.campaign.year, found.organisation_id)
