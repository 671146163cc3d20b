"""Every route names its roles, lets in no one else, and reaches no other organisation's rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from redovisa.reviewing.act import COUNTY, MUNICIPALITY, WRITERS, Role
from redovisa_service.accounts.access import EVERYONE, SIGNED_IN, kinds_of, roles_of
from redovisa_service.accounts.models import REPORTING, ROLES_OF, Kind, Organisation
from redovisa_service.cases import queries
from redovisa_service.cases.models import Document, Event
from service_world import PASSWORD, World

ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
#: What every route is for. A new route is written here too, by one who has thought of it.
OF_ANYONE: dict[str, frozenset[Role]] = {
    "home": frozenset(Role),
    "people": ADMINISTRATORS | {Role.SIGNATORY},
    "act_for": frozenset(Role),
    "invite": ADMINISTRATORS,
    "withdraw_invitation": ADMINISTRATORS,
    "delegate": ADMINISTRATORS | {Role.SIGNATORY},
    "end_membership": ADMINISTRATORS | {Role.SIGNATORY},
    "engage": ADMINISTRATORS,
    "end_engagement": ADMINISTRATORS,
    "accept": EVERYONE,
    "language": EVERYONE,
}
OF_THOSE_WHO_REPORT: dict[str, frozenset[Role]] = {
    "begin": WRITERS,
    "case": MUNICIPALITY,
    "last_year": WRITERS,
    "tally_sheet": WRITERS,
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
    "answers": MUNICIPALITY,
    "findings": WRITERS,
    "explain": WRITERS,
    "parts": WRITERS,
    "withdraw_part": WRITERS,
    "part": EVERYONE,
    "part_autosave": EVERYONE,
    "ask_for_signature": WRITERS,
    "sign": frozenset({Role.SIGNATORY}),
    "send_back": frozenset({Role.SIGNATORY}),
    "reply": WRITERS,
    "unlock": frozenset({Role.REPORTER, Role.SIGNATORY}),
    "lock": frozenset({Role.REPORTER, Role.SIGNATORY}),
    "versions": MUNICIPALITY,
    "receipt": MUNICIPALITY,
    "paper": MUNICIPALITY,
}
OF_COUNTY_BOARDS: dict[str, frozenset[Role]] = {
    "county": COUNTY | {Role.REGISTRATOR},
    "granted": COUNTY | {Role.REGISTRATOR},
    "granted_pasted": COUNTY,
    "extension": COUNTY,
    "withdraw_extension": COUNTY,
    "coverage": COUNTY,
    "add_coverage": COUNTY,
    "end_coverage": COUNTY,
    "found_shared": COUNTY,
}
OF_THE_NATION: dict[str, frozenset[Role]] = {
    "campaigns": frozenset({Role.NATIONAL_OFFICER}),
    "campaign": frozenset({Role.NATIONAL_OFFICER}),
}
MATRIX = OF_ANYONE | OF_THOSE_WHO_REPORT | OF_COUNTY_BOARDS | OF_THE_NATION
KINDS: dict[str, frozenset[str] | None] = {
    **dict.fromkeys(OF_ANYONE, None),
    **dict.fromkeys(OF_THOSE_WHO_REPORT, frozenset(REPORTING)),
    **dict.fromkeys(OF_COUNTY_BOARDS, frozenset({Kind.COUNTY_BOARD})),
    **dict.fromkeys(OF_THE_NATION, frozenset({Kind.NATIONAL})),
}
#: The pages of the sign-in library that we have: about the one who asks, or open. Those before a second factor are
#: what one who has only given a password reaches.
BEFORE_SECOND_FACTOR = {
    "account_reauthenticate",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "second_factor",
}
SIGN_IN_FOR_THE_SIGNED_IN = BEFORE_SECOND_FACTOR | {
    "account_change_password",
    "account_set_password",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_list_webauthn",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "mfa_edit_webauthn",
    "socialaccount_connections",
}
ARGUMENTS: dict[str, Any] = {
    "year": 2023,
    "section": 1,
    "version": 1,
    "code": "KLI-01",
    "secret": "x",
    "membership": 1,
    "invitation": 1,
    "engagement": 1,
    "organisation": 1,
    "extension": 1,
    "coverage": 1,
    "part": 1,
    "page": 1,
    "name": "svar.json",
}


def all_routes() -> Iterator[tuple[str, URLPattern]]:
    """Every route with its path."""

    def walk(patterns: list[Any], prefix: str) -> Iterator[tuple[str, URLPattern]]:
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                yield prefix + str(pattern.pattern), pattern
            else:
                yield from walk(pattern.url_patterns, prefix + str(pattern.pattern))

    return walk(get_resolver().url_patterns, "")


def routes() -> Iterator[URLPattern]:
    """Every route of ours: those of the sign-in library are all under ``account/``."""
    return (pattern for path, pattern in all_routes() if not path.startswith("account/"))


def test_every_route_names_its_roles_as_the_matrix_has_them() -> None:
    found = {str(pattern.name): roles_of(pattern.callback) for pattern in routes()}
    assert found == MATRIX
    assert {str(pattern.name): kinds_of(pattern.callback) for pattern in routes()} == KINDS


def test_every_page_of_the_sign_in_library_is_open_or_about_the_one_who_asks() -> None:
    found = {str(pattern.name): pattern.callback for path, pattern in all_routes() if path.startswith("account/")}
    for name, view in found.items():
        assert roles_of(view) == (SIGNED_IN if name in SIGN_IN_FOR_THE_SIGNED_IN else EVERYONE), name
        assert getattr(view, "before_second_factor", False) is (name in BEFORE_SECOND_FACTOR), name
    assert set(found) > SIGN_IN_FOR_THE_SIGNED_IN
    # Changing one's address would let someone answer another's invitation; there is no page for it.
    assert not any("email" in name for name in found)


def pattern_of(name: str) -> URLPattern:
    """The route with the name."""
    return next(pattern for pattern in routes() if pattern.name == name)


def address(name: str, case: int, document: int) -> str:
    """An address of the route in a case."""
    pattern = pattern_of(name)
    known = ARGUMENTS | {"number": case, "document": document, "question": 1}
    return reverse(name, kwargs={key: known[key] for key in pattern.pattern.converters})


def organisation_of(world: World, whose: str) -> Organisation:
    """An organisation of each kind: ours, another, and those above."""
    made = {
        "district": (Kind.DISTRICT, "0180-01", "01"),
        "shared": (Kind.SHARED, "01-G01", "01"),
        "provider": (Kind.PROVIDER, "802000-1234", ""),
        "nation": (Kind.NATIONAL, "SoS", ""),
    }
    if whose in made:
        kind, code, county = made[whose]
        return Organisation.objects.create(kind=kind, code=code, name=whose, county=county)
    known = {"ours": world.home, "another": world.other, "our county board": world.board}
    return known[whose] if whose in known else Organisation.objects.get(kind=Kind.COUNTY_BOARD, code="22")


WHOSE = {
    "ours": Kind.MUNICIPALITY,
    "another": Kind.MUNICIPALITY,
    "district": Kind.DISTRICT,
    "shared": Kind.SHARED,
    "provider": Kind.PROVIDER,
    "our county board": Kind.COUNTY_BOARD,
    "another county board": Kind.COUNTY_BOARD,
    "nation": Kind.NATIONAL,
}


@pytest.mark.parametrize(("whose", "role"), [(whose, role) for whose, kind in WHOSE.items() for role in ROLES_OF[kind]])
def test_each_route_lets_in_its_roles_only_and_reaches_only_ones_own(world: World, whose: str, role: Role) -> None:
    """Every cell of route, role and organisation is tried, with GET and with POST, against a case of ours."""
    case = world.signed()
    before = list(case.events.values_list("sha256", flat=True))
    client = world.client(role, organisation_of(world, whose))
    for name, roles in MATRIX.items():
        for method in (client.get, client.post):
            answer = method(address(name, case.pk, 1), {"read": "yes", "answer": "empty"})
            told = (name, role, whose, answer.status_code)
            assert answer.status_code < 500, told
            of_kind = KINDS[name] is None or WHOSE[whose] in (KINDS[name] or ())
            if roles and (role not in roles or not of_kind):
                assert answer.status_code in (403, 405), told
            elif whose == "ours":
                assert answer.status_code != 403 or name in MAY_STILL_BE_REFUSED, told
            elif "number" in pattern_of(name).pattern.converters:
                assert answer.status_code in (404, 405), told
            if whose != "ours":
                assert b"sterikers" not in answer.content or whose == "our county board", told
    if whose != "ours":
        assert list(case.events.values_list("sha256", flat=True)) == before


#: Where the command refuses someone although the page is for her role: acting for none of these organisations, or
#: having no right of her own to what she names.
MAY_STILL_BE_REFUSED = {"act_for", "sign", "delegate", "end_membership"}


def test_an_attempt_is_told_of_and_noted(world: World) -> None:
    case = world.started()
    ombud = world.client(Role.OMBUD)
    answer = ombud.get("/people/")
    assert answer.status_code == 403
    assert "administratör" in answer.content.decode()
    stranger = world.client(Role.REPORTER, world.other)
    assert stranger.get(f"/cases/{case.pk}/").status_code == 404
    noted = [(event.person.email, event.details) for event in Event.objects.filter(act="attempt")]
    assert noted == [
        ("ombud.0117@exempel.se", {"method": "GET", "path": "/people/", "why": "role"}),
        ("reporter.2262@exempel.se", {"method": "GET", "path": f"/cases/{case.pk}/", "why": "reach"}),
    ]


def test_one_who_acts_for_nobody_any_more_is_told_so(world: World) -> None:
    acting = world.acting(Role.REPORTER)
    client = world.client(Role.REPORTER)
    acting.person.memberships.update(valid_to="2024-01-07")
    answer = client.get("/")
    assert answer.status_code == 403
    assert "Uppdraget kan ha gått ut" in answer.content.decode()
    assert Event.objects.get(act="attempt").organisation is None


@pytest.mark.parametrize("name", [name for name, roles in MATRIX.items() if roles])
def test_one_who_is_not_signed_in_is_sent_to_sign_in(world: World, name: str) -> None:
    case = world.started()
    client = Client()
    read, sent = client.get(address(name, case.pk, 1)), client.post(address(name, case.pk, 1))
    assert (read.status_code, sent.status_code) != (405, 405)
    if read.status_code == 302:
        assert "/account/login/" in read.headers["Location"]
    if sent.status_code == 403:
        assert b'href="/account/login/' in sent.content
    assert read.status_code in (302, 405)
    assert sent.status_code in (403, 405)


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
