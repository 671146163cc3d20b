"""Tells Django of the room."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Cases, and the chain of events that also people are told in."""

    name = "redovisa_service.cases"
    verbose_name = "Ärenden"

    def ready(self) -> None:
        """Writes down what is told of people and organisations."""
        from redovisa_service.accounts.trace import happened

        happened.connect(_write_down, dispatch_uid="chain")


def _write_down(sender: Any, *, act: str, person: Any, organisation: Any, details: dict[str, Any], **_: Any) -> None:
    from redovisa_service.cases.chain import add

    add(act, person=person, organisation=organisation, case=None, details=details)
