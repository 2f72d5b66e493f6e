"""What waits in a campaign, in a line or two for the terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from appraisal.enums import Round
from appraisal.models import Motion
from appraisal.selectors.council.motions import open_motions
from appraisal.selectors.rounds.standing import round_standing
from pari.ui.dates import deadline_text
from scoring.enums import Phase, SubmissionState
from scoring.models import Campaign


def lines_of(campaign: Campaign) -> list[str]:
    """Phase and agencies, what is still to be done, and until when."""
    told = {"phase": campaign.get_phase_display(), "agencies": campaign.participants.count()}
    waiting = _WAITING.get(Phase(campaign.phase), _nothing)
    return [_("%(phase)s; %(agencies)d cơ quan") % told, *waiting(campaign)]


def _sheets(campaign: Campaign) -> list[str]:
    waiting = campaign.submissions.filter(state=SubmissionState.DRAFT).count()
    lines = [_("Chưa nộp: %(count)d cơ quan") % {"count": waiting}]
    if campaign.self_deadline is not None:
        lines.append(_("Hạn nộp: %(deadline)s") % {"deadline": deadline_text(campaign.self_deadline)})
    return lines


def _second_round(campaign: Campaign) -> list[str]:
    found = round_standing(campaign, Round.SECOND)
    marks = _("Lần 2: đã chấm %(done)d trên %(due)d tiêu chí được bổ sung") % {"done": found.done, "due": found.due}
    checks = _("Chấm chéo: %(open)d chờ chấm, %(moderation)d chờ thống nhất điểm; %(discussion)d điểm cần thảo luận")
    told = {"open": found.second_marks, "moderation": found.moderation, "discussion": found.discussion}
    return [marks, checks % told, *_until(campaign.round2_deadline)]


def _council(campaign: Campaign) -> list[str]:
    told = {"open": open_motions(campaign).count(), "all": Motion.objects.filter(campaign=campaign).count()}
    return [_("Hội đồng: %(open)d trên %(all)d nội dung chờ quyết định") % told, *_until(campaign.council_deadline)]


def _nothing(campaign: Campaign) -> list[str]:
    return []


def _until(deadline: datetime | None) -> list[str]:
    return [] if deadline is None else [_("Hạn: %(deadline)s") % {"deadline": deadline_text(deadline)}]


_WAITING: Mapping[Phase, Callable[[Campaign], list[str]]] = {
    Phase.SELF: _sheets,
    Phase.ROUND2: _second_round,
    Phase.COUNCIL: _council,
}
