"""A sample is drawn by its seed and dealt to members from elsewhere; one leaf is asked for."""

from __future__ import annotations

import pytest

from appraisal.enums import CheckReason, Round
from appraisal.models import Assignment, CheckSample, CrossCheck, Expertise
from appraisal.services.checks.drawing import draw_sample, hand_on_check, request_check
from pari.accounts.enums import Role
from pari.audit.models import AuditEvent
from pari.inbox.models import Notice
from pari.refusals import Invalid, NotAllowed, NotNow, Overtaken
from scoring.enums import Phase, Source
from scoring.models import Campaign, Criterion
from tests.appraisal.checks.world import first_of, make_check, manual, mark_second
from tests.appraisal.world import SPECIALTIES, Team, assign_all, belongs, make_team
from tests.cycle.world import join

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> Team:
    """4 agencies with 10 leaves of two specialties, two members for each."""
    team = make_team(agencies=4, leaves=10)
    assign_all(team)
    Campaign.objects.update(cross_check_share="0.25")
    return team


def draw(team: Team, *, seed: str = "2025", by=None):
    return draw_sample(campaign=team.campaign, round=Round.FIRST, by=by or team.secretary, seed=seed)


def leaves() -> set[tuple[str, str]]:
    return set(CrossCheck.objects.values_list("participant__code", "criterion__code"))


class TestSample:
    def test_the_share_is_drawn_with_its_seed_and_event(self, team):
        found = draw(team)
        sample = CheckSample.objects.get()
        assert (found.sample, found.unmanned) == (sample, ())
        assert (sample.seed, sample.population, sample.drawn, sample.drawn_by) == ("2025", 40, 10, team.secretary)
        assert set(CrossCheck.objects.values_list("why", "sample", "state")) == {("sample", sample.pk, "open")}
        event = AuditEvent.objects.get()
        assert (event.verb, event.details["seed"], event.details["drawn"]) == ("check.drawn", "2025", 10)

    def test_the_same_seed_draws_the_same_leaves(self, team):
        draw(team)
        before = leaves()
        CheckSample.objects.all().delete()
        draw(team)
        assert leaves() == before

    def test_without_a_seed_one_is_made_and_kept(self, team):
        assert len(draw(team, seed=" ").sample.seed) == 16

    def test_a_second_sample_draws_from_the_rest(self, team):
        draw(team)
        again = draw(team)
        assert (again.sample.population, again.sample.drawn, len(leaves())) == (30, 8, 18)

    def test_the_second_member_is_another_of_the_same_specialty_in_turn(self, team):
        draw(team)
        for check in CrossCheck.objects.select_related("criterion", "participant"):
            assert check.appraiser != first_of(team, check.criterion, check.participant)
            assert Expertise.objects.filter(appraiser=check.appraiser, specialty=check.criterion.specialty).exists()

    def test_another_specialty_is_better_than_nobody(self, team):
        Expertise.objects.filter(appraiser=team.members[1]).delete()
        draw(team)
        counts = [CrossCheck.objects.filter(appraiser=member).count() for member in team.members]
        assert (counts[0], sum(counts)) == (0, 10)
        assert max(counts[1:]) - min(counts[1:]) <= 1

    def test_who_belongs_to_the_agency_or_runs_the_campaign_is_never_chosen(self, team):
        belongs(team.members[1], team.participants[0])
        join(team.members[2], Role.SECRETARY, team.campaign.authority)
        Campaign.objects.update(cross_check_share="1")
        draw(team)
        assert not CrossCheck.objects.filter(appraiser=team.members[2]).exists()
        assert not CrossCheck.objects.filter(appraiser=team.members[1], participant=team.participants[0]).exists()

    def test_leaves_that_nobody_can_mark_are_told(self):
        team = make_team(agencies=2, leaves=4, members=2)
        assign_all(team)
        belongs(team.members[1], team.participants[0])
        Campaign.objects.update(cross_check_share="1")
        found = draw(team)
        assert found.unmanned == ("CQ1/1.1", "CQ1/1.3")
        assert (found.sample.population, found.sample.drawn) == (8, 6)
        assert AuditEvent.objects.get().details["unmanned_leaves"] == ["CQ1/1.1", "CQ1/1.3"]

    def test_survey_leaves_and_unassigned_parts_are_not_drawn(self, team):
        Criterion.objects.filter(code="1.1").update(source=Source.SURVEY)
        Assignment.objects.filter(participant=team.participants[0]).delete()
        assert draw(team).sample.population == 27

    def test_each_second_member_is_told_and_nobody_else(self, team):
        draw(team)
        told = set(Notice.objects.values_list("user", flat=True))
        assert told == set(CrossCheck.objects.values_list("appraiser", flat=True))

    def test_nothing_to_draw_from_is_said(self, team):
        Campaign.objects.update(cross_check_share="0")
        with pytest.raises(NotNow, match="Tỷ lệ"):
            draw(team)
        Assignment.objects.all().delete()
        with pytest.raises(NotNow, match="phân công"):
            draw(team)

    def test_a_seed_has_bounds(self, team):
        with pytest.raises(Invalid):
            draw(team, seed="x" * 65)

    def test_only_those_who_run_the_campaign_without_a_conflict(self, team):
        for other in (team.members[0], team.council[0]):
            with pytest.raises(NotAllowed):
                draw(team, by=other)
        belongs(team.secretary, team.participants[0])
        with pytest.raises(NotAllowed):
            draw(team)
        assert draw(team, by=team.staff).sample.drawn == 10

    @pytest.mark.parametrize("phase", [Phase.SELF, Phase.SUPPLEMENT, Phase.ROUND2, Phase.COUNCIL])
    def test_only_while_the_round_is_open(self, team, phase):
        team.move(phase)
        with pytest.raises(NotNow):
            draw(team)

    def test_its_cost_does_not_grow_with_the_agencies(self, django_assert_max_num_queries):
        team = make_team(agencies=30, leaves=10, code="TH-LON")
        assign_all(team)
        with django_assert_max_num_queries(40):
            draw(team)


class TestRequest:
    def request(self, team, criterion=None, by=None):
        leaf = criterion or manual(team)
        return request_check(participant=team.participants[0], criterion=leaf, round=Round.FIRST, by=by or team.staff)

    def test_one_leaf_is_given_to_somebody_else(self, team):
        check = self.request(team)
        assert (check.why, check.appraiser, check.sample) == (CheckReason.REQUESTED, team.members[1], None)
        assert AuditEvent.objects.get().verb == "check.requested"

    def test_twice_is_once(self, team):
        self.request(team)
        with pytest.raises(Overtaken):
            self.request(team)

    def test_a_group_has_no_second_mark(self, team):
        with pytest.raises(Invalid):
            self.request(team, Criterion.objects.get(code="1"))

    def test_somebody_must_be_there(self):
        team = make_team(agencies=1, leaves=2, members=1)
        Assignment.objects.create(
            campaign=team.campaign,
            participant=team.participants[0],
            specialty=SPECIALTIES[0],
            appraiser=team.members[0],
            origin="manual",
        )
        with pytest.raises(NotNow):
            self.request(team)
        assert CrossCheck.objects.count() == 0

    def test_only_those_who_run_the_campaign(self, team):
        with pytest.raises(NotAllowed):
            self.request(team, by=team.members[2])


class TestHandingOn:
    def hand_on(self, team, check, by=None):
        return hand_on_check(check=check.pk, by=by or team.secretary)

    def test_another_member_gets_it_and_is_told(self, team):
        check = make_check(team, second=team.members[1])
        belongs(team.members[1], check.participant)
        found = self.hand_on(team, check)
        assert found.appraiser == team.members[2]
        assert [notice.user for notice in Notice.objects.select_related("user")] == [team.members[2]]
        event = AuditEvent.objects.get()
        assert (event.verb, event.details["after"]) == (
            "check.handed_on",
            {"second_by": team.members[2].get_full_name()},
        )

    def test_a_mark_that_was_made_stays(self, team):
        check = make_check(team)
        mark_second(check, "1")
        with pytest.raises(NotNow):
            self.hand_on(team, check)

    def test_somebody_else_must_be_there(self):
        team = make_team(agencies=1, leaves=4, members=2)
        assign_all(team)
        check = make_check(team)
        with pytest.raises(NotNow):
            self.hand_on(team, check)
        assert CrossCheck.objects.get().appraiser == team.members[-1]

    def test_only_those_who_run_the_campaign(self, team):
        with pytest.raises(NotAllowed):
            self.hand_on(team, make_check(team), by=team.members[0])
