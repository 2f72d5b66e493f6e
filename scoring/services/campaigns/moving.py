"""A campaign goes from one phase to the next, as the table of moves says (`scoring.phases`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from pari.accounts.models import User
from pari.audit.chain import JSON
from pari.audit.services import record
from pari.refusals import NotAllowed, NotNow, Overtaken
from scoring.models import Campaign
from scoring.phases import MOVES, Move, PhaseAction
from scoring.selectors.campaigns.impartiality import check_impartial


def advance(campaign: Campaign, action: PhaseAction, by: User | None, **values: Any) -> Campaign:
    """Move by compare-and-set, then let the guard judge what is now locked; a refusal undoes the move.

    Belongs inside the caller's transaction, which writes the event (`log_move`). Raises `NotAllowed` for a person
    who may not, `Overtaken` when somebody has just done it, `NotNow` in any other phase.
    """
    move = MOVES[action]
    _check_person(campaign, move, by)
    moved = Campaign.objects.filter(pk=campaign.pk, phase=move.source).update(phase=move.target, **values)
    found = Campaign.objects.select_related("criteria_set", "authority").get(pk=campaign.pk)
    if not moved:
        raise _too_late(found, move)
    if move.guard is not None:
        move.guard(found)
    return found


def log_move(campaign: Campaign, action: PhaseAction, by: User | None, details: Mapping[str, JSON]) -> None:
    record(
        chain=campaign.code,
        verb=f"campaign.{action.value}",
        by=by,
        subject=f"campaign:{campaign.code}",
        details=details,
    )


def _check_person(campaign: Campaign, move: Move, by: User | None) -> None:
    if by is None:
        return
    if not by.has_role(move.roles, authority=campaign.authority_id):
        raise NotAllowed(_("Chỉ bộ phận thư ký và công chức Nội vụ chuyển giai đoạn của kỳ đánh giá."))
    if move.is_impartial:
        check_impartial(campaign, by)


def _too_late(campaign: Campaign, move: Move) -> Overtaken | NotNow:
    words = {"phase": campaign.get_phase_display()}
    if campaign.phase == move.target:
        return Overtaken(_("Người khác vừa chuyển kỳ đánh giá sang “%(phase)s”.") % words, _("Không cần làm gì thêm."))
    return NotNow(_("Kỳ đánh giá đang ở giai đoạn “%(phase)s”, không làm việc này được.") % words)
