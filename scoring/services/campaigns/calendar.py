"""The campaign's deadlines: changed at any time before the publication, without a restart (DESIGN §7)."""

from __future__ import annotations

from dataclasses import asdict

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from pari.accounts.models import User
from pari.audit.services import record
from pari.inbox.services import notify
from pari.refusals import Invalid, NotNow, Overtaken
from pari.ui.dates import deadline_text
from scoring.enums import PUBLIC_PHASES, Phase
from scoring.models import Campaign
from scoring.selectors.campaigns.calendar import Calendar, calendar_of
from scoring.selectors.register.people import people_of
from scoring.services.campaigns.extensions import settle_own_deadlines


@transaction.atomic
def set_calendar(*, campaign: Campaign, wanted: Calendar, seen: str, by: User | None) -> Calendar:
    """Write the calendar and return it as stored: off weekends when it says so.

    `seen` is the token of the calendar that the person changed; another one now raises `Overtaken`.
    Raises `Invalid` when the deadlines are not in order and `NotNow` after the publication.
    """
    found = Campaign.objects.select_for_update().get(pk=campaign.pk)
    before, after = calendar_of(found), wanted.off_weekends()
    _check(found, before, after, seen)
    if after == before:
        return after
    Campaign.objects.filter(pk=found.pk).update(**asdict(after))
    found.refresh_from_db()
    if after.self_deadline != before.self_deadline:
        settle_own_deadlines(campaign=found)
        _tell(found)
    record(
        chain=found.code,
        verb="campaign.calendar",
        by=by,
        subject=f"campaign:{found.code}",
        details={"before": before.as_json(), "after": after.as_json()},
    )
    return after


def _check(campaign: Campaign, before: Calendar, after: Calendar, seen: str) -> None:
    if campaign.phase in PUBLIC_PHASES:
        raise NotNow(_("Kỳ đánh giá đã công bố, không đổi lịch được nữa."))
    if before.token != seen:
        raise Overtaken(
            _("Lịch vừa được người khác thay đổi, nên chưa lưu những gì bạn nhập."),
            _("Xem lịch hiện tại bên dưới rồi nhập lại thay đổi của bạn."),
        )
    if campaign.phase == Phase.SELF and after.self_deadline != before.self_deadline:
        _check_open_deadline(after)
    if wrong := after.wrong_pair():
        raise Invalid(
            _("%(later)s không được hết hạn trước %(earlier)s.")
            % {"later": _named(wrong[1]), "earlier": _named(wrong[0])},
            _("Sửa một trong hai hạn để các giai đoạn nối tiếp nhau."),
        )


def _check_open_deadline(after: Calendar) -> None:
    """Agencies at work need a deadline that is still to come."""
    if after.self_deadline is None or after.self_deadline <= timezone.now():
        raise Invalid(
            _("Kỳ đánh giá đang mở nên hạn tự đánh giá mới phải ở phía trước."),
            _("Ghi một thời điểm sắp tới; nếu muốn kết thúc ngay, dùng nút đóng tự đánh giá."),
        )


def _named(phase: Phase) -> str:
    return f"“{phase.label}”"


def _tell(campaign: Campaign) -> None:
    """While agencies are at work they are told of a new deadline."""
    if campaign.phase != Phase.SELF or campaign.self_deadline is None:
        return
    with translation.override(settings.LANGUAGE_CODE):
        notify(
            users=people_of(campaign=campaign),
            title=_("%(campaign)s: đổi hạn nộp hồ sơ tự đánh giá") % {"campaign": campaign.name},
            body=_("Hạn mới: %(deadline)s. Đơn vị được gia hạn bằng văn bản giữ hạn riêng nếu hạn đó muộn hơn.")
            % {"deadline": deadline_text(campaign.self_deadline)},
            link=reverse("scoring:home"),
        )
