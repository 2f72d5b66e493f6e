"""A campaign opens to its agencies, and closes the self-assessment (DESIGN §7)."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from pari.accounts.models import User
from pari.inbox.services import notify
from pari.refusals import Invalid
from pari.ui.dates import deadline_text
from scoring.enums import SubmissionState
from scoring.models import Campaign, Submission
from scoring.phases import PhaseAction
from scoring.selectors.register.people import people_of
from scoring.services.campaigns.moving import advance, log_move
from scoring.services.campaigns.participants import BATCH


@transaction.atomic
def open_campaign(*, campaign: Campaign, by: User | None) -> Campaign:
    """Setup → self: every agency gets its submission, its people are told.

    Raises `NotNow` with what is missing, `Overtaken` when somebody has opened it already.
    """
    found = advance(campaign, PhaseAction.OPEN, by, opened_at=timezone.now())
    missing = found.participants.filter(submission=None)
    Submission.objects.bulk_create((Submission(campaign=found, participant=row) for row in missing), BATCH)
    told = _tell_opening(found)
    log_move(found, PhaseAction.OPEN, by, {"agencies": found.participants.count(), "told": told})
    return found


@transaction.atomic
def close_self_assessment(*, campaign: Campaign, confirmed: bool, by: User | None) -> int:
    """Self → round1; returns how many agencies have not submitted. It needs the person's confirmation."""
    if not confirmed:
        raise Invalid(_("Chưa xác nhận đóng tự đánh giá."), _("Đánh dấu ô xác nhận sau khi xem số đơn vị chưa nộp."))
    found = advance(campaign, PhaseAction.CLOSE_SELF, by)
    unsubmitted = found.submissions.filter(state=SubmissionState.DRAFT).count()
    log_move(found, PhaseAction.CLOSE_SELF, by, {"not_submitted": unsubmitted})
    return unsubmitted


def _tell_opening(campaign: Campaign) -> int:
    with translation.override(settings.LANGUAGE_CODE):
        deadline = deadline_text(campaign.self_deadline) if campaign.self_deadline else ""
        return notify(
            users=people_of(campaign=campaign),
            title=_("%(campaign)s: mở tự đánh giá") % {"campaign": campaign.name},
            body=_("Đơn vị tự chấm điểm, đính kèm tài liệu kiểm chứng và nộp hồ sơ trước %(deadline)s.")
            % {"deadline": deadline},
            link=reverse("scoring:home"),
        )
