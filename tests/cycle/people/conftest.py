import pytest

from pari.accounts.enums import Role


@pytest.fixture
def browse(client, world):
    """The browser of somebody with that role in the first agency or the team."""

    def browse(role: Role, **given):
        person = world.person(role, **given)
        client.force_login(person)
        return client

    return browse
