"""What the minutes of a meeting say beside the figures: changed until it is closed (DESIGN §7, §9)."""

from __future__ import annotations

import unicodedata
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from appraisal.enums import MeetingKind
from appraisal.models import Meeting
from pari.accounts.enums import RUNNING_ROLES
from pari.accounts.models import User
from pari.audit.services import record
from pari.refusals import Invalid, NotAllowed, NotNow, Overtaken
from scoring.models import Campaign
from scoring.selectors.campaigns.impartiality import check_impartial

LONGEST_TEXT = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """Under the names of the meeting's columns."""

    held_at: datetime | None = None
    ended_at: datetime | None = None
    place: str = ""
    chair: str = ""
    clerk: str = ""
    attendees: str = ""
    content: str = ""


def details_of(meeting: Meeting) -> Details:
    return Details(**{name: getattr(meeting, name) for name in Details.__dataclass_fields__})


def meeting_of(campaign: Campaign, kind: MeetingKind, number: int = 1) -> Meeting:
    """As stored, or a blank one of revision 0 that is not stored yet."""
    found = Meeting.objects.filter(campaign=campaign, kind=kind, number=number).select_related("closed_by").first()
    return found or Meeting(campaign=campaign, kind=kind, number=number)


@transaction.atomic
def save_meeting(
    *, campaign: Campaign, kind: MeetingKind, details: Details, seen: int, by: User, number: int = 1
) -> Meeting:
    """Write what is known of a meeting; `seen` is the revision that the person's form showed.

    Raises `Overtaken` when somebody has changed it since, `NotNow` once it is closed, `Invalid` for impossible times.
    """
    _check_person(campaign, by)
    wanted = _tidy(details)
    found = _locked(campaign, kind, number)
    if found.closed_at is not None:
        raise NotNow(_("Cuộc họp đã chốt, biên bản không sửa được nữa."))
    if found.revision != seen:
        raise Overtaken(
            _("Thông tin cuộc họp vừa được người khác thay đổi, nên chưa lưu những gì bạn nhập."),
            _("Xem nội dung hiện tại bên dưới rồi nhập lại thay đổi của bạn."),
        )
    if wanted == details_of(found):
        return found
    for name, value in asdict(wanted).items():
        setattr(found, name, value)
    found.revision += 1
    found.save()
    _log(found, "meeting.save", by)
    return found


def close_meeting(*, campaign: Campaign, kind: MeetingKind, by: User | None, at: datetime, number: int = 1) -> Meeting:
    """What was agreed is agreed: nothing of it changes from now on. Belongs inside the transaction of the deed that closes it."""
    found = _locked(campaign, kind, number)
    if found.closed_at is None:
        found.closed_at, found.closed_by = at, by
        found.save(update_fields=["closed_at", "closed_by"])
    return found


def _locked(campaign: Campaign, kind: MeetingKind, number: int) -> Meeting:
    Meeting.objects.get_or_create(campaign=campaign, kind=kind, number=number)
    return Meeting.objects.select_for_update().get(campaign=campaign, kind=kind, number=number)


def _check_person(campaign: Campaign, by: User) -> None:
    if not by.has_role(RUNNING_ROLES, authority=campaign.authority_id):
        raise NotAllowed(_("Chỉ bộ phận thư ký và công chức Nội vụ ghi thông tin cuộc họp."))
    check_impartial(campaign, by)


def _tidy(details: Details) -> Details:
    """Text in one form of letters, without blanks around it; the end not before the beginning."""
    given: dict[str, Any] = {
        name: _text(value) if isinstance(value, str) else value for name, value in asdict(details).items()
    }
    tidied = Details(**given)
    if any(len(value) > LONGEST_TEXT for value in given.values() if isinstance(value, str)):
        raise Invalid(_("Nội dung dài quá %(most)d ký tự.") % {"most": LONGEST_TEXT}, _("Rút ngắn."))
    if tidied.held_at and tidied.ended_at and tidied.ended_at < tidied.held_at:
        raise Invalid(_("Cuộc họp kết thúc trước khi bắt đầu."), _("Sửa một trong hai thời điểm."))
    return tidied


def _text(value: str) -> str:
    return unicodedata.normalize("NFC", value.replace("\0", "").replace("\r\n", "\n")).strip()


def _log(meeting: Meeting, verb: str, by: User) -> None:
    details = asdict(details_of(meeting))
    for name in ("held_at", "ended_at"):
        details[name] = details[name] and details[name].astimezone(UTC).isoformat()
    record(
        chain=meeting.campaign.code,
        verb=verb,
        by=by,
        subject=f"meeting:{meeting.kind}/{meeting.number}",
        details=details,
    )
