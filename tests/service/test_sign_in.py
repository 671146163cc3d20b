"""Signing in: a password with a key or a code, or an organisation's own provider, really started here."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client, override_settings
from oidc_provider_mock import run_server_in_thread

from redovisa.reviewing.act import Role
from redovisa_service.accounts import commands
from redovisa_service.accounts.models import Person
from redovisa_service.config.providers import origins, providers
from service_world import PASSWORD, World, letters, sign_in

#: The providers of the tests stand on libraries that warn of their own; it is the service that is tested.
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:.*has been moved to cryptography:UserWarning"),
]
HOST = "redovisa.example.se"


@pytest.fixture(autouse=True)
def _counted_anew(db: None) -> None:
    cache.clear()


def invited(world: World, email: str = "ny@exempel.se", role: Role = Role.REPORTER) -> str:
    """The path of the page that a new invitation's letter leads to."""
    commands.invite(by=world.acting(Role.ADMINISTRATOR), email=email, role=role, link="<{secret}>")
    return f"/people/accept/{letters()[-1].text.split('<')[1].split('>')[0]}/"


def code_of(secret: str) -> str:
    """The code that an app shows now."""
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits for the end of a transaction is done at once: a test's own transaction never ends."""
    monkeypatch.setattr(transaction, "on_commit", lambda do, **known: do())


# A password and what is shown beside it


def test_one_who_is_let_in_with_a_password_sets_up_a_code_before_anything_else(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client()
    answer = client.post(invited(world), {"name": "Kim Ek", "password": PASSWORD})
    assert answer.headers["Location"] == "/account/second-factor/"
    for path in ("/", "/people/", "/account/2fa/", "/account/password/change/", "/account/3rdparty/"):
        assert client.get(path).headers["Location"] == "/account/second-factor/", path
    page = client.get("/account/2fa/totp/activate/")
    secret = page.context["form"].secret
    assert client.post("/account/2fa/totp/activate/", {"code": "000000"}).status_code == 200
    assert client.get("/").status_code == 302
    at_once(monkeypatch)
    client.post("/account/2fa/totp/activate/", {"code": code_of(secret)})
    done = client.get("/account/2fa/recovery-codes/")
    assert done.status_code == 200
    assert client.get("/").status_code == 200
    # Her change is told of by letter, and no letter holds the secret or a code.
    assert letters()[-1].to == "ny@exempel.se"
    assert secret not in "".join(letter.text for letter in letters())


def test_a_password_is_only_half_of_signing_in(world: World) -> None:
    person = world.acting(Role.REPORTER).person
    secret = "JBSWY3DPEHPK3PXP"  # noqa: S105 - of a person who is not there
    TOTP.activate(person, secret)
    client = Client()
    answer = client.post("/account/login/", {"login": person.email, "password": PASSWORD})
    assert answer.headers["Location"] == "/account/2fa/authenticate/"
    assert client.get("/").headers["Location"].startswith("/account/login/")
    assert client.post("/account/2fa/authenticate/", {"code": "000000"}).status_code == 200
    client.post("/account/2fa/authenticate/", {"code": code_of(secret)})
    assert client.get("/").status_code == 200


def test_another_session_that_only_gave_the_password_is_let_no_further_by_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = world.acting(Role.REPORTER).person
    thief, owner = Client(), Client()
    sign_in(thief, person, shown="password")
    sign_in(owner, person, shown="password")
    assert "/account/reauthenticate/" in owner.get("/account/2fa/totp/activate/").headers["Location"]
    owner.post("/account/reauthenticate/", {"password": PASSWORD})
    page = owner.get("/account/2fa/totp/activate/")
    at_once(monkeypatch)
    owner.post("/account/2fa/totp/activate/", {"code": code_of(page.context["form"].secret)})
    assert owner.get("/").status_code == 200
    assert thief.get("/").headers["Location"] == "/account/second-factor/"


def test_who_tries_too_often_waits_and_is_told_so_in_every_process(world: World) -> None:
    person = world.acting(Role.REPORTER).person
    answers = [
        Client().post("/account/login/", {"login": person.email, "password": f"gissat lösenord {n}"}) for n in range(8)
    ]
    assert answers[-1].status_code in (200, 429)
    right = Client().post("/account/login/", {"login": person.email, "password": PASSWORD})
    assert right.status_code != 302, "the right password is not taken either"
    assert "försök" in right.content.decode().lower()
    assert settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")


def test_a_town_hall_behind_one_address_is_not_shut_out_by_those_who_mistype(world: World) -> None:
    reporter, signatory = world.acting(Role.REPORTER).person, world.acting(Role.SIGNATORY).person
    for person in (reporter, signatory):
        person.set_password(PASSWORD)
        person.save()
    # Five wrong ones are the most for an account; together they are more than a small house would make in a minute.
    wrong = [f"felstavad{n}@exempel.se" for n in range(15)] + [reporter.email] * 5
    for email in wrong:
        Client().post("/account/login/", {"login": email, "password": "fel lösenord alldeles"})
    assert Client().post("/account/login/", {"login": signatory.email, "password": PASSWORD}).status_code == 302
    shut_out = Client().post("/account/login/", {"login": reporter.email, "password": PASSWORD})
    assert shut_out.status_code == 200
    assert "Vänta fem minuter" in shut_out.content.decode()


def test_passwords_are_kept_with_argon2() -> None:
    from redovisa_service.config import settings as ours

    assert ours.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def test_one_who_has_an_account_is_asked_to_sign_in_and_then_says_yes(world: World) -> None:
    known = world.acting(Role.REPORTER, world.other).person
    path = invited(world, known.email)
    stranger = Client().get(path).content.decode()
    assert "Du har redan ett konto" in stranger
    assert 'name="password"' not in stranger
    client = world.client(Role.REPORTER, world.other)
    assert "Tacka ja" in client.get(path).content.decode()
    assert client.post(path, follow=True).context["acting"].organisation == world.home
    assert client.get(path).status_code == 409


# The organisation's own sign-in


@pytest.fixture
def oidc(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """An OpenID Connect provider that answers for a while, and our settings for it."""
    with run_server_in_thread() as server:
        monkeypatch.setenv("REDOVISA_OIDC_SERVER", f"http://localhost:{server.server_port}")
        monkeypatch.setenv("REDOVISA_OIDC_CLIENT", "redovisa")
        monkeypatch.setenv("REDOVISA_OIDC_SECRET", "hemlig")
        with override_settings(SOCIALACCOUNT_PROVIDERS=providers()):
            yield server


def through_oidc(client: Client, begun: Any, who: str) -> Any:
    """What the service answers when the provider has said who it is; the provider asks and is asked over HTTP."""
    location = begun.headers["Location"]
    asked = parse_qs(urlsplit(location).query)
    assert asked["code_challenge_method"] == ["S256"], "PKCE"
    assert asked["code_challenge"][0]
    said = requests.post(location, data={"sub": who}, allow_redirects=False, timeout=10)
    back = urlsplit(said.headers["Location"])
    return client.get(f"{back.path}?{back.query}", follow=True)


def test_an_invitation_is_answered_by_openid_connect_and_then_opens_every_time(world: World, oidc: Any) -> None:
    client = Client()
    answer = through_oidc(client, client.post(invited(world), {"by": "eid"}), "kim-ek-1234")
    assert answer.context["acting"].organisation == world.home
    person = Person.objects.get(email="ny@exempel.se")
    assert not person.has_usable_password()
    assert SocialAccount.objects.get().user == person
    again = Client()
    answer = through_oidc(again, again.post("/account/oidc/eid/login/?process=login"), "kim-ek-1234")
    assert answer.context["acting"].person == person


def test_one_whom_nobody_invited_is_let_in_by_no_provider_and_no_address_is_merged(world: World, oidc: Any) -> None:
    person = world.acting(Role.REPORTER).person
    requests.put(
        f"http://localhost:{oidc.server_port}/users/stranger",
        json={"email": person.email, "email_verified": True, "name": "Falsk"},
        timeout=10,
    )
    client = Client()
    answer = through_oidc(client, client.post("/account/oidc/eid/login/?process=login"), "stranger")
    assert "acting" not in answer.context or answer.context["acting"] is None
    assert client.get("/").status_code == 302
    assert Person.objects.count() == 1
    assert not SocialAccount.objects.exists()


def test_an_invitation_that_went_out_meanwhile_ties_nothing(world: World, oidc: Any) -> None:
    path, client = invited(world), Client()
    begun = client.post(path, {"by": "eid"})
    commands.accept(secret=path.split("/")[-2], name="En Annan", password=PASSWORD)
    answer = through_oidc(client, begun, "kim-ek-1234")
    assert answer.status_code == 409
    assert "redan använd" in answer.content.decode()
    assert not SocialAccount.objects.exists()


@pytest.fixture
def saml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A SAML identity provider with a key of its own, and our settings for it."""
    if shutil.which("xmlsec1") is None:
        if os.environ.get("REDOVISA_ALL_PROGRAMS"):
            pytest.fail("xmlsec1 is needed here")
        pytest.skip("needs xmlsec1")
    from saml_idp import IdentityProvider

    provider = IdentityProvider(tmp_path)
    monkeypatch.setenv("REDOVISA_SAML_METADATA", str(provider.metadata))
    with override_settings(SOCIALACCOUNT_PROVIDERS=providers(), ALLOWED_HOSTS=[HOST]):
        yield provider


def through_saml(client: Client, provider: Any, begun: Any, who: str, **known: Any) -> Any:
    """What the service answers to the assertion that the provider made for our request."""
    described = client.get("/account/saml/saml/metadata/").content.decode()
    carried = provider.answer(begun.headers["Location"], described, who=who, name="Kim Ek", **known)
    return client.post("/account/saml/saml/acs/", carried, follow=True)


def test_an_invitation_is_answered_by_saml_and_then_opens_every_time(world: World, saml: Any) -> None:
    client = Client(HTTP_HOST=HOST)
    answer = through_saml(client, saml, client.post(invited(world), {"by": "https://idp.example.se/metadata"}), "kim")
    assert answer.context["acting"].organisation == world.home
    person = Person.objects.get(email="ny@exempel.se")
    assert person.name == "Kim Ek"
    again = Client(HTTP_HOST=HOST)
    answer = through_saml(again, saml, again.post("/account/saml/saml/login/?process=login"), "kim")
    assert answer.context["acting"].person == person
    assert origins() == ["https://idp.example.se"]


def test_an_assertion_without_a_signature_and_one_that_nobody_asked_for_let_nobody_in(world: World, saml: Any) -> None:
    client = Client(HTTP_HOST=HOST)
    path = invited(world)
    answer = through_saml(client, saml, client.post(path, {"by": "https://idp.example.se/metadata"}), "k", signed=False)
    assert not SocialAccount.objects.exists()
    assert client.get("/").status_code == 302
    assert answer.status_code == 401
    # The same good answer, carried by a browser that never asked, is of no use.
    asked, thief = Client(HTTP_HOST=HOST), Client(HTTP_HOST=HOST)
    begun = asked.post(path, {"by": "https://idp.example.se/metadata"})
    described = asked.get("/account/saml/saml/metadata/").content.decode()
    carried = saml.answer(begun.headers["Location"], described, who="k", name="Kim Ek")
    thief.post("/account/saml/saml/acs/", carried, follow=True)
    assert thief.get("/").status_code == 302
    assert not SocialAccount.objects.exists()


def test_metadata_that_cannot_be_read_stops_the_start_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.core.exceptions import ImproperlyConfigured

    monkeypatch.setenv("REDOVISA_SAML_METADATA", str(tmp_path / "none.xml"))
    with pytest.raises(ImproperlyConfigured, match="REDOVISA_SAML_METADATA"):
        providers()
