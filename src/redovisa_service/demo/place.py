"""Where the service is to answer, and why it cannot."""

from __future__ import annotations

import errno
import socket


class CannotServe(Exception):
    """The service cannot be started here; the message is a Swedish sentence: why, and what to do."""


def check_place(host: str, port: int) -> None:
    """Raises CannotServe when nobody can answer at the host's port."""
    if not 0 < port < 65536:
        raise CannotServe(f"Porten ska vara mellan 1 och 65535, inte {port}. Skriv till exempel --port 8000.")
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CannotServe(
                f"Porten {port} används redan. Välj en annan, till exempel --port {port % 65535 + 1}."
            ) from None
        if error.errno == errno.EACCES:
            raise CannotServe(
                f"Porten {port} kräver särskild rättighet. Välj en över 1023, till exempel --port 8000."
            ) from None
        raise CannotServe(
            f"Det går inte att svara på {host}. Skriv --host localhost, eller en adress som datorn har."
        ) from None
