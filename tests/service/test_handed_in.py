"""Signing and after: what changed since the last look, handing back, the papers to keep, and next year's start."""

from __future__ import annotations

import hashlib
import io
import re
from datetime import date

import lxml.html
import pytest
from django.urls import reverse

from redovisa.personligt_ombud.grant import GRANT
from redovisa.reading.read import Reader
from redovisa.reviewing.act import Role
from redovisa.reviewing.policy import Refused, WrongRole
from redovisa.reviewing.status import Status
from redovisa_service.accounts.acting import Acting
from redovisa_service.cases import commands, draft, papers, queries
from redovisa_service.cases.models import Case
from service_world import LINK, SEEDS, World, letters, sound, write


def looks(world: World, case: Case) -> None:
    """The signatory opens the page."""
    explained = {code: given.text for code, given in queries.explanations(case).items()}
    sha256, texts = queries.content_hash(case), queries.cells_of(case)
    commands.look(by=world.acting(Role.SIGNATORY), case=case.pk, sha256=sha256, texts=texts, explained=explained)


def since(world: World, case: Case) -> queries.SinceLastLook | None:
    """What the signatory is told has changed."""
    explained = {code: given.text for code, given in queries.explanations(case).items()}
    by = world.acting(Role.SIGNATORY)
    sha256 = queries.content_hash(case)
    return queries.since_last_look(case, by.person, sha256, queries.cells_of(case), explained)


def test_the_signatory_is_told_what_changed_since_she_looked(world: World) -> None:
    case = world.filled()
    assert since(world, case) is None
    for _ in range(2):
        looks(world, case)
    assert since(world, case) is None
    write(world.acting(Role.REPORTER), case, {"other.comments": "Något nytt."})
    told = since(world, case)
    assert told is not None
    assert [(one.field, one.after) for one in told.changes] == [("other.comments", "Något nytt.")]
    looks(world, case)
    again = since(world, case)  # reloading the page tells the same
    assert again is not None
    assert [one.field for one in again.changes] == ["other.comments"]


def test_what_is_to_be_signed_anew_tells_its_changes_once_and_is_only_for_reading(world: World) -> None:
    case = world.signed()
    looks(world, case)
    commands.unlock(by=world.acting(Role.SIGNATORY), case=case.pk)
    write(world.acting(Role.REPORTER), case, {"other.comments": "Något nytt."})
    page = world.client(Role.SIGNATORY).get(reverse("sign", args=[case.pk])).content.decode()
    assert page.count("Något nytt.</ins>") == 1
    assert "Detsamma som sedan version 1; se nedan." in page
    assert ">Ändra<" not in page
    # Each part tells how much it holds and what has changed, and stands open unless a script folds it.
    told = re.findall(r'<details class="fold" open( data-changed)?>\s*<summary><h3 id="read-\d">([^<]+)', page)
    assert [title for changed, title in told if changed] == ["8. Övrigt"]
    assert len(told) == 9
    assert "32 av 32 svar" in page
    assert "1 ändrat" in page


def test_what_she_has_signed_she_has_read(world: World) -> None:
    case = world.filled()
    looks(world, case)
    write(world.acting(Role.REPORTER), case, {"other.comments": "Undertecknat."})
    looks(world, case)
    assert since(world, case) is not None
    world.sign(case)
    assert since(world, case) is None  # what she signed is what stands
    commands.unlock(by=world.acting(Role.SIGNATORY), case=case.pk)
    write(world.acting(Role.REPORTER), case, {"training.offered": "Nej"})
    for _ in range(2):
        told = since(world, case)
        assert told is not None
        assert [one.field for one in told.changes] == ["training.offered"]
        looks(world, case)
    # What is taken back again is a change since she last looked, though it is as she signed it.
    write(world.acting(Role.REPORTER), case, {"training.offered": sound()["training.offered"]})
    told = since(world, case)
    assert told is not None
    assert [(one.field, one.before) for one in told.changes] == [("training.offered", "Nej")]


def test_the_signatory_does_not_write_her_title_anew(world: World) -> None:
    case = world.filled()
    client = world.client(Role.SIGNATORY)
    sign = reverse("sign", args=[case.pk])
    said = {
        "title": 'Chef för "social" & hälsa',
        "workplace": "Alceahuset",
        "phone": "08-540 810 00",
        "email": "a@b.se",
    }

    def stands() -> dict[str, str]:
        rooms = lxml.html.fromstring(client.get(sign).content).iter("input")
        return {room.get("name"): room.get("value") for room in rooms if room.get("name") in said}

    own = world.acting(Role.SIGNATORY).person.email
    assert stands() == {"title": "", "workplace": "", "phone": "", "email": own}
    signs = {"read": "yes", "sha256": queries.content_hash(case), **said}
    too_long = client.post(sign, signs | {"workplace": "x" * 201})
    assert too_long.status_code == 409
    assert "Texten är 201 tecken lång; i en ruta får det stå högst 200. Korta den." in too_long.content.decode()
    client.post(sign, signs)
    commands.unlock(by=world.acting(Role.SIGNATORY), case=case.pk)
    assert stands() == said | {"email": own}
    # What she is elsewhere, and what others are here, is not said of her.
    signatory = world.acting(Role.SIGNATORY)
    assert queries.said_of_herself(Acting(signatory.person, world.other, signatory.roles)) == {}
    assert queries.said_of_herself(world.acting(Role.REPORTER)) == {}


def test_before_anything_is_handed_in_the_page_of_versions_says_so(world: World) -> None:
    case = world.started()
    page = world.client(Role.REPORTER).get(reverse("versions", args=[case.pk])).content.decode()
    assert "Inget är inlämnat ännu." in page


def test_the_signatory_hands_the_form_back_with_a_word(world: World) -> None:
    case = world.filled()
    signatory = world.acting(Role.SIGNATORY)
    commands.ask_for_signature(by=world.acting(Role.REPORTER), case=case.pk, link=LINK)
    with pytest.raises(Refused, match="Skriv vad som ska ändras"):
        commands.send_back(by=signatory, case=case.pk, words="nej", link=LINK)
    with pytest.raises(WrongRole):
        commands.send_back(by=world.acting(Role.REPORTER), case=case.pk, words="Ändra om kön, tack.", link=LINK)
    commands.send_back(by=signatory, case=case.pk, words="Ändra om kön, tack.", link=LINK)
    case.refresh_from_db()
    assert case.stands is Status.DRAFT
    event = queries.sent_back(case)
    assert event is not None
    assert event.details["words"] == "Ändra om kön, tack."
    assert letters()[-1].subject.startswith("Att se över")
    assert "kön" not in letters()[-1].text
    commands.ask_for_signature(by=world.acting(Role.REPORTER), case=case.pk, link=LINK)
    assert queries.sent_back(case) is None


def test_a_reply_in_words_is_bound_by_the_signature(world: World) -> None:
    case = world.signed()
    reporter, officer = world.acting(Role.REPORTER), world.acting(Role.COUNTY_OFFICER)
    with pytest.raises(Refused):
        commands.reply(by=reporter, case=case.pk, words="Vi svarar fast ingen har frågat.")
    commands.open_case(by=officer, case=case.pk)
    asked = "Hur har ni räknat barnen?"
    commands.request_komplettering(by=officer, case=case.pk, text=asked, due=date(2024, 3, 1), link=LINK)
    read = queries.content_hash(case)
    commands.reply(by=reporter, case=case.pk, words="Vi räknade varje barn en gång.")
    case.refresh_from_db()
    assert queries.content_hash(case) != read
    with pytest.raises(Refused, match="ändrats sedan du läste"):
        world.sign(case, read)
    world.sign(case)
    assert queries.reply_in(queries.version(case, 2)) == "Vi räknade varje barn en gång."
    assert queries.reply_in(queries.version(case, 1)) == ""


def test_what_is_downloaded_reads_back_as_what_was_signed(world: World) -> None:
    version = queries.version(world.signed(), 1)
    signed = queries.redovisning_in(version).values()
    reader = Reader(GRANT.form)
    for name, data in (("a.docx", papers.as_docx(version)), ("a.pdf", papers.as_pdf(version))):
        (read,) = reader.read(name, data)
        assert read.values() == signed, name
    assert hashlib.sha256(papers.as_json(version)).hexdigest() == version.sha256


def test_the_workbook_holds_typed_answers(world: World) -> None:
    from openpyxl import load_workbook

    version = queries.version(world.signed(), 1)
    book = load_workbook(io.BytesIO(papers.as_workbook(version)))
    rows = list(book["Redovisningar"].values)
    label = GRANT.form.fields["clients.total.women"].label
    assert rows[1][rows[0].index(label)] == queries.redovisning_in(version).value("clients.total.women")


def test_the_receipt_says_the_four_data_and_the_hash(world: World) -> None:
    import pypdfium2

    version = queries.version(world.signed(), 1)
    pdf = pypdfium2.PdfDocument(papers.receipt(version))
    text = " ".join("".join(page.get_textpage().get_text_range() for page in pdf).split())
    for said in (
        queries.receipt_number(version),
        "Österåkers kommun",
        "Länsstyrelsen i Stockholms län",
        "8 januari 2024",
        "Redovisning av statsbidrag till verksamhet med personligt ombud 2023",
        version.sha256[:8],
    ):
        assert said in text


def signed_last_year(world: World, **typed: str) -> None:
    """Last year's redovisning, explained and handed in."""
    earlier = commands.start(by=world.acting(Role.REPORTER), year=2022)
    write(world.acting(Role.REPORTER), earlier, sound() | {"report.year": "2022"} | typed)
    for one in queries.left_to_do(earlier):
        commands.explain(
            by=world.acting(Role.REPORTER),
            case=earlier.pk,
            code=one.code,
            text="Ett ombud slutade i juni.",
            reason="other",
        )
    earlier.campaign.last_new = earlier.campaign.last_correction = date(2024, 2, 1)
    earlier.campaign.save()
    world.sign(earlier)


def test_last_years_answers_are_confirmed_before_they_are_signed_and_counts_never_come(world: World) -> None:
    signed_last_year(world)
    case = world.started()
    carried = queries.carried_over(case)
    assert {key.split(".")[0] for key in carried} <= {"contact", "coverage", "provider", "steering_group", "priority"}
    assert not {key for key in queries.cells_of(case) if key.startswith(("clients", "reasons"))}
    write(world.acting(Role.REPORTER), case, {k: v for k, v in sound().items() if k not in queries.cells_of(case)})
    assert any(one.is_carried_over for one in queries.left_to_do(case))
    some = list(carried)[:2]
    assert commands.confirm_last_year(by=world.acting(Role.REPORTER), case=case.pk, fields=some) == 2
    assert set(queries.carried_over(case)) == set(carried) - set(some)
    commands.confirm_last_year(by=world.acting(Role.REPORTER), case=case.pk, fields=list(carried))
    assert not any(one.is_carried_over for one in queries.left_to_do(case))


def test_last_years_explanation_is_offered_again(world: World) -> None:
    fewer = {"economy.spent.amount": "100000", "economy.spent.positions": "0,25"}
    signed_last_year(world, **fewer)
    case = world.started()
    write(world.acting(Role.REPORTER), case, sound() | fewer)
    code = next(code for code in queries.explained_last_year(case) if code.startswith("EKO"))
    client = world.client(Role.REPORTER)
    page = client.get(f"/cases/{case.pk}/findings/").content.decode()
    assert "Förra året förklarade ni:" in page
    assert "Ett ombud slutade i juni." in page
    client.post(f"/cases/{case.pk}/findings/{code}/", {"reason": "other", "text": "Ett ombud slutade i juni."})
    assert queries.explanations(case)[code].text == "Ett ombud slutade i juni."


def test_a_reason_of_the_list_needs_no_more_words_unless_it_says_nothing(world: World) -> None:
    case = world.started()
    fewer = {"economy.spent.amount": "100000", "economy.spent.positions": "0,25"}
    write(world.acting(Role.REPORTER), case, sound() | fewer)
    code = next(one.code for one in queries.left_to_do(case) if one.code.startswith("EKO"))
    reporter = world.acting(Role.REPORTER)
    with pytest.raises(Refused, match="för kort"):
        commands.explain(by=reporter, case=case.pk, code=code, text="", reason="other")
    with pytest.raises(Refused, match="finns inte längre"):
        commands.explain(by=reporter, case=case.pk, code=code, text="", reason="all_clients")
    given = commands.explain(by=reporter, case=case.pk, code=code, text="", reason="vacancy")
    assert given is not None
    assert queries.told(given) == "En tjänst har varit vakant en del av året."


def test_every_rule_has_reasons_that_say_something_of_their_own() -> None:
    from redovisa.personligt_ombud.rules import RULES

    reasons = GRANT.reasons
    assert all(len(reasons.for_rule(rule.code)) >= 2 for rule in RULES)
    assert {reason.needs_words for reason in reasons.listed} == {True, False}


def test_what_was_carried_over_gives_way_to_a_document(world: World) -> None:
    signed_last_year(world, **{"contact.contact_person": "Kim Exempel"})
    case = world.started()
    assert case.cells.get(field="contact.contact_person").place == draft.LAST_YEAR
    name = "osteraker-2023-filled.txt"
    commands.drop_document(by=world.acting(Role.REPORTER), case=case.pk, name=name, data=(SEEDS / name).read_bytes())
    assert case.cells.get(field="contact.contact_person").document is not None
