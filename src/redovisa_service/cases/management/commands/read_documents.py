"""Reads the documents that wait; run it every minute by a timer."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from redovisa_service.cases.commands import read_waiting


class Command(BaseCommand):
    """``read_documents``: reads what took too long to read while someone waited, or was left by one that died."""

    help = "Läser de dokument som väntar. Kör det varje minut med en timer."

    def handle(self, *args: Any, **options: Any) -> None:
        """Reads, and tells how many."""
        self.stdout.write(f"Lästa: {read_waiting()}.")
