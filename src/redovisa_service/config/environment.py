"""What the environment says: each setting once, with its default, and why the service would not start without it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_LEAST_SECRET = 40


def text(name: str, default: str = "") -> str:
    """The setting ``REDOVISA_<name>``, or the default."""
    return os.environ.get(f"REDOVISA_{name}", default)


def yes(name: str) -> bool:
    """Whether the setting says yes: ``1``, ``ja`` or ``true``."""
    return text(name).lower() in {"1", "ja", "yes", "true"}


def words(name: str) -> list[str]:
    """The setting as a list parted by commas."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def number(name: str, default: int) -> int:
    """The setting as a whole number; raises ImproperlyConfigured when it is none."""
    try:
        return int(text(name, str(default)))
    except ValueError:
        raise ImproperlyConfigured(f"REDOVISA_{name} ska vara ett heltal, inte {text(name)!r}.") from None


def day(name: str) -> date | None:
    """The setting as a date, or None; raises ImproperlyConfigured when it is none."""
    try:
        return date.fromisoformat(text(name)) if text(name) else None
    except ValueError:
        raise ImproperlyConfigured(f"REDOVISA_{name} ska vara ett datum som 2024-01-08.") from None


def database(url: str, folder: Path) -> dict[str, Any]:
    """Django's description of a database: SQLite in the folder by default, PostgreSQL by its address.

    ``postgresql://user:password@host:5432/name?sslmode=require``. Raises ImproperlyConfigured for anything else.
    """
    if not url:
        return sqlite(folder / "redovisa.sqlite3")
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise ImproperlyConfigured(
            "DATABASE_URL ska vara postgresql://namn:lösenord@dator:5432/databas, eller lämnas tom för SQLite."
        )
    options = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.strip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def sqlite(path: Path | str) -> dict[str, Any]:
    """SQLite with a write-ahead log, one writer at a time from the start of a transaction, and real foreign keys."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=20000;",
        },
    }


def insecure(settings: Mapping[str, Any]) -> list[str]:
    """Why a service with these settings must not meet the world, as Swedish sentences; empty when it may."""
    why: list[str] = []
    if len(settings["SECRET_KEY"]) < _LEAST_SECRET:
        why.append(f"REDOVISA_SECRET_KEY ska ha minst {_LEAST_SECRET} slumpvisa tecken.")
    if not settings["ALLOWED_HOSTS"] or "*" in settings["ALLOWED_HOSTS"]:
        why.append("REDOVISA_HOSTS ska räkna upp de namn som tjänsten svarar på, utan *.")
    if settings["REDOVISA_TODAY"] is not None:
        why.append("REDOVISA_TODAY är bara till för demonstration.")
    if not settings["REDOVISA_SECOND_FACTOR"]:
        why.append("Ett lösenord ensamt räcker aldrig: REDOVISA_SECOND_FACTOR är bara till för demonstration.")
    if not settings["EMAIL_HOST"]:
        why.append("REDOVISA_MAIL_HOST ska namnge e-postservern; utan den kommer inga kvitton fram.")
    return why
