"""The team proposes that a leaf should not count for an agency; the council decides (DESIGN §7)."""

from __future__ import annotations

import unicodedata

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from appraisal.enums import ExemptionOrigin
from appraisal.models import Exemption
from appraisal.selectors.marks.rounds import is_open
from appraisal.services.marks.places import (
    check_leaf,
    check_member,
    check_no_conflict,
    locked_assignment,
    locked_campaign,
)
from pari.accounts.enums import RUNNING_ROLES, Role
from pari.accounts.models import User
from pari.audit.services import record
from pari.refusals import Invalid, NotAllowed, NotNow, Overtaken
from scoring.models import Campaign, Criterion, Participant

LONGEST_REASON = 2_000


@transaction.atomic
def propose_exemption(*, participant: int, criterion: Criterion, reason: str, by: User) -> Exemption:
    """By the assigned appraiser or those who run the campaign, in a round; nothing is granted by it.

    Raises `Overtaken` when one stands there already, and `Invalid`, `NotAllowed` and `NotNow`.
    """
    found = Participant.objects.get(pk=participant)
    check_leaf(found, criterion)
    campaign = _opened(found, criterion, by)
    text = unicodedata.normalize("NFC", reason.replace("\0", "")).strip()
    if not text or len(text) > LONGEST_REASON:
        raise Invalid(_("Đề xuất giảm trừ phải có lý do."), _("Ghi lý do, không quá %d ký tự.") % LONGEST_REASON)
    try:
        with transaction.atomic():
            made = Exemption.objects.create(
                campaign=campaign,
                participant=found,
                criterion=criterion,
                granted=False,
                reason=text,
                origin=ExemptionOrigin.TEAM,
                proposed_by=by,
                proposed_at=timezone.now(),
            )
    except IntegrityError as error:
        raise Overtaken(
            _("Tiêu chí này đã có đề nghị giảm trừ cho cơ quan."), _("Tải lại trang để xem đề nghị đang có.")
        ) from error
    _log(made, "exemption.proposed", by, text)
    return made


@transaction.atomic
def withdraw_exemption(*, exemption: int, by: User) -> None:
    """Take back what the team proposed and the council has not decided; by its proposer or those who run the campaign."""
    found = Exemption.objects.select_related("participant", "criterion").get(pk=exemption)
    campaign = _opened(found.participant, found.criterion, by)
    locked = Exemption.objects.select_for_update(no_key=True).filter(pk=exemption).first()
    if locked is None:
        raise Overtaken(_("Đề xuất này vừa được rút."), _("Tải lại trang để xem trạng thái mới."))
    if locked.origin != ExemptionOrigin.TEAM or locked.granted or locked.decided_at:
        raise NotNow(_("Đề nghị giảm trừ này không do Tổ đề xuất hoặc đã được quyết định, không rút được."))
    if locked.proposed_by_id != by.pk and not by.has_role(RUNNING_ROLES, authority=campaign.authority_id):
        raise NotAllowed(_("Chỉ người đề xuất hoặc bộ phận thư ký rút được đề xuất này."))
    locked.delete()
    _log(found, "exemption.withdrawn", by, found.reason)


def _opened(participant: Participant, criterion: Criterion, by: User) -> Campaign:
    """The campaign, locked in a round, for one who may speak of this leaf."""
    campaign = locked_campaign(participant.campaign_id)
    check_member(campaign, by, RUNNING_ROLES | {Role.APPRAISER})
    check_no_conflict(participant, by)
    assignment = locked_assignment(participant, criterion)
    is_hers = assignment is not None and assignment.appraiser_id == by.pk
    if not is_hers and not by.has_role(RUNNING_ROLES, authority=campaign.authority_id):
        raise NotAllowed(_("Tiêu chí này của %(agency)s không phân công cho bạn.") % {"agency": participant.name})
    if not is_open(campaign):
        raise NotNow(_("Chỉ đề xuất hoặc rút đề xuất giảm trừ trong lúc thẩm định."))
    return campaign


def _log(exemption: Exemption, verb: str, by: User, reason: str) -> None:
    agency, criterion = exemption.participant.code, exemption.criterion.code
    record(
        chain=exemption.campaign.code,
        verb=verb,
        by=by,
        subject=f"exemption:{agency}/{criterion}",
        details={"agency": agency, "criterion": criterion, "reason": reason},
    )
