"""A meeting: opened, who is there, its minutes, closed."""

import pytest

from appraisal.models import Attendance
from appraisal.services.council.meetings import Minutes, close_meeting, note_minutes, open_meeting, set_attendance
from pari.refusals import Invalid, NotAllowed, NotNow, Overtaken
from scoring.enums import Phase


def test_meetings_are_numbered_and_one_at_a_time(house):
    with pytest.raises(Overtaken, match="đang mở"):
        open_meeting(campaign=house.team.campaign, by=house.secretary)
    closed = house.close()
    second = open_meeting(campaign=house.team.campaign, by=house.secretary)
    assert (closed.number, closed.closed_by, second.number) == (1, house.secretary, 2)


def test_only_in_the_councils_phase(house):
    house.close()
    house.team.move(Phase.ROUND2)
    with pytest.raises(NotNow):
        open_meeting(campaign=house.team.campaign, by=house.secretary)


def test_a_member_opens_and_closes_nothing(house):
    for deed in (
        lambda: open_meeting(campaign=house.team.campaign, by=house.member(0)),
        lambda: close_meeting(meeting=house.meeting, seen=1, by=house.member(0)),
        lambda: set_attendance(meeting=house.meeting, members=[], seen=1, by=house.member(0)),
        lambda: note_minutes(meeting=house.meeting, minutes=Minutes(), seen=1, by=house.member(0)),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_who_is_there_is_who_was_noted_last(house):
    house.present(1)
    assert list(Attendance.objects.values_list("member", flat=True)) == [house.team.council[1].pk]


def test_only_members_are_there(house):
    with pytest.raises(Invalid):
        set_attendance(
            meeting=house.meeting, members=[house.team.members[0].pk], seen=house.meeting.revision, by=house.secretary
        )
    assert Attendance.objects.count() == 3


def test_a_stale_page_changes_nothing(house):
    seen = house.meeting.revision
    house.present(0)
    for deed in (
        lambda: set_attendance(meeting=house.meeting, members=[], seen=seen, by=house.secretary),
        lambda: note_minutes(meeting=house.meeting, minutes=Minutes(place="Hà Nội"), seen=seen, by=house.secretary),
        lambda: close_meeting(meeting=house.meeting, seen=seen, by=house.secretary),
    ):
        with pytest.raises(Overtaken):
            deed()
    assert (house.meeting.place, house.meeting.closed_at) == ("", None)


def test_it_closes_when_everything_is_decided(house):
    motion = house.add()
    with pytest.raises(NotNow, match="Còn 1 nội dung"):
        house.close()
    house.carry(motion)
    assert house.close().closed_at is not None
    with pytest.raises(Overtaken, match="vừa kết thúc"):
        house.close()


def test_a_closed_one_is_fixed(house):
    house.close()
    for deed in (house.add, house.build, lambda: house.present(0)):
        with pytest.raises(NotNow, match="đã kết thúc"):
            deed()
    with pytest.raises(NotNow):
        note_minutes(meeting=house.meeting, minutes=Minutes(), seen=house.meeting.revision, by=house.secretary)


def test_minutes(house):
    note_minutes(
        meeting=house.meeting,
        minutes=Minutes(place=" Phòng họp số 1 ", chair="Chủ tịch Hội đồng", content="Thống nhất"),
        seen=house.meeting.revision,
        by=house.secretary,
    )
    assert (house.meeting.place, house.meeting.chair, house.meeting.content) == (
        "Phòng họp số 1",
        "Chủ tịch Hội đồng",
        "Thống nhất",
    )
