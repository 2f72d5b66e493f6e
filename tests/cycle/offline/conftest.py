"""Who takes the file along."""

import pytest

from pari.accounts.enums import Role
from tests.cycle.world import World


@pytest.fixture
def officer(world: World, client):
    person = world.person(Role.OFFICER)
    client.force_login(person)
    return person
