"""What the agencies had said and signed before the appraisal began."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from fixtures.demo.annexes import khanhhoa_2025
from fixtures.demo.nhatrang_2024 import NOT_APPLICABLE
from pari.audit.services import record
from reports.management.appraised.days import Days
from reports.management.appraised.papers import fill_shelves, link_answers
from scoring.enums import Phase, Stage, SubmissionState
from scoring.models import Answer, Campaign, Criterion, Participant, Receipt, Submission
from scoring.selectors.submissions.completeness import answered_leaves
from scoring.selectors.submissions.sheet import sheet_of
from scoring.selectors.submissions.snapshots import digest_of, frozen
from scoring.services.submissions.numbering import next_number

GUIDANCE = "Văn bản, kế hoạch, báo cáo hoặc ảnh chụp màn hình thể hiện kết quả; ghi rõ số trang."
ANNEX_NAMES: Mapping[str, str] = {
    **khanhhoa_2025.NAMES,
    "huyen": "UBND các huyện, thị xã, thành phố",
    "chuyen-mon": "Cơ quan chuyên môn thuộc UBND thành phố",
    "su-nghiep": "Đơn vị sự nghiệp thuộc UBND thành phố",
    "cap-xa": "UBND xã, phường",
}


def set_up(campaign: Campaign, days: Days) -> None:
    """Names and dates that the workbook has no column for; the campaign is in its self-assessment."""
    criteria_set = campaign.criteria_set
    criteria_set.name = f"Bộ tiêu chí xác định Chỉ số CCHC năm {campaign.year} (bản trình diễn)"
    criteria_set.issuer = campaign.authority.name
    criteria_set.save(update_fields=["name", "issuer"])
    for annex in criteria_set.annexes.all():
        annex.name = ANNEX_NAMES[annex.code]
        annex.save(update_fields=["name"])
    Criterion.objects.filter(annex__criteria_set=criteria_set, evidence="required").update(evidence_guidance=GUIDANCE)
    campaign.phase, campaign.is_reconstructed = Phase.SELF, True
    campaign.opened_at = days.at(days.opened, 8)
    campaign.rolls_weekends = campaign.separate_sign_off = True
    campaign.self_deadline, campaign.round1_deadline = days.deadline(days.due), days.deadline(days.round1)
    campaign.supplement_deadline, campaign.round2_deadline = days.deadline(days.supplement), days.deadline(days.round2)
    campaign.council_deadline = days.deadline(days.council)
    campaign.conflict_since = days.at(-400).date()
    campaign.cross_check_share, campaign.council_bound = Decimal("0.02"), Decimal("1.5")
    campaign.reply_phases = [Phase.SUPPLEMENT.value, Phase.ROUND2.value, Phase.COUNCIL.value]
    campaign.save()


def sign_all(campaign: Campaign, days: Days) -> None:
    """Every agency has answered everything, shown its papers, and has its receipt."""
    _mark_not_applicable(campaign)
    link_answers(campaign, fill_shelves(campaign, days.at(days.due - 3)), days.at(days.due - 2))
    Answer.objects.filter(campaign=campaign).update(is_complete=True)
    joined = Submission.objects.filter(campaign=campaign).select_related("campaign__criteria_set", "participant__annex")
    moments = {item: days.between(days.due - 5, days.due - 1, item.participant.code, "signed") for item in joined}
    for submission in sorted(moments, key=lambda item: moments[item]):
        submission.state, submission.submitted_at = SubmissionState.SUBMITTED, moments[submission]
        submission.opened_at = days.between(days.opened, days.opened + 5, submission.participant.code, "opened")
        submission.saved_at = submission.submitted_at
        submission.done = submission.revision = answered_leaves(submission.participant.annex_id).count()
        submission.save()
        _give_receipt(submission, moments[submission])


def _mark_not_applicable(campaign: Campaign) -> None:
    """The workbook has no column for it."""
    participants = {item.code: item for item in campaign.participants.select_related("submission")}
    for (code, leaf), reason in NOT_APPLICABLE.items():
        if code in participants:
            participant = participants[code]
            Answer.objects.create(
                campaign=campaign,
                submission=participant.submission,
                criterion=_leaf(participant, leaf),
                not_applicable=True,
                not_applicable_reason=reason,
            )


def _leaf(participant: Participant, code: str) -> Criterion:
    return Criterion.objects.get(annex=participant.annex_id, code=code)


def _give_receipt(submission: Submission, at: datetime) -> None:
    """As `submitting.submit` writes it; who signed is known of nobody."""
    content, campaign = frozen(sheet_of(submission)), submission.campaign
    receipt = Receipt.objects.create(
        campaign=campaign,
        submission=submission,
        stage=Stage.SELF,
        number=next_number(campaign),
        submitted_at=at,
        digest=digest_of(content),
        content=content,
        key=f"demo-{submission.pk}",
    )
    subject, details = (
        f"submission:{submission.participant.code}",
        {"receipt": receipt.number, "digest": receipt.digest},
    )
    record(chain=campaign.code, verb="submission.submit", by=None, subject=subject, details=details)
