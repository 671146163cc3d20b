"""Tells Django of the room."""

from __future__ import annotations

from django.apps import AppConfig


class CountyConfig(AppConfig):
    """The county board's pages."""

    name = "redovisa_service.county"
