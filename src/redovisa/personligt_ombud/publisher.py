"""Who publishes this grant's tables, as written in ``publisher.yaml``."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from redovisa.form.load import read_yaml
from redovisa.tabulating.release import Publisher

_LAWFUL = ("http://", "https://")


class PublisherError(ValueError):
    """A publisher that cannot be used; the message is a Swedish sentence."""


def load_publisher(path: Path | None = None) -> Publisher:
    """The publisher in a file, the grant's own without one; raises PublisherError with a Swedish sentence."""
    found = read_yaml(path or Path(__file__).parent / "publisher.yaml")
    names = [field.name for field in fields(Publisher)]
    if not isinstance(found, dict) or sorted(found) != sorted(names):
        raise PublisherError(f"Utgivarens fil ska ha nycklarna {', '.join(names)}, som i publisher.yaml.")
    told = {name: str(found[name] or "").strip() for name in names}
    if lacking := [name for name in ("name", "uri", "licence") if not told[name]]:
        raise PublisherError(f"Utgivarens fil: {lacking[0]} är tom. Fyll i den.")
    if wrong := [name for name in ("uri", "licence") if not told[name].startswith(_LAWFUL)]:
        raise PublisherError(f"Utgivarens fil: {wrong[0]} ska vara en webbadress som börjar med https://.")
    if told["email"] and "@" not in told["email"]:
        raise PublisherError("Utgivarens fil: email ska vara en e-postadress.")
    return Publisher(**told)
