"""What the tests of assignments share."""

import pytest

from tests.appraisal.world import Team, make_team


@pytest.fixture
def team(db) -> Team:
    """Three agencies, four leaves of two specialties, four members: two for each specialty."""
    return make_team(leaves=4)
