"""What may be done with a submission: one table from which services, buttons, tests and the diagram are made (DESIGN §7).

Appraising and approving are done for all submissions of a campaign at once, when it moves from one phase to the next.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pari.accounts.enums import AGENCY_ROLES, RUNNING_ROLES, Role
from pari.accounts.models import User
from pari.refusals import Invalid, NotAllowed, NotNow, Overtaken, Refusal, Words
from pari.ui.dates import deadline_text
from scoring.enums import PUBLIC_PHASES, LateSubmissions, Phase, SubmissionState
from scoring.models import Submission
from scoring.selectors.submissions.deadlines import deadline_of, is_late


class Action(models.TextChoices):
    """What people do with a submission; the label is on the button."""

    PROPOSE = "propose", gettext_lazy("Trình thủ trưởng")
    SUBMIT = "submit", gettext_lazy("Ký và nộp hồ sơ")
    WITHDRAW = "withdraw", gettext_lazy("Rút hồ sơ")
    REOPEN = "reopen", gettext_lazy("Mở lại hồ sơ")
    APPRAISE = "appraise", gettext_lazy("Chốt thẩm định")
    APPROVE = "approve", gettext_lazy("Phê duyệt kết quả")


@dataclass(frozen=True, slots=True)
class Deed:
    """Who wants to act on which submission (with campaign and participant), when, and what she has seen of it.

    `seen_revision` and `reason` are None where a page only asks which buttons to show.
    """

    submission: Submission
    by: User
    roles: frozenset[str]
    at: datetime
    incomplete: int = 0
    seen_revision: int | None = None
    reason: str | None = None


Guard = Callable[[Deed], None]


@dataclass(frozen=True, slots=True)
class Notice:
    """Who of the agency is told, and in which words (`%(agency)s`, `%(who)s` are filled in).

    What is done for all agencies at once is told in the same words to all: `%(campaign)s` is filled in.
    """

    roles: frozenset[Role]
    title: Words
    body: Words


@dataclass(frozen=True, slots=True)
class Transition:
    """One row. `guards` raise a refusal; they are asked in their order, after state and role.

    `is_bulk` rows have no button: they are carried out by the campaign's moves. Without a `notice` whoever moves the
    campaign tells the agencies herself.
    """

    source: SubmissionState
    action: Action
    target: SubmissionState
    roles: frozenset[Role]
    guards: tuple[Guard, ...]
    notice: Notice | None
    is_bulk: bool = False


def in_self_assessment(deed: Deed) -> None:
    campaign = deed.submission.campaign
    if campaign.phase != Phase.SELF:
        raise NotNow(
            _("Kỳ đánh giá đang ở giai đoạn “%(phase)s”, không phải giai đoạn tự đánh giá.")
            % {"phase": campaign.get_phase_display()},
            _("Liên hệ bộ phận thư ký."),
        )


def in_time_or_late_accepted(deed: Deed) -> None:
    """After the deadline only where the campaign takes late submissions."""
    if deed.submission.campaign.late_submissions == LateSubmissions.REFUSE:
        _before(deed, _("Đề nghị bộ phận thư ký gia hạn, kèm văn bản."))


def before_deadline(deed: Deed) -> None:
    _before(deed, _("Sau hạn, chỉ bộ phận thư ký mở lại được hồ sơ: gửi đề nghị kèm lý do."))


def _before(deed: Deed, remedy: str) -> None:
    deadline = deadline_of(deed.submission)
    if deadline is not None and is_late(deed.submission, deed.at):
        raise NotNow(_("Đã quá hạn %(deadline)s.") % {"deadline": deadline_text(deadline)}, remedy)


def complete(deed: Deed) -> None:
    if deed.incomplete:
        raise NotNow(
            _("Còn %(count)d tiêu chí chưa đủ.") % {"count": deed.incomplete},
            _("Bổ sung từng tiêu chí trong danh sách trước khi trình, nộp."),
        )


def looked_at_the_latest(deed: Deed) -> None:
    """Nobody signs what she has not seen."""
    if deed.seen_revision is not None and deed.seen_revision != deed.submission.revision:
        raise Overtaken(
            _("Có người vừa sửa câu trả lời sau khi trang này được mở."),
            _("Xem lại bản tóm tắt mới dưới đây rồi ký."),
        )


def signed_by_another(deed: Deed) -> None:
    """Four eyes where the campaign wants them: an officer proposes, the head signs, and they are two people."""
    if not deed.submission.campaign.separate_sign_off:
        return
    if Role.HEAD not in deed.roles:
        raise NotAllowed(
            _("Kỳ đánh giá này yêu cầu thủ trưởng đơn vị ký nộp."), _("Bấm “Trình thủ trưởng” để chuyển hồ sơ.")
        )
    if deed.submission.proposed_by_id is None:
        raise NotNow(
            _("Hồ sơ chưa được trình ký, hoặc có sửa đổi sau khi trình."),
            _("Cán bộ đầu mối bấm “Trình thủ trưởng” trước."),
        )
    if deed.submission.proposed_by_id == deed.by.pk:
        raise NotAllowed(_("Người trình không được tự ký nộp."), _("Để người khác là thủ trưởng đơn vị ký."))


def has_reason(deed: Deed) -> None:
    if deed.reason is not None and not deed.reason.strip():
        raise Invalid(_("Chưa ghi lý do mở lại."), _("Ghi lý do, ví dụ số văn bản đề nghị của cơ quan."))


def round2_is_closed(deed: Deed) -> None:
    _arrived(deed, {Phase.COUNCIL})


def results_are_published(deed: Deed) -> None:
    _arrived(deed, PUBLIC_PHASES)


def _arrived(deed: Deed, phases: Collection[str]) -> None:
    campaign = deed.submission.campaign
    if campaign.phase not in phases:
        raise NotNow(
            _("Kỳ đánh giá đang ở giai đoạn “%(phase)s”, chưa làm việc này được.")
            % {"phase": campaign.get_phase_display()}
        )


TABLE: tuple[Transition, ...] = (
    Transition(
        SubmissionState.DRAFT,
        Action.PROPOSE,
        SubmissionState.DRAFT,
        frozenset({Role.OFFICER}),
        (in_self_assessment, in_time_or_late_accepted, looked_at_the_latest, complete),
        Notice(
            frozenset({Role.HEAD}),
            gettext_lazy("Hồ sơ tự đánh giá chờ ký nộp: %(agency)s"),
            gettext_lazy("%(who)s đã trình hồ sơ. Xem bản tóm tắt rồi ký nộp."),
        ),
    ),
    Transition(
        SubmissionState.DRAFT,
        Action.SUBMIT,
        SubmissionState.SUBMITTED,
        AGENCY_ROLES,
        (in_self_assessment, signed_by_another, in_time_or_late_accepted, looked_at_the_latest, complete),
        Notice(
            AGENCY_ROLES,
            gettext_lazy("Đã nộp hồ sơ tự đánh giá: %(agency)s"),
            gettext_lazy("%(who)s đã ký và nộp hồ sơ, biên nhận số %(number)s."),
        ),
    ),
    Transition(
        SubmissionState.SUBMITTED,
        Action.WITHDRAW,
        SubmissionState.DRAFT,
        AGENCY_ROLES,
        (in_self_assessment, before_deadline),
        Notice(
            AGENCY_ROLES,
            gettext_lazy("Đã rút hồ sơ tự đánh giá: %(agency)s"),
            gettext_lazy("%(who)s đã rút hồ sơ. Biên nhận số %(number)s hết hiệu lực; nhớ nộp lại trước hạn."),
        ),
    ),
    Transition(
        SubmissionState.SUBMITTED,
        Action.REOPEN,
        SubmissionState.DRAFT,
        RUNNING_ROLES,
        (in_self_assessment, has_reason),
        Notice(
            AGENCY_ROLES,
            gettext_lazy("Hồ sơ tự đánh giá được mở lại: %(agency)s"),
            gettext_lazy("%(who)s đã mở lại hồ sơ. Biên nhận số %(number)s hết hiệu lực. Lý do: %(reason)s"),
        ),
    ),
    Transition(
        SubmissionState.SUBMITTED,
        Action.APPRAISE,
        SubmissionState.APPRAISED,
        RUNNING_ROLES,
        (round2_is_closed,),
        Notice(
            AGENCY_ROLES,
            gettext_lazy("%(campaign)s: đã thẩm định xong hai lần"),
            gettext_lazy("Hồ sơ được trình Hội đồng thẩm định. Kết quả có khi quyết định công bố được ban hành."),
        ),
        is_bulk=True,
    ),
    Transition(
        SubmissionState.APPRAISED,
        Action.APPROVE,
        SubmissionState.APPROVED,
        RUNNING_ROLES,
        (results_are_published,),
        None,
        is_bulk=True,
    ),
)
BY_STATE = {(row.source, row.action): row for row in TABLE}


def roles_in(submission: Submission, user: User) -> frozenset[str]:
    """What the person is to this submission today; a superuser stands in for those who run the campaign."""
    agency, authority = submission.participant.agency_id, submission.campaign.authority_id
    held = {
        item.role
        for item in user.current_memberships
        if (item.agency_id == agency if item.role in AGENCY_ROLES else item.authority_id == authority)
    }
    return frozenset(held | RUNNING_ROLES if user.is_superuser else held)


def permitted(deed: Deed, action: Action) -> Transition:
    """The row to follow, with all its guards content; else `NotAllowed`, `NotNow` or `Overtaken`."""
    rows = [row for row in TABLE if row.action is action]
    if not any(row.roles & deed.roles for row in rows):
        raise NotAllowed(_("Vai trò của bạn không làm được việc “%(action)s”.") % {"action": action.label})
    row = BY_STATE.get((SubmissionState(deed.submission.state), action))
    if row is None:
        raise NotNow(
            _("Hồ sơ ở trạng thái “%(state)s”, không làm được việc “%(action)s”.")
            % {"state": deed.submission.get_state_display(), "action": action.label},
            _("Tải lại trang để xem trạng thái mới."),
        )
    if not row.roles & deed.roles:
        raise NotAllowed(_("Vai trò của bạn không làm được việc “%(action)s”.") % {"action": action.label})
    if objection := _objection(deed, row):
        raise objection
    return row


@dataclass(frozen=True, slots=True)
class Offer:
    """A button: what this person may do in this state, and why not just now when a guard objects."""

    action: Action
    refusal: Refusal | None


def offers(deed: Deed) -> tuple[Offer, ...]:
    """The buttons for this person: rows of the state with her role, without those that a guard keeps from her."""
    rows = [row for row in TABLE if row.source == deed.submission.state and row.roles & deed.roles and not row.is_bulk]
    found = (Offer(row.action, _objection(deed, row)) for row in rows)
    return tuple(offer for offer in found if not isinstance(offer.refusal, NotAllowed))


def _objection(deed: Deed, row: Transition) -> Refusal | None:
    for guard in row.guards:
        try:
            guard(deed)
        except Refusal as refusal:
            return refusal
    return None
