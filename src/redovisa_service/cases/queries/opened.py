"""What stood in a box when its page was opened: a mark goes out with the page and comes back with what was written."""

from __future__ import annotations

import hashlib

from redovisa_service.cases.chain import canonical


def mark(*texts: str) -> str:
    """A short mark of the texts, the same for the same texts; empty when nothing is written."""
    return hashlib.sha256(canonical(texts).encode()).hexdigest()[:16] if any(texts) else ""
