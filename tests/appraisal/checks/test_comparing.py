"""The second mark: blind, under the rules of a mark, compared once, moderated once."""

from __future__ import annotations

import pytest

from appraisal.enums import CheckState
from appraisal.models import CrossCheck, Mark, MarkVersion
from appraisal.services.checks.comparing import settle_checks
from appraisal.services.checks.moderating import moderate
from appraisal.services.checks.saving import save_check
from appraisal.services.marks.saving import MarkEntry
from pari.accounts.enums import Role
from pari.audit.models import AuditEvent
from pari.inbox.models import Notice
from pari.refusals import Invalid, NotAllowed, NotNow, Overtaken
from scoring.enums import Phase
from scoring.models import Campaign
from tests.appraisal.checks.world import entry, make_check, mark_first, mark_second
from tests.appraisal.world import Team, assign_all, belongs, make_team

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> Team:
    team = make_team(agencies=2, leaves=4)
    assign_all(team)
    return team


@pytest.fixture
def check(team: Team) -> CrossCheck:
    return make_check(team)


def state(check: CrossCheck) -> tuple[str, str, str]:
    return CrossCheck.objects.values_list("state", "first_points", "second_points").get(pk=check.pk)


def verbs() -> list[str]:
    return list(AuditEvent.objects.order_by("sequence").values_list("verb", flat=True))


class TestComparing:
    def test_the_second_alone_is_not_compared(self, check):
        mark_second(check, "1", "Thiếu phụ lục")
        assert (state(check), verbs()) == (("open", "", ""), ["check.saved"])

    def test_the_first_alone_is_not_compared(self, check):
        mark_first(check, "1")
        assert (state(check), verbs()) == (("open", "", ""), ["mark.saved"])

    @pytest.mark.parametrize("order", [(mark_first, mark_second), (mark_second, mark_first)])
    def test_equal_marks_agree_whoever_came_first(self, check, order):
        for mark in order:
            mark(check, "1.5")
        assert state(check) == ("agreed", "3/2", "3/2")
        assert verbs()[2:] == ["check.compared"]
        assert Notice.objects.count() == 0

    def test_different_marks_go_to_moderation_and_the_lead_is_told_once(self, team, check):
        other = make_check(team, place=1)
        for each in (check, other):
            mark_first(each, "2")
            mark_second(each, "1")
        assert state(check) == ("moderation", "2", "1")
        people = Notice.objects.values_list("user", flat=True)
        assert sorted(people) == sorted([team.secretary.pk, team.staff.pk])

    def test_a_conflicted_lead_is_not_told(self, team, check):
        belongs(team.staff, team.participants[1])
        mark_first(check, "2")
        mark_second(check, "1")
        assert [notice.user for notice in Notice.objects.select_related("user")] == [team.secretary]

    @pytest.mark.parametrize(("tolerance", "expected"), [("0.25", "agreed"), ("0.24", "moderation")])
    def test_the_tolerance_is_a_share_of_the_maximum(self, check, tolerance, expected):
        Campaign.objects.update(cross_check_tolerance=tolerance)
        mark_first(check, "2")
        mark_second(check, "1.5")
        assert state(check)[0] == expected

    def test_what_was_compared_stays_what_it_was(self, check):
        mark_second(check, "1")
        mark_first(check, "1")
        mark_first(check, "2")
        assert state(check) == ("agreed", "1", "1")

    def test_many_at_once_are_compared_after_many_marks(self, team, check):
        other = make_check(team, place=1)
        for each in (check, other):
            mark_second(each, "1")
        assert settle_checks(campaign=team.campaign.pk, round=check.round) == 0
        for each in (check, other):
            Mark.objects.create(
                campaign=team.campaign, participant=each.participant, criterion=each.criterion, round=1, points="1"
            )
        assert settle_checks(campaign=team.campaign.pk, round=check.round) == 2
        assert {state(each)[0] for each in (check, other)} == {"agreed"}


class TestSaving:
    def test_until_both_are_in_it_can_be_changed(self, check):
        mark_second(check, "1")
        found = mark_second(check, "1.5", "Đủ một nửa")
        assert (str(found.points), found.note, found.version, found.state) == ("1.5", "Đủ một nửa", 2, "open")

    def test_the_same_again_writes_nothing(self, check):
        mark_second(check, "1")
        assert mark_second(check, "1", seen=0).version == 1
        assert verbs() == ["check.saved"]

    def test_another_window_is_told(self, check):
        mark_second(check, "1")
        with pytest.raises(Overtaken):
            mark_second(check, "1.5", seen=0)
        assert str(CrossCheck.objects.get().points) == "1"

    def test_after_the_comparison_it_is_closed(self, check):
        mark_second(check, "1")
        mark_first(check, "1")
        with pytest.raises(NotNow):
            mark_second(check, "2")

    def test_a_mark_below_the_claim_says_why(self, check):
        with pytest.raises(Invalid):
            save_check(check=check.pk, entry=MarkEntry(points="1"), seen_version=0, by=check.appraiser)
        with pytest.raises(Invalid):
            save_check(check=check.pk, entry=MarkEntry(points="3"), seen_version=0, by=check.appraiser)
        with pytest.raises(Invalid):
            save_check(check=check.pk, entry=MarkEntry(), seen_version=0, by=check.appraiser)
        assert CrossCheck.objects.get().marked_at is None

    def test_a_reading_is_taken_by_the_leafs_rule(self, team):
        check = make_check(team, team.world.leaf("yes_no"), second=team.members[0])
        found = save_check(check=check.pk, entry=MarkEntry(typed={"answer": "yes"}), seen_version=0, by=check.appraiser)
        assert (found.value, found.scored) == ({"answer": True}, "1")

    def test_others_are_refused(self, team, check):
        for other in (team.members[0], team.secretary, team.council[0]):
            with pytest.raises(NotAllowed):
                save_check(check=check.pk, entry=entry(), seen_version=0, by=other)
        belongs(check.appraiser, check.participant)
        with pytest.raises(NotAllowed):
            mark_second(check, "2")

    @pytest.mark.parametrize("phase", [Phase.SELF, Phase.SUPPLEMENT, Phase.ROUND2, Phase.PUBLISHED])
    def test_outside_the_round_it_is_refused(self, team, check, phase):
        team.move(phase)
        with pytest.raises(NotNow):
            mark_second(check, "2")


class TestModerating:
    @pytest.fixture
    def differing(self, check) -> CrossCheck:
        mark_first(check, "2", "Đủ")
        mark_second(check, "1", "Thiếu")
        return check

    def decide(self, check, *, by, points="1.5", note="Thiếu một phụ lục", seen=1):
        return moderate(check=check.pk, entry=entry(points, note), seen_version=seen, by=by)

    def test_the_decision_becomes_the_mark(self, team, differing):
        Mark.objects.update(internal_note="hỏi lại", may_supplement=False)
        Notice.objects.all().delete()
        found = self.decide(differing, by=team.secretary)
        mark = Mark.objects.get()
        assert (found.state, found.settled_by, state(found)) == ("settled", team.secretary, ("settled", "2", "1"))
        assert (str(mark.points), mark.note, mark.version, mark.marked_by) == (
            "1.5",
            "Thiếu một phụ lục",
            2,
            team.secretary,
        )
        assert (mark.internal_note, mark.may_supplement) == ("hỏi lại", False)
        assert MarkVersion.objects.count() == 2
        assert verbs()[-2:] == ["mark.saved", "check.settled"]
        told = set(Notice.objects.values_list("user", flat=True))
        assert told == {found.first_appraiser_id, found.appraiser_id}

    def test_the_first_mark_may_stand(self, team, differing):
        found = self.decide(differing, by=team.staff, points="2", note="Đủ")
        assert (found.state, Mark.objects.get().version) == ("settled", 1)

    def test_it_needs_a_reason(self, team, differing):
        with pytest.raises(Invalid):
            self.decide(differing, by=team.secretary, note=" ")
        assert state(differing)[0] == "moderation"

    def test_a_second_lead_is_told_who_was_faster(self, team, differing):
        self.decide(differing, by=team.secretary)
        with pytest.raises(Overtaken, match=team.secretary.get_full_name()):
            self.decide(differing, by=team.staff, seen=2)

    def test_a_first_mark_changed_meanwhile_stops_it(self, team, differing):
        mark_first(differing, "1.75")
        with pytest.raises(Overtaken):
            self.decide(differing, by=team.secretary, seen=1)
        assert state(differing)[0] == "moderation"

    def test_there_must_be_something_to_decide(self, team, check):
        mark_second(check, "2")
        with pytest.raises(NotNow):
            self.decide(check, by=team.secretary)

    def test_others_are_refused(self, team, differing):
        for other in (team.members[0], differing.appraiser, team.world.person(Role.OBSERVER)):
            with pytest.raises(NotAllowed):
                self.decide(differing, by=other)
        belongs(team.secretary, team.participants[1])
        with pytest.raises(NotAllowed):
            self.decide(differing, by=team.secretary)
        assert state(differing)[0] == CheckState.MODERATION

    def test_outside_the_round_it_is_refused(self, team, differing):
        team.move(Phase.SUPPLEMENT)
        with pytest.raises(NotNow):
            self.decide(differing, by=team.secretary)
