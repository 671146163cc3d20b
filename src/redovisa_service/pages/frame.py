"""What stands around every page: who acts for whom, and whether this is a demonstration."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from redovisa_service.clock import today


def frame(request: HttpRequest) -> dict[str, Any]:
    """The names that every template knows."""
    return {
        "acting": getattr(request, "acting", None),
        "is_demo": settings.REDOVISA_DEMO,
        "demo_day": settings.REDOVISA_TODAY,
        "day": today(),
        "language": get_language() or settings.LANGUAGE_CODE,
    }
