"""The door for ``redovisa tabulate``: what stands handed in in a service's database, read and nothing else."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import django
from django.core.exceptions import ImproperlyConfigured
from django.db import Error, connections

from redovisa.form.redovisning import Redovisning


def handed_in(database: str) -> Iterator[Redovisning]:
    """The newest version of each case in the database: an address of PostgreSQL, or the path of an SQLite file.

    Raises:
        ValueError: it cannot be read, or holds no service's tables; the sentence is for the user.
    """
    for name, value in {"REDOVISA_DEMO": "1", "DJANGO_SETTINGS_MODULE": "redovisa_service.config.settings"}.items():
        os.environ.setdefault(name, value)  # no page is served: the settings of a real service are not needed
    if "://" in database:
        os.environ["DATABASE_URL"] = database
    else:
        os.environ.pop("DATABASE_URL", None)
        os.environ["REDOVISA_DATA"] = str(Path(database).parent)
    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise _unreadable(error) from error
    from redovisa_service.cases import queries

    try:
        yield from queries.handed_in()
    except Error as error:
        raise _unreadable(error) from error
    finally:
        connections.close_all()


def _unreadable(error: Exception) -> ValueError:
    return ValueError(f"Databasen går inte att läsa ({error}). Kontrollera adressen.")
