"""What a document left open: its doubts one at a time beside the document, and its differences to accept or leave."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from redovisa.personligt_ombud.grant import GRANT
from redovisa.reviewing.act import WRITERS, Act
from redovisa.reviewing.policy import Refused, check_act
from redovisa_service.accounts.access import for_roles
from redovisa_service.accounts.acting import Acting
from redovisa_service.cases import commands, queries
from redovisa_service.cases.sections import section_with
from redovisa_service.municipality.paper import paper
from redovisa_service.pages.swedish import Swedish, marked

#: So many differences are shown on a page; all can be taken or kept at once.
_AT_A_TIME = 15


@require_GET
@for_roles(*WRITERS)
def questions(request: HttpRequest, acting: Acting, number: int) -> HttpResponse:
    """One question at a time, beside the document with the cell lit up."""
    case = queries.case(acting, number)
    waiting = queries.open_questions(case)
    if not waiting:
        messages.success(request, _("Alla frågor om dokumentet är besvarade."))
        return redirect("case", number)
    wanted = request.GET.get("question", "")
    at = next((n for n, one in enumerate(waiting) if str(one.pk) == wanted), 0)
    question = waiting[at]
    stands = queries.cells_of(case).get(question.field, "")
    return render(
        request,
        "municipality/question.html",
        {
            "case": case,
            "question": question,
            "field": GRANT.form.fields[question.field],
            "stands": stands,
            "choices": list(dict.fromkeys([*question.candidates, *([stands] if stands else [])])),
            "tally": queries.tallies(case).get(question.document_id),
            "at": at + 1,
            "of": len(waiting),
            "following": waiting[(at + 1) % len(waiting)] if len(waiting) > 1 else None,
            "paper": paper(question.document, question.place, question.raw, whole="whole" in request.GET),
            "section": section_with(case.campaign.edition, question.field),
        },
    )


@require_POST
@for_roles(*WRITERS)
def answer(request: HttpRequest, acting: Acting, number: int, question: int) -> HttpResponse:
    """Settles a question with a candidate, another text, or nothing."""
    chosen = request.POST.get("answer", "")
    if chosen == "other":
        typed = request.POST.get("other", "")
    elif chosen.startswith("is:"):
        typed = chosen[3:]
    elif chosen == "empty":
        typed = ""
    else:
        raise Refused(_("Välj ett av svaren, och spara sedan."))
    commands.answer_question(by=acting, case=number, question=question, typed=typed)
    return redirect("questions", number)


@for_roles(*WRITERS)
def differences(request: HttpRequest, acting: Acting, number: int) -> HttpResponse:
    """Where a document says other than the form: taken or left, field by field or all at once."""
    case = queries.case(acting, number)
    check_act(Act.ANSWER_QUESTION, case.stands, acting.roles)
    if request.method == "POST":
        return _settled(request, acting, number)
    waiting = queries.open_differences(case)
    if not waiting:
        return redirect("questions" if queries.open_questions(case) else "case", number)
    cells = {cell.field: cell for cell in queries.cells_with_writers(case)}
    names = queries.names_in(case)
    tallies = queries.tallies(case)
    rows = [
        {
            "question": one,
            "field": GRANT.form.fields[one.field],
            "cell": cells.get(one.field),
            "by": queries.called(cells[one.field].changed_by, names) if one.field in cells else "",
            "text": one.candidates[0],
            "counted": tallies[one.document_id].counted.get(one.field) if one.document_id in tallies else None,
        }
        for one in waiting
    ]
    shown = {
        "case": case,
        "rows": rows[:_AT_A_TIME],
        "later": rows[_AT_A_TIME:],
        "many": len(rows),
        "notes": [
            note for number in {one.document_id for one in waiting} & tallies.keys() for note in tallies[number].notes
        ],
        "names": list(dict.fromkeys(one.document.name for one in waiting)),
    }
    return render(request, "municipality/differences.html", shown)


def _settled(request: HttpRequest, acting: Acting, number: int) -> HttpResponse:
    try:
        seen = {int(name[5:]): int(str(text)) for name, text in request.POST.items() if name.startswith("seen:")}
    except ValueError:
        raise Refused(_("Sidan är skadad. Läs in den på nytt; det som var sparat är kvar.")) from None
    everything = request.POST.get("all", "")
    chosen = {one: everything or request.POST.get(f"choice:{one}", "") for one in seen}
    takes = {one: choice == "take" for one, choice in chosen.items() if choice in ("take", "keep")}
    if not takes:
        raise Refused(_("Välj vad som ska gälla för någon av rutorna, eller ta eller behåll allt på en gång."))
    done = commands.settle_differences(by=acting, case=number, takes=takes, seen=seen)
    if done.taken or done.kept:
        messages.success(
            request,
            _("Hämtat ur dokumentet: %(taken)s. Kvar som det var: %(kept)s.")
            % {"taken": len(done.taken), "kept": len(done.kept)},
        )
    if done.meanwhile:
        labels = Swedish(", ".join(GRANT.form.fields[key].label for key in done.meanwhile))
        messages.warning(
            request,
            SafeString(
                _("Någon har ändrat medan sidan var öppen, så där är inget ändrat: %(labels)s.")
                % {"labels": marked(labels)}
            ),
        )
    return redirect("differences", number)
