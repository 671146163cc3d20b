"""Tables are made of what stands handed in in the service's own database: the newest versions, and no drafts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

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


def _run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("REDOVISA_", "DATABASE", "DJANGO"))}
    settings = {
        "PYTHONPATH": str(TESTS),
        "DJANGO_SETTINGS_MODULE": "redovisa_service.config.settings",
        "REDOVISA_DEMO": "1",
        "REDOVISA_TODAY": "2024-01-08",
        "REDOVISA_DATA": str(folder),
    }
    made = [sys.executable, *command]
    return subprocess.run(made, env=clean | settings, capture_output=True, text=True, check=False)


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


@pytest.mark.parametrize("what", ["tom.sqlite3", "mysql://dator/databas"])
def test_a_database_that_is_none_gets_a_sentence(tmp_path: Path, what: str) -> None:
    (tmp_path / "tom.sqlite3").write_bytes(b"SQLite format 3\x00" + bytes(100))
    named = what if "://" in what else str(tmp_path / what)
    ran = _run(tmp_path, "-m", "redovisa.cli", "tabulate", named, "--out", str(tmp_path / "ut"), "--quiet")
    assert ran.returncode == 2
    assert "går inte att läsa" in ran.stderr
    assert "Traceback" not in ran.stderr
