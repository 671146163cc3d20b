"""Sign-in by the organisation's own service, over OpenID Connect or SAML, where the environment names one."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser

from redovisa_service.config import environment

_PERSISTENT = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
_NAME = ("urn:oid:2.16.840.1.113730.3.1.241", "displayName")
_UID = ("urn:oasis:names:tc:SAML:attribute:subject-id", "urn:oasis:names:tc:SAML:attribute:pairwise-id")


def providers() -> dict[str, Any]:
    """What the sign-in library needs to know of each provider that the environment names."""
    return _oidc() | _saml()


def origins() -> list[str]:
    """Where a sign-in form may lead in the end: the providers' own addresses."""
    addresses = [environment.text("OIDC_SERVER"), *(idp["sso_url"] for idp in _identity_providers())]
    parts = [urlsplit(address) for address in addresses if address]
    return [f"{part.scheme}://{part.netloc}" for part in parts]


def _oidc() -> dict[str, Any]:
    server = environment.text("OIDC_SERVER")
    if not server:
        return {}
    return {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "eid",
                    "name": environment.text("OIDC_NAME", "Din organisations inloggning"),
                    "client_id": environment.text("OIDC_CLIENT"),
                    "secret": environment.text("OIDC_SECRET"),
                    "settings": {"server_url": server, "token_auth_method": "client_secret_basic"},
                }
            ],
        }
    }


def _saml() -> dict[str, Any]:
    apps = [
        {
            "provider_id": idp["entity_id"],
            "client_id": "saml",
            "name": environment.text("SAML_NAME", "Din organisations inloggning (SAML)"),
            "settings": {
                "idp": idp,
                "attribute_mapping": {
                    "uid": [environment.text("SAML_UID"), *_UID],
                    "name": list(_NAME),
                },
                "advanced": {
                    "strict": True,
                    "want_assertion_signed": True,
                    "reject_idp_initiated_sso": True,
                    "reject_deprecated_algorithm": True,
                    "name_id_format": _PERSISTENT,
                },
            },
        }
        for idp in _identity_providers()
    ]
    return {"saml": {"APPS": apps}} if apps else {}


def _identity_providers() -> list[dict[str, str]]:
    """The provider of the metadata file that the environment names; read once at the start, never fetched.

    Raises ImproperlyConfigured when the file cannot be read or says too little.
    """
    path = environment.text("SAML_METADATA")
    if not path:
        return []
    try:
        found = OneLogin_Saml2_IdPMetadataParser.parse(Path(path).read_bytes())["idp"]
        certificates = found.get("x509certMulti", {}).get("signing") or [found["x509cert"]]
        return [
            {
                "entity_id": found["entityId"],
                "sso_url": found["singleSignOnService"]["url"],
                "x509cert": certificates[0],
            }
        ]
    except Exception as error:
        raise ImproperlyConfigured(
            f"REDOVISA_SAML_METADATA ska vara en fil med identitetsleverantörens metadata ({path}): {error}"
        ) from None
