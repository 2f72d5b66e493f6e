"""What the tests of a campaign at work share."""

import pytest

from tests.cycle.world import World, make_world


@pytest.fixture
def world(db) -> World:
    """Two agencies, one leaf of every kind of rule, self-assessment open."""
    return make_world()
