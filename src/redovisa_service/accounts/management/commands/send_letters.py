"""Sends the letters that wait; run it every minute by a timer."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from redovisa_service.accounts.post import send_waiting


class Command(BaseCommand):
    """``send_letters``: sends what waits, and fails when something could not be sent."""

    help = "Skickar de brev som väntar. Kör det varje minut med en timer."

    def handle(self, *args: Any, **options: Any) -> None:
        """Sends; raises CommandError when a letter waits for another try."""
        sent, failed = send_waiting()
        self.stdout.write(f"Skickade: {sent}.")
        if failed:
            raise CommandError(f"{failed} brev gick inte att skicka och försöks igen.")
