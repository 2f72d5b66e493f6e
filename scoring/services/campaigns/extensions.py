"""More time for one agency, by a document with a number and a reason (DESIGN §7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pari.accounts.models import User
from pari.audit.services import record
from pari.inbox.services import notify
from pari.refusals import Invalid, NotNow, Overtaken
from pari.ui.dates import deadline_text
from scoring.core.calendar import rolled
from scoring.enums import Phase
from scoring.models import Campaign, Extension, Participant, Submission, Supplement
from scoring.selectors.campaigns.calendar import column_of
from scoring.selectors.campaigns.impartiality import check_impartial
from scoring.selectors.register.people import people_of_participants

#: The phase of the campaign → what an agency may get more time for.
EXTENDED: Mapping[str, Phase] = {
    Phase.SETUP: Phase.SELF,
    Phase.SELF: Phase.SELF,
    Phase.SUPPLEMENT: Phase.SUPPLEMENT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What the document says."""

    until: datetime
    document_number: str
    document_date: date | None
    reason: str


@transaction.atomic
def grant_extension(*, participant: Participant, grant: Grant, seen: int, by: User | None) -> Extension:
    """Record the extension, set the agency's own deadline and tell its people.

    `seen` is how many extensions of this agency the person was shown; more of them now raise `Overtaken`.
    """
    campaign = Campaign.objects.select_for_update().get(pk=participant.campaign_id)
    until = rolled(grant.until) if campaign.rolls_weekends else grant.until
    phase = _phase_extended(campaign, by)
    _check(campaign, participant, grant, until, seen)
    extension = Extension.objects.create(
        campaign=campaign,
        participant=participant,
        phase=phase,
        until=until,
        document_number=grant.document_number.strip(),
        document_date=grant.document_date,
        reason=grant.reason.strip(),
        granted_by=by,
    )
    if phase == Phase.SUPPLEMENT:
        _set_supplement_deadline(participant, until)
    else:
        Submission.objects.update_or_create(
            participant=participant,
            defaults={"deadline": until},
            create_defaults={"campaign": campaign, "deadline": until},
        )
    _log(extension, campaign, participant, by)
    _tell(extension, campaign, participant)
    return extension


def settle_own_deadlines(*, campaign: Campaign) -> None:
    """Own deadlines anew after the campaign's moved: the newest extension holds while it gives more time.

    Deadlines that came without a document (in a workbook) stay. Belongs inside the caller's transaction.
    """
    newest: dict[int, datetime] = {}
    for participant, until in campaign.extensions.filter(phase=Phase.SELF).values_list("participant", "until"):
        newest.setdefault(participant, until)
    for participant, until in newest.items():
        is_longer = campaign.self_deadline is None or until > campaign.self_deadline
        Submission.objects.filter(participant=participant).update(deadline=until if is_longer else None)


def _phase_extended(campaign: Campaign, by: User | None) -> Phase:
    if campaign.phase not in EXTENDED:
        raise NotNow(
            _("Kỳ đánh giá đang ở giai đoạn “%(phase)s”, không gia hạn được.") % {"phase": campaign.get_phase_display()}
        )
    phase = EXTENDED[campaign.phase]
    if phase == Phase.SUPPLEMENT and by is not None:
        check_impartial(campaign, by)  # who has a letter says what its marks are
    return phase


def _set_supplement_deadline(participant: Participant, until: datetime) -> None:
    if not Supplement.objects.filter(participant=participant).update(deadline=until):
        raise NotNow(_("Cơ quan không có tiêu chí nào cần bổ sung."))


def _check(campaign: Campaign, participant: Participant, grant: Grant, until: datetime, seen: int) -> None:
    phase = EXTENDED[campaign.phase]
    common: datetime | None = getattr(campaign, column_of(phase))
    if participant.extensions.filter(phase=phase).count() != seen:
        raise Overtaken(
            _("Vừa có người khác ghi một lần gia hạn cho đơn vị này, nên chưa lưu những gì bạn nhập."),
            _("Xem các lần gia hạn bên dưới rồi nhập lại nếu vẫn cần."),
        )
    if not (grant.document_number.strip() and grant.reason.strip()):
        raise Invalid(_("Thiếu số văn bản hoặc lý do gia hạn."), _("Ghi cả hai: biên bản và báo cáo dẫn lại chúng."))
    if common is None:
        raise NotNow(
            _("Kỳ đánh giá chưa có hạn “%(phase)s”.") % {"phase": phase.label},
            _("Đặt hạn chung trong lịch trước khi gia hạn."),
        )
    if until <= common:
        raise Invalid(
            _("Hạn mới không muộn hơn hạn chung: %(deadline)s.") % {"deadline": deadline_text(common)},
            _("Ghi thời điểm sau hạn chung."),
        )


def _log(extension: Extension, campaign: Campaign, participant: Participant, by: User | None) -> None:
    record(
        chain=campaign.code,
        verb="submission.extend",
        by=by,
        subject=f"submission:{campaign.code}/{participant.code}",
        details={
            "phase": str(extension.phase),
            "until": extension.until.astimezone(UTC).isoformat(),
            "document_number": extension.document_number,
            "document_date": extension.document_date.isoformat() if extension.document_date else None,
            "reason": extension.reason,
        },
    )


_WORDS: Mapping[Phase, Promise] = {
    Phase.SELF: gettext_lazy("Hạn nộp hồ sơ tự đánh giá mới: %(deadline)s, theo văn bản số %(number)s."),
    Phase.SUPPLEMENT: gettext_lazy("Hạn bổ sung mới: %(deadline)s, theo văn bản số %(number)s."),
}


def _tell(extension: Extension, campaign: Campaign, participant: Participant) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        notify(
            users=people_of_participants([participant.pk]),
            title=_("%(campaign)s: %(agency)s được gia hạn") % {"campaign": campaign.name, "agency": participant.name},
            body=_WORDS[Phase(extension.phase)]
            % {"deadline": deadline_text(extension.until), "number": extension.document_number},
            link=reverse("scoring:home"),
        )
