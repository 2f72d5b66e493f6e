"""The team's meetings: what their minutes say, and the moves that close a round."""

from __future__ import annotations

from appraisal.enums import MeetingKind, Round
from appraisal.models import Meeting
from appraisal.selectors.rounds.standing import round_standing, window_token
from appraisal.services.meetings import Details, save_meeting
from appraisal.services.rounds.closing import close_round1, close_round2, close_supplement
from pari.accounts.models import User
from reports.management.appraised.days import Days
from scoring.models import Campaign, Supplement
from scoring.selectors.supplements.letters import tally_of

ATTENDEES = "Bộ phận thư ký; các thành viên Tổ giúp việc số 1, số 2 và số 3."
CONTENT = {
    MeetingKind.ROUND1: "Tổ giúp việc thống nhất điểm lần 1 và danh sách tiêu chí đề nghị đơn vị bổ sung tài liệu.",
    MeetingKind.ROUND2: "Tổ giúp việc thống nhất điểm lần 2 sau bổ sung và những nội dung trình Hội đồng thẩm định.",
}


def close_first_round(campaign: Campaign, days: Days, leader: User) -> None:
    """The meeting, the letters, the window."""
    _write_minutes(campaign, MeetingKind.ROUND1, days, days.round1, leader)
    seen = round_standing(campaign, Round.FIRST).token
    close_round1(campaign=campaign, confirmed=True, seen=seen, by=leader)
    Meeting.objects.filter(campaign=campaign, kind=MeetingKind.ROUND1).update(closed_at=days.at(days.round1, 16, 30))
    Supplement.objects.filter(campaign=campaign).update(opened_at=days.at(days.round1, 16, 30))


def close_window(campaign: Campaign, leader: User) -> None:
    close_supplement(campaign=campaign, confirmed=True, seen=window_token(tally_of(campaign)), by=leader)


def close_second_round(campaign: Campaign, days: Days, leader: User) -> None:
    _write_minutes(campaign, MeetingKind.ROUND2, days, days.round2, leader)
    seen = round_standing(campaign, Round.SECOND).token
    close_round2(campaign=campaign, confirmed=True, seen=seen, by=leader)
    Meeting.objects.filter(campaign=campaign, kind=MeetingKind.ROUND2).update(closed_at=days.at(days.round2, 16, 30))


def _write_minutes(campaign: Campaign, kind: MeetingKind, days: Days, day: int, leader: User) -> None:
    details = Details(
        held_at=days.at(day, 14),
        ended_at=days.at(day, 16, 15),
        place="Phòng họp số 2, trụ sở cơ quan Nội vụ",
        chair="Tổ trưởng Tổ giúp việc",
        clerk="Bộ phận thư ký",
        attendees=ATTENDEES,
        content=CONTENT[kind],
    )
    save_meeting(campaign=campaign, kind=kind, details=details, seen=0, by=leader)
