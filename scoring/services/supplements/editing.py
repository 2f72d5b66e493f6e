"""The one door to an agency's supplement: locked, still open, and only for the leaves of its letter (DESIGN §7)."""

from __future__ import annotations

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from pari.accounts.models import User
from pari.refusals import NotAllowed, NotNow
from pari.ui.dates import deadline_text
from scoring.enums import Phase, SupplementState
from scoring.models import Campaign, Criterion, Supplement, SupplementItem
from scoring.selectors.supplements.deadlines import deadline_of
from scoring.selectors.supplements.speakers import sits_on_the_team


def open_supplement(participant: int, by: User) -> Supplement:
    """The agency's supplement with campaign and participant, locked until the caller's transaction ends.

    Raises `NotNow` when there is none or it takes nothing now, `NotAllowed` for somebody of the team.
    """
    locked = locked_supplement(participant)
    check_supplement_open(locked, by)
    return locked


def locked_supplement(participant: int) -> Supplement:
    """As it is once it is this transaction's; its campaign is read after that, for it may have moved on meanwhile."""
    found = Supplement.objects.select_for_update(of=("self",)).select_related("participant")
    locked = found.filter(participant=participant).first()
    if locked is None:
        raise NotNow(_("Cơ quan không có tiêu chí nào cần bổ sung."))
    locked.campaign = Campaign.objects.get(pk=locked.campaign_id)
    return locked


def check_supplement_open(supplement: Supplement, by: User) -> None:
    """Give the supplement with its campaign."""
    check_speaker(supplement.campaign, by)
    campaign, deadline = supplement.campaign, deadline_of(supplement)
    if campaign.phase != Phase.SUPPLEMENT:
        raise NotNow(
            _("Kỳ đánh giá đang ở giai đoạn “%(phase)s”, không bổ sung được.")
            % {"phase": campaign.get_phase_display()},
            _("Liên hệ bộ phận thư ký."),
        )
    if supplement.state != SupplementState.OPEN:
        raise NotNow(_("Phần bổ sung đã gửi, không sửa được nữa."), _("Rút lại trước hạn nếu cần sửa."))
    if deadline is not None and timezone.now() > deadline:
        raise NotNow(
            _("Đã quá hạn bổ sung %(deadline)s.") % {"deadline": deadline_text(deadline)},
            _("Đề nghị bộ phận thư ký gia hạn, kèm văn bản."),
        )


def check_speaker(campaign: Campaign, by: User) -> None:
    if sits_on_the_team(by, campaign):
        raise NotAllowed(
            _("Bạn tham gia thẩm định kỳ này nên không xem, không bổ sung cho cơ quan mình."),
            _("Việc này do người khác của cơ quan làm."),
        )


def item_of(supplement: Supplement, criterion: Criterion) -> SupplementItem:
    """The leaf of the letter; `NotNow` for a leaf that it does not list."""
    found = SupplementItem.objects.filter(supplement=supplement, criterion=criterion).first()
    if found is None:
        raise NotNow(
            _("Tiêu chí %(code)s không thuộc danh sách được bổ sung.") % {"code": criterion.code},
            _("Chỉ bổ sung được các tiêu chí nêu trong thông báo."),
        )
    return found


def touch(supplement: Supplement) -> None:
    """The last step of every change: who signs must have seen it."""
    Supplement.objects.filter(pk=supplement.pk).update(revision=F("revision") + 1)
