"""A small invented world: two municipalities, two county boards, a person for each role, and two campaigns."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client

from redovisa.counting.mark import Mark
from redovisa.counting.sheet import sheet
from redovisa.personligt_ombud.grant import GRANT
from redovisa.reviewing.act import Role
from redovisa.synthetic.invent import as_read, invent
from redovisa_service.accounts.acting import Acting
from redovisa_service.accounts.models import Kind, Letter, Membership, Organisation, Person
from redovisa_service.cases import commands, draft, queries, triggers
from redovisa_service.cases.models import Campaign, Case, Cell, Explanation, Granted

SEEDS = Path(__file__).parent / "seeds"
PASSWORD = "vinterns korta dagar"  # noqa: S105 - of people who are not there
LINK = "http://testserver/"
OSTERAKER = "osteraker-2023-filled.txt"


@dataclass(frozen=True, slots=True)
class World:
    """The organisations by their code; people are made when first asked for."""

    home: Organisation
    other: Organisation
    board: Organisation
    campaign: Campaign

    def acting(self, role: Role, organisation: Organisation | None = None) -> Acting:
        """Someone acting in the role for the organisation (our municipality, or its county board)."""
        county = role in (Role.COUNTY_OFFICER, Role.COUNTY_DECISION_MAKER)
        place = organisation or (self.board if county else self.home)
        email = f"{role.value}.{place.code}@exempel.se"
        person = Person.objects.filter(email=email).first()
        if person is None:
            person = Person.objects.create_user(email, PASSWORD, name=f"{role.value.title()} {place.code}")
            Membership.objects.create(person=person, organisation=place, role=role, valid_from=date(2023, 1, 1))
        return Acting(person, place, frozenset({role}))

    def client(self, role: Role, organisation: Organisation | None = None, **known: Any) -> Client:
        """A browser signed in as someone in the role."""
        client = Client(**known)
        sign_in(client, self.acting(role, organisation).person)
        return client

    def started(self) -> Case:
        """Our municipality's case of 2023, begun."""
        return commands.start(by=self.acting(Role.REPORTER), year=2023)

    def filled(self) -> Case:
        """Our municipality's case of 2023, filled in so that it can be signed."""
        case = self.started()
        write(self.acting(Role.REPORTER), case, sound())
        for finding in queries.draft_of(case).checked.findings:
            if finding.severity.value == "explain":
                text = "Det stämmer; så var det under året."
                commands.explain(by=self.acting(Role.REPORTER), case=case.pk, code=finding.code, text=text)
        assert queries.left_to_do(case) == []
        case.refresh_from_db()
        return case

    def signed(self) -> Case:
        """Our municipality's case of 2023, handed in."""
        case = self.filled()
        self.sign(case)
        case.refresh_from_db()
        return case

    def sign(self, case: Case, sha256: str | None = None) -> Any:
        """Signs what stands."""
        return commands.sign(
            by=self.acting(Role.SIGNATORY),
            case=case.pk,
            sha256=queries.content_hash(case) if sha256 is None else sha256,
            about={"signature.title": "Socialchef"},
            link=LINK,
        )


def sign_in(client: Client, person: Person, *, shown: str = "mfa") -> None:
    """Signs someone in who has shown this beside her password: a key or a code, or nothing more (``password``)."""
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": shown, "at": time.time()}]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()


def sound(seed: int = 3) -> dict[str, str]:
    """An invented redovisning of Österåker for 2023, as typed."""
    fields, asked = GRANT.form.fields, draft.asked(2023)
    answers = as_read(invent(GRANT.form, 2023, "0117", seed))
    return {key: draft.as_typed(fields[key], value) for key, value in answers.items() if key in asked}


def write(by: Acting, case: Case, typed: dict[str, str]) -> Any:
    """Writes with the revisions that stand."""
    seen = dict(case.cells.values_list("field", "revision"))
    return commands.write(by=by, case=case.pk, typed=typed, seen=seen)


def make_world() -> World:
    """Makes the world."""
    home = Organisation.objects.create(kind=Kind.MUNICIPALITY, name="Österåkers kommun", code="0117", county="01")
    other = Organisation.objects.create(kind=Kind.MUNICIPALITY, name="Timrå kommun", code="2262", county="22")
    board = Organisation.objects.create(
        kind=Kind.COUNTY_BOARD, name="Länsstyrelsen i Stockholms län", code="01", county="01"
    )
    Organisation.objects.create(
        kind=Kind.COUNTY_BOARD, name="Länsstyrelsen i Västernorrlands län", code="22", county="22"
    )
    campaigns = {
        year: Campaign.objects.create(
            year=year,
            edition=2023,
            opens=date(year, 12, 1),
            deadline=date(year + 1, 1, 15),
            last_new=date(year + 1, 1, 31),
            last_correction=date(year + 1, 2, 15),
        )
        for year in (2022, 2023)
    }
    Granted.objects.create(campaign=campaigns[2023], organisation=home, amount=394873, positions=1)
    return World(home, other, board, campaigns[2023])


def on_the_way(world: World) -> Case:
    """A case with all that can wait in it: last year's answers, a document's questions and differences, parts."""
    before = commands.start(by=world.acting(Role.REPORTER), year=2022)
    write(world.acting(Role.REPORTER), before, {"training.offered": "Ja"})
    case = world.started()
    reporter = world.acting(Role.REPORTER)
    for typed in ({}, {"clients.total.women": "65", "clients.total.men": "ca 5", "training.offered": "Nej"}):
        write(reporter, case, typed)
        commands.drop_document(by=reporter, case=case.pk, name=OSTERAKER, data=(SEEDS / OSTERAKER).read_bytes())
    commands.drop_document(by=reporter, case=case.pk, name="blank.txt", data=(SEEDS / "blank-2023.txt").read_bytes())
    marks = (Mark("K7R4", sex="women", band="30-49", start=date(2023, 2, 1), has_children=False),)
    commands.drop_document(by=reporter, case=case.pk, name="t.xlsx", data=sheet(GRANT.tally, 2023, [], marks))
    case.refresh_from_db()
    return case


def asked_back(world: World) -> Case:
    """A case that was handed in, asked about, answered and asked about again."""
    case = world.signed()
    officer = world.acting(Role.COUNTY_OFFICER)
    for words in ("Skriv vilka som ingår i ledningsgruppen.", "Skriv också hur ofta den möts."):
        commands.open_case(by=officer, case=case.pk)
        commands.request_komplettering(by=officer, case=case.pk, text=words, due=date(2024, 3, 1), link=LINK)
        if "ofta" not in words:
            commands.reply(by=world.acting(Role.REPORTER), case=case.pk, words="Kommunen och regionen.")
            write(world.acting(Role.REPORTER), case, {"other.comments": "Se svaret."})
            case.refresh_from_db()
            world.sign(case)
    case.refresh_from_db()
    return case


class _Editor:
    """What the triggers need of a schema editor."""

    connection = connection

    def execute(self, statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)


def make_triggers() -> None:
    """The triggers as the migration makes them: a browser's journey takes them away to empty the tables."""
    drop_triggers()
    triggers.make(None, _Editor())


def drop_triggers() -> None:
    """Takes the triggers away."""
    triggers.drop(None, _Editor())


def letters() -> list[Letter]:
    """The queued letters, oldest first."""
    return list(Letter.objects.order_by("pk"))


def words_of(mail: EmailMessage) -> str:
    """All text of a mail."""
    return f"{mail.subject}\n{mail.body}"


def told_of_clients() -> list[str]:
    """What letters tell of what was answered: longer texts, numbers of three digits or more, and reasons given."""
    told = "\n".join(f"{letter.subject}\n{letter.text}" for letter in Letter.objects.all())
    if not told:
        return []
    about_us = ("contact.", "coverage.", "report.", "provider.", "signature.")
    cells = [cell.raw for cell in Cell.objects.all() if not cell.field.startswith(about_us)]
    reasons = list(Explanation.objects.values_list("text", flat=True))
    texts = [text for text in (*cells, *reasons) if len(text) >= 12 and text in told]
    bare = re.sub(r"https?://\S+", "", told)
    said = {re.sub(r"\s", "", number) for number in re.findall(r"(?<![\w/-])\d[\d\s]*(?![\w/-])", bare)}
    numbers = [
        cell for cell in cells if re.fullmatch(r"\d{3,}", bare_cell := re.sub(r"\s", "", cell)) and bare_cell in said
    ]
    return sorted({*texts, *numbers})
