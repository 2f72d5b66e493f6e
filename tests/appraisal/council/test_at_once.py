"""Two people at once: one wins, the other is told, nothing is half done."""

from functools import partial

import pytest

from appraisal.enums import Choice, MotionState
from appraisal.models import Meeting, Motion, Ruling, Vote
from appraisal.services.council.deciding import decide
from appraisal.services.council.meetings import close_meeting, open_meeting
from appraisal.services.council.motions import amend_motion, withdraw_motion
from appraisal.services.council.voting import cast_vote
from pari.audit.models import AuditEvent
from pari.refusals import Overtaken, Refusal
from tests.appraisal.council.house import House, make_house
from tests.together import together

YES = Choice.YES


@pytest.fixture
def house(transactional_db) -> House:
    return make_house()


def refused(outcomes) -> list[bool]:
    return sorted(isinstance(item, Refusal) for item in outcomes)


def test_two_decide(house):
    motion = house.vote(house.add(), YES, YES, YES)
    deed = partial(decide, motion=motion, seen_version=motion.version, reason="Theo biên bản", by=None)
    outcomes = together(deed, deed)
    assert [isinstance(item, Overtaken) for item in outcomes].count(True) == 1
    assert (Ruling.objects.count(), AuditEvent.objects.filter(verb="council.ruled").count()) == (1, 1)


def test_one_decides_and_one_withdraws(house):
    motion = house.vote(house.add(), YES, YES, YES)
    seen = {"motion": motion, "seen_version": motion.version, "by": None}
    outcomes = together(partial(decide, reason="Lý do", **seen), partial(withdraw_motion, reason="Lý do", **seen))
    state = house.motion(motion.key).state
    assert refused(outcomes) == [False, True]
    assert Ruling.objects.count() == (1 if state == MotionState.CARRIED else 0)


def test_a_vote_while_it_is_decided(house):
    motion = house.vote(house.add(), YES, YES)
    outcomes = together(
        partial(decide, motion=motion, seen_version=motion.version, reason="Lý do", by=None),
        partial(cast_vote, motion=motion, choice=Choice.NO, seen_points=motion.points, by=house.member(2)),
    )
    found = house.motion(motion.key)
    assert refused(outcomes) == [False, True]
    assert (found.state == MotionState.CARRIED) == (Vote.objects.count() == 2)


def test_a_vote_while_the_points_change(house):
    motion = house.add()
    together(
        partial(amend_motion, motion=motion, points="1.5", seen_version=motion.version, by=None),
        partial(cast_vote, motion=motion, choice=YES, seen_points=motion.points, by=house.member(2)),
    )
    found = house.motion(motion.key)
    assert (str(found.points), Vote.objects.count()) in [("1.5", 0), ("0.5", 1)]


def test_all_members_vote_at_once(house):
    motion = house.add()
    deeds = [
        partial(cast_vote, motion=motion, choice=YES, seen_points=motion.points, by=house.member(place))
        for place in range(3)
    ]
    assert refused(together(*deeds)) == [False, False, False]
    assert (Vote.objects.count(), house.motion(motion.key).version) == (3, 3)


def test_two_build_the_agenda(house):
    Motion.objects.all().delete()
    deed = partial(house.build)
    assert sorted(together(deed, deed)) == [0, 1]


def test_two_open_a_meeting(house):
    house.close()
    deed = partial(open_meeting, campaign=house.team.campaign, by=None)
    assert refused(together(deed, deed)) == [False, True]
    assert Meeting.objects.count() == 2


def test_two_close_it(house):
    deed = partial(close_meeting, meeting=house.meeting, seen=house.meeting.revision, by=None)
    assert refused(together(deed, deed)) == [False, True]
    assert AuditEvent.objects.filter(verb="council.meeting_closed").count() == 1


def test_a_motion_comes_while_it_closes(house):
    close = partial(close_meeting, meeting=house.meeting, seen=house.meeting.revision, by=None)
    outcomes = together(close, partial(house.add))
    assert refused(outcomes) == [False, True]
    assert (house.meeting.closed_at is None) == Motion.objects.exists()
