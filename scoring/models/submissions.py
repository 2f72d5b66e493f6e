"""What an agency says of itself: its submission and one answer for each leaf (DESIGN §7)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from scoring.enums import SubmissionState
from scoring.models.campaigns import Campaign, Participant
from scoring.models.criteria import Criterion
from scoring.models.fields import (
    CanonicalJSONField,
    ExactDecimalField,
    not_negative,
    scored_field,
    scored_with_value,
)


class Submission(models.Model):
    """One live submission for each agency and campaign."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="submissions", verbose_name=_("kỳ đánh giá")
    )
    participant = models.OneToOneField(
        Participant, on_delete=models.CASCADE, related_name="submission", verbose_name=_("cơ quan")
    )
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=SubmissionState.choices, default=SubmissionState.DRAFT
    )
    submitted_at = models.DateTimeField(_("nộp lúc"), null=True, blank=True)
    deadline = models.DateTimeField(_("hạn riêng"), null=True, blank=True)

    class Meta:
        verbose_name = _("hồ sơ tự đánh giá")
        verbose_name_plural = _("hồ sơ tự đánh giá")

    def __str__(self) -> str:
        return f"{self.campaign.code}: {self.participant}"


class Answer(models.Model):
    """What the agency claims for one leaf: points, or the value that the leaf's rule scores."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="answers", db_index=False, verbose_name=_("kỳ đánh giá")
    )
    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, related_name="answers", db_index=False, verbose_name=_("hồ sơ")
    )
    criterion = models.ForeignKey(
        Criterion, on_delete=models.PROTECT, related_name="answers", verbose_name=_("tiêu chí")
    )
    points = ExactDecimalField(_("điểm tự chấm"), null=True, blank=True)
    value = CanonicalJSONField(_("số liệu"), null=True, blank=True)
    scored = scored_field()
    explanation = models.TextField(_("giải trình"), blank=True)

    class Meta:
        verbose_name = _("câu trả lời")
        verbose_name_plural = _("câu trả lời")
        constraints = [
            models.UniqueConstraint(fields=["submission", "criterion"], name="answer_once"),
            not_negative("points", "answer_points_not_negative"),
            scored_with_value("answer_scored_with_value"),
        ]

    def __str__(self) -> str:
        return f"{self.submission}: {self.criterion.code}"
