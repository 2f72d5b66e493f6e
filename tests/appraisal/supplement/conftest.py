from datetime import timedelta

import pytest
from django.utils import timezone

from pari.accounts.enums import Role
from scoring.models import Campaign
from scoring.phases import PhaseAction
from tests.appraisal.rounds.deeds import close
from tests.appraisal.supplement.deeds import Window
from tests.appraisal.world import assign_all, make_team, mark_all


def make_window(agencies=2, leaves=4) -> Window:
    """Round 1 is closed, every agency has a letter with all leaves, an officer and a head."""
    team = make_team(agencies=agencies, leaves=leaves)
    assign_all(team)
    mark_all(team, share="1/2")
    Campaign.objects.update(supplement_deadline=timezone.now() + timedelta(days=3))
    close(team, PhaseAction.CLOSE_ROUND1)
    return Window(team, team.world.person(Role.OFFICER), team.world.person(Role.HEAD))


@pytest.fixture
def window(db) -> Window:
    return make_window()
