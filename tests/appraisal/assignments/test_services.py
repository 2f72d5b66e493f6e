"""Assigning: proposed, by hand, counted; who is refused, who is told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from appraisal.enums import AssignmentOrigin, Round
from appraisal.models import Assignment, Expertise, Mark
from appraisal.selectors.assignments.standing import standing_of, to_move
from appraisal.selectors.assignments.team import expertise_token, team_of
from appraisal.services.assignments.assigning import assign
from appraisal.services.assignments.counting import recount
from appraisal.services.assignments.expertise import set_expertise
from appraisal.services.assignments.proposing import preview_proposal, propose_assignments
from pari.accounts.enums import Role
from pari.accounts.models import Membership, User
from pari.audit.models import AuditEvent
from pari.inbox.models import Notice
from pari.refusals import Invalid, NotAllowed, NotNow, Overtaken
from scoring.enums import Phase
from scoring.models import Campaign, Criterion, Participant, Supplement, SupplementItem
from tests.appraisal.world import SPECIALTIES, assign_all, belongs, make_team, mark_all

LAW, DIGITAL = SPECIALTIES


def holders(team, specialty):
    """Places of the members, agency by agency."""
    rows = Assignment.objects.filter(specialty=specialty).order_by("participant__position")
    return [team.members.index(row.appraiser) for row in rows.select_related("appraiser")]


def test_a_proposal_covers_everything_and_is_balanced(team):
    found = propose_assignments(campaign=team.campaign, by=team.secretary)
    assert (found.new, found.moved, found.kept, found.across, found.unplaced) == (6, 0, 0, 0, ())
    assert (holders(team, LAW), holders(team, DIGITAL)) == ([0, 1, 0], [2, 3, 2])
    first = Assignment.objects.get(participant=team.participants[0], specialty=LAW)
    assert (first.origin, first.is_cross, first.due1) == (AssignmentOrigin.PROPOSED, False, 2)
    assert "Chỉ đạo điều hành" in first.why


def test_a_proposal_is_told_and_logged(team):
    propose_assignments(campaign=team.campaign, by=team.secretary)
    assert Notice.objects.count() == 4
    event = AuditEvent.objects.get(verb="assignment.proposed")
    assert event.details == {"new": 6, "moved": 0, "kept": 0, "across": 0, "open": 0, "told": 4}


def test_a_second_proposal_does_nothing(team):
    propose_assignments(campaign=team.campaign, by=team.secretary)
    found = propose_assignments(campaign=team.campaign, by=team.staff)
    assert (found.new, found.moved, found.kept) == (0, 0, 6)
    assert (Notice.objects.count(), AuditEvent.objects.filter(verb="assignment.proposed").count()) == (4, 1)


def test_a_preview_writes_nothing(team):
    assert preview_proposal(campaign=team.campaign).new == 6
    assert not Assignment.objects.exists()


@pytest.mark.parametrize("agencies", [3, 60])
def test_what_a_proposal_costs(db, django_assert_num_queries, agencies):
    team = make_team(agencies=agencies, leaves=4)
    campaign, by = team.campaign, User.objects.get(pk=team.secretary.pk)
    assert by.current_memberships
    with django_assert_num_queries(26):
        propose_assignments(campaign=campaign, by=by)


def test_nobody_marks_her_own_agency(team):
    belongs(team.members[0], team.participants[0])
    propose_assignments(campaign=team.campaign, by=None)
    assert holders(team, LAW) == [1, 0, 0]


def test_where_all_experts_belong_it_goes_elsewhere(team):
    for member in team.members[:2]:
        belongs(member, team.participants[0])
    found = propose_assignments(campaign=team.campaign, by=None)
    assert found.across == 1
    row = Assignment.objects.get(participant=team.participants[0], specialty=LAW)
    assert row.is_cross
    assert row.appraiser in team.members[2:]
    assert "xung đột" in row.why


def test_where_nobody_may_it_stays_open(team):
    for member in team.members:
        belongs(member, team.participants[0])
    found = propose_assignments(campaign=team.campaign, by=None)
    assert {item.part.agency for item in found.unplaced} == {team.participants[0].pk}
    assert Assignment.objects.count() == 4


def test_a_later_membership_moves_the_part(team):
    propose_assignments(campaign=team.campaign, by=None)
    Notice.objects.all().delete()
    belongs(team.members[0], team.participants[0])
    assert to_move(standing_of(team.campaign)).get().appraiser == team.members[0]
    found = propose_assignments(campaign=team.campaign, by=None)
    assert (found.new, found.moved, found.kept) == (0, 1, 5)
    assert holders(team, LAW) == [1, 1, 0]
    assert Notice.objects.get().user == team.members[1]
    assert not to_move(standing_of(team.campaign)).exists()


def test_a_role_that_ended_moves_the_parts(team):
    propose_assignments(campaign=team.campaign, by=None)
    yesterday = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(user=team.members[2]).update(valid_to=yesterday)
    assert to_move(standing_of(team.campaign)).count() == 2
    propose_assignments(campaign=team.campaign, by=None)
    assert holders(team, DIGITAL) == [3, 3, 3]


def test_what_was_assigned_by_hand_stays(team):
    assign(campaign=team.campaign, parts={(team.participants[0].pk, LAW): None}, to=team.members[3].pk, by=None)
    propose_assignments(campaign=team.campaign, by=None)
    assert holders(team, LAW)[0] == 3


@pytest.mark.parametrize("phase", [Phase.SELF, Phase.ROUND1, Phase.SUPPLEMENT, Phase.ROUND2])
def test_from_the_opening_to_the_second_round(team, phase):
    team.move(phase)
    assert propose_assignments(campaign=team.campaign, by=team.staff).written == 6


@pytest.mark.parametrize("phase", [Phase.SETUP, Phase.COUNCIL, Phase.PUBLISHED, Phase.ARCHIVED])
def test_not_before_and_not_after(team, phase):
    team.move(phase)
    parts = {(team.participants[0].pk, LAW): None}
    for deed in (
        lambda: propose_assignments(campaign=team.campaign, by=team.staff),
        lambda: assign(campaign=team.campaign, parts=parts, to=team.members[0].pk, by=team.staff),
        lambda: set_expertise(campaign=team.campaign, wanted={}, seen="", by=team.staff),
    ):
        with pytest.raises(NotNow):
            deed()
    assert not Assignment.objects.exists()


@pytest.mark.parametrize("role", [Role.OFFICER, Role.HEAD, Role.APPRAISER, Role.COUNCIL, Role.OBSERVER])
def test_only_those_who_run_the_campaign(team, role):
    person = team.world.person(role)
    with pytest.raises(NotAllowed):
        propose_assignments(campaign=team.campaign, by=person)
    with pytest.raises(NotAllowed):
        assign(campaign=team.campaign, parts={(team.participants[0].pk, LAW): None}, to=team.members[0].pk, by=person)
    with pytest.raises(NotAllowed):
        set_expertise(campaign=team.campaign, wanted={}, seen=expertise_token(team_of(team.campaign)), by=person)


def test_parts_by_hand(team):
    parts = {(agency.pk, LAW): None for agency in team.participants}
    done = assign(campaign=team.campaign, parts=parts, to=team.members[0].pk, by=team.secretary)
    assert (done.parts, done.leaves) == (3, 6)
    assert holders(team, LAW) == [0, 0, 0]
    assert Notice.objects.get().user == team.members[0]
    event = AuditEvent.objects.get(verb="assignment.manual")
    assert event.details["moves"][0] == f"CQ1: {LAW} → TH-2025-thamdinh1"


def test_a_part_is_given_on_with_its_counters(team):
    assign_all(team)
    mark_all(team)
    recount(campaign=team.campaign)
    key = (team.participants[0].pk, LAW)
    assign(campaign=team.campaign, parts={key: team.members[0].pk}, to=team.members[1].pk, by=team.secretary)
    row = Assignment.objects.get(participant=key[0], specialty=LAW)
    assert (row.appraiser, row.due1, row.done1) == (team.members[1], 2, 2)


def test_who_has_it_already_is_no_deed(team):
    assign_all(team)
    key = (team.participants[0].pk, LAW)
    done = assign(campaign=team.campaign, parts={key: team.members[0].pk}, to=team.members[0].pk, by=team.secretary)
    assert (done.parts, Notice.objects.count()) == (0, 0)
    assert not AuditEvent.objects.filter(verb="assignment.manual").exists()


def test_a_conflicted_member_is_refused_by_name(team):
    belongs(team.members[0], team.participants[0])
    parts = {(agency.pk, LAW): None for agency in team.participants}
    with pytest.raises(Invalid) as refused:
        assign(campaign=team.campaign, parts=parts, to=team.members[0].pk, by=team.secretary)
    assert str(refused.value.message) == (
        f"{team.members[0]} không được thẩm định “Sở thử số 1”: thuộc hoặc từng thuộc cơ quan này."
    )
    assert not Assignment.objects.exists()
    assert assign(campaign=team.campaign, parts=parts, to=team.members[1].pk, by=team.secretary).parts == 3


def test_a_parent_and_a_child_are_named(team):
    first, second, third = team.participants
    Participant.objects.filter(pk=second.pk).update(parent=first)
    belongs(team.members[0], second)
    Participant.objects.filter(pk=third.pk).update(parent=second)
    for agency, why in ((first, "“Sở thử số 2” trực thuộc"), (third, "“Sở thử số 2” là cơ quan cấp trên")):
        with pytest.raises(Invalid, match=why):
            assign(campaign=team.campaign, parts={(agency.pk, LAW): None}, to=team.members[0].pk, by=None)


def test_what_somebody_else_assigned_meanwhile(team):
    key = (team.participants[0].pk, LAW)
    assign(campaign=team.campaign, parts={key: None}, to=team.members[0].pk, by=team.secretary)
    with pytest.raises(Overtaken, match="Sở thử số 1 – Chỉ đạo điều hành"):
        assign(campaign=team.campaign, parts={key: None}, to=team.members[1].pk, by=team.staff)
    assert Assignment.objects.get().appraiser == team.members[0]


def test_who_is_not_of_the_team_gets_nothing(team):
    stranger = team.world.person(Role.COUNCIL)
    with pytest.raises(Invalid):
        assign(campaign=team.campaign, parts={(team.participants[0].pk, LAW): None}, to=stranger.pk, by=None)


@pytest.mark.parametrize("specialty", ["", "Không có"])
def test_a_part_that_does_not_exist(team, specialty):
    with pytest.raises(Invalid):
        assign(
            campaign=team.campaign, parts={(team.participants[0].pk, specialty): None}, to=team.members[0].pk, by=None
        )


def test_nothing_chosen(team):
    with pytest.raises(Invalid):
        assign(campaign=team.campaign, parts={}, to=team.members[0].pk, by=None)


def test_an_agency_of_another_campaign_is_no_part(team):
    other = make_team(code="TH-2024", leaves=2)
    with pytest.raises(Invalid):
        assign(campaign=team.campaign, parts={(other.participants[0].pk, LAW): None}, to=team.members[0].pk, by=None)


def set_sheet(team, wanted, by=None, seen=None):
    token = seen or expertise_token(team_of(team.campaign))
    return set_expertise(campaign=team.campaign, wanted=wanted, seen=token, by=by)


def test_specialties_are_set(team):
    changed = set_sheet(team, {team.members[0].pk: {LAW, DIGITAL}, team.members[1].pk: {LAW}}, by=team.secretary)
    assert changed == 1
    mine = Expertise.objects.filter(appraiser=team.members[0])
    assert set(mine.values_list("specialty", flat=True)) == {LAW, DIGITAL}
    assert AuditEvent.objects.get(verb="expertise.set").details == {
        "set": {"TH-2025-thamdinh1": sorted([LAW, DIGITAL])}
    }


def test_a_sheet_that_was_changed_meanwhile(team):
    seen = expertise_token(team_of(team.campaign))
    set_sheet(team, {team.members[0].pk: set()})
    with pytest.raises(Overtaken):
        set_sheet(team, {team.members[0].pk: {DIGITAL}}, seen=seen)


def test_only_members_and_known_specialties(team):
    for wanted in ({team.secretary.pk: {LAW}}, {team.members[0].pk: {"Không có"}}):
        with pytest.raises(Invalid):
            set_sheet(team, wanted)


def test_leaves_without_a_specialty_are_one_of_their_own(team):
    Criterion.objects.filter(annex=team.world.annex, code="1.1").update(specialty="")
    set_sheet(team, {team.members[0].pk: {""}})
    propose_assignments(campaign=team.campaign, by=None)
    assert holders(team, "") == [0, 0, 0]
    assert set(Assignment.objects.filter(specialty="").values_list("due1", flat=True)) == {1}


def test_survey_leaves_are_nobodys(team):
    Criterion.objects.filter(annex=team.world.annex, specialty=DIGITAL).update(source="survey")
    propose_assignments(campaign=team.campaign, by=None)
    assert set(Assignment.objects.values_list("specialty", "due1")) == {(LAW, 2)}


def counters(team, specialty=LAW):
    row = Assignment.objects.get(participant=team.participants[0], specialty=specialty)
    return row.due1, row.done1, row.due2, row.done2


def letter(team, *leaves):
    supplement = Supplement.objects.create(
        campaign=team.campaign, participant=team.participants[0], opened_at=timezone.now()
    )
    for leaf in leaves:
        SupplementItem.objects.create(campaign=team.campaign, supplement=supplement, criterion=leaf, granted=0)


def test_counters_are_those_of_what_is_there(team):
    assign_all(team)
    mark_all(team)
    leaf, other = team.leaves(LAW)
    letter(team, leaf)
    for number, marked in enumerate((leaf, other)):
        Mark.objects.create(
            campaign=team.campaign,
            participant=team.participants[0],
            criterion=marked,
            round=Round.SECOND,
            points=number,
        )
    assert recount(campaign=team.campaign) == 6
    assert (counters(team), counters(team, DIGITAL)) == ((2, 2, 1, 1), (2, 2, 0, 0))
    assert recount(campaign=team.campaign) == 0


def test_new_assignments_begin_with_what_is_there(team):
    mark_all(team)
    letter(team, team.leaves(LAW)[0])
    propose_assignments(campaign=team.campaign, by=None)
    assert counters(team) == (2, 2, 1, 0)


def test_counting_some_agencies_only(team):
    assign_all(team)
    mark_all(team)
    assert recount(campaign=team.campaign, participants=[team.participants[0].pk]) == 2


@pytest.mark.parametrize("agencies", [3, 60])
def test_what_counting_costs(db, django_assert_num_queries, agencies):
    team = make_team(agencies=agencies, leaves=4)
    assign_all(team)
    campaign = Campaign.objects.get()
    with django_assert_num_queries(8):
        recount(campaign=campaign)


def test_a_proposal_reads_no_mark(team):
    propose_assignments(campaign=team.campaign, by=None)
    belongs(team.members[0], team.participants[0])
    before = preview_proposal(campaign=team.campaign)
    mark_all(team)
    letter(team, team.leaves(LAW)[0])
    recount(campaign=team.campaign)
    assert preview_proposal(campaign=team.campaign) == before
