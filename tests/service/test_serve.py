"""``redovisa serve`` where it cannot start: a sentence says why and what to do, and nothing is left running."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from redovisa_service.demo.place import CannotServe, check_place


def test_a_port_that_is_taken_none_at_all_and_a_host_that_is_not_here() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(CannotServe, match=r"används redan\. Välj en annan"):
            check_place("127.0.0.1", taken.getsockname()[1])
    for port in (0, 65536):
        with pytest.raises(CannotServe, match="mellan 1 och 65535"):
            check_place("127.0.0.1", port)
    with pytest.raises(CannotServe, match="Skriv --host localhost"):
        check_place("192.0.2.1", 8000)
    free = socket.socket()
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
    free.close()
    check_place("127.0.0.1", port)


@pytest.mark.parametrize(
    ("data", "address", "why"),
    [
        ("a file", "", "en del av sökvägen är en fil, inte en mapp"),
        ("folder", "mysql://db/redovisa", "DATABASE_URL ska vara postgresql://"),
        ("folder", "postgresql://nobody@127.0.0.1:1/nothing", "Databasen går inte att använda"),
    ],
)
def test_a_folder_or_database_that_cannot_be_used(tmp_path: Path, data: str, address: str, why: str) -> None:
    (tmp_path / "a file").write_text("upptagen", "utf-8")
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("REDOVISA_", "DJANGO"))}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    done = subprocess.run(
        [sys.executable, "-m", "redovisa.cli", "serve", "--data", str(tmp_path / data), "--port", port],
        env=clean | {"DATABASE_URL": address},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 2
    assert why in done.stderr
    assert "Traceback" not in done.stderr
