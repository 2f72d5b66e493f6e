"""Who may do what in the council, and when; every deed asks here first (DESIGN §7)."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from django.db.models import F
from django.utils.translation import gettext as _

from appraisal.enums import MotionKind, MotionState
from appraisal.models import Meeting, Motion
from appraisal.selectors.council.motions import motions_seen_by
from pari.accounts.enums import RUNNING_ROLES, Role
from pari.accounts.models import User
from pari.refusals import Invalid, NotAllowed, NotNow, Overtaken
from scoring.core.numbers import NotANumber, decimal
from scoring.enums import Phase
from scoring.models import Campaign, Criterion

LONGEST_TEXT = 20_000


def held(campaign: int, phases: Collection[str] = (Phase.COUNCIL,)) -> Campaign:
    """The campaign, locked until the end of the transaction and in one of the phases; else `NotNow`.

    Publication takes the same lock: what is written under it is in the results, or is refused.
    """
    locked = Campaign.objects.select_for_update(no_key=True, of=("self",)).select_related("authority", "criteria_set")
    found = locked.get(pk=campaign)
    if found.phase not in phases:
        raise NotNow(
            _("Kỳ đánh giá đang ở giai đoạn “%(phase)s”, không làm việc này được.")
            % {"phase": found.get_phase_display()},
        )
    return found


def check_runs(campaign: Campaign, by: User | None) -> None:
    if by is not None and not by.has_role(RUNNING_ROLES, authority=campaign.authority_id):
        raise NotAllowed(_("Chỉ bộ phận thư ký và công chức Nội vụ làm được việc này."))


def check_council(campaign: Campaign, by: User) -> None:
    held_here = {item.role for item in by.current_memberships if item.authority_id == campaign.authority_id}
    if Role.COUNCIL not in held_here:
        raise NotAllowed(_("Chỉ thành viên Hội đồng thẩm định được biểu quyết."))


def check_sees(motion: Motion, campaign: Campaign, by: User | None) -> None:
    """A motion about an agency that she has a conflict with is not hers to touch."""
    if by is not None and not motions_seen_by(by, campaign).filter(pk=motion.pk).exists():
        raise NotAllowed(_("Bạn không tham gia nội dung về cơ quan này vì có xung đột lợi ích."))


def held_meeting(meeting: Meeting) -> Meeting:
    """As it stands, locked, not closed."""
    found = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if found.closed_at is not None:
        raise NotNow(_("Phiên họp đã kết thúc, không sửa được nữa."))
    return found


def held_motion(motion: Motion) -> Motion:
    """As it stands, locked, not decided, in a meeting that goes on."""
    found = (
        Motion.objects.select_for_update(of=("self",))
        .select_related("meeting", "participant", "criterion")
        .get(pk=motion.pk)
    )
    check_open(found)
    return found


def check_open(motion: Motion) -> None:
    if motion.state != MotionState.OPEN:
        raise Overtaken(
            _("Nội dung này vừa được ghi: %(state)s.") % {"state": motion.get_state_display()},
            _("Xem lại trước khi làm tiếp."),
        )
    if motion.meeting.closed_at is not None:
        raise NotNow(_("Phiên họp đã kết thúc, không sửa được nữa."))


def move_on(motion: Motion, seen_version: int, **values: object) -> None:
    """Compare-and-set on what the person saw."""
    seen = Motion.objects.filter(pk=motion.pk, state=MotionState.OPEN, version=seen_version)
    if not seen.update(version=F("version") + 1, **values):
        raise Overtaken(
            _("Có phiếu mới, hoặc người khác vừa sửa nội dung này."), _("Xem lại số phiếu và mức đề nghị rồi làm tiếp.")
        )
    motion.refresh_from_db()


def read_points(text: str | None, kind: str, criterion: Criterion | None) -> Decimal | None:
    """Points for the leaf, from 0 to its maximum; None for an empty text and for what is no points motion."""
    if kind != MotionKind.POINTS or criterion is None or not (text or "").strip():
        return None
    try:
        points = decimal(str(text))
    except NotANumber as error:
        raise Invalid(_("“%(text)s” không phải là số điểm.") % {"text": str(text)[:50]}, _("Ghi ví dụ 1,5.")) from error
    if not 0 <= points <= criterion.max_points:
        raise Invalid(
            _("Điểm phải từ 0 đến %(most)s.") % {"most": f"{criterion.max_points.normalize():f}".replace(".", ",")}
        )
    return points


def prose(text: str) -> str:
    """What a person wrote; not longer than anybody reads."""
    kept = text.replace("\0", "").replace("\r\n", "\n").strip()
    if len(kept) > LONGEST_TEXT:
        raise Invalid(_("Nội dung dài quá %(most)d ký tự.") % {"most": LONGEST_TEXT}, _("Rút ngắn lại."))
    return kept
