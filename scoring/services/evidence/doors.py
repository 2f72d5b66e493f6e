"""Where a document may be added now: in the sheet while it is a draft, after round 1 in the leaves of the letter."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from pari.accounts.models import User
from pari.refusals import NotNow
from scoring.enums import Phase, Stage
from scoring.models import Answer, Campaign, Criterion, EvidenceLink, Submission, Supplement
from scoring.services.submissions.editing import check_open, open_submission, settle
from scoring.services.supplements.editing import check_supplement_open, item_of, open_supplement, touch


@dataclass(frozen=True, slots=True)
class Door:
    """A leaf whose documents may be changed; what keeps its writers in line is locked."""

    submission: Submission
    criterion: Criterion
    supplement: Supplement | None = None

    @property
    def stage(self) -> Stage:
        return Stage.SELF if self.supplement is None else Stage.SUPPLEMENT

    def check_link(self, link: EvidenceLink) -> None:
        """What was sent with the sheet stays as it was sent."""
        if link.stage != self.stage:
            raise NotNow(_("Tài liệu này đã nộp cùng hồ sơ tự đánh giá, không gỡ hay sửa được nữa."))

    def settle(self, answer: Answer) -> None:
        """The last step of every change."""
        if self.supplement is None:
            settle(submission=self.submission, criterion=self.criterion, answer=answer)
        else:
            touch(self.supplement)


def open_door(submission: int, criterion: Criterion, by: User) -> Door:
    """Raises `NotNow` when nothing may be added to this leaf now; belongs inside the caller's transaction."""
    if not _is_window(submission):
        return Door(open_submission(submission), criterion)
    found = Submission.objects.select_related("campaign", "participant").get(pk=submission)
    supplement = open_supplement(found.participant_id, by)
    item_of(supplement, criterion)
    return Door(found, criterion, supplement)


def check_door(submission: Submission, criterion: Criterion, by: User) -> Stage:
    """As `open_door`, without a lock: the stage that a document would belong to."""
    if submission.campaign.phase != Phase.SUPPLEMENT:
        check_open(submission)
        return Stage.SELF
    supplement = Supplement.objects.filter(participant=submission.participant_id).select_related("campaign").first()
    if supplement is None:
        raise NotNow(_("Cơ quan không có tiêu chí nào cần bổ sung."))
    check_supplement_open(supplement, by)
    item_of(supplement, criterion)
    return Stage.SUPPLEMENT


def _is_window(submission: int) -> bool:
    return Campaign.objects.filter(submissions=submission, phase=Phase.SUPPLEMENT).exists()
