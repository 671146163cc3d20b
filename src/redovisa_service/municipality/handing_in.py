"""Handing in: the signatory reads the whole, signs what she has read, and gets a receipt."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from redovisa.reviewing.act import MUNICIPALITY, WRITERS, Act, Role
from redovisa.reviewing.policy import Refused, check_act, may_act
from redovisa_service.accounts.access import for_roles
from redovisa_service.accounts.acting import Acting
from redovisa_service.cases import commands, queries
from redovisa_service.cases.commands.signing import ABOUT_THE_SIGNATORY
from redovisa_service.municipality.present import as_read

_ABOUT = dict(zip(("title", "workplace", "phone", "email"), ABOUT_THE_SIGNATORY, strict=True))


@require_POST
@for_roles(*WRITERS)
def ask(request: HttpRequest, acting: Acting, number: int) -> HttpResponse:
    """Hands the form to those who may sign."""
    link = request.build_absolute_uri(reverse("sign", args=[number]))
    commands.ask_for_signature(by=acting, case=number, link=link)
    messages.success(request, "Den som får skriva under har fått ett brev med en länk hit.")
    return redirect("case", number)


@for_roles(Role.SIGNATORY)
def sign(request: HttpRequest, acting: Acting, number: int) -> HttpResponse:
    """The whole to read, what changed since it was last signed, and the signature."""
    case = queries.case(acting, number)
    if request.method == "POST":
        if request.POST.get("read") != "yes":
            raise Refused("Kryssa i att du har läst redovisningen och får skriva under för kommunen.")
        version = commands.sign(
            by=acting,
            case=number,
            sha256=request.POST.get("sha256", ""),
            about={key: request.POST.get(name, "") for name, key in _ABOUT.items()},
            link=request.build_absolute_uri(reverse("versions", args=[number])),
        )
        return redirect("receipt", number, version.number)
    check_act(Act.SIGN, case.stands, acting.roles)
    made = queries.draft_of(case, signer=acting.person.name)
    signed = queries.versions(case)
    return render(
        request,
        "municipality/sign.html",
        {
            "case": case,
            "sections": as_read(made.redovisning, case.campaign.edition)[:-1],
            "left": queries.left_to_do(case, made),
            "explanations": queries.explanations_as_signed(case),
            "changes": queries.changes(signed[0] if signed else None, made.cells),
            "signed_before": signed[0] if signed else None,
            "sha256": queries.content_hash(case),
        },
    )


@require_POST
@for_roles(Role.REPORTER, Role.SIGNATORY)
def unlock(request: HttpRequest, acting: Acting, number: int) -> HttpResponse:
    """Takes the form back for a change."""
    commands.unlock(by=acting, case=number)
    messages.success(request, "Redovisningen är upplåst. Det som lämnats in gäller tills ni har skrivit under på nytt.")
    return redirect("case", number)


@require_GET
@for_roles(*MUNICIPALITY)
def versions(request: HttpRequest, acting: Acting, number: int) -> HttpResponse:
    """Everything handed in, and what changed from one version to the next."""
    case = queries.case(acting, number)
    signed = queries.versions(case)
    rows = [
        (version, queries.receipt_number(version), queries.changes(before, queries.texts_in(version)) if before else [])
        for version, before in zip(signed, [*signed[1:], None], strict=True)
    ]
    return render(request, "municipality/versions.html", {"case": case, "rows": rows})


@require_GET
@for_roles(*MUNICIPALITY)
def receipt(request: HttpRequest, acting: Acting, number: int, version: int) -> HttpResponse:
    """The receipt of one version, with the whole that was handed in."""
    case = queries.case(acting, number)
    found = queries.version(case, version)
    return render(
        request,
        "municipality/receipt.html",
        {
            "case": case,
            "version": found,
            "number": queries.receipt_number(found),
            "sections": as_read(queries.redovisning_in(found), case.campaign.edition),
            "is_latest": found.number == len(queries.versions(case)),
            "may_unlock": may_act(Act.UNLOCK, case.stands, acting.roles),
        },
    )


@require_GET
@for_roles(*MUNICIPALITY)
def as_json(request: HttpRequest, acting: Acting, number: int, version: int) -> HttpResponse:
    """The version's own text: its SHA-256 is the receipt's."""
    found = queries.version(queries.case(acting, number), version)
    answer = HttpResponse(found.text, content_type="application/json; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{queries.receipt_number(found)}.json"'
    return answer
