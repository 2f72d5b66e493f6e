"""Who may see which agency's marks, by every way of being in conflict with it; all at once says the same."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from appraisal.selectors.assignments.conflicts import conflicts_of
from pari.accounts.enums import Role
from pari.accounts.models import User
from scoring.enums import APPRAISAL_PHASES, Phase
from scoring.models import Authority, Campaign, Lineage, Participant
from tests.appraisal.world import make_team
from tests.cycle.world import join, make_world

ALL = ["CQ1", "CQ2", "CQ3"]


def codes(participants):
    return list(participants.order_by("position").values_list("code", flat=True))


def hidden(team, user):
    """What she never appraises."""
    return codes(team.campaign.participants.in_conflict_with(user))


def appraised(team, user):
    return codes(Participant.objects.filter(campaign=team.campaign).appraised_by(user))


def of_agency(team, user, place, **days):
    agency = team.participants[place].agency
    return join(user, Role.OFFICER, agency.authority, agency, **days)


def ago(days):
    return timezone.localdate() - timedelta(days=days)


def policy(since):
    Campaign.objects.update(conflict_since=since)


@pytest.fixture
def member(team):
    """An appraiser without ties."""
    return team.members[0]


def check(team, member, conflicted):
    """The rule for one, the rule for all at once, and what the team's pages begin with."""
    assert hidden(team, member) == conflicted
    together = conflicts_of(campaign=team.campaign, people=[user.pk for user in team.members])
    assert set(together.of(member.pk)) == {item.pk for item in team.participants if item.code in conflicted}
    assert appraised(team, member) == [code for code in ALL if code not in conflicted]
    for other in team.members:
        if other != member:
            assert (hidden(team, other), dict(together.of(other.pk))) == ([], {})


def test_without_ties_she_sees_all(team, member):
    check(team, member, [])


@pytest.mark.parametrize("role", [Role.OFFICER, Role.HEAD])
def test_a_member_of_today(team, member, role):
    agency = team.participants[1].agency
    join(member, role, agency.authority, agency)
    check(team, member, ["CQ2"])


def test_a_role_that_lasts_until_today_or_begins_later(team, member):
    of_agency(team, member, 0, valid_to=ago(0))
    of_agency(team, member, 1, valid_from=ago(-30))
    check(team, member, ["CQ1", "CQ2"])


@pytest.mark.parametrize(
    ("since", "left", "conflicted"),
    [
        (None, 1, []),
        (100, 99, ["CQ1"]),
        (100, 100, ["CQ1"]),
        (100, 101, []),
    ],
)
def test_a_former_member(team, member, since, left, conflicted):
    policy(None if since is None else ago(since))
    of_agency(team, member, 0, valid_from=ago(400), valid_to=ago(left))
    check(team, member, conflicted)


def test_parent_and_child(team, member):
    first, second, third = team.participants
    Participant.objects.filter(pk=second.pk).update(parent=first)
    Participant.objects.filter(pk=third.pk).update(parent=second)
    of_agency(team, member, 1)
    check(team, member, ["CQ1", "CQ2", "CQ3"])


def test_but_not_the_parents_parent_nor_a_brother(team, member):
    first, second, third = team.participants
    Participant.objects.filter(pk__in=[second.pk, third.pk]).update(parent=first)
    of_agency(team, member, 1)
    check(team, member, ["CQ1", "CQ2"])


@pytest.mark.parametrize(("days", "conflicted"), [({}, ["CQ3"]), ({"valid_to": ago(10)}, ["CQ3"])])
def test_what_became_of_her_agency(team, member, days, conflicted):
    policy(ago(100))
    before = team.participants[0].agency
    Participant.objects.filter(pk=team.participants[0].pk).delete()
    merged = team.world.campaign.participants.get(code="CQ3")
    Lineage.objects.create(predecessor=before, successor=merged.agency, kind="merge", effective_on=ago(200))
    join(member, Role.OFFICER, before.authority, before, valid_from=ago(400), **days)
    assert hidden(team, member) == conflicted
    together = conflicts_of(campaign=team.campaign, people=[member.pk])
    assert [tie.words for tie in together.of(member.pk).values()] == ["thuộc cơ quan tiền thân"]
    assert appraised(team, member) == ["CQ2"]


def test_what_her_agency_was_made_of_is_no_conflict(team, member):
    first, second, _third = team.participants
    Lineage.objects.create(predecessor=first.agency, successor=second.agency, kind="merge", effective_on=ago(200))
    of_agency(team, member, 1)
    check(team, member, ["CQ2"])


def test_the_same_agency_in_another_campaign(team, member):
    other = make_team(code="TH-2024")
    of_agency(team, member, 0)
    assert hidden(team, member) == ["CQ1"]
    assert codes(other.campaign.participants.in_conflict_with(member)) == ["CQ1"]


def test_each_campaign_has_its_own_day(team, member):
    other = make_team(code="TH-2024")
    Campaign.objects.filter(code="TH-2024").update(conflict_since=ago(300))
    of_agency(team, member, 0, valid_from=ago(400), valid_to=ago(200))
    assert hidden(team, member) == []
    assert codes(other.campaign.participants.in_conflict_with(member)) == ["CQ1"]


@pytest.mark.parametrize("phase", list(Phase))
def test_the_team_looks_from_the_first_round_to_the_decision(team, member, phase):
    team.move(phase)
    expected = ALL if phase in APPRAISAL_PHASES else []
    assert [appraised(team, who) for who in (member, team.secretary, team.staff)] == [expected] * 3
    assert appraised(team, team.council[0]) == (ALL if phase == Phase.COUNCIL else [])


def test_council_and_secretary_in_conflict(team):
    team.move(Phase.COUNCIL)
    for person in (team.council[0], team.secretary, team.staff):
        of_agency(team, person, 0)
        assert appraised(team, person) == ["CQ2", "CQ3"]


@pytest.mark.parametrize("role", [Role.OFFICER, Role.HEAD, Role.OBSERVER])
def test_others_appraise_nothing(team, role):
    assert appraised(team, team.world.person(role)) == []


def test_a_role_that_ended_shows_nothing(team, member):
    member.memberships.update(valid_to=ago(1))
    assert appraised(team, member) == []


def test_strangers_and_other_authorities(team):
    stranger, foreign = (User.objects.create_user(name) for name in ("nguoi-la", "tinh-khac"))
    join(foreign, Role.SECRETARY, Authority.objects.create(name="UBND tỉnh Khác"))
    assert [appraised(team, who) for who in (AnonymousUser(), stranger, foreign)] == [[], [], []]
    assert [hidden(team, who) for who in (AnonymousUser(), stranger, foreign)] == [[], [], []]


def test_a_superuser_sees_all_but_what_she_belongs_to(team):
    root = User.objects.create_superuser("quantri")
    assert appraised(team, root) == ALL
    of_agency(team, root, 2)
    assert appraised(team, root) == ["CQ1", "CQ2"]


# What is seen beside the marks: the self-assessment, and the results of the whole campaign.


def seen(team, user):
    return codes(Participant.objects.filter(campaign=team.campaign).visible_to(user))


def test_whose_self_assessment_is_seen(team, member):
    officer = team.world.person(Role.OFFICER)
    assert seen(team, officer) == ["CQ1"]
    assert (seen(team, member), seen(team, team.secretary)) == (ALL, ALL)
    of_agency(team, member, 1)
    of_agency(team, team.secretary, 1)
    assert seen(team, member) == ALL
    assert seen(team, team.secretary) == ALL
    assert appraised(team, member) == ["CQ1", "CQ3"]


def test_a_child_of_her_agency_is_not_seen_as_an_appraiser(team, member):
    first, second, _third = team.participants
    Participant.objects.filter(pk=second.pk).update(parent=first)
    of_agency(team, member, 0)
    assert seen(team, member) == ["CQ1", "CQ3"]


def test_the_team_and_the_council_before_their_turn(team, member):
    team.move(Phase.SELF)
    assert (seen(team, member), seen(team, team.council[0])) == ([], [])
    team.move(Phase.ROUND1)
    assert (seen(team, member), seen(team, team.council[0])) == (ALL, [])
    team.move(Phase.COUNCIL)
    assert seen(team, team.council[0]) == ALL


def conflicted_campaigns(user):
    return list(Campaign.objects.in_conflict_with(user).order_by("code").values_list("code", flat=True))


def test_campaigns_in_conflict(team):
    make_world(code="TH-2024", agencies=1)
    for place, expected in ((1, ["TH-2025"]), (0, ["TH-2024", "TH-2025"])):
        of_agency(team, team.secretary, place)
        assert conflicted_campaigns(team.secretary) == expected
    assert conflicted_campaigns(team.staff) == []
    assert conflicted_campaigns(AnonymousUser()) == []


def test_a_former_member_of_a_campaign(team):
    of_agency(team, team.secretary, 0, valid_from=ago(400), valid_to=ago(50))
    assert conflicted_campaigns(team.secretary) == []
    policy(ago(100))
    assert conflicted_campaigns(team.secretary) == ["TH-2025"]
    policy(ago(10))
    assert conflicted_campaigns(team.secretary) == []


def results(user):
    return list(Campaign.objects.visible_to(user).values_list("code", flat=True))


def test_results_of_a_draft_are_not_for_those_in_conflict(team):
    assert (results(team.secretary), results(team.members[0])) == (["TH-2025"], [])
    of_agency(team, team.secretary, 0)
    assert results(team.secretary) == []
    assert results(team.staff) == ["TH-2025"]
    team.move(Phase.PUBLISHED)
    assert results(team.secretary) == ["TH-2025"]
    assert results(AnonymousUser()) == ["TH-2025"]


@pytest.mark.parametrize("people", [1, 4])
def test_what_all_conflicts_at_once_cost(team, django_assert_num_queries, people):
    for place, member in enumerate(team.members):
        of_agency(team, member, place % 3)
    campaign, keys = team.campaign, [user.pk for user in team.members[:people]]
    with django_assert_num_queries(3):
        conflicts_of(campaign=campaign, people=keys)
