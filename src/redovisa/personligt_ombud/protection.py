"""The grant's policy of protection, as the experts wrote it in ``protection.yaml``."""

from __future__ import annotations

from pathlib import Path

from redovisa.form.load import read_yaml
from redovisa.tabulating.policy import Policy, PolicyError, policy_from


def load_policy(path: Path | None = None) -> Policy:
    """The policy in a file, the grant's own without one; raises PolicyError with a Swedish sentence."""
    found = read_yaml(path or Path(__file__).parent / "protection.yaml")
    if not isinstance(found, dict):
        raise PolicyError("Skyddspolicyn ska vara en lista av nycklar och värden, som i protection.yaml.")
    return policy_from(found)
