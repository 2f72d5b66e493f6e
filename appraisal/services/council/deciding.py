"""The decision on a motion, as the votes give it; what is carried changes the leaf (DESIGN §7)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from appraisal.core.voting import Tally
from appraisal.enums import ExemptionOrigin, MotionKind, MotionState
from appraisal.models import Exemption, Motion, Ruling
from appraisal.selectors.council.members import council_of, recused_from, tally_of
from appraisal.services.council.guarding import check_runs, check_sees, held, held_motion, move_on, prose
from appraisal.services.council.motions import log
from pari.accounts.models import User
from pari.audit.chain import JSON
from pari.refusals import Invalid, NotNow
from scoring.core.numbers import plain

#: The event's name; only what changes a figure makes an index run older than the data.
DEEDS = {MotionKind.POINTS: "ruled", MotionKind.EXEMPTION: "exempted"}
DECIDED = "decided"


@transaction.atomic
def decide(*, motion: Motion, seen_version: int, reason: str, by: User | None, silent_against: bool = False) -> Motion:
    """Carried when more than half of those present say yes, else rejected.

    A carried points motion becomes a ruling, a carried exemption is granted; what is rejected leaves the marks as
    they are. Who is silent counts against, once `silent_against` says so for those whose votes could carry it. Raises
    `NotNow` without a quorum or without that, `Overtaken` when votes came in or somebody else decided meanwhile.
    """
    campaign, found = held(motion.campaign_id), held_motion(motion)
    check_runs(campaign, by)
    check_sees(found, campaign, by)
    found.campaign = campaign
    members = list(council_of(campaign).values_list("pk", flat=True))
    tally = tally_of(found, members, recused_from(found, members))
    why = prose(reason)
    _check(found, tally, why)
    _check_silent(tally, silent_against=silent_against)
    state = MotionState.CARRIED if tally.is_carried else MotionState.REJECTED
    move_on(found, seen_version, state=state, reason=why, decided_at=timezone.now(), decided_by=by)
    _carry_out(found)
    deed = DEEDS.get(MotionKind(found.kind), DECIDED) if tally.is_carried else DECIDED
    log(found, campaign, deed, by, {"state": state.value, **_said(found, tally)})
    return found


def _check(motion: Motion, tally: Tally, reason: str) -> None:
    if not tally.has_quorum:
        raise NotNow(
            _("Chưa đủ thành viên: có mặt %(present)d trên %(eligible)d, cần ít nhất %(needed)d.")
            % {"present": tally.present, "eligible": tally.eligible, "needed": tally.needed},
            _("Ghi thêm thành viên có mặt, hoặc để nội dung này sang phiên sau."),
        )
    if not reason:
        raise Invalid(_("Chưa ghi lý do của quyết định."))
    if tally.is_carried and motion.kind == MotionKind.POINTS and motion.points is None:
        raise Invalid(_("Nội dung này chưa có mức điểm đề nghị."), _("Ghi mức điểm rồi biểu quyết lại."))


def _check_silent(tally: Tally, *, silent_against: bool) -> None:
    if tally.is_undecided and not silent_against:
        raise NotNow(
            _("Còn %(silent)d thành viên có mặt chưa bỏ phiếu, nội dung này còn có thể được thông qua.")
            % {"silent": tally.silent},
            _("Chờ đủ phiếu, hoặc xác nhận rằng người không bỏ phiếu là không tán thành."),
        )


def _carry_out(motion: Motion) -> None:
    is_carried = motion.state == MotionState.CARRIED
    if motion.kind == MotionKind.POINTS and is_carried:
        Ruling.objects.update_or_create(
            participant=motion.participant,
            criterion=motion.criterion,
            defaults={"points": motion.points, "reason": motion.reason},
            create_defaults={"campaign": motion.campaign, "points": motion.points, "reason": motion.reason},
        )
    if motion.kind == MotionKind.EXEMPTION:
        settled = {"granted": is_carried, "decided_at": motion.decided_at}
        asked = {
            "campaign": motion.campaign,
            "reason": motion.argument or motion.reason,
            "origin": ExemptionOrigin.TEAM,
        }
        Exemption.objects.update_or_create(
            participant=motion.participant,
            criterion=motion.criterion,
            defaults=settled,
            create_defaults={**asked, **settled},
        )


def _said(motion: Motion, tally: Tally) -> dict[str, JSON]:
    return {
        "points": None if motion.points is None else plain(motion.points),
        "reason": motion.reason,
        "yes": tally.yes,
        "no": tally.no,
        "abstain": tally.abstain,
        "present": tally.present,
        "eligible": tally.eligible,
    }
