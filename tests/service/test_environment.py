"""The service refuses to start where it would not be safe, and says why."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from redovisa_service.config import environment

SAFE = {
    "REDOVISA_SECRET_KEY": "k" * 50,
    "REDOVISA_HOSTS": "redovisa.example.se",
    "REDOVISA_MAIL_HOST": "post.example.se",
}


def started(**settings: str) -> subprocess.CompletedProcess[str]:
    """What comes of loading the settings with this environment alone."""
    clean = {
        key: value for key, value in os.environ.items() if not key.startswith(("REDOVISA_", "DATABASE_", "DJANGO"))
    }
    return subprocess.run(
        [sys.executable, "-c", "import redovisa_service.config.settings as s; print(s.SESSION_COOKIE_SECURE, s.DEBUG)"],
        env=clean | settings,
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_starts_safely_with_all_that_is_needed() -> None:
    assert started(**SAFE).stdout.split() == ["True", "False"]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"REDOVISA_SECRET_KEY": "short"}, "REDOVISA_SECRET_KEY"),
        ({"REDOVISA_SECRET_KEY": ""}, "REDOVISA_SECRET_KEY"),
        ({"REDOVISA_HOSTS": "*"}, "REDOVISA_HOSTS"),
        ({"REDOVISA_HOSTS": ""}, "REDOVISA_HOSTS"),
        ({"REDOVISA_TODAY": "2024-01-08"}, "REDOVISA_TODAY"),
        ({"REDOVISA_TODAY": "i dag"}, "REDOVISA_TODAY"),
        ({"REDOVISA_MAIL_HOST": ""}, "REDOVISA_MAIL_HOST"),
        ({"REDOVISA_MAIL_PORT": "smtp"}, "REDOVISA_MAIL_PORT"),
        ({"DATABASE_URL": "mysql://x/y"}, "DATABASE_URL"),
    ],
)
def test_it_does_not_start_otherwise(changed: dict[str, str], why: str) -> None:
    run = started(**(SAFE | changed))
    assert run.returncode != 0
    assert why in run.stderr.splitlines()[-1]


def test_sqlite_is_the_default_and_postgresql_one_address_away() -> None:
    here = environment.database("", Path("data"))
    assert here["ENGINE"].endswith("sqlite3")
    assert here["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    there = environment.database("postgresql://o%40s:p%2Fw@db.example.se:5433/redovisa?sslmode=require", Path("data"))
    assert (there["USER"], there["PASSWORD"], there["HOST"], there["PORT"]) == ("o@s", "p/w", "db.example.se", "5433")
    assert (there["NAME"], there["OPTIONS"]) == ("redovisa", {"sslmode": "require"})
    with pytest.raises(ImproperlyConfigured):
        environment.database("postgresql://only-a-host", Path("data"))
