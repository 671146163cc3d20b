"""Tells Django of the room."""

from __future__ import annotations

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class PagesConfig(AppConfig):
    """The look of every page."""

    name = "redovisa_service.pages"
    verbose_name = "Sidor"

    def ready(self) -> None:
        """Speaks to each in her own language from the moment she signs in."""
        from redovisa_service.pages.language import signed_in

        user_logged_in.connect(signed_in, dispatch_uid="language")
