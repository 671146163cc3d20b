"""The pages of municipality, county board and nation: processor time, size and look-ups, also as the nation grows."""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

LIMIT_MS, LIMIT_BYTES, LIMIT_LOOK_UPS = 100, 40_000, 20
HOME, YEAR = "0117", 2023
DOCUMENT = Path(__file__).parent.parent / "tests" / "seeds" / "osteraker-2023-filled.txt"


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


def signed_in(email: str) -> Any:
    """A browser signed in as one of the demonstration's people."""
    from django.test import Client

    from redovisa_service.accounts.models import Person

    client = Client(SERVER_NAME="localhost")
    person = Person.objects.get(email=email)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def stages() -> Iterator[dict[str, tuple[Any, str]]]:
    """Pages by name, each with who sees it and its address, once the case has come so far that they hold something."""
    from django.urls import reverse

    from redovisa.reviewing.act import Role
    from redovisa_service.accounts.acting import Acting
    from redovisa_service.accounts.models import Organisation, Person
    from redovisa_service.cases import commands
    from redovisa_service.cases.models import Case
    from service_world import sound, write

    email = "foretradare@exempel.se"
    signatory = signed_in(email)
    by = Acting(Person.objects.get(email=email), Organisation.objects.get(code=HOME), frozenset({Role.SIGNATORY}))
    case = commands.start(by=by, year=YEAR)
    last = Case.objects.get(organisation=case.organisation, campaign__year=YEAR - 1)
    named = {"last year": ("last_year", case.pk), "versions": ("versions", last.pk), "receipt": ("receipt", last.pk, 1)}
    yield {name: (signatory, reverse(view, args=args)) for name, (view, *args) in named.items()} | {
        "county's desk": (signed_in("handlaggare@exempel.se"), reverse("granted", args=[YEAR])),
        "nation's desk": (signed_in("socialstyrelsen@exempel.se"), reverse("campaigns")),
    }
    write(by, case, sound())
    pages = {name: reverse(name, args=[case.pk]) for name in ("case", "answers", "findings", "sign", "parts")}
    pages = {"home": reverse("home")} | pages
    pages |= {f"section {n}": reverse("section", args=[case.pk, n]) for n in range(1, 10)}
    yield {name: (signatory, address) for name, address in pages.items()}
    write(by, case, {"clients.total.women": "90", "other.comments": "Annat."})
    dropped = commands.drop_document(by=by, case=case.pk, name=DOCUMENT.name, data=DOCUMENT.read_bytes())
    pages = {name: reverse(name, args=[case.pk]) for name in ("questions", "differences")}
    pages["document"] = f"{reverse('document_read', args=[case.pk, dropped.pk])}?field=clients.total.women"
    yield {name: (signatory, address) for name, address in pages.items()}


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
    client.get(address)
    took = []
    for _ in range(rounds):
        begin = time.process_time()
        answer = client.get(address)
        took.append((time.process_time() - begin) * 1000)
        assert answer.status_code == 200, address
    return (
        statistics.median(took),
        statistics.quantiles(took, n=20)[-1],
        len(answer.content),
        looked_up(client, address),
    )


def looked_up(client: Any, address: str) -> int:
    """How many look-ups in the database a page makes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


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
    """Prints the pages, then how they fare as the nation grows; 1 when a limit is passed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=40)
    options.add_argument("--times", type=int, nargs="*", default=[2, 5, 10])
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        prepared(folder)
        print(f"{'page':<14}{'p50 ms':>8}{'p95 ms':>8}{'bytes':>8}{'look-ups':>10}")
        slow = large = many = 0
        pages: dict[str, tuple[Any, str]] = {}
        for stage in stages():
            pages |= stage
            for name, (client, address) in stage.items():
                middle, late, size, look_ups = measured(client, address, asked.rounds)
                slow, large, many = max(slow, round(late)), max(large, size), max(many, look_ups)
                print(f"{name:<14}{middle:8.1f}{late:8.1f}{size:8}{look_ups:10}")
        print(f"{'limit':<14}{'':8}{LIMIT_MS:8}{LIMIT_BYTES:8}{LIMIT_LOOK_UPS:10}")
        client, address = pages["case"]
        save, ask = autosaved(client, int(address.strip("/").rpartition("/")[2]), asked.rounds)
        print(f"saving one change {save:.1f} ms, asking what others changed {ask:.1f} ms (p50, processor)")
        before = {name: looked_up(*page) for name, page in pages.items()}
        already, grown = 1, set[str]()
        for times in asked.times:
            grow(times, already)
            already = times
            late = {name: measured(*pages[name], asked.rounds) for name in ("home", "case", "section 6", "sign")}
            told = ", ".join(f"{name} {one[1]:.1f} ms {one[3]} look-ups" for name, one in late.items())
            more = {name for name, page in pages.items() if looked_up(*page) > before[name]}
            grown |= more
            print(f"nation × {times}: p95 {told}; pages with more look-ups than before: {', '.join(more) or 'none'}")
    return int(slow > LIMIT_MS or large > LIMIT_BYTES or many > LIMIT_LOOK_UPS or bool(grown))


if __name__ == "__main__":
    raise SystemExit(main())
