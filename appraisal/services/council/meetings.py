"""A meeting of the council: opened, who is there, what the minutes say, closed (DESIGN §7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from appraisal.enums import MeetingKind, MotionState
from appraisal.models import Attendance, Meeting
from appraisal.selectors.council.members import council_of
from appraisal.selectors.council.motions import meetings_of
from appraisal.services.council.guarding import check_runs, held, held_meeting, prose
from pari.accounts.models import User
from pari.audit.chain import JSON
from pari.audit.services import record
from pari.refusals import Invalid, NotNow, Overtaken
from scoring.models import Campaign
from scoring.selectors.campaigns.impartiality import check_impartial


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """What the minutes say beside motions, votes and figures."""

    held_at: datetime | None = None
    ended_at: datetime | None = None
    place: str = ""
    chair: str = ""
    clerk: str = ""
    attendees: str = ""
    content: str = ""


@transaction.atomic
def open_meeting(*, campaign: Campaign, by: User | None) -> Meeting:
    """The campaign's next meeting; one at a time, so that nobody votes in two."""
    found = held(campaign.pk)
    check_runs(found, by)
    before = meetings_of(found)
    if before.filter(closed_at=None).exists():
        raise Overtaken(_("Đã có một phiên họp đang mở."), _("Dùng phiên đó, hoặc kết thúc nó trước."))
    number = (before.aggregate(last=Max("number"))["last"] or 0) + 1
    meeting = Meeting.objects.create(campaign=found, kind=MeetingKind.COUNCIL, number=number, held_at=timezone.now())
    log(meeting, found, "meeting_opened", by, {})
    return meeting


@transaction.atomic
def note_minutes(*, meeting: Meeting, minutes: Minutes, seen: int, by: User | None) -> Meeting:
    """`seen` is the revision of the meeting that the person was shown."""
    campaign = held(meeting.campaign_id)
    check_runs(campaign, by)
    found = held_meeting(meeting)
    if minutes.held_at and minutes.ended_at and minutes.ended_at < minutes.held_at:
        raise Invalid(_("Giờ kết thúc trước giờ họp."))
    values = {name: prose(value) if isinstance(value, str) else value for name, value in asdict(minutes).items()}
    _step(found, seen, **values)
    log(found, campaign, "minutes_noted", by, {"revision": found.revision})
    return found


@transaction.atomic
def set_attendance(*, meeting: Meeting, members: Iterable[int], seen: int, by: User | None) -> int:
    """Who is there, by primary key, instead of what was noted before; returns how many."""
    campaign = held(meeting.campaign_id)
    check_runs(campaign, by)
    found = held_meeting(meeting)
    wanted, known = set(members), set(council_of(campaign).values_list("pk", flat=True))
    if wanted - known:
        raise Invalid(_("Có người không phải là thành viên Hội đồng."), _("Tải lại trang rồi chọn lại."))
    _step(found, seen)
    Attendance.objects.filter(meeting=found).exclude(member__in=wanted).delete()
    Attendance.objects.bulk_create(
        (Attendance(campaign=campaign, meeting=found, member_id=member) for member in sorted(wanted)),
        ignore_conflicts=True,
    )
    log(found, campaign, "attendance_set", by, {"present": sorted(wanted), "members": len(known)})
    return len(wanted)


@transaction.atomic
def close_meeting(*, meeting: Meeting, seen: int, by: User | None) -> Meeting:
    """Fix it: everything on its agenda is decided or withdrawn."""
    campaign = held(meeting.campaign_id)
    check_runs(campaign, by)
    check_impartial(campaign, by)
    found = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if found.closed_at is not None:
        raise Overtaken(_("Người khác vừa kết thúc phiên họp này."), _("Không cần làm gì thêm."))
    undecided = found.motions.filter(state=MotionState.OPEN).count()
    if undecided:
        raise NotNow(
            _("Còn %(count)d nội dung chưa quyết định.") % {"count": undecided},
            _("Quyết định hoặc rút từng nội dung rồi kết thúc phiên họp."),
        )
    now = timezone.now()
    _step(found, seen, closed_at=now, closed_by=by, ended_at=found.ended_at or now)
    log(found, campaign, "meeting_closed", by, {"motions": found.motions.count()})
    return found


def _step(meeting: Meeting, seen: int, **values: object) -> None:
    """Compare-and-set on the revision that the person saw."""
    if not Meeting.objects.filter(pk=meeting.pk, revision=seen).update(revision=F("revision") + 1, **values):
        raise Overtaken(_("Người khác vừa sửa phiên họp này."), _("Xem lại rồi sửa tiếp."))
    meeting.refresh_from_db()


def log(meeting: Meeting, campaign: Campaign, deed: str, by: User | None, details: dict[str, JSON]) -> None:
    """One event about a meeting."""
    subject = f"council:{meeting.number}"
    record(chain=campaign.code, verb=f"council.{deed}", by=by, subject=subject, details=details)
