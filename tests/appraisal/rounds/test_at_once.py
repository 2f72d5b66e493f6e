"""Two people at once: one closes the round, the other is told, nothing is half done."""

import pytest

from appraisal.models import Meeting
from pari.audit.models import AuditEvent
from pari.inbox.models import Notice
from pari.refusals import Overtaken
from scoring.models import Supplement, SupplementItem
from scoring.phases import MOVES, PhaseAction
from tests.appraisal.rounds.deeds import close, moving
from tests.appraisal.world import assign_all, make_team, mark_all
from tests.together import together

CLOSINGS = (PhaseAction.CLOSE_ROUND1, PhaseAction.CLOSE_SUPPLEMENT, PhaseAction.CLOSE_ROUND2)


@pytest.fixture
def team(transactional_db):
    made = make_team(agencies=3, leaves=4)
    assign_all(made)
    mark_all(made, share="1/2")
    return made


@pytest.mark.parametrize("action", CLOSINGS)
def test_two_secretaries_close_one_round(team, action):
    for earlier in CLOSINGS[: CLOSINGS.index(action)]:
        close(team, earlier)
    deeds = [moving(team.campaign, action, person) for person in (team.secretary, team.staff)]
    before = Notice.objects.count()
    outcomes = together(*deeds)
    assert [isinstance(outcome, Overtaken) for outcome in outcomes].count(True) == 1
    assert team.campaign.phase == MOVES[action].target
    assert AuditEvent.objects.filter(verb=f"campaign.{action.value}").count() == 1
    assert (Supplement.objects.count(), SupplementItem.objects.count()) == (3, 12)
    told = {PhaseAction.CLOSE_ROUND1: 0, PhaseAction.CLOSE_SUPPLEMENT: 4, PhaseAction.CLOSE_ROUND2: 3}[action]
    assert Notice.objects.count() - before == told
    assert Meeting.objects.count() == (2 if action is PhaseAction.CLOSE_ROUND2 else 1)
