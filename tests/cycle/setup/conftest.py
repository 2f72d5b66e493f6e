"""A campaign being set up, and one that could open at once."""

import pytest

from pari.accounts.enums import Role
from scoring.enums import Phase
from tests.cycle.world import World, make_world


@pytest.fixture
def setup_world(db) -> World:
    return make_world(phase=Phase.SETUP)


@pytest.fixture
def ready_world(setup_world: World) -> World:
    """Every agency has an officer and a head; nothing blocks the opening."""
    staff(setup_world)
    return setup_world


def staff(world: World) -> None:
    for participant in world.participants:
        for role in (Role.OFFICER, Role.HEAD):
            world.person(role, agency=participant.agency)


@pytest.fixture
def secretary(setup_world: World):
    return setup_world.person(Role.SECRETARY, username="thuky")
