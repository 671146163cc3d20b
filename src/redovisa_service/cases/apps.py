"""Tells Django of the room."""

from __future__ import annotations

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Cases."""

    name = "redovisa_service.cases"
    verbose_name = "Ärenden"
