"""Written: whether a result on disk is already what would be written again, so that nothing needs to be."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path


class Written:
    """What the outputs were last made of; a file that is safe to delete."""

    def __init__(self, path: Path, outputs: Sequence[Path], made_of: Iterable[str | bytes]) -> None:
        """``made_of`` is all that the outputs depend on."""
        self._path = path
        self._outputs = outputs
        digest = hashlib.sha256()
        for part in made_of:
            digest.update(hashlib.sha256(part.encode("utf-8", "replace") if isinstance(part, str) else part).digest())
        self._digest = digest.hexdigest()

    def is_current(self) -> bool:
        """Whether the outputs were made of the same, and nobody has touched them since."""
        try:
            return bool(json.loads(self._path.read_text(encoding="ascii")) == self._said())
        except (OSError, ValueError):
            return False

    def note(self) -> None:
        """Remembers the outputs as they lie there now."""
        with suppress(OSError):  # they are then only written again the next time
            self._path.write_text(json.dumps(self._said()), encoding="ascii")

    def _said(self) -> list[object]:
        status = (path.stat() for path in self._outputs)
        return [self._digest, *([one.st_size, one.st_mtime_ns] for one in status)]
