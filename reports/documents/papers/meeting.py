"""What all minutes have: when and where, who was there, what was said, how it ended."""

from __future__ import annotations

from datetime import date, datetime

from pari.ui.dates import VIETNAM, long_date, time_of_day
from reports.documents.blocks import Block, Paragraph
from reports.documents.papers.assembly import bullets, lines, stated
from reports.documents.papers.facts import MeetingFact

OPEN_MOMENT = "…… giờ …… phút, ngày …… tháng …… năm ……"
OPEN = "……………………………………"


def day_of(meeting: MeetingFact) -> date | None:
    return meeting.held_at.astimezone(VIETNAM).date() if meeting.held_at else None


def moment(value: datetime | None) -> str:
    """`08 giờ 00 phút, ngày 26 tháng 12 năm 2019`, or room to write it."""
    if value is None:
        return OPEN_MOMENT
    return f"{time_of_day(value)}, {long_date(value.astimezone(VIETNAM).date())}"


def setting(meeting: MeetingFact) -> list[Block]:
    """Time, place and people, line by line; what was not entered is left open."""
    return [
        stated("Thời gian bắt đầu", f"{moment(meeting.held_at)}."),
        stated("Địa điểm", _ended(meeting.place)),
        stated("Chủ trì", _ended(meeting.chair)),
        stated("Thư ký", _ended(meeting.clerk)),
        *_attendees(meeting),
    ]


def _ended(text: str) -> str:
    return f"{text.strip().rstrip('.') or OPEN}."


def _attendees(meeting: MeetingFact) -> list[Block]:
    found = lines(meeting.attendees)
    if not found:
        return []
    ends = [";"] * (len(found) - 1) + ["."]
    listed = [f"{item.rstrip('.;')}{end}" for item, end in zip(found, ends, strict=True)]
    return [stated("Thành phần tham dự", ""), *bullets(listed)]


def said(meeting: MeetingFact) -> list[Block]:
    """What the clerk wrote down, a paragraph a line."""
    return [Paragraph(line) for line in lines(meeting.content)]


def ending(meeting: MeetingFact) -> Paragraph:
    """The last sentence of minutes; on the same day only the hour is told."""
    if meeting.ended_at is None:
        when = OPEN_MOMENT
    elif meeting.held_at and _day(meeting.held_at) == _day(meeting.ended_at):
        when = f"{time_of_day(meeting.ended_at)} cùng ngày"
    else:
        when = moment(meeting.ended_at)
    return Paragraph(
        f"Cuộc họp kết thúc lúc {when}. Biên bản được đọc lại cho những người dự họp cùng nghe và nhất trí./."
    )


def _day(value: datetime) -> date:
    return value.astimezone(VIETNAM).date()
