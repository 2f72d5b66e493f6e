"""Who may look at, or do, what depends on the marks of every agency of a campaign (DESIGN §7)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pari.accounts.models import User
from pari.refusals import NotAllowed
from scoring.enums import PUBLIC_PHASES
from scoring.models import Campaign
from scoring.models.visibility import Visitor


def is_partial(campaign: Campaign, user: Visitor) -> bool:
    """Whether sums over all agencies would tell this person of one that she has a conflict with."""
    if campaign.phase in PUBLIC_PHASES:
        return False
    return Campaign.objects.in_conflict_with(user).filter(pk=campaign.pk).exists()


def check_impartial(campaign: Campaign, by: User | None) -> None:
    """Refuse who belongs to an agency that is assessed, until the results are published; the program itself may."""
    if by is not None and is_partial(campaign, by):
        raise NotAllowed(
            _("Bạn thuộc, hoặc vừa thuộc, một cơ quan được đánh giá trong kỳ này."),
            _("Những gì tổng hợp điểm của mọi cơ quan chỉ mở cho bạn sau khi kết quả được công bố."),
        )
