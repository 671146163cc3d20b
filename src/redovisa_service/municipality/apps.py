"""Tells Django of the room."""

from __future__ import annotations

from django.apps import AppConfig


class MunicipalityConfig(AppConfig):
    """The municipality's pages."""

    name = "redovisa_service.municipality"
    verbose_name = "Kommunens sidor"
