"""Motions by hand: put on the agenda, changed, withdrawn (DESIGN §7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from appraisal.enums import ExemptionOrigin, MotionKind, MotionOrigin, MotionState
from appraisal.models import Exemption, Meeting, Motion
from appraisal.services.council.guarding import (
    check_council,
    check_runs,
    check_sees,
    held,
    held_meeting,
    held_motion,
    move_on,
    prose,
    read_points,
)
from pari.accounts.enums import RUNNING_ROLES
from pari.accounts.models import User
from pari.audit.chain import JSON
from pari.audit.services import record
from pari.refusals import Invalid, NotAllowed, Overtaken
from scoring.core.numbers import plain
from scoring.models import Campaign, Criterion, Participant

TABLED_KINDS = (MotionKind.POINTS, MotionKind.EXEMPTION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a motion by hand would do; `points` as typed."""

    kind: MotionKind
    participant: Participant
    criterion: Criterion
    argument: str
    points: str = ""


def key_of(kind: MotionKind, participant: str, criterion: str) -> str:
    """What a motion about a leaf is about, by the codes of agency and leaf: at most one in a meeting."""
    return f"{kind.value}:{participant}:{criterion}"[:200]


def title_of(participant: str, criterion: str, name: str) -> str:
    return f"{participant} – {criterion}. {name}"[:500]


@transaction.atomic
def add_motion(*, meeting: Meeting, proposal: Proposal, by: User) -> Motion:
    """Points or an exemption for one leaf, by those who run the campaign or a member without a conflict."""
    campaign, found = held(meeting.campaign_id), held_meeting(meeting)
    if not by.has_role(RUNNING_ROLES, authority=campaign.authority_id):
        check_council(campaign, by)
    _check_agency(campaign, proposal, by)
    argument = prose(proposal.argument)
    if not argument:
        raise Invalid(_("Chưa ghi lý lẽ của đề nghị."))
    points = read_points(proposal.points, proposal.kind, proposal.criterion)
    if proposal.kind is MotionKind.POINTS and points is None:
        raise Invalid(_("Chưa ghi mức điểm đề nghị."))
    who, leaf = proposal.participant, proposal.criterion
    motion, is_new = Motion.objects.get_or_create(
        meeting=found,
        key=key_of(proposal.kind, who.code, leaf.code),
        defaults={
            "campaign": campaign,
            "position": next_position(found),
            "kind": proposal.kind,
            "origin": MotionOrigin.TABLED,
            "participant": who,
            "criterion": leaf,
            "title": title_of(who.name, leaf.code, leaf.name),
            "argument": argument,
            "points": points,
        },
    )
    if not is_new:
        raise Overtaken(_("Nội dung này đã có trong chương trình."), _("Xem nội dung đó; sửa mức đề nghị ở đó."))
    if proposal.kind is MotionKind.EXEMPTION:
        _ask_for_exemption(motion, by)
    log(motion, campaign, "tabled", by, {"points": None if points is None else plain(points)})
    return motion


def _check_agency(campaign: Campaign, proposal: Proposal, by: User) -> None:
    who, leaf = proposal.participant, proposal.criterion
    if proposal.kind not in TABLED_KINDS:
        raise Invalid(_("Chỉ đưa thêm được nội dung về điểm hoặc giảm trừ."))
    if who.campaign_id != campaign.pk or leaf.annex_id != who.annex_id or leaf.kind == "group":
        raise Invalid(_("Tiêu chí không thuộc bộ tiêu chí của cơ quan."), _("Chọn lại cơ quan và tiêu chí."))
    if not Participant.objects.appraised_by(by).filter(pk=who.pk).exists():
        raise NotAllowed(_("Bạn không tham gia nội dung về cơ quan này vì có xung đột lợi ích."))


def _ask_for_exemption(motion: Motion, by: User) -> None:
    Exemption.objects.get_or_create(
        participant=motion.participant,
        criterion=motion.criterion,
        defaults={
            "campaign": motion.campaign,
            "granted": False,
            "reason": motion.argument,
            "origin": ExemptionOrigin.TEAM,
            "proposed_by": by,
            "proposed_at": timezone.now(),
        },
    )


@transaction.atomic
def amend_motion(*, motion: Motion, points: str, seen_version: int, by: User | None) -> Motion:
    """Another figure for a points motion. Votes were about the old one: they are void."""
    campaign, found = held(motion.campaign_id), held_motion(motion)
    check_runs(campaign, by)
    check_sees(found, campaign, by)
    wanted = read_points(points, found.kind, found.criterion)
    if wanted is None:
        raise Invalid(_("Chưa ghi mức điểm đề nghị."))
    before = found.points
    move_on(found, seen_version, points=wanted)
    void, _by_table = found.votes.all().delete()
    details = {"before": None if before is None else plain(before), "points": plain(wanted), "votes_void": void}
    log(found, campaign, "amended", by, details)
    return found


@transaction.atomic
def withdraw_motion(*, motion: Motion, seen_version: int, reason: str, by: User | None) -> Motion:
    """Off the agenda without a decision; marks stay as they are."""
    campaign, found = held(motion.campaign_id), held_motion(motion)
    check_runs(campaign, by)
    check_sees(found, campaign, by)
    why = prose(reason)
    if not why:
        raise Invalid(_("Chưa ghi lý do rút nội dung."))
    now = timezone.now()
    move_on(found, seen_version, state=MotionState.WITHDRAWN, reason=why, decided_at=now, decided_by=by)
    log(found, campaign, "withdrawn", by, {"reason": why})
    return found


def next_position(meeting: Meeting) -> int:
    return int(meeting.motions.aggregate(last=Max("position"))["last"] or 0) + 1


def log(motion: Motion, campaign: Campaign, deed: str, by: User | None, details: Mapping[str, JSON]) -> None:
    """One event about a motion; its subject names the agency, so that logs can be kept from who is in conflict."""
    record(
        chain=campaign.code,
        verb=f"council.{deed}",
        by=by,
        subject=f"motion:{motion.key}",
        details={"meeting": motion.meeting.number, **details},
    )
