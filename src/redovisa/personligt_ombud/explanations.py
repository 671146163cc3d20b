"""Reads the expert's list of reasons, and refuses one that names a rule that is not there."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from redovisa.checking.reason import Reason, Reasons
from redovisa.form.load import Malformed, read_yaml


def load_reasons(room: Path, codes: Iterable[str]) -> Reasons:
    """The reasons of ``explanations.yaml``; raises Malformed with the reason's or the rule's name."""
    said: dict[str, Any] = read_yaml(room / "explanations.yaml")
    known = frozenset(codes)
    listed = [_reason(key, what, known) for key, what in said["reasons"].items()]
    never: dict[str, str] = dict(said["never"])
    for code in never:
        if code not in known:
            raise Malformed(f"explanations.yaml: regeln {code} finns inte.")
    return Reasons(listed, never)


def _reason(key: str, what: dict[str, Any], known: frozenset[str]) -> Reason:
    strange = sorted(set(what) - {"words", "rules", "needs_words"})
    if strange or not what.get("words"):
        raise Malformed(f"explanations.yaml, {key}: {strange[0] if strange else 'words'} stämmer inte.")
    rules = tuple(what.get("rules", ()))
    for beginning in rules:
        if not any(code.startswith(beginning) for code in known):
            raise Malformed(f"explanations.yaml, {key}: ingen regel börjar med {beginning}.")
    return Reason(key, what["words"], rules, bool(what.get("needs_words")))
