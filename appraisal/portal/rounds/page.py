"""What the steering page shows: where the campaign is, what is left of the round, the way on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appraisal.enums import MeetingKind, Round
from appraisal.models import Meeting
from appraisal.selectors.rounds.standing import RoundStanding, round_standing, window_token
from appraisal.services.meetings import meeting_of
from appraisal.services.rounds.closing import close_round1, close_round2, close_supplement
from scoring.enums import APPRAISAL_PHASES, Phase
from scoring.models import Campaign
from scoring.phases import Move, PhaseAction, moves_from
from scoring.portal.setup.page import MOVE_PAGES, Stop, rail_of
from scoring.selectors.supplements.letters import WindowTally, tally_of

#: The deed of each move that is made here; the publication has a page of its own.
CLOSINGS: Mapping[PhaseAction, Callable[..., object]] = {
    PhaseAction.CLOSE_ROUND1: close_round1,
    PhaseAction.CLOSE_SUPPLEMENT: close_supplement,
    PhaseAction.CLOSE_ROUND2: close_round2,
}
_ROUND_OF: Mapping[str, Round] = {Phase.ROUND1: Round.FIRST, Phase.ROUND2: Round.SECOND}
#: The meeting whose minutes are written in a phase.
MEETING_OF: Mapping[str, MeetingKind] = {
    Phase.ROUND1: MeetingKind.ROUND1,
    Phase.ROUND2: MeetingKind.ROUND2,
    Phase.COUNCIL: MeetingKind.COUNCIL,
}
#: Places with nothing to show before their phase.
SINCE: Mapping[str, Phase] = {
    "scoring:supplements": Phase.SUPPLEMENT,
    "portal:council-meetings": Phase.COUNCIL,
    "portal:publish": Phase.COUNCIL,
}
#: Other places of the appraisal, where there are any.
LINKS: tuple[tuple[str, Promise], ...] = (
    ("appraisal:assignments", gettext_lazy("Phân công")),
    ("appraisal:check-lead", gettext_lazy("Chấm chéo")),
    ("appraisal:check-moderation", gettext_lazy("Thống nhất điểm")),
    ("scoring:supplements", gettext_lazy("Bổ sung của các cơ quan")),
    ("portal:papers", gettext_lazy("Văn bản")),
    ("portal:council-meetings", gettext_lazy("Hội đồng")),
    ("portal:publish", gettext_lazy("Công bố")),
    ("portal:audit", gettext_lazy("Nhật ký")),
    ("scoring:calendar", gettext_lazy("Lịch")),
    ("scoring:policies", gettext_lazy("Chính sách")),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is left; it may be closed over all the same. `link` leads to where it is done, if there is a page."""

    text: str
    link: str = ""


@dataclass(frozen=True)
class RoundPage:
    campaign: Campaign
    rail: list[Stop]
    standing: RoundStanding | None
    tally: WindowTally | None
    findings: list[Finding]
    action: PhaseAction | None
    move: Move | None
    move_page: str
    meeting: Meeting | None
    links: list[tuple[str, str]]

    @property
    def token(self) -> str:
        """What the person has seen when she closes."""
        if self.standing is not None:
            return self.standing.token
        return window_token(self.tally) if self.tally is not None else ""

    @property
    def is_closed_here(self) -> bool:
        return self.action in CLOSINGS

    @property
    def is_running(self) -> bool:
        return self.campaign.phase in APPRAISAL_PHASES


def round_page_of(campaign: Campaign) -> RoundPage:
    """A constant number of queries."""
    stage = _ROUND_OF.get(campaign.phase)
    standing = round_standing(campaign, stage) if stage else None
    tally = tally_of(campaign) if campaign.phase == Phase.SUPPLEMENT else None
    action, move = next(iter(moves_from(campaign.phase).items()), (None, None))
    kind = MEETING_OF.get(campaign.phase)
    return RoundPage(
        campaign=campaign,
        rail=rail_of(campaign),
        standing=standing,
        tally=tally,
        findings=_findings(campaign, standing, tally),
        action=action,
        move=move,
        move_page=address_of(MOVE_PAGES[action], campaign) if action else "",
        meeting=meeting_of(campaign, kind) if kind else None,
        links=[(str(label), found) for name, label in LINKS if (found := _reached(name, campaign))],
    )


def _reached(name: str, campaign: Campaign) -> str:
    """The place's address once the campaign has come to its phase."""
    order = list(Phase)
    since = SINCE.get(name, Phase.SETUP)
    return address_of(name, campaign) if order.index(Phase(campaign.phase)) >= order.index(since) else ""


def address_of(name: str, campaign: Campaign) -> str:
    """Nothing where there is no such page."""
    try:
        return reverse(name, args=[campaign.code])
    except NoReverseMatch:
        return ""


def _findings(campaign: Campaign, standing: RoundStanding | None, tally: WindowTally | None) -> list[Finding]:
    if tally is not None:
        return _left([(tally.left, _("%(count)d cơ quan chưa gửi bổ sung."), "scoring:supplements")], campaign)
    if standing is None:
        return []
    return _left(
        [
            (standing.left, _("%(count)d tiêu chí chưa chấm."), "appraisal:assignments"),
            (standing.unassigned, _("%(count)d phần hồ sơ chưa phân công ai chấm."), "appraisal:assignments"),
            (standing.second_marks, _("%(count)d tiêu chí chờ người chấm chéo."), "appraisal:check-lead"),
            (standing.moderation, _("%(count)d tiêu chí còn phải thống nhất điểm."), "appraisal:check-moderation"),
            (standing.discussion, _("%(count)d tiêu chí được đánh dấu cần thảo luận."), ""),
            (standing.exemptions, _("%(count)d đề nghị giảm trừ chờ Hội đồng quyết định."), "portal:council-meetings"),
            (standing.unsubmitted, _("%(count)d cơ quan không nộp hồ sơ tự đánh giá."), "scoring:board"),
        ],
        campaign,
    )


def _left(counted: list[tuple[int, str, str]], campaign: Campaign) -> list[Finding]:
    return [
        Finding(words % {"count": count}, address_of(page, campaign) if page else "")
        for count, words, page in counted
        if count
    ]
