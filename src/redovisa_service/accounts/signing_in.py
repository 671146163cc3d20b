"""How people sign in: nobody signs up alone, and no account is merged by its e-mail address."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Local accounts: by invitation only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: an invitation makes the account."""
        return False


class OidcAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Accounts from an e-ID service: tied to a person who has signed in and asked for it."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never: one who is unknown is told to ask for an invitation."""
        return False
