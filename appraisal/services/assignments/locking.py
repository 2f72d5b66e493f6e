"""The one door to assignments: who may come in, and when; one deed after the other."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pari.accounts.enums import RUNNING_ROLES
from pari.accounts.models import User
from pari.refusals import NotAllowed, NotNow
from scoring.enums import Phase
from scoring.models import Campaign

#: From the opening to the end of the second round.
ASSIGNING_PHASES = (Phase.SELF, Phase.ROUND1, Phase.SUPPLEMENT, Phase.ROUND2)


def locked_for_assigning(campaign: Campaign, by: User | None) -> Campaign:
    """The campaign, locked against other assignments until the caller's transaction ends.

    Agencies and appraisers go on saving meanwhile: rows that refer to the campaign do not wait for this lock.
    """
    if by is not None and not by.has_role(RUNNING_ROLES, authority=campaign.authority_id):
        raise NotAllowed(_("Chỉ bộ phận thư ký và công chức Nội vụ phân công thẩm định."))
    found = Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)
    if found.phase not in ASSIGNING_PHASES:
        raise NotNow(
            _("Kỳ đánh giá đang ở giai đoạn “%(phase)s”, không phân công được.") % {"phase": found.get_phase_display()},
            _("Phân công từ khi mở tự đánh giá đến hết thẩm định lần 2."),
        )
    return found
