"""Handing in: the signatory sees the whole and what has changed, hands it back with a word, or signs what she read."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from redovisa.reviewing.act import WRITERS, Act, Role
from redovisa.reviewing.policy import Refused, check_act, may_act
from redovisa_service.accounts.access import for_roles
from redovisa_service.accounts.acting import Acting
from redovisa_service.cases import commands, draft, queries
from redovisa_service.cases.commands.signing import ABOUT_THE_SIGNATORY
from redovisa_service.municipality.answers import as_read

_ABOUT = dict(zip(("title", "workplace", "phone", "email"), ABOUT_THE_SIGNATORY, strict=True))


@require_POST
@for_roles(*WRITERS)
def ask(request: HttpRequest, acting: Acting, number: int) -> HttpResponse:
    """Hands the form to those who may sign."""
    link = request.build_absolute_uri(reverse("sign", args=[number]))
    commands.ask_for_signature(by=acting, case=number, link=link)
    messages.success(request, _("Den som får skriva under har fått ett brev med en länk hit."))
    return redirect("case", number)


@for_roles(Role.SIGNATORY)
def sign(request: HttpRequest, acting: Acting, number: int) -> HttpResponse:
    """The whole to read, what changed since it was last signed, and the signature."""
    case = queries.case(acting, number)
    if request.method == "POST":
        if request.POST.get("read") != "yes":
            raise Refused(_("Kryssa i att du har läst redovisningen och får skriva under för kommunen."))
        version = commands.sign(
            by=acting,
            case=number,
            sha256=request.POST.get("sha256", ""),
            about={key: request.POST.get(name, "") for name, key in _ABOUT.items()},
            link=request.build_absolute_uri(reverse("versions", args=[number])),
        )
        return redirect("receipt", number, version.number)
    signed = queries.versions(case)
    if signed and not may_act(Act.SIGN, case.stands, acting.roles) and case.stands.received:
        return redirect("receipt", number, signed[0].number)  # a page that was open while somebody signed
    check_act(Act.SIGN, case.stands, acting.roles)
    made = queries.draft_of(case)
    given = queries.explanations(case)
    sha256 = queries.content_hash(case, made, given)
    explained = {code: one.text for code, one in given.items()}
    since = queries.since_last_look(case, acting.person, sha256, made.cells, explained)
    commands.look(by=acting, case=number, sha256=sha256, texts=made.cells, explained=explained)
    to_board = queries.explanations_as_signed(case, made, given)
    changes = queries.changes(signed[0] if signed else None, made.cells)
    herself = queries.said_of_herself(acting)
    changed = {one.field for one in (*changes, *(since.changes if since else ()))}
    return render(
        request,
        "municipality/sign.html",
        {
            "case": case,
            "sections": as_read(made.redovisning, case.campaign.edition, changed)[:-1],
            "left": queries.left_to_do(case, made, given),
            "insisted": [one for one in to_board if one["insists"]],
            "explanations": [one for one in to_board if not one["insists"]],
            "new": set(since.explained) if since else set(),
            "since": since,
            "unfinished": [part for part in queries.parts(case) if part.done_at is None],
            "most": draft.MOST_SIGNS_BESIDE,
            "may_send_back": may_act(Act.SEND_BACK, case.stands, acting.roles),
            "changes": changes,
            "is_same": since is not None and since.changes == changes,
            "signed_before": signed[0] if signed else None,
            "sha256": sha256,
            "herself": {name: herself.get(key, "") for name, key in _ABOUT.items()},
        },
    )


@require_POST
@for_roles(Role.SIGNATORY)
def send_back(request: HttpRequest, acting: Acting, number: int) -> HttpResponse:
    """Hands the form back to those who wrote it."""
    link = request.build_absolute_uri(reverse("case", args=[number]))
    commands.send_back(by=acting, case=number, words=request.POST.get("words", ""), link=link)
    messages.success(request, _("Redovisningen är tillbaka hos den som skrev den, som har fått ett brev."))
    return redirect("case", number)


@require_POST
@for_roles(*WRITERS)
def reply(request: HttpRequest, acting: Acting, number: int) -> HttpResponse:
    """Keeps the answer in words to a komplettering."""
    words, seen = request.POST.get("reply", ""), request.POST.get("seen", "")
    answered = commands.reply(by=acting, case=number, words=words, seen=seen)
    if answered.reply:
        messages.success(request, _("Svaret är sparat. Det skickas när redovisningen skrivs under på nytt."))
    else:
        messages.success(request, _("Det finns inget svar i ord till länsstyrelsen nu: rutan var tom."))
    return redirect("case", number)


@require_POST
@for_roles(Role.REPORTER, Role.SIGNATORY)
def unlock(request: HttpRequest, acting: Acting, number: int) -> HttpResponse:
    """Takes the form back for a change."""
    commands.unlock(by=acting, case=number)
    messages.success(
        request, _("Redovisningen är upplåst. Det som lämnats in gäller tills ni har skrivit under på nytt.")
    )
    return redirect("case", number)


@require_POST
@for_roles(Role.REPORTER, Role.SIGNATORY)
def lock(request: HttpRequest, acting: Acting, number: int) -> HttpResponse:
    """Takes an unlocking back."""
    commands.lock(by=acting, case=number)
    messages.success(request, _("Upplåsningen är ångrad. Det som lämnats in gäller."))
    return redirect("case", number)
