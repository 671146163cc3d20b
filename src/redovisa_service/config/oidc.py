"""Sign-in by the organisation's own e-ID service over OpenID Connect, when the environment names one."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from redovisa_service.config import environment


def provider() -> dict[str, Any]:
    """What the sign-in library needs to know of the provider: its address, our name there and the secret."""
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


def origins() -> list[str]:
    """Where a sign-in form may lead in the end: the provider's own address."""
    parts = urlsplit(environment.text("OIDC_SERVER"))
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []
