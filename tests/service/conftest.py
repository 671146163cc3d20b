"""A small world for the service's tests, made anew for each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from service_world import World, make_triggers, make_world, told_of_clients


@pytest.fixture
def world(db: None) -> Iterator[World]:
    """Two municipalities, their county boards, the people of each role, and the campaigns of 2022 and 2023.

    Afterwards every letter that the test led to is looked through: none tells what was answered of clients.
    """
    make_triggers()
    yield make_world()
    assert told_of_clients() == []
