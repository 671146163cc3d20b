"""A real SAML identity provider for the tests: it reads our request, and answers with a signed assertion."""

from __future__ import annotations

import datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from saml2 import BINDING_HTTP_POST, BINDING_HTTP_REDIRECT
from saml2.authn_context import PASSWORDPROTECTEDTRANSPORT
from saml2.config import IdPConfig
from saml2.metadata import create_metadata_string
from saml2.saml import NAME_FORMAT_URI, NAMEID_FORMAT_PERSISTENT, NameID
from saml2.server import Server
from saml2.xmldsig import DIGEST_SHA256, SIG_RSA_SHA256

ADDRESS = "https://idp.example.se"


class IdentityProvider:
    """An organisation's sign-in with a key of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.metadata = folder / "idp.xml"
        _make_key(folder)
        self.metadata.write_bytes(create_metadata_string(None, config=self._config([])))

    def _config(self, service_metadata: list[str]) -> IdPConfig:
        return IdPConfig().load(
            {
                "entityid": f"{ADDRESS}/metadata",
                "key_file": str(self._folder / "key.pem"),
                "cert_file": str(self._folder / "cert.pem"),
                "metadata": {"inline": service_metadata} if service_metadata else {},
                "service": {
                    "idp": {
                        "endpoints": {"single_sign_on_service": [(f"{ADDRESS}/sso", BINDING_HTTP_REDIRECT)]},
                        "policy": {"default": {"name_form": NAME_FORMAT_URI, "lifetime": {"minutes": 15}}},
                        "name_id_format": [NAMEID_FORMAT_PERSISTENT],
                    }
                },
            }
        )

    def answer(self, login: str, service_metadata: str, *, who: str, name: str, signed: bool = True) -> dict[str, str]:
        """What the person's browser carries back to the service from the address ``login`` that it was sent to."""
        server = Server(config=self._config([service_metadata]))
        asked = parse_qs(urlsplit(login).query)
        request = server.parse_authn_request(asked["SAMLRequest"][0], BINDING_HTTP_REDIRECT).message
        response = server.create_authn_response(
            identity={"displayName": [name]},
            in_response_to=request.id,
            destination=request.assertion_consumer_service_url,
            sp_entity_id=request.issuer.text,
            name_id=NameID(format=NAMEID_FORMAT_PERSISTENT, text=who),
            authn={"class_ref": PASSWORDPROTECTEDTRANSPORT, "authn_auth": ADDRESS},
            sign_assertion=signed,
            sign_response=False,
            sign_alg=SIG_RSA_SHA256,
            digest_alg=DIGEST_SHA256,
        )
        carried = server.apply_binding(
            BINDING_HTTP_POST, str(response), request.assertion_consumer_service_url, response=True
        )
        form = str(carried["data"])
        return {"SAMLResponse": form.split('name="SAMLResponse" value="')[1].split('"')[0]}


def _make_key(folder: Path) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "idp.example.se")])
    today = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - datetime.timedelta(days=1))
        .not_valid_after(today + datetime.timedelta(days=30))
        .sign(key, hashes.SHA256())
    )
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
        )
    )
    (folder / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
