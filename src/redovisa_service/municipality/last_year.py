"""Last year's answers that seldom change, to be confirmed for this year all at once or one by one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from redovisa.personligt_ombud.grant import GRANT
from redovisa.reviewing.act import WRITERS, Act
from redovisa.reviewing.policy import Refused, check_act
from redovisa_service.accounts.access import for_roles
from redovisa_service.accounts.acting import Acting
from redovisa_service.cases import commands, queries
from redovisa_service.cases.sections import section_with


@for_roles(*WRITERS)
def last_year(request: HttpRequest, acting: Acting, number: int) -> HttpResponse:
    """What was carried over and waits to be confirmed."""
    case = queries.case(acting, number)
    check_act(Act.WRITE, case.stands, acting.roles)
    if request.method == "POST":
        chosen = [str(key) for key in request.POST.getlist("field")]
        if not chosen:
            raise Refused(_("Kryssa i de svar som stämmer även i år."))
        confirmed = commands.confirm_last_year(by=acting, case=number, fields=chosen)
        messages.success(request, _("Bekräftade svar: %(number)s.") % {"number": confirmed})
    carried = queries.carried_over(case)
    if not carried:
        return redirect("case", number)
    edition = case.campaign.edition
    rows = [(GRANT.form.fields[key], text, section_with(edition, key)) for key, text in carried.items()]
    return render(request, "municipality/last_year.html", {"case": case, "rows": rows, "year": case.campaign.year - 1})
