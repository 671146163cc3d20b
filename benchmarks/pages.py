"""Fifteen pages of the municipality: processor time, size and look-ups beside the limits, as the nation grows."""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

LIMIT_MS, LIMIT_BYTES, LIMIT_LOOK_UPS = 100, 40_000, 20
HOME = "0117"


def prepared(folder: str) -> None:
    """The service as the demonstration serves it, with its invented nation and one form filled in, in the folder."""
    os.environ.update(
        REDOVISA_DEMO="1",
        REDOVISA_DATA=folder,
        REDOVISA_TODAY="2024-01-08",
        DJANGO_SETTINGS_MODULE="redovisa_service.config.settings",
    )
    (Path(folder) / "static").mkdir()
    from redovisa_service.config import wsgi

    assert wsgi.application is not None
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from redovisa_service.demo.people import make_world

    make_world()


def filled() -> tuple[Any, int]:
    """A browser signed in as the signatory, and the number of her case with the whole form filled in."""
    from django.test import Client

    from redovisa.reviewing.act import Role
    from redovisa_service.accounts.acting import Acting
    from redovisa_service.accounts.models import Organisation, Person
    from redovisa_service.cases import commands
    from service_world import sound, write

    person = Person.objects.get(email="foretradare@exempel.se")
    by = Acting(person, Organisation.objects.get(code=HOME), frozenset({Role.SIGNATORY}))
    case = commands.start(by=by, year=2023)
    write(by, case, sound())
    client = Client(SERVER_NAME="localhost")
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client, case.pk


def grow(times: int, already: int) -> None:
    """Copies of all that the nation had from the beginning, so that it is so many times as large."""
    from redovisa_service.accounts.models import Organisation
    from redovisa_service.cases.models import Case, Cell, Event, Version

    first = Organisation.objects.exclude(code__contains="#")
    last_event = Event.objects.order_by("-number").values_list("number", flat=True)[0]
    for copy in range(already, times):
        for organisation in first:
            cases = list(Case.objects.filter(organisation=organisation))
            twin = Organisation.objects.create(
                kind=organisation.kind,
                name=f"{organisation.name} {copy}",
                code=f"{organisation.code}#{copy}",
                county=organisation.county,
            )
            for case in cases:
                rows = {
                    kind: list(kind.objects.filter(case=case))  # type: ignore[attr-defined]  # each kind is a model of the case's
                    for kind in (Cell, Version, Event)
                }
                case.pk, case.organisation = None, twin
                case.save()
                for kind, copied in rows.items():
                    for row in copied:
                        row.pk, row.case = None, case
                        if kind is Event:
                            last_event += 1
                            row.number = last_event
                    kind.objects.bulk_create(copied)  # type: ignore[attr-defined]  # each kind is a model of the case's


def measured(client: Any, address: str, rounds: int) -> tuple[float, float, int, int]:
    """Milliseconds of processor (middle, 95th of a hundred), bytes, and look-ups in the database."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(address)
    took = []
    for _ in range(rounds):
        begin = time.process_time()
        answer = client.get(address)
        took.append((time.process_time() - begin) * 1000)
        assert answer.status_code == 200, address
    with CaptureQueriesContext(connection) as captured:
        size = len(client.get(address).content)
    return statistics.median(took), statistics.quantiles(took, n=20)[-1], size, len(captured)


def autosaved(client: Any, case: int, rounds: int) -> tuple[float, float]:
    """Milliseconds of processor for saving one change, and for asking what others have changed."""
    from django.urls import reverse

    address = reverse("autosave", args=[case, 3])
    saves, asks = [], []
    for number in range(rounds):
        stamp = client.post(address, {}).json()["stamp"]
        revision = client.post(address, {"stamp": ""}).json()["cells"]["clients.total.women"][1]
        begin = time.process_time()
        client.post(address, {"f:clients.total.women": str(number + 100), "seen:clients.total.women": str(revision)})
        saves.append((time.process_time() - begin) * 1000)
        stamp = client.post(address, {}).json()["stamp"]
        begin = time.process_time()
        client.post(address, {"stamp": stamp})
        asks.append((time.process_time() - begin) * 1000)
    return statistics.median(saves), statistics.median(asks)


def main() -> int:
    """Prints the pages, then how the slowest of them fares as the nation grows; 1 when a limit is passed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=40)
    options.add_argument("--times", type=int, nargs="*", default=[2, 5, 10])
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        prepared(folder)
        from django.urls import reverse

        client, case = filled()
        pages = {name: reverse(name, args=[case]) for name in ("case", "answers", "findings", "sign", "parts")}
        pages = {"home": reverse("home")} | pages
        pages |= {f"section {n}": reverse("section", args=[case, n]) for n in range(1, 10)}
        print(f"{'page':<12}{'p50 ms':>8}{'p95 ms':>8}{'bytes':>8}{'look-ups':>10}")
        slow = large = many = 0
        for name, address in pages.items():
            middle, late, size, look_ups = measured(client, address, asked.rounds)
            slow, large, many = max(slow, round(late)), max(large, size), max(many, look_ups)
            print(f"{name:<12}{middle:8.1f}{late:8.1f}{size:8}{look_ups:10}")
        print(f"{'limit':<12}{'':8}{LIMIT_MS:8}{LIMIT_BYTES:8}{LIMIT_LOOK_UPS:10}")
        save, ask = autosaved(client, case, asked.rounds)
        print(f"saving one change {save:.1f} ms, asking what others changed {ask:.1f} ms (p50, processor)")
        already = 1
        for times in asked.times:
            grow(times, already)
            already = times
            late = {name: measured(client, pages[name], asked.rounds) for name in ("home", "case", "section 6", "sign")}
            told = ", ".join(f"{name} {one[1]:.1f} ms {one[3]} look-ups" for name, one in late.items())
            print(f"nation × {times}: p95 {told}")
    return int(slow > LIMIT_MS or large > LIMIT_BYTES or many > LIMIT_LOOK_UPS)


if __name__ == "__main__":
    raise SystemExit(main())
