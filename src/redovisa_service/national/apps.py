"""Tells Django of the room."""

from __future__ import annotations

from django.apps import AppConfig


class NationalConfig(AppConfig):
    """Socialstyrelsen's pages."""

    name = "redovisa_service.national"
