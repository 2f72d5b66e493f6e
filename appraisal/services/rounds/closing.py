"""Closing a round: what was agreed stays, and the campaign moves on (DESIGN §7)."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from appraisal.enums import MeetingKind, Round
from appraisal.models import Assignment
from appraisal.selectors.rounds.standing import round_standing, window_token
from appraisal.services.exemptions import collect_exemption_claims
from appraisal.services.meetings import close_meeting
from appraisal.services.rounds.letters import write_letters
from appraisal.services.rounds.telling import tell_letters, tell_team
from pari.accounts.enums import Role
from pari.accounts.models import User
from pari.refusals import Invalid, Overtaken
from scoring.models import Campaign, Supplement
from scoring.phases import PhaseAction
from scoring.selectors.supplements.letters import tally_of
from scoring.services.campaigns.moving import advance, log_move
from scoring.services.submissions.concluding import conclude_all
from scoring.transitions import Action

#: Told of a round that was closed, by the campaign's key: the results that its papers print are computed then.
CLOSED_TASK = "reports.round_closed"


@dataclass(frozen=True, slots=True)
class Closed1:
    """Agencies with a letter and the leaves in all letters; exemptions that agencies had asked for; leaves without a mark."""

    letters: int
    leaves: int
    exemptions: int
    unmarked: int


@dataclass(frozen=True, slots=True)
class ClosedWindow:
    letters: int
    sent: int


@dataclass(frozen=True, slots=True)
class Closed2:
    appraised: int
    unmarked: int


@transaction.atomic
def close_round1(*, campaign: Campaign, confirmed: bool, seen: str, by: User | None) -> Closed1:
    """Round1 → supplement: marks are fixed, letters written, the meeting closed, agencies told.

    `seen` is the token of the standing that the person saw and confirmed (`round_standing`); another one now raises
    `Overtaken`, as does somebody who closed it a moment before.
    """
    _check_confirmed(confirmed=confirmed)
    found, now = advance(campaign, PhaseAction.CLOSE_ROUND1, by), timezone.now()
    _wait_for_markers(found)
    standing = round_standing(found, Round.FIRST)
    _check_seen(standing.token, seen)
    claims = collect_exemption_claims(campaign=found, by=by)
    letters = write_letters(found, now)
    close_meeting(campaign=found, kind=MeetingKind.ROUND1, by=by, at=now)
    tell_letters(found)
    closed = Closed1(letters.agencies, letters.leaves, claims, standing.left)
    log_move(found, PhaseAction.CLOSE_ROUND1, by, asdict(closed))
    _tell_worker(found)
    return closed


@transaction.atomic
def close_supplement(*, campaign: Campaign, confirmed: bool, seen: str, by: User | None) -> ClosedWindow:
    """Supplement → round2. What an agency has not sent by now was never sent."""
    _check_confirmed(confirmed=confirmed)
    found = advance(campaign, PhaseAction.CLOSE_SUPPLEMENT, by)
    _wait_for_senders(found)
    tally = tally_of(found)
    _check_seen(window_token(tally), seen)
    with translation.override(settings.LANGUAGE_CODE):
        tell_team(
            found,
            roles=frozenset({Role.APPRAISER}),
            title=_("%(campaign)s: bắt đầu thẩm định lần 2") % {"campaign": found.name},
            body=_("Các đơn vị đã hết thời gian bổ sung. Xem tài liệu bổ sung và chấm lần 2."),
            link=reverse("scoring:home"),
        )
    closed = ClosedWindow(tally.letters, tally.sent)
    log_move(found, PhaseAction.CLOSE_SUPPLEMENT, by, asdict(closed))
    return closed


@transaction.atomic
def close_round2(*, campaign: Campaign, confirmed: bool, seen: str, by: User | None) -> Closed2:
    """Round2 → council: submissions are appraised, from now on only the council's rulings change points."""
    _check_confirmed(confirmed=confirmed)
    found, now = advance(campaign, PhaseAction.CLOSE_ROUND2, by), timezone.now()
    _wait_for_markers(found)
    standing = round_standing(found, Round.SECOND)
    _check_seen(standing.token, seen)
    collect_exemption_claims(campaign=found, by=by)
    appraised = conclude_all(campaign=found, action=Action.APPRAISE, by=by)
    close_meeting(campaign=found, kind=MeetingKind.ROUND2, by=by, at=now)
    with translation.override(settings.LANGUAGE_CODE):
        tell_team(
            found,
            roles=frozenset({Role.COUNCIL}),
            title=_("%(campaign)s: hồ sơ trình Hội đồng thẩm định") % {"campaign": found.name},
            body=_("Tổ giúp việc đã chốt hai lần thẩm định."),
            link=reverse("scoring:home"),
        )
    closed = Closed2(appraised, standing.left)
    log_move(found, PhaseAction.CLOSE_ROUND2, by, asdict(closed))
    _tell_worker(found)
    return closed


def _tell_worker(campaign: Campaign) -> None:
    """Once it is true. The round is closed even when nobody can be told: results can be asked for by a button."""
    transaction.on_commit(lambda: current_app.send_task(CLOSED_TASK, args=[campaign.pk]), robust=True)


def _check_confirmed(*, confirmed: bool) -> None:
    if not confirmed:
        raise Invalid(_("Chưa xác nhận."), _("Đánh dấu ô xác nhận sau khi xem tình hình bên trên."))


def _check_seen(token: str, seen: str) -> None:
    if token != seen:
        raise Overtaken(
            _("Tình hình vừa thay đổi sau khi trang này được mở, nên chưa chuyển giai đoạn."),
            _("Xem lại các số liệu bên dưới rồi xác nhận."),
        )


def _wait_for_markers(campaign: Campaign) -> None:
    """Whoever marks at this moment holds the row of her assignment: she is let finish, and counted."""
    rows = Assignment.objects.filter(campaign=campaign).order_by("pk")
    list(rows.select_for_update().values_list("pk", flat=True))


def _wait_for_senders(campaign: Campaign) -> None:
    """Whoever writes or sends at this moment holds her letter's row: she is let finish, and counted."""
    list(Supplement.objects.filter(campaign=campaign).order_by("pk").select_for_update().values_list("pk", flat=True))
