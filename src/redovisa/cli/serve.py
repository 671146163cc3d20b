"""``redovisa serve``: starts the service on this machine with an invented nation, and says how to sign in."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

_MISSING = (
    "Tjänstens bibliotek saknas ({name}). Skriv make serve, som också installerar dem, "
    'eller installera tillvalet service: pip install "redovisa[service]".'
)


def register(commands: Any) -> None:
    """Adds the command to the parser."""
    parser = commands.add_parser("serve", help="startar tjänsten med ett påhittat land")
    parser.add_argument("--host", default="localhost", help="namnet eller adressen att svara på (localhost)")
    parser.add_argument("--port", type=int, default=8000, help="porten att svara på (8000)")
    parser.add_argument(
        "--data", type=Path, default=Path("redovisa-data"), metavar="MAPP", help="där databasen ligger (redovisa-data)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Serves until stopped; 2 when the service's libraries are not installed."""
    try:
        # By name: the library knows no web, and works where the service is not installed.
        service = import_module("redovisa_service.demo.serve")
    except ModuleNotFoundError as missing:
        print(f"redovisa: {_MISSING.format(name=missing.name)}", file=sys.stderr)
        return 2
    return int(service.serve(arguments.host, arguments.port, arguments.data))
