"""Two secretaries at once: one wins, the other is told, nothing is half done."""

from functools import partial

import pytest

from appraisal.models import Assignment
from appraisal.selectors.assignments.team import expertise_token, team_of
from appraisal.services.assignments.assigning import assign
from appraisal.services.assignments.expertise import set_expertise
from appraisal.services.assignments.proposing import propose_assignments
from pari.audit.models import AuditEvent
from pari.inbox.models import Notice
from pari.refusals import NotNow, Overtaken
from scoring.enums import Phase
from scoring.models import Campaign
from tests.appraisal.world import SPECIALTIES, Team, make_team
from tests.together import together

LAW, DIGITAL = SPECIALTIES


@pytest.fixture
def team(transactional_db) -> Team:
    return make_team(leaves=4)


def test_two_assign_the_same_parts(team):
    parts = {(agency.pk, LAW): None for agency in team.participants}
    pairs = zip(team.members[:2], (team.secretary, team.staff), strict=True)
    campaign = team.campaign
    outcomes = together(*(partial(assign, campaign=campaign, parts=parts, to=member.pk, by=by) for member, by in pairs))
    assert [isinstance(item, Overtaken) for item in outcomes].count(True) == 1
    assert Assignment.objects.values("appraiser").distinct().count() == 1
    assert (Assignment.objects.count(), Notice.objects.count()) == (3, 1)
    assert AuditEvent.objects.filter(verb="assignment.manual").count() == 1


def test_two_move_a_part_that_is_assigned(team):
    key = (team.participants[0].pk, LAW)
    assign(campaign=team.campaign, parts={key: None}, to=team.members[0].pk, by=None)
    campaign = team.campaign
    outcomes = together(
        *(
            partial(assign, campaign=campaign, parts={key: team.members[0].pk}, to=member.pk, by=team.staff)
            for member in team.members[1:3]
        )
    )
    assert [isinstance(item, Overtaken) for item in outcomes].count(True) == 1
    (winner,) = (place for place, item in enumerate(outcomes, 1) if not isinstance(item, Overtaken))
    assert Assignment.objects.get().appraiser == team.members[winner]


def test_two_propose(team):
    campaign = team.campaign
    outcomes = together(
        *(partial(propose_assignments, campaign=campaign, by=by) for by in (team.secretary, team.staff))
    )
    assert sorted((item.new, item.kept) for item in outcomes) == [(0, 6), (6, 0)]
    assert (Assignment.objects.count(), Notice.objects.count()) == (6, 4)


def test_one_proposes_while_the_other_assigns(team):
    campaign, key = team.campaign, (team.participants[0].pk, LAW)
    by_hand = partial(assign, campaign=campaign, parts={key: None}, to=team.members[3].pk, by=team.staff)
    proposed, assigned = together(partial(propose_assignments, campaign=campaign, by=team.secretary), by_hand)
    holder = Assignment.objects.get(participant=key[0], specialty=LAW).appraiser
    assert (holder == team.members[3]) is not isinstance(assigned, Overtaken)
    assert proposed.new == (6 if isinstance(assigned, Overtaken) else 5)
    assert Assignment.objects.count() == 6


def test_two_change_the_sheet_of_members(team):
    campaign, seen = team.campaign, expertise_token(team_of(team.campaign))
    outcomes = together(
        *(
            partial(set_expertise, campaign=campaign, wanted={team.members[0].pk: {name}}, seen=seen, by=team.staff)
            for name in (DIGITAL, DIGITAL)
        )
    )
    assert [isinstance(item, Overtaken) for item in outcomes].count(True) == 1


def test_the_round_is_closed_meanwhile(team):
    campaign = team.campaign

    def close():
        return Campaign.objects.filter(pk=campaign.pk, phase=Phase.ROUND1).update(phase=Phase.COUNCIL)

    outcome, moved = together(partial(propose_assignments, campaign=campaign, by=team.secretary), close)
    assert moved == 1
    assert Assignment.objects.count() == (0 if isinstance(outcome, NotNow) else 6)
