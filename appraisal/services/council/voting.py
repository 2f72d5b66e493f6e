"""A member's vote on a motion; the last one counts until the decision (DESIGN §7)."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from appraisal.enums import Choice
from appraisal.models import Motion, Vote
from appraisal.selectors.council.members import present_at
from appraisal.services.council.guarding import check_council, check_sees, held, held_motion
from appraisal.services.council.motions import log
from pari.accounts.models import User
from pari.refusals import NotNow, Overtaken


@transaction.atomic
def cast_vote(*, motion: Motion, choice: Choice, seen_points: Decimal | None, by: User) -> Vote:
    """`seen_points` are the points that the member was shown: nobody votes for a figure she has not seen."""
    campaign, found = held(motion.campaign_id), held_motion(motion)
    check_council(campaign, by)
    check_sees(found, campaign, by)
    if by.pk not in present_at(found.meeting_id):
        raise NotNow(_("Bạn chưa được ghi là có mặt ở phiên họp."), _("Báo thư ký ghi có mặt rồi biểu quyết."))
    if found.points != seen_points:
        raise Overtaken(_("Mức điểm đề nghị vừa được sửa."), _("Xem mức mới rồi biểu quyết."))
    vote, _is_new = Vote.objects.update_or_create(
        motion=found,
        member=by,
        defaults={"choice": choice, "cast_at": timezone.now()},
        create_defaults={"campaign": campaign, "choice": choice, "cast_at": timezone.now()},
    )
    Motion.objects.filter(pk=found.pk).update(version=F("version") + 1)
    log(found, campaign, "voted", by, {"choice": choice.value})
    return vote
