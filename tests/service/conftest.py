"""A small world for the service's tests, made anew for each."""

from __future__ import annotations

import pytest

from service_world import World, make_triggers, make_world


@pytest.fixture
def world(db: None) -> World:
    """Two municipalities, their county boards, the people of each role, and the campaigns of 2022 and 2023."""
    make_triggers()
    return make_world()
