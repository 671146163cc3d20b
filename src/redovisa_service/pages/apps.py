"""Tells Django of the room."""

from __future__ import annotations

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """The look of every page."""

    name = "redovisa_service.pages"
    verbose_name = "Sidor"
