"""Tests that need a program are skipped where it is missing, and fail instead where all programs must be there."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from functools import cache

import pytest
from hypothesis import HealthCheck, settings

import verapdf

# Machines are shared: no test fails for being slow. CI tries the same cases every time; the fuzz recipe seeks new ones.
settings.register_profile(
    "house", deadline=None, derandomize="CI" in os.environ, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")


@cache
def missing(marker: str) -> str:
    """What is not installed of what tests with this marker need; empty when all is there."""
    if marker == "office":
        return "" if shutil.which("soffice") or shutil.which("libreoffice") else "LibreOffice"
    if marker == "verapdf":
        return verapdf.lacking()
    if importlib.util.find_spec("cv2") is None:
        return "the extra ocr"
    program = shutil.which("tesseract")
    if program is None:
        return "tesseract"
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False)
    return "" if "swe" in listed.stdout.split() else "tesseract's Swedish data"


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker in ("office", "ocr", "verapdf"):
        if item.get_closest_marker(marker) and (what := missing(marker)):
            if os.environ.get("REDOVISA_ALL_PROGRAMS") == "1":
                pytest.fail(f"{what} is not installed, and REDOVISA_ALL_PROGRAMS=1 asks for all programs")
            pytest.skip(f"{what} is not installed")
