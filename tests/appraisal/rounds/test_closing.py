"""What closing a round does: letters, exemptions, counters, minutes, notices, one event."""

from decimal import Decimal

import pytest

from appraisal.enums import CheckReason, ExemptionOrigin, MeetingKind, Round
from appraisal.models import Assignment, CrossCheck, Exemption, Mark, Meeting
from appraisal.selectors.rounds.standing import round_standing
from appraisal.services.exemptions import collect_exemption_claims
from appraisal.services.rounds.closing import CLOSED_TASK, close_round1, close_supplement
from pari.accounts.enums import Role
from pari.audit.models import AuditEvent
from pari.inbox.models import Notice
from pari.refusals import Invalid, Overtaken
from reports.models import IndexRun
from reports.selectors.freshness import freshness_of
from scoring.enums import Phase, SubmissionState, SupplementState
from scoring.models import Answer, Campaign, Submission, Supplement, SupplementItem
from scoring.phases import PhaseAction
from tests.appraisal.rounds.deeds import close
from tests.appraisal.world import assign_all, belongs, make_team, mark_all
from tests.here_and_now import work


@pytest.fixture
def team(db):
    made = make_team(agencies=2, leaves=4)
    assign_all(made)
    return made


def marks_of(team, place=0):
    found = Mark.objects.filter(participant=team.participants[place], round=Round.FIRST)
    return found.order_by("criterion__position")


def test_a_letter_lists_what_is_below_the_claim(team):
    mark_all(team)
    low, kept, *_ = marks_of(team)
    Mark.objects.filter(pk=low.pk).update(points="0.5", reason_code="late", note="Chậm 10 ngày")
    Mark.objects.filter(pk=kept.pk).update(points="0", reason_code="not_done", may_supplement=False)
    closed = close(team, PhaseAction.CLOSE_ROUND1)
    assert (closed.letters, closed.leaves) == (1, 1)
    letter = Supplement.objects.get()
    assert (letter.participant, letter.state, letter.revision) == (team.participants[0], SupplementState.OPEN, 0)
    item = letter.items.get()
    assert (item.criterion_id, item.claimed, item.granted) == (low.criterion_id, Decimal(2), Decimal("0.5"))
    assert (item.reason_code, item.reason, item.explanation) == ("late", "Chậm 10 ngày", "")


def test_the_results_that_its_papers_print_are_computed(team, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr("reports.services.runs.current_app.send_task", work)
    mark_all(team)
    with django_capture_on_commit_callbacks(execute=True):
        close(team, PhaseAction.CLOSE_ROUND1)
    first = freshness_of(team.campaign)
    assert (first.is_current, first.run.requested_by) == (True, None)
    with django_capture_on_commit_callbacks(execute=True):
        close(team, PhaseAction.CLOSE_SUPPLEMENT)
        close(team, PhaseAction.CLOSE_ROUND2)
    assert freshness_of(team.campaign).is_current


def test_a_round_is_closed_though_the_worker_cannot_be_told(team, monkeypatch, django_capture_on_commit_callbacks):
    told: list[str] = []

    def refuse(name, args):
        told.append(name)
        raise ConnectionError

    monkeypatch.setattr("appraisal.services.rounds.closing.current_app.send_task", refuse)
    mark_all(team)
    with django_capture_on_commit_callbacks(execute=True):
        close(team, PhaseAction.CLOSE_ROUND1)
    assert CLOSED_TASK in told
    assert Campaign.objects.get().phase == Phase.SUPPLEMENT


def test_the_worker_comes_to_a_campaign_that_is_gone(db):
    work(CLOSED_TASK, [0])
    assert not IndexRun.objects.exists()


def test_a_letter_compares_what_the_rule_gave(team):
    mark_all(team)
    mark = marks_of(team)[3]
    Answer.objects.filter(submission__participant=mark.participant_id, criterion=mark.criterion_id).update(
        points=None, value={"numerator": "2", "denominator": "3"}, scored="4/3"
    )
    Mark.objects.filter(pk=mark.pk).update(
        points=None, value={"numerator": "1", "denominator": "3"}, scored="2/3", reason_code="wrong_figure"
    )
    close(team, PhaseAction.CLOSE_ROUND1)
    item = SupplementItem.objects.get()
    assert (item.claimed, item.granted) == (Decimal("1.333333"), Decimal("0.666667"))


def test_marks_above_the_claim_and_leaves_without_a_mark_are_in_no_letter(team):
    mark_all(team)
    Mark.objects.filter(pk=marks_of(team)[1].pk).update(points="1")
    marks_of(team)[2].delete()
    assert close(team, PhaseAction.CLOSE_ROUND1).letters == 0
    assert not Supplement.objects.exists()


def test_a_refused_claim_of_not_applicable_may_be_supplemented(team):
    mark_all(team)
    mark = marks_of(team)[0]
    answer = Answer.objects.filter(submission__participant=mark.participant_id, criterion=mark.criterion_id)
    answer.update(points=None, not_applicable=True, not_applicable_reason="Không có đơn vị trực thuộc")
    Mark.objects.filter(pk=mark.pk).update(points="0", reason_code="other", note="Có 2 đơn vị trực thuộc")
    closed = close(team, PhaseAction.CLOSE_ROUND1)
    assert (closed.letters, closed.exemptions) == (1, 1)
    assert SupplementItem.objects.get().claimed is None
    claim = Exemption.objects.get()
    assert (claim.origin, claim.granted, claim.decided_at) == (ExemptionOrigin.CLAIM, False, None)
    assert claim.reason == "Không có đơn vị trực thuộc"


def test_claims_of_not_applicable_are_collected_once(team):
    Answer.objects.update(not_applicable=True, not_applicable_reason="Không phát sinh")
    Submission.objects.filter(participant=team.participants[1]).update(state=SubmissionState.DRAFT)
    assert collect_exemption_claims(campaign=team.campaign) == 4
    Exemption.objects.filter(criterion=team.leaves()[0]).update(granted=True, reason="Đã xét")
    assert collect_exemption_claims(campaign=team.campaign) == 0
    assert Exemption.objects.filter(granted=True, reason="Đã xét").count() == 1


def test_what_is_due_again_in_round_two_is_counted(team):
    mark_all(team, share="1/2")
    close(team, PhaseAction.CLOSE_ROUND1)
    assert set(Assignment.objects.values_list("due2", flat=True)) == {2}
    assert SupplementItem.objects.count() == 8


def test_nothing_due_where_nothing_is_to_be_added(team):
    mark_all(team)
    close(team, PhaseAction.CLOSE_ROUND1)
    assert set(Assignment.objects.values_list("due2", flat=True)) == {0}


def test_the_meeting_and_the_log(team):
    mark_all(team, share="1/2")
    close(team, PhaseAction.CLOSE_ROUND1)
    meeting = Meeting.objects.get(kind=MeetingKind.ROUND1)
    assert (meeting.closed_by, meeting.closed_at is not None) == (team.secretary, True)
    event = AuditEvent.objects.get()
    assert event.verb == "campaign.close_round1"
    assert event.details == {"exemptions": 0, "leaves": 8, "letters": 2, "unmarked": 8}


def test_agencies_are_told_and_the_team_learns_nothing_of_its_own(team):
    mark_all(team)
    Mark.objects.filter(pk=marks_of(team)[0].pk).update(points="0", reason_code="late")
    officers = [team.world.person(Role.OFFICER, agency=row.agency) for row in team.participants]
    belongs(team.members[0], team.participants[0])
    close(team, PhaseAction.CLOSE_ROUND1)
    bodies = dict(Notice.objects.values_list("user", "body"))
    assert set(bodies) == {officer.pk for officer in officers}
    assert "được bổ sung" in bodies[officers[0].pk]
    assert "không có tiêu chí nào" in bodies[officers[1].pk]


def test_closing_needs_a_yes_and_a_fresh_look(team):
    mark_all(team)
    token = round_standing(team.campaign, Round.FIRST).token
    with pytest.raises(Invalid):
        close_round1(campaign=team.campaign, confirmed=False, seen=token, by=team.secretary)
    Mark.objects.filter(pk=marks_of(team)[0].pk).update(needs_discussion=True)
    with pytest.raises(Overtaken):
        close_round1(campaign=team.campaign, confirmed=True, seen=token, by=team.secretary)
    assert team.campaign.phase == Phase.ROUND1
    assert not Supplement.objects.exists()
    assert not Meeting.objects.exists()


def test_the_standing_of_a_round(team):
    Assignment.objects.filter(specialty="Cải cách thể chế", participant=team.participants[0]).delete()
    Assignment.objects.filter(appraiser=team.members[0]).update(done1=1)
    mark_all(team)
    Mark.objects.filter(pk=marks_of(team)[0].pk).update(needs_discussion=True)
    for place, state in enumerate(("open", "moderation", "moderation", "agreed")):
        CrossCheck.objects.create(
            campaign=team.campaign,
            participant=team.participants[0],
            criterion=team.leaves()[place],
            round=1,
            why=CheckReason.REQUESTED,
            state=state,
            appraiser=team.members[1],
        )
    found = round_standing(team.campaign, Round.FIRST)
    assert [(member.due, member.done, member.left) for member in found.members] == [(4, 2, 2), (2, 0, 2)]
    assert (found.unassigned, found.second_marks, found.moderation, found.discussion) == (1, 1, 2, 1)
    assert (found.due, found.done, found.left, found.is_ready) == (6, 2, 4, False)


def test_closing_the_window_and_round_two(team):
    mark_all(team, share="1/2")
    close(team, PhaseAction.CLOSE_ROUND1)
    Supplement.objects.filter(participant=team.participants[0]).update(state=SupplementState.SENT)
    Submission.objects.filter(participant=team.participants[1]).update(state=SubmissionState.DRAFT)
    closed = close(team, PhaseAction.CLOSE_SUPPLEMENT)
    assert (closed.letters, closed.sent) == (2, 1)
    assert set(Notice.objects.filter(title__contains="lần 2").values_list("user", flat=True)) == {
        member.pk for member in team.members
    }
    assert close(team, PhaseAction.CLOSE_ROUND2).appraised == 1
    assert list(Submission.objects.order_by("participant").values_list("state", flat=True)) == ["appraised", "draft"]
    assert Meeting.objects.get(kind=MeetingKind.ROUND2).closed_at is not None
    assert set(Notice.objects.filter(title__contains="Hội đồng").values_list("user", flat=True)) == {
        member.pk for member in team.council
    }
    assert [event.verb for event in AuditEvent.objects.order_by("sequence")] == [
        "campaign.close_round1",
        "campaign.close_supplement",
        "campaign.close_round2",
    ]


def test_a_supplement_sent_meanwhile_is_looked_at_first(team):
    mark_all(team, share="1/2")
    close(team, PhaseAction.CLOSE_ROUND1)
    seen = "what was shown before"
    with pytest.raises(Overtaken):
        close_supplement(campaign=team.campaign, confirmed=True, seen=seen, by=team.secretary)
    assert team.campaign.phase == Phase.SUPPLEMENT


@pytest.mark.parametrize("agencies", [2, 12])
def test_closing_takes_the_same_queries_for_any_province(django_assert_num_queries, db, agencies):
    team = make_team(agencies=agencies, leaves=4)
    assign_all(team)
    mark_all(team, share="1/2")
    for participant in team.participants:
        team.world.person(Role.OFFICER, agency=participant.agency)
    campaign, token = team.campaign, round_standing(team.campaign, Round.FIRST).token
    with django_assert_num_queries(41):
        close_round1(campaign=campaign, confirmed=True, seen=token, by=None)


@pytest.mark.parametrize("agencies", [2, 12])
def test_the_standing_takes_the_same_queries_for_any_province(django_assert_num_queries, db, agencies):
    team = make_team(agencies=agencies, leaves=4)
    assign_all(team)
    campaign = team.campaign
    with django_assert_num_queries(8):
        round_standing(campaign, Round.FIRST)
