"""A browser, a served service and a small world for the journeys."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache

from service_world import World, drop_triggers, make_triggers, make_world

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture
def served(transactional_db: None, live_server: Any, settings: Any) -> Iterator[tuple[World, str]]:
    """The world, and the address where it is served; afterwards the tables may be emptied.

    As in a demonstration a password suffices, but in the journeys that are about signing in.
    """
    settings.REDOVISA_SECOND_FACTOR = False
    make_triggers()
    yield make_world(), live_server.url
    drop_triggers()
    cache.clear()  # attempts to sign in are counted from one journey to the next otherwise


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, as Debian has it."""
    if CHROMIUM is None:
        if os.environ.get("REDOVISA_ALL_PROGRAMS"):
            pytest.fail("Chromium is needed here")
        pytest.skip("needs Chromium")
    from playwright.sync_api import sync_playwright

    # The browser's library keeps a loop running, in which Django would otherwise refuse to look anything up.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
