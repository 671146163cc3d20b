"""Starts the service on this machine with the invented nation: what ``redovisa serve`` runs."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from typing import Any

import django
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from gunicorn.app.base import BaseApplication

from redovisa.form.closed import why_closed
from redovisa_service.demo.place import CannotServe, check_place

_EVERY = 5.0


class _Server(BaseApplication):  # type: ignore[misc]  # the library has no types
    """gunicorn with our options, without its own command line."""

    def __init__(self, options: dict[str, Any]) -> None:
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        from redovisa_service.config.wsgi import application

        return application


def serve(host: str, port: int, data: Path) -> int:
    """Makes the tables and the world where they are missing, says how to sign in, and serves until stopped.

    2 when it cannot be started, with the reason told.
    """
    try:
        check_place(host, port)
        _make_ready(host, port, data)
    except CannotServe as why:
        print(f"redovisa: {why}", file=sys.stderr)
        return 2
    _Server(
        {
            "bind": f"{host}:{port}",
            "worker_class": "gthread",
            "workers": 1,
            "threads": 8,
            "loglevel": "warning",
            "control_socket_disable": True,
            "post_worker_init": _post,
        }
    ).run()
    return 0


def _make_ready(host: str, port: int, data: Path) -> None:
    """Reads the settings, makes what is missing in the database and says how to sign in."""
    try:
        (data / "static").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotServe(
            f"Mappen {data} går inte att använda ({why_closed(error)}). Välj en annan med --data."
        ) from None
    for name, value in {
        "REDOVISA_DEMO": "1",
        "REDOVISA_DATA": str(data),
        "REDOVISA_TODAY": "2024-01-08",
        "DJANGO_SETTINGS_MODULE": "redovisa_service.config.settings",
    }.items():
        os.environ.setdefault(name, value)
    if host not in ("localhost", "127.0.0.1"):
        os.environ.setdefault("REDOVISA_HOSTS", f"{host},localhost,127.0.0.1")
    try:
        django.setup()
        _make_world(host, port)
    except ImproperlyConfigured as why:
        raise CannotServe(str(why)) from None
    except DatabaseError as error:
        said = next(iter(str(error).splitlines()), type(error).__name__)
        raise CannotServe(
            f"Databasen går inte att använda ({said}). Kontrollera DATABASE_URL och att databasen är igång, "
            "eller ta bort DATABASE_URL för att använda SQLite."
        ) from None


def _make_world(host: str, port: int) -> None:
    from django.core.management import call_command
    from django.db import connections

    call_command("migrate", verbosity=0, interactive=False)
    from redovisa_service.demo.people import make_world, told

    print("Hittar på ett land …" if _is_new() else "Öppnar det land som finns …", flush=True)
    make_world()
    connections.close_all()
    print(f"\nTjänsten finns på http://{host}:{port}/\n\n{told()}\n\nBreven visas här. Avsluta med Ctrl-C.", flush=True)


def _is_new() -> bool:
    from redovisa_service.accounts.models import Organisation

    return not Organisation.objects.exists()


def _post(worker: Any) -> None:
    """Sends the post and reads what waits while the service is up; outside a demonstration timers do."""

    def run() -> None:
        from django.db import connections

        from redovisa_service.accounts.post import send_waiting
        from redovisa_service.cases.commands import read_waiting

        while worker.alive:
            try:
                send_waiting()
                read_waiting()
            except Exception as error:
                print(f"Posten och läsningen: {error}", file=sys.stderr)
            finally:
                connections.close_all()
            stop.wait(_EVERY)

    stop = threading.Event()
    threading.Thread(target=run, name="post", daemon=True).start()
