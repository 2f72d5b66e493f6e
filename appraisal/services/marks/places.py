"""The one door to marks: the campaign locked in its round, and a person who may mark there (DESIGN §7, §12)."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext as _

from appraisal.enums import CheckState, Round
from appraisal.models import Assignment, CrossCheck
from appraisal.selectors.marks.rounds import PHASES
from pari.accounts.enums import RUNNING_ROLES, Role
from pari.accounts.models import User
from pari.refusals import Invalid, NotAllowed, NotNow
from scoring.enums import Kind, Source
from scoring.models import Campaign, Criterion, Participant, SupplementItem


class Place(NamedTuple):
    """One leaf of one agency in one round, open to `by`; rows are locked until the caller's transaction ends."""

    campaign: Campaign
    participant: Participant
    criterion: Criterion
    round: Round
    assignment: Assignment | None
    has_item: bool
    by: User
    as_moderator: bool


def open_place(*, participant: int, criterion: Criterion, round: Round, by: User, as_moderator: bool) -> Place:
    """Locks the campaign, then the assignment. Raises `NotAllowed` and `NotNow`, and `Invalid` for no such leaf."""
    found = Participant.objects.select_related("submission").get(pk=participant)
    check_leaf(found, criterion)
    campaign = locked_campaign(found.campaign_id)
    check_member(campaign, by, RUNNING_ROLES if as_moderator else {Role.APPRAISER})
    check_no_conflict(found, by)
    assignment = locked_assignment(found, criterion)
    if not as_moderator and (assignment is None or assignment.appraiser_id != by.pk):
        raise NotAllowed(_("Tiêu chí này của %(agency)s không phân công cho bạn.") % {"agency": found.name})
    check_round(campaign, round)
    if not as_moderator:
        _check_unsettled(found, criterion, round)
    has_item = round == Round.SECOND and has_supplement(found, criterion)
    return Place(campaign, found, criterion, Round(round), assignment, has_item, by, as_moderator)


def locked_campaign(campaign: int) -> Campaign:
    """Who moves the campaign on, or publishes it, waits for the mark, or the mark for her. References go on."""
    return Campaign.objects.select_for_update(no_key=True).get(pk=campaign)


def check_round(campaign: Campaign, round: Round) -> None:
    if campaign.phase != PHASES[round]:
        raise NotNow(
            _("Kỳ đánh giá đang ở giai đoạn “%(phase)s”, không chấm %(round)s được.")
            % {"phase": campaign.get_phase_display(), "round": Round(round).label.lower()},
            _("Điểm đã lưu vẫn giữ nguyên. Liên hệ bộ phận thư ký nếu cần chấm lại."),
        )


def _check_unsettled(participant: Participant, criterion: Criterion, round: Round) -> None:
    """What was decided between two marks is not changed by one of the two."""
    settled = CrossCheck.objects.filter(state=CheckState.SETTLED, round=round)
    if settled.filter(participant=participant, criterion=criterion).exists():
        raise NotNow(
            _("Điểm tiêu chí này đã được thống nhất sau chấm chéo nên không sửa được nữa."),
            _("Đề nghị bộ phận thư ký nếu cần xem lại."),
        )


def check_member(campaign: Campaign, by: User, roles: frozenset[Role] | set[Role]) -> None:
    if not by.has_role(roles, authority=campaign.authority_id):
        raise NotAllowed(_("Bạn không có vai trò làm việc này trong kỳ đánh giá."))


def check_no_conflict(participant: Participant, by: User) -> None:
    """Nobody marks an agency that she belongs to, nor its parent or child."""
    if Participant.objects.in_conflict_with(by).filter(pk=participant.pk).exists():
        raise NotAllowed(
            _("Bạn có xung đột lợi ích với %(agency)s nên không thẩm định cơ quan này.") % {"agency": participant.name},
            _("Việc này thuộc về thành viên khác của Tổ."),
        )


def check_leaf(participant: Participant, criterion: Criterion) -> None:
    """Survey points come from the survey; groups have none."""
    if criterion.annex_id != participant.annex_id or criterion.kind == Kind.GROUP:
        raise Invalid(_("Tiêu chí %(code)s không thuộc phụ lục của cơ quan.") % {"code": criterion.code})
    if criterion.source == Source.SURVEY:
        raise Invalid(_("Tiêu chí %(code)s lấy điểm điều tra xã hội học, Tổ không chấm.") % {"code": criterion.code})


def locked_assignment(participant: Participant, criterion: Criterion) -> Assignment | None:
    rows = Assignment.objects.select_for_update(no_key=True)
    return rows.filter(participant=participant, specialty=criterion.specialty).first()


def has_supplement(participant: Participant, criterion: Criterion) -> bool:
    return SupplementItem.objects.filter(supplement__participant=participant, criterion=criterion).exists()
