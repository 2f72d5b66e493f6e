"""Votes and decisions: who may, when, and what they change."""

from functools import partial

import pytest

from appraisal.enums import Choice, MotionKind, MotionState
from appraisal.models import Exemption, Mark, Ruling, Vote
from appraisal.services.council.deciding import decide
from appraisal.services.council.motions import Proposal, add_motion, amend_motion, withdraw_motion
from appraisal.services.council.voting import cast_vote
from pari.accounts.enums import Role
from pari.audit.models import AuditEvent
from pari.refusals import Invalid, NotAllowed, NotNow, Overtaken
from scoring.core.numbers import decimal
from scoring.enums import Phase
from tests.appraisal.council.house import make_house
from tests.appraisal.world import belongs
from tests.cycle.world import join

YES, NO, ABSTAIN = Choice.YES, Choice.NO, Choice.ABSTAIN


def test_a_carried_points_motion_is_a_ruling(house):
    motion = house.carry(house.add(points="0,5"))
    ruling = Ruling.objects.get()
    assert (motion.state, motion.decided_by) == (MotionState.CARRIED, house.secretary)
    assert (ruling.participant, ruling.criterion) == (motion.participant, motion.criterion)
    assert (ruling.points, ruling.reason) == (decimal("0.5"), "Theo biên bản")
    event = AuditEvent.objects.get(verb="council.ruled")
    assert (event.subject, event.details["yes"], event.details["present"]) == ("motion:points:CQ1:1.1", 3, 3)


def test_a_rejected_one_leaves_the_marks(house):
    before = list(Mark.objects.order_by("pk").values())
    motion = house.decide(house.vote(house.add(), YES, NO, NO))
    assert motion.state == MotionState.REJECTED
    assert (Ruling.objects.count(), list(Mark.objects.order_by("pk").values())) == (0, before)
    assert AuditEvent.objects.filter(verb="council.decided").count() == 1


def test_a_tie_is_rejected(house):
    house.present(0, 1)
    assert house.decide(house.vote(house.add(), YES, NO)).state == MotionState.REJECTED


def test_who_is_silent_counts_against_once_somebody_says_so(house):
    motion = house.vote(house.add(), YES, None, None)
    with pytest.raises(NotNow, match="Còn 2 thành viên có mặt chưa bỏ phiếu"):
        house.decide(motion)
    assert house.decide(motion, silent_against=True).state == MotionState.REJECTED


def test_votes_that_change_nothing_are_not_waited_for(house):
    assert house.decide(house.vote(house.add(), NO, NO, None)).state == MotionState.REJECTED


def test_a_second_ruling_replaces_the_first(house):
    house.carry(house.add(points="0.5"))
    motion = house.motion("points:CQ1:1.1")
    type(motion).objects.filter(pk=motion.pk).update(key="earlier")
    house.carry(house.add(points="1.5"))
    assert Ruling.objects.get().points == decimal("1.5")


@pytest.mark.parametrize(("choices", "granted"), [((YES, YES, NO), True), ((NO, NO, YES), False)])
def test_an_exemption(house, choices, granted):
    motion = house.add(kind=MotionKind.EXEMPTION)
    assert Exemption.objects.get().granted is False
    house.decide(house.vote(motion, *choices))
    exemption = Exemption.objects.get()
    assert (exemption.granted, exemption.decided_at is not None) == (granted, True)
    assert (exemption.origin, exemption.reason) == ("team", "Đề nghị xem lại")


def test_the_last_vote_counts(house):
    motion = house.vote(house.add(), NO, NO, NO)
    assert house.carry(motion).state == MotionState.CARRIED
    assert Vote.objects.count() == 3


def test_no_decision_without_a_quorum(house):
    motion = house.vote(house.add(), YES, YES, YES)
    house.present(0)
    with pytest.raises(NotNow, match="có mặt 1 trên 3, cần ít nhất 2"):
        house.decide(motion)
    house.present(0, 1)
    assert house.decide(motion).state == MotionState.CARRIED


def test_no_decision_without_a_reason(house):
    motion = house.vote(house.add(), YES, YES, YES)
    with pytest.raises(Invalid, match="Chưa ghi lý do"):
        house.decide(motion, reason="  ")
    assert house.motion(motion.key).state == MotionState.OPEN


def test_no_ruling_without_points(house):
    motion = house.add()
    type(motion).objects.update(points=None)
    with pytest.raises(Invalid, match="chưa có mức điểm"):
        house.carry(house.motion(motion.key))
    assert (house.motion(motion.key).state, Ruling.objects.count()) == (MotionState.OPEN, 0)


def test_a_vote_after_the_page_was_opened(house):
    motion = house.vote(house.add(), YES, YES)
    seen = motion.version
    house.vote(motion, None, None, NO)
    with pytest.raises(Overtaken):
        decide(motion=motion, seen_version=seen, reason="Theo biên bản", by=house.secretary)


def test_what_is_decided_stays_decided(house):
    motion = house.carry(house.add())
    for deed in (
        partial(house.decide, motion),
        partial(house.vote, motion, YES),
        partial(amend_motion, motion=motion, points="1", seen_version=motion.version, by=house.secretary),
        partial(withdraw_motion, motion=motion, seen_version=motion.version, reason="Nhầm", by=house.secretary),
    ):
        with pytest.raises(Overtaken):
            deed()


def test_other_points_void_the_votes(house):
    motion = house.vote(house.add(points="0.5"), YES, YES, YES)
    amended = amend_motion(motion=motion, points="1", seen_version=motion.version, by=house.secretary)
    assert (amended.points, Vote.objects.count()) == (decimal("1"), 0)
    with pytest.raises(Overtaken, match="vừa được sửa"):
        cast_vote(motion=amended, choice=YES, seen_points=decimal("0.5"), by=house.member(0))


@pytest.mark.parametrize("points", ["-1", "2,01", "một", "1e1", ""])
def test_points_are_within_the_leaf(house, points):
    with pytest.raises(Invalid):
        house.add(points=points)


def test_a_withdrawn_one_is_not_decided(house):
    motion = house.vote(house.add(), YES, YES, YES)
    found = withdraw_motion(motion=motion, seen_version=motion.version, reason="Đã làm rõ", by=house.secretary)
    assert (found.state, found.reason, Ruling.objects.count()) == (MotionState.WITHDRAWN, "Đã làm rõ", 0)


def test_only_members_who_are_there_vote(house):
    motion = house.add()
    house.present(0, 1)
    with pytest.raises(NotNow, match="có mặt"):
        house.vote(motion, None, None, YES)
    for person in (house.secretary, house.team.members[0]):
        with pytest.raises(NotAllowed):
            cast_vote(motion=motion, choice=YES, seen_points=motion.points, by=person)
    assert Vote.objects.count() == 0


def test_a_member_decides_nothing(house):
    motion = house.vote(house.add(), YES, YES, YES)
    with pytest.raises(NotAllowed):
        decide(motion=motion, seen_version=motion.version, reason="Theo biên bản", by=house.member(0))


def test_who_belongs_to_the_agency_neither_counts_nor_votes(house):
    belongs(house.team.council[0], house.team.participants[0])
    motion, other = house.add(), house.add(agency=1)
    with pytest.raises(NotAllowed, match="xung đột lợi ích"):
        house.vote(motion, YES)
    house.vote(motion, None, YES, NO)
    assert house.decide(motion).state == MotionState.REJECTED
    assert house.carry(other).state == MotionState.CARRIED
    assert AuditEvent.objects.filter(verb="council.decided").get().details["present"] == 2


def test_a_vote_cast_before_the_conflict_does_not_count(house):
    motion = house.vote(house.add(), YES, YES, NO)
    belongs(house.team.council[0], house.team.participants[0])
    assert house.decide(motion).state == MotionState.REJECTED


def test_a_secretary_in_conflict_does_not_touch_it(house):
    motion = house.add()
    join(house.team.secretary, Role.OFFICER, house.team.campaign.authority, house.team.participants[0].agency)
    for deed in (
        partial(house.decide, motion),
        partial(amend_motion, motion=motion, points="1", seen_version=0, by=house.secretary),
        partial(withdraw_motion, motion=motion, seen_version=0, reason="Nhầm", by=house.secretary),
        partial(house.add, leaf="yes_no"),
        house.build,
        house.close,
    ):
        with pytest.raises(NotAllowed):
            deed()


@pytest.mark.parametrize("phase", [Phase.ROUND2, Phase.PUBLISHED])
def test_only_in_the_councils_phase(house, phase):
    motion = house.vote(house.add(), YES, YES, YES)
    house.team.move(phase)
    for deed in (
        partial(house.decide, motion),
        partial(house.vote, motion, NO),
        partial(house.add, agency=1),
        house.build,
    ):
        with pytest.raises(NotNow):
            deed()


def test_a_member_puts_a_motion_on_the_agenda_but_not_of_her_agency(house):
    belongs(house.team.council[0], house.team.participants[0])
    member = house.member(0)
    assert house.add(agency=1, by=member).origin == "tabled"
    with pytest.raises(NotAllowed):
        house.add(by=member)
    with pytest.raises(NotAllowed):
        house.add(by=house.team.members[0], leaf="yes_no")


def test_one_motion_for_a_leaf(house):
    house.add()
    with pytest.raises(Overtaken, match="đã có trong chương trình"):
        house.add(points="1")


def test_a_leaf_of_another_campaign(house):
    other = make_house(code="KHAC-2025").team
    proposal = Proposal(
        kind=MotionKind.POINTS,
        participant=other.participants[0],
        criterion=other.world.leaf("manual"),
        argument="Nhầm kỳ",
        points="1",
    )
    with pytest.raises(Invalid):
        add_motion(meeting=house.meeting, proposal=proposal, by=house.secretary)
