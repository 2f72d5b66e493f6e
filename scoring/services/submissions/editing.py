"""The one door to a submission's answers: locked, still open, and counted afterwards."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from pari.refusals import NotNow
from scoring.enums import Evidence, Phase, SubmissionState
from scoring.models import Answer, Criterion, EvidenceLink, Submission
from scoring.selectors.submissions.completeness import Gap, gaps_of

#: What a change of an answer looks at; every keystroke's save comes this way.
_LOOKED_AT = (
    *("state", "done", "campaign__code", "campaign__phase", "campaign__authority"),
    *("participant__campaign", "participant__code", "participant__annex", "participant__agency"),
)


def open_submission(submission: int) -> Submission:
    """The submission, locked until the caller's transaction ends, which keeps its writers in line.

    Raises `NotNow` when it is not a draft or the campaign does not take answers.
    """
    joined = Submission.objects.select_for_update(of=("self",)).select_related("campaign", "participant")
    found = joined.only(*_LOOKED_AT).get(pk=submission)
    check_open(found)
    return found


def check_open(submission: Submission) -> None:
    if submission.campaign.phase != Phase.SELF:
        raise NotNow(
            _("Kỳ đánh giá đang ở giai đoạn “%(phase)s”, không sửa được câu trả lời.")
            % {"phase": submission.campaign.get_phase_display()},
            _("Liên hệ bộ phận thư ký nếu cần mở lại."),
        )
    if submission.state != SubmissionState.DRAFT:
        raise NotNow(_("Hồ sơ đã nộp, không sửa được nữa."), _("Rút hồ sơ trước hạn hoặc đề nghị thư ký mở lại."))


def settle(*, submission: Submission, criterion: Criterion, answer: Answer) -> tuple[Gap, ...]:
    """Store whether the answer is complete now, and count it; the last step of every change to an answer.

    Returns what is still missing.

    The answer was saved before (its documents too); `submission` is locked by `open_submission`. A change ends
    a proposal to the head: what she was shown is no longer what is there.
    """
    gaps = gaps_of(criterion, answer, links=links_that_count(criterion, answer))
    complete = not gaps
    step = int(complete) - int(answer.is_complete)
    if step:
        Answer.objects.filter(pk=answer.pk).update(is_complete=complete)
        answer.is_complete = complete
    Submission.objects.filter(pk=submission.pk).update(
        done=F("done") + step,
        revision=F("revision") + 1,
        saved_at=timezone.now(),
        proposed_by=None,
        proposed_at=None,
    )
    return gaps


@transaction.atomic
def settle_again(*, answer: int) -> None:
    """Count an answer anew because its documents turned out otherwise; what was sent stays as it was sent."""
    found = Answer.objects.select_related("criterion").get(pk=answer)
    try:
        submission = open_submission(found.submission_id)
    except NotNow:
        return
    found.refresh_from_db(fields=["is_complete"])
    settle(submission=submission, criterion=found.criterion, answer=found)


def links_that_count(criterion: Criterion, answer: Answer) -> int:
    """How many sound documents the answer has; asked only where the criterion wants one."""
    return EvidenceLink.objects.sound().filter(answer=answer).count() if criterion.evidence == Evidence.REQUIRED else 0
