"""Tables are made of what stands handed in in the service's own database: the newest versions, and no drafts."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from redovisa.reviewing.act import Role
from redovisa_service.cases import commands, queries
from service_world import World, write

TESTS = Path(__file__).parents[1]
#: In a process of its own: a service's database with one redovisning handed in, and one begun.
MAKE = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from service_world import make_triggers, make_world
world = make_world()
world.signed()
"""


def _run(folder: Path, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("REDOVISA_", "DATABASE", "DJANGO"))}
    settings = {
        "PYTHONPATH": str(TESTS),
        "DJANGO_SETTINGS_MODULE": "redovisa_service.config.settings",
        "REDOVISA_DEMO": "1",
        "REDOVISA_TODAY": "2024-01-08",
        "REDOVISA_DATA": str(folder),
    }
    made = [sys.executable, *command]
    return subprocess.run(made, env=clean | settings | more, capture_output=True, text=True, check=False)


def test_the_newest_version_counts_and_a_draft_does_not(world: World) -> None:
    case = world.filled()
    assert list(queries.handed_in()) == []
    world.sign(case)
    case.refresh_from_db()
    reporter = world.acting(Role.REPORTER)
    commands.unlock(by=reporter, case=case.pk)
    write(reporter, case, {"other.comments": "Rättat."})
    (first,) = queries.handed_in()
    assert (first.municipality, first.year) == ("0117", 2023)
    assert first.value("other.comments") != "Rättat."
    case.refresh_from_db()
    world.sign(case)
    (second,) = queries.handed_in()
    assert second.value("other.comments") == "Rättat."


def test_tabulate_reads_the_file_of_the_database(tmp_path: Path) -> None:
    made = _run(tmp_path, "-c", MAKE)
    assert made.returncode == 0, made.stderr[-2000:]
    out = tmp_path / "tabeller"
    database = tmp_path / "redovisa.sqlite3"
    ran = _run(
        tmp_path, "-m", "redovisa.cli", "tabulate", str(database), "--year", "2023", "--out", str(out), "--quiet"
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert any("0117" in table.read_text("utf-8") for table in out.glob("*.csv"))


@pytest.fixture
def address() -> Iterator[str]:
    """The address of a database of its own on the PostgreSQL that the tests are run on."""
    server = os.environ.get("REDOVISA_TEST_DATABASE_URL", "")
    if not server.startswith("postgres"):
        pytest.skip("run on PostgreSQL by .ci/postgresql")
    import psycopg

    name = f"tables_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as there:
        there.execute(f"CREATE DATABASE {name}")
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
        there.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_tabulate_reads_a_database_of_postgresql(tmp_path: Path, address: str) -> None:
    made = _run(tmp_path, "-c", MAKE, DATABASE_URL=address)
    assert made.returncode == 0, made.stderr[-2000:]
    out = tmp_path / "tabeller"
    ran = _run(tmp_path, "-m", "redovisa.cli", "tabulate", address, "--year", "2023", "--out", str(out), "--quiet")
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert any("0117" in table.read_text("utf-8") for table in out.glob("*.csv"))
    absent = _run(tmp_path, "-m", "redovisa.cli", "tabulate", address, "--year", "2031", "--out", str(out), "--quiet")
    assert absent.returncode == 2
    assert "inga redovisningar för 2031" in absent.stderr
    assert urlsplit(address).netloc not in absent.stderr, "an address may hold a password"


def test_a_database_that_does_not_answer_keeps_its_password(tmp_path: Path) -> None:
    address = "postgresql://nagon:hemligt@127.0.0.1:1/ingen"
    ran = _run(tmp_path, "-m", "redovisa.cli", "tabulate", address, "--out", str(tmp_path / "ut"), "--quiet")
    assert ran.returncode == 2
    assert "går inte att läsa" in ran.stderr
    assert "hemligt" not in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("what", ["tom.sqlite3", "mysql://dator/databas"])
def test_a_database_that_is_none_gets_a_sentence(tmp_path: Path, what: str) -> None:
    (tmp_path / "tom.sqlite3").write_bytes(b"SQLite format 3\x00" + bytes(100))
    named = what if "://" in what else str(tmp_path / what)
    ran = _run(tmp_path, "-m", "redovisa.cli", "tabulate", named, "--out", str(tmp_path / "ut"), "--quiet")
    assert ran.returncode == 2
    assert "går inte att läsa" in ran.stderr
    assert "Traceback" not in ran.stderr
