"""An agency answers the mark of one of its leaves (quyền phản hồi, DESIGN §7)."""

from __future__ import annotations

import unicodedata

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from appraisal.enums import MotionState
from appraisal.models import Mark, Motion, Reply
from appraisal.selectors.rounds.closed import closed_rounds, is_open_to_agencies
from pari.accounts.enums import AGENCY_ROLES
from pari.accounts.models import User
from pari.audit.services import record
from pari.refusals import Invalid, NotAllowed, NotNow, Overtaken
from scoring.models import Campaign, Criterion, Participant
from scoring.services.supplements.editing import check_speaker

LONGEST_TEXT = 20_000


class ReplyConflict(Overtaken):
    """Somebody else of the agency has answered the same leaf meanwhile; nothing was written."""

    def __init__(self, stands: Reply) -> None:
        super().__init__(
            _("%(name)s vừa sửa ý kiến này.") % {"name": stands.written_by or _("Người khác")},
            _("Nội dung của bạn còn ở ô bên dưới; xem ý kiến đang ghi rồi lưu lại."),
        )
        self.stands = stands


@transaction.atomic
def save_reply(*, participant: Participant, criterion: Criterion, text: str, seen_version: int, by: User) -> Reply:
    """Put the agency's answer to a leaf; `seen_version` is the version that the page showed, 0 where there was none.

    Raises `ReplyConflict` when somebody else has written since, `NotNow` where the campaign does not let agencies
    answer or the council has decided, `NotAllowed` for somebody who does not speak for the agency. The same text again
    changes nothing.
    """
    campaign = Campaign.objects.select_for_update(no_key=True).get(pk=participant.campaign_id)
    _check_person(participant, campaign, by)
    check_replies_open(campaign)
    _check_leaf(participant, campaign, criterion)
    _check_undecided(participant, criterion)
    words = _tidy(text)
    stands = Reply.objects.select_related("written_by").filter(participant=participant, criterion=criterion).first()
    if stands is not None and stands.text == words:
        return stands
    if seen_version != (stands.version if stands else 0):
        if stands is None:
            raise NotNow(_("Ý kiến này không còn."), _("Tải lại trang."))
        raise ReplyConflict(stands)
    written = _write(participant, criterion, stands, words, by)
    record(
        chain=campaign.code,
        verb="reply.save",
        by=by,
        subject=f"reply:{participant.code}/{criterion.code}",
        details={"version": written.version, "text": words},
    )
    return written


def check_replies_open(campaign: Campaign) -> None:
    if not is_open_to_agencies(campaign):
        raise NotNow(
            _("Ở giai đoạn “%(phase)s”, kỳ đánh giá này không cho cơ quan xem và trả lời điểm thẩm định.")
            % {"phase": campaign.get_phase_display()},
            _("Liên hệ bộ phận thư ký."),
        )


def _check_person(participant: Participant, campaign: Campaign, by: User) -> None:
    if not Participant.objects.answered_by(by, AGENCY_ROLES).filter(pk=participant.pk).exists():
        raise NotAllowed(_("Chỉ người của cơ quan trả lời điểm của cơ quan mình."))
    check_speaker(campaign, by)


def _check_leaf(participant: Participant, campaign: Campaign, criterion: Criterion) -> None:
    marked = Mark.objects.filter(participant=participant, criterion=criterion, round__in=closed_rounds(campaign))
    if not marked.exists():
        raise NotNow(_("Tiêu chí %(code)s chưa có điểm thẩm định đã chốt.") % {"code": criterion.code})


def _check_undecided(participant: Participant, criterion: Criterion) -> None:
    """What the council has read stays as it read it."""
    motions = Motion.objects.filter(participant=participant, criterion=criterion)
    if motions.filter(state__in=[MotionState.CARRIED, MotionState.REJECTED]).exists():
        raise NotNow(
            _("Hội đồng đã quyết định về tiêu chí %(code)s nên không sửa được ý kiến nữa.") % {"code": criterion.code},
            _("Ý kiến đã gửi trước đó còn nguyên trong hồ sơ."),
        )


def _tidy(text: str) -> str:
    words = unicodedata.normalize("NFC", text.replace("\0", "").replace("\r\n", "\n")).strip()
    if len(words) > LONGEST_TEXT:
        raise Invalid(_("Nội dung dài quá %(most)d ký tự nên chưa lưu được.") % {"most": LONGEST_TEXT}, _("Rút ngắn."))
    return words


def _write(participant: Participant, criterion: Criterion, stands: Reply | None, text: str, by: User) -> Reply:
    now = timezone.now()
    if stands is None:
        given = {"campaign_id": participant.campaign_id, "text": text, "written_by": by, "written_at": now}
        return Reply.objects.create(participant=participant, criterion=criterion, **given)
    stands.text, stands.version, stands.written_by, stands.written_at = text, stands.version + 1, by, now
    stands.save(update_fields=["text", "version", "written_by", "written_at"])
    return stands
