"""The next step of each piece of work: what its button says and where it leads."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pari.accounts.enums import OVERSEEING_ROLES, RUNNING_ROLES, TEAM_ROLES, Role
from pari.accounts.models import User
from scoring.enums import APPRAISAL_PHASES, PUBLIC_PHASES, Phase, SubmissionState, SupplementState
from scoring.selectors.campaigns.home import AgencyWork, TeamWork


@dataclass(frozen=True, slots=True)
class Step:
    """A button: the name of the page it opens, what it says, and a sentence on why."""

    page: str
    label: str | Promise
    why: str | Promise = ""


SIGN = Step("scoring:submit", _("Xem và ký nộp"), _("Hồ sơ đã được trình, chờ thủ trưởng ký nộp."))
WAIT = Step("scoring:submit", _("Xem bản đã trình"), _("Hồ sơ đã được trình, chờ thủ trưởng ký nộp."))
HAND_IN = Step("scoring:submit", _("Kiểm tra và nộp"), _("Mọi tiêu chí đã xong; hồ sơ chưa nộp."))
BEGIN = Step("scoring:workspace", _("Bắt đầu"), _("Chưa nhập gì."))
GO_ON = Step("scoring:workspace", _("Làm tiếp"))
LOOK = Step("scoring:workspace", _("Xem hồ sơ"), _("Đã hết giai đoạn tự đánh giá, hồ sơ không được nộp."))
RECEIPT = Step("scoring:receipt", _("Xem biên nhận"))
RESULT = Step("portal:agency", _("Xem kết quả"), _("Kết quả đã được công bố."))
SENT = Step("scoring:workspace", _("Xem hồ sơ đã nộp"))
SUPPLEMENT = Step(
    "scoring:supplement", _("Bổ sung"), _("Kết quả thẩm định lần 1 có tiêu chí được bổ sung tài liệu, giải trình.")
)
SUPPLEMENTED = Step("scoring:supplement", _("Xem phần đã bổ sung"), _("Phần bổ sung đã ký gửi."))

_WITH_PAPERS = frozenset({Phase.SUPPLEMENT, Phase.ROUND2, Phase.COUNCIL}) | PUBLIC_PHASES


@dataclass(frozen=True, slots=True)
class AgencyCard:
    work: AgencyWork
    step: Step
    is_open: bool
    is_full: bool

    @property
    def number(self) -> str:
        """Of the receipt that the step opens."""
        return self.work.receipt or "" if self.step is RECEIPT else ""

    @property
    def is_due(self) -> bool:
        """Whether the step is the agency's to do now."""
        return self.is_open or self.step is SUPPLEMENT

    @property
    def has_papers(self) -> bool:
        """Whether there is something on the page of the agency's papers, and it is hers to read."""
        return self.work.hears and self.work.campaign.phase in _WITH_PAPERS

    @property
    def shows_marks(self) -> bool:
        """Whether the agency reads its marks now, and this person does."""
        return self.work.hears and self.work.campaign.phase in self.work.campaign.reply_phases


@dataclass(frozen=True, slots=True)
class TeamStep:
    """A button of the team: the campaign's page that it opens, for whom, and in which phases."""

    page: str
    label: str | Promise
    roles: frozenset[str]
    phases: frozenset[str]


_APPRAISAL = frozenset(APPRAISAL_PHASES)
_ROUNDS = frozenset({Phase.ROUND1, Phase.ROUND2})

#: In the order of what is to be done: the first that there is for a person is hers to do now.
TEAM_STEPS = (
    TeamStep("appraisal:marking-campaign", _("Thẩm định"), frozenset({Role.APPRAISER}), _ROUNDS),
    TeamStep("portal:council-meetings", _("Hội đồng"), RUNNING_ROLES | {Role.COUNCIL}, frozenset({Phase.COUNCIL})),
    TeamStep("appraisal:round", _("Điều hành thẩm định"), RUNNING_ROLES, _APPRAISAL),
    TeamStep("portal:results", _("Xem kết quả"), TEAM_ROLES, PUBLIC_PHASES),
    TeamStep("scoring:board", _("Xem tiến độ"), OVERSEEING_ROLES, frozenset({Phase.SELF})),
    TeamStep("scoring:board", _("Xem tiến độ"), OVERSEEING_ROLES - RUNNING_ROLES, _APPRAISAL),
    TeamStep("portal:papers", _("Văn bản"), RUNNING_ROLES, PUBLIC_PHASES),
    TeamStep("scoring:campaign", _("Thiết lập kỳ"), RUNNING_ROLES, frozenset(Phase)),
)

#: What is said to those who have nothing to do in a phase.
WAITING = (
    (TEAM_ROLES - RUNNING_ROLES, Phase.SETUP, _("Kỳ đánh giá đang được chuẩn bị.")),
    (
        frozenset({Role.APPRAISER, Role.COUNCIL}),
        Phase.SELF,
        _("Các cơ quan đang tự đánh giá; việc của bạn bắt đầu ở giai đoạn thẩm định."),
    ),
    (
        frozenset({Role.APPRAISER}),
        Phase.SUPPLEMENT,
        _("Các cơ quan đang bổ sung tài liệu; bạn chấm tiếp ở lần 2."),
    ),
    (frozenset({Role.APPRAISER}), Phase.COUNCIL, _("Hội đồng đang xem xét kết quả thẩm định.")),
    *(
        (frozenset({Role.COUNCIL}), phase, _("Tổ giúp việc đang thẩm định; Hội đồng họp sau khi chốt lần 2."))
        for phase in (Phase.ROUND1, Phase.SUPPLEMENT, Phase.ROUND2)
    ),
)


@dataclass(frozen=True, slots=True)
class TeamCard:
    """`shows_progress` for those who may look at all agencies."""

    work: TeamWork
    steps: tuple[TeamStep, ...]
    shows_progress: bool

    @property
    def is_public(self) -> bool:
        return self.work.campaign.phase in PUBLIC_PHASES

    @property
    def is_preparing(self) -> bool:
        return self.work.campaign.phase == Phase.SETUP

    @property
    def why(self) -> str | Promise:
        """Said where there is no step."""
        told = (
            words for roles, phase, words in WAITING if self.work.campaign.phase == phase and self.work.roles & roles
        )
        return "" if self.steps else next(told, "")


def agency_card(work: AgencyWork) -> AgencyCard:
    drafting = work.submission is None or work.submission.state == SubmissionState.DRAFT
    is_open = drafting and work.campaign.phase == Phase.SELF
    return AgencyCard(work, _step(work, drafting=drafting), is_open, 0 < work.total <= work.done)


def team_card(work: TeamWork, user: User) -> TeamCard:
    roles = work.roles | OVERSEEING_ROLES if user.is_superuser else work.roles
    phase = work.campaign.phase
    steps = tuple(step for step in TEAM_STEPS if phase in step.phases and roles & step.roles)
    return TeamCard(work, steps, shows_progress=bool(roles & OVERSEEING_ROLES))


def _step(work: AgencyWork, *, drafting: bool) -> Step:
    if work.supplement is not None and work.campaign.phase == Phase.SUPPLEMENT:
        return SUPPLEMENTED if work.supplement.state == SupplementState.SENT else SUPPLEMENT
    if work.campaign.phase in PUBLIC_PHASES:
        return RESULT
    if not drafting:
        return RECEIPT if work.receipt else SENT
    return _draft_step(work) if work.campaign.phase == Phase.SELF else LOOK


def _draft_step(work: AgencyWork) -> Step:
    if work.submission is not None and work.submission.proposed_at is not None:
        return SIGN if Role.HEAD in work.roles else WAIT
    if 0 < work.total <= work.done:
        return HAND_IN
    started = work.submission is not None and work.submission.opened_at is not None
    return GO_ON if started else BEGIN
