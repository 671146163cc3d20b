"""Every route names its roles, lets in no one else, and reaches no other organisation's rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from redovisa.reviewing.act import MUNICIPALITY, WRITERS, Role
from redovisa_service.accounts.access import EVERYONE, roles_of
from redovisa_service.cases import queries
from redovisa_service.cases.models import Document
from service_world import PASSWORD, World

#: What every route is for. A new route is written here too, by one who has thought of it.
MATRIX: dict[str, frozenset[Role]] = {
    "home": MUNICIPALITY | {Role.ADMINISTRATOR},
    "begin": WRITERS,
    "case": MUNICIPALITY,
    "last_year": WRITERS,
    "drop": WRITERS,
    "document": MUNICIPALITY,
    "document_read": MUNICIPALITY,
    "progress": MUNICIPALITY,
    "picture": MUNICIPALITY,
    "take_back": WRITERS,
    "questions": WRITERS,
    "answer": WRITERS,
    "differences": WRITERS,
    "section": WRITERS,
    "autosave": WRITERS,
    "findings": WRITERS,
    "explain": WRITERS,
    "parts": WRITERS,
    "withdraw_part": WRITERS,
    "part": EVERYONE,
    "ask_for_signature": WRITERS,
    "sign": frozenset({Role.SIGNATORY}),
    "send_back": frozenset({Role.SIGNATORY}),
    "reply": WRITERS,
    "unlock": frozenset({Role.REPORTER, Role.SIGNATORY}),
    "versions": MUNICIPALITY,
    "receipt": MUNICIPALITY,
    "paper": MUNICIPALITY,
    "people": frozenset({Role.ADMINISTRATOR, Role.SIGNATORY}),
    "act_for": frozenset(Role),
    "invite": frozenset({Role.ADMINISTRATOR}),
    "delegate": frozenset({Role.SIGNATORY}),
    "end_membership": frozenset({Role.ADMINISTRATOR}),
    "accept": EVERYONE,
}
ARGUMENTS: dict[str, Any] = {"year": 2023, "section": 1, "version": 1, "code": "KLI-01", "secret": "x", "membership": 1}
ARGUMENTS |= {"part": 1, "page": 1, "name": "svar.json"}
MUNICIPAL_ROLES = (*sorted(MUNICIPALITY), Role.ADMINISTRATOR)


def routes() -> Iterator[URLPattern]:
    """Every route of ours: those of the sign-in library keep to themselves under ``account/``."""

    def walk(patterns: list[Any], prefix: str) -> Iterator[tuple[str, URLPattern]]:
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                yield prefix + str(pattern.pattern), pattern
            else:
                yield from walk(pattern.url_patterns, prefix + str(pattern.pattern))

    return (pattern for path, pattern in walk(get_resolver().url_patterns, "") if not path.startswith("account/"))


def test_every_route_names_its_roles_as_the_matrix_has_them() -> None:
    found = {str(pattern.name): roles_of(pattern.callback) for pattern in routes()}
    assert found == MATRIX


def address(name: str, case: int, document: int) -> str:
    """An address of the route in a case."""
    pattern = next(pattern for pattern in routes() if pattern.name == name)
    known = ARGUMENTS | {"number": case, "document": document, "question": 1}
    return reverse(name, kwargs={key: known[key] for key in pattern.pattern.converters})


@pytest.mark.parametrize("role", MUNICIPAL_ROLES)
def test_each_route_lets_in_its_roles_only(world: World, role: Role) -> None:
    case = world.signed()
    client = world.client(role)
    for name, roles in MATRIX.items():
        for method in (client.get, client.post):
            status = method(address(name, case.pk, 1)).status_code
            if roles and role not in roles:
                assert status in (403, 405), (name, status)
            else:
                assert status != 403 or name in ("act_for", "sign"), (name, status)
                assert status < 500, (name, status)


@pytest.mark.parametrize("name", [name for name, roles in MATRIX.items() if roles])
def test_one_who_is_not_signed_in_is_sent_to_sign_in(world: World, name: str) -> None:
    case = world.started()
    client = Client()
    answers = [client.get(address(name, case.pk, 1)), client.post(address(name, case.pk, 1))]
    assert any(answer.status_code == 302 and "/account/login/" in answer.headers["Location"] for answer in answers)
    assert all(answer.status_code in (302, 405) for answer in answers)


#: Routes that name no case: they are about the one who asks, and her organisation.
WITHOUT_CASE = {"home", "begin", "people", "act_for", "invite", "delegate", "end_membership", "accept", "part"}


@pytest.mark.parametrize("name", [name for name in MATRIX if name not in WITHOUT_CASE])
def test_no_route_reaches_another_organisations_case(world: World, name: str) -> None:
    case = world.signed()
    before = list(case.events.values_list("sha256", flat=True))
    for role in MATRIX[name]:
        client = world.client(role, world.other)
        answers = [
            client.get(address(name, case.pk, 1)),
            client.post(address(name, case.pk, 1), {"answer": "empty", "read": "yes"}),
        ]
        assert {answer.status_code for answer in answers} <= {404, 405, 409}
        assert any(answer.status_code == 404 for answer in answers) or name == "drop"
        assert all(b"sterikers" not in answer.content for answer in answers)
    assert list(case.events.values_list("sha256", flat=True)) == before


def test_a_document_of_another_case_is_not_reached_through_ones_own(world: World) -> None:
    theirs, ours = world.started(), None
    document = Document.objects.create(
        case=theirs,
        name="x",
        data=b"secret",
        size=6,
        sha256="",
        kind="other",
        record={},
        page=[],
        dropped_by=world.acting(Role.REPORTER).person,
        dropped_at="2024-01-08T12:00:00Z",
    )
    stranger = world.client(Role.REPORTER, world.other)
    stranger.post(reverse("begin", args=[2023]))
    ours = queries.rounds(world.acting(Role.REPORTER, world.other))[0].case
    assert ours is not None
    assert stranger.get(reverse("document", args=[ours.pk, document.pk])).status_code == 404


def test_a_document_is_only_downloaded(world: World) -> None:
    case = world.started()
    document = Document.objects.create(
        case=case,
        name='a"<script>.html',
        data=b"<script>",
        size=8,
        sha256="",
        kind="other",
        record={},
        page=[],
        dropped_by=world.acting(Role.REPORTER).person,
        dropped_at="2024-01-08T12:00:00Z",
    )
    answer = world.client(Role.REPORTER).get(reverse("document", args=[case.pk, document.pk]))
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="a__script_.html"'
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_nobody_signs_up_alone(db: None) -> None:
    answer = Client().post("/account/signup/", {"email": "x@y.se", "password1": PASSWORD, "password2": PASSWORD})
    assert answer.status_code == 200
    assert b"password1" not in answer.content
