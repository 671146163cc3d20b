"""The pages about people: choosing whom one acts for, inviting, letting another sign, and who does the work."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from redovisa.reviewing.act import Role
from redovisa.reviewing.policy import Refused
from redovisa_service.accounts import commands
from redovisa_service.accounts.access import for_roles
from redovisa_service.accounts.acting import CHOSEN, Acting
from redovisa_service.accounts.commands.inviting import open_invitations
from redovisa_service.accounts.models import ROLES_OF, Engagement, Membership
from redovisa_service.clock import today


@require_POST
@for_roles(*Role)
def act_for(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Chooses for which of one's organisations one acts."""
    wanted = request.POST.get("organisation", "")
    if wanted not in {str(other.pk) for other in (*acting.others, acting.organisation)}:
        raise Refused(_("Du arbetar inte för den organisationen, eller uppdraget har gått ut."))
    request.session[CHOSEN] = int(wanted)
    return redirect("/")


@require_GET
@for_roles(Role.ADMINISTRATOR, Role.SIGNATORY)
def people(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Who acts for the organisation, who is invited, who does the work, and the forms for all of it."""
    organisation = acting.organisation
    held = Membership.objects.filter(organisation=organisation).select_related("person", "substitute_for")
    valid = list(held.valid(today()))
    signatories = {one.person for one in valid if one.role == Role.SIGNATORY and one.substitute_for is None}
    coming = list(held.filter(valid_from__gt=today()))
    administers = Role.ADMINISTRATOR in acting.roles
    return render(
        request,
        "accounts/people.html",
        {
            "members": valid,
            "coming": coming,
            "invited": open_invitations(organisation).select_related("letter"),
            "roles": [(role.value, role.swedish) for role in ROLES_OF[organisation.kind]],
            "colleagues": sorted({member.person for member in valid} - signatories, key=str),
            "signatories": sorted(signatories, key=str) if administers else [],
            "administers": administers,
            "ends": administers or any(one.substitute_for == acting.person for one in (*valid, *coming)),
            "delegates": bool(signatories) and (administers or acting.person in signatories),
            "engaged": Engagement.objects.valid(today()).filter(organisation=organisation).select_related("provider"),
            "engages": administers and organisation.reports,
            "works_for": Engagement.objects.valid(today()).filter(provider=organisation).select_related("organisation"),
            "today": today(),
        },
    )


@require_POST
@for_roles(Role.ADMINISTRATOR)
def invite(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Sends an invitation."""
    role = request.POST.get("role", "")
    if role not in list(Role):
        raise Refused(_("Välj en roll i listan."))
    invitation = commands.invite(
        by=acting, email=request.POST.get("email", ""), role=Role(role), link=link_to_accept(request)
    )
    messages.success(request, _("En inbjudan är skickad till %(email)s.") % {"email": invitation.email})
    return redirect("people")


@require_POST
@for_roles(Role.ADMINISTRATOR)
def withdraw(request: HttpRequest, acting: Acting, invitation: int) -> HttpResponse:
    """Takes an invitation back."""
    found = commands.withdraw_invitation(by=acting, invitation=invitation)
    messages.success(request, _("Inbjudan till %(email)s är återtagen.") % {"email": found.email})
    return redirect("people")


@require_POST
@for_roles(Role.SIGNATORY, Role.ADMINISTRATOR)
def delegate(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Lets a colleague sign for some days."""
    begin, end = day_in(request, "begin"), day_in(request, "end")
    try:
        to = int(request.POST.get("to", ""))
        instead_of = int(request.POST.get("instead_of", 0)) or None
    except ValueError:
        raise Refused(_("Välj en person i listan.")) from None
    if begin is None or end is None:
        raise Refused(_("Skriv första och sista dagen som 2024-01-08."))
    membership = commands.delegate_signing(by=acting, to=to, begin=begin, end=end, instead_of=instead_of)
    messages.success(
        request,
        _("%(person)s kan skriva under från %(begin)s till och med %(end)s.")
        % {"person": membership.person, "begin": begin, "end": end},
    )
    return redirect("people")


@require_POST
@for_roles(Role.ADMINISTRATOR, Role.SIGNATORY)
def end(request: HttpRequest, acting: Acting, membership: int) -> HttpResponse:
    """Ends someone's role."""
    ended = commands.end_membership(by=acting, membership=membership)
    messages.success(
        request, _("%(person)s är inte längre %(role)s.") % {"person": ended.person, "role": _(ended.role_word)}
    )
    return redirect("people")


@require_POST
@for_roles(Role.ADMINISTRATOR)
def engage(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Lets a provider do the work."""
    begin = day_in(request, "begin")
    if begin is None:
        raise Refused(_("Skriv första dagen som 2024-01-08."))
    made = commands.engage(
        by=acting,
        name=request.POST.get("name", ""),
        number=request.POST.get("number", ""),
        begin=begin,
        end=day_in(request, "end"),
        email=request.POST.get("email", ""),
        link=link_to_accept(request),
    )
    messages.success(request, _("%(provider)s är nu er utförare.") % {"provider": made.provider})
    return redirect("people")


@require_POST
@for_roles(Role.ADMINISTRATOR)
def end_engagement(request: HttpRequest, acting: Acting, engagement: int) -> HttpResponse:
    """Ends what a provider does."""
    ended = commands.end_engagement(by=acting, engagement=engagement)
    messages.success(request, _("%(provider)s är inte längre er utförare.") % {"provider": ended.provider})
    return redirect("people")


def link_to_accept(request: HttpRequest) -> str:
    """The address of an invitation, with ``{secret}`` where its secret goes."""
    return request.build_absolute_uri(reverse("accept", args=["SECRET"])).replace("SECRET", "{secret}")


def day_in(request: HttpRequest, name: str) -> date | None:
    """The day in a room of the form, or None when it is empty; raises Refused when it is no day."""
    words = request.POST.get(name, "").strip()
    try:
        return date.fromisoformat(words) if words else None
    except ValueError:
        raise Refused(_("”%(words)s” är ingen dag. Skriv den som 2024-01-08.") % {"words": words[:40]}) from None
