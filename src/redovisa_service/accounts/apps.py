"""Tells Django of the room."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People and organisations."""

    name = "redovisa_service.accounts"
    verbose_name = "Personer och organisationer"
