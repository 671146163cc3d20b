"""The pages about people: choosing whom one acts for, inviting, being let in, and letting another sign."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from redovisa.reviewing.act import Role
from redovisa.reviewing.policy import Refused
from redovisa_service.accounts import commands
from redovisa_service.accounts.access import for_everyone, for_roles
from redovisa_service.accounts.acting import CHOSEN, Acting
from redovisa_service.accounts.models import ROLES_OF, Invitation, Membership
from redovisa_service.clock import today


@require_POST
@for_roles(*Role)
def act_for(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Chooses for which of one's organisations one acts."""
    wanted = request.POST.get("organisation", "")
    if wanted not in {str(other.pk) for other in (*acting.others, acting.organisation)}:
        raise Refused("Du arbetar inte för den organisationen, eller uppdraget har gått ut.")
    request.session[CHOSEN] = int(wanted)
    return redirect("/")


@require_GET
@for_roles(Role.ADMINISTRATOR, Role.SIGNATORY)
def people(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Who acts for the organisation, who is invited, and the forms for both."""
    held = Membership.objects.filter(organisation=acting.organisation).select_related("person", "substitute_for")
    valid = held.valid(today())
    return render(
        request,
        "accounts/people.html",
        {
            "members": valid,
            "coming": held.filter(valid_from__gt=today()),
            "invited": Invitation.objects.filter(organisation=acting.organisation, accepted_at__isnull=True),
            "roles": [(role.value, role.swedish) for role in ROLES_OF[acting.organisation.kind]],
            "colleagues": sorted({member.person for member in valid} - {acting.person}, key=str),
            "administers": Role.ADMINISTRATOR in acting.roles,
            "signs": Role.SIGNATORY in acting.roles,
            "today": today(),
        },
    )


@require_POST
@for_roles(Role.ADMINISTRATOR)
def invite(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Sends an invitation."""
    role = request.POST.get("role", "")
    if role not in list(Role):
        raise Refused("Välj en roll i listan.")
    link = request.build_absolute_uri(reverse("accept", args=["SECRET"])).replace("SECRET", "{secret}")
    invitation = commands.invite(by=acting, email=request.POST.get("email", "").strip(), role=Role(role), link=link)
    messages.success(request, f"En inbjudan är skickad till {invitation.email}.")
    return redirect("people")


@require_POST
@for_roles(Role.SIGNATORY)
def delegate(request: HttpRequest, acting: Acting) -> HttpResponse:
    """Lets a colleague sign for some days."""
    try:
        begin, end = (date.fromisoformat(request.POST.get(name, "")) for name in ("begin", "end"))
        to = int(request.POST.get("to", ""))
    except ValueError:
        raise Refused("Välj en person, och skriv första och sista dagen som 2024-01-08.") from None
    membership = commands.delegate_signing(by=acting, to=to, begin=begin, end=end)
    messages.success(request, f"{membership.person} kan skriva under från {begin} till och med {end}.")
    return redirect("people")


@require_POST
@for_roles(Role.ADMINISTRATOR)
def end(request: HttpRequest, acting: Acting, membership: int) -> HttpResponse:
    """Ends someone's role."""
    ended = commands.end_membership(by=acting, membership=membership)
    messages.success(request, f"{ended.person} är inte längre {ended.role_word}.")
    return redirect("people")


@for_everyone
def accept(request: HttpRequest, secret: str) -> HttpResponse:
    """Where the letter's link leads: choose a password, and be let in."""
    invitation = commands.open_invitation(secret)
    why = ""
    if request.method == "POST":
        try:
            person = commands.accept(
                secret=secret, name=request.POST.get("name", ""), password=request.POST.get("password", "")
            )
        except Refused as refused:
            why = str(refused)
        else:
            if person.last_login is not None:
                # One who has an account signs in as usual, with the second factor that she may have.
                messages.success(request, "Uppdraget är tillagt. Logga in som vanligt.")
                return redirect("account_login")
            login(request, person, backend="allauth.account.auth_backends.AuthenticationBackend")
            request.session[CHOSEN] = invitation.organisation_id
            return redirect("/")
    return render(
        request,
        "accounts/accept.html",
        {"invitation": invitation, "why": why, "name": request.POST.get("name", "")},
        status=422 if why else 200,
    )
