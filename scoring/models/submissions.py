"""What an agency says of itself: its submission and one answer for each leaf (DESIGN §7)."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from scoring.enums import Stage, SubmissionState
from scoring.models.campaigns import Campaign, Participant
from scoring.models.criteria import Criterion
from scoring.models.fields import (
    CanonicalJSONField,
    ExactDecimalField,
    not_negative,
    scored_field,
    scored_with_value,
)
from scoring.models.visibility import Visitor


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def visible_to(self, user: Visitor) -> Self:
        return self.filter(participant__in=Participant.objects.visible_to(user))


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
    # How far it is, kept by the services that write answers, so that a board need not count a million of them.
    done = models.PositiveIntegerField(_("số tiêu chí đã xong"), default=0, db_default=0)
    revision = models.PositiveIntegerField(_("lần sửa"), default=0, db_default=0)
    opened_at = models.DateTimeField(_("mở lần đầu lúc"), null=True, blank=True)
    saved_at = models.DateTimeField(_("sửa lần cuối lúc"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("nhắc lần cuối lúc"), null=True, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người trình"),
    )
    proposed_at = models.DateTimeField(_("trình lúc"), null=True, blank=True)

    objects = SubmissionQuerySet.as_manager()

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
    # What was typed where it does not make a value yet: half a fraction, a word in a number's place.
    typed = CanonicalJSONField(_("đang nhập"), null=True, blank=True)
    not_applicable = models.BooleanField(_("đề nghị không áp dụng"), default=False, db_default=False)
    not_applicable_reason = models.TextField(_("lý do không áp dụng"), blank=True, db_default="")
    origin = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="carried_to",
        verbose_name=_("lấy lại từ"),
    )
    to_confirm = models.BooleanField(_("chờ xác nhận"), default=False, db_default=False)
    is_complete = models.BooleanField(_("đã xong"), default=False, db_default=False)
    # For each field its version, the key of its last edit, who and when: {"claim": {"version": 3, "key": …}}.
    edits = CanonicalJSONField(default=dict, db_default={}, editable=False)

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


class Receipt(models.Model):
    """What was sent, frozen, with number, server time and digest; at most one of a submission is in force."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="receipts", db_index=False, verbose_name=_("kỳ đánh giá")
    )
    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, related_name="receipts", verbose_name=_("hồ sơ")
    )
    stage = models.CharField(
        _("lần gửi"), max_length=10, choices=Stage.choices, default=Stage.SELF, db_default=Stage.SELF.value
    )
    number = models.CharField(_("số"), max_length=100)
    submitted_at = models.DateTimeField(_("nộp lúc"))
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("người nộp")
    )
    is_late = models.BooleanField(_("nộp muộn"), default=False)
    digest = models.CharField(_("SHA-256"), max_length=64)
    content = CanonicalJSONField(_("nội dung đã nộp"))
    key = models.CharField(_("khóa gửi"), max_length=64)
    ended_at = models.DateTimeField(_("hết hiệu lực lúc"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người rút hoặc mở lại"),
    )
    ended_how = models.CharField(_("hết hiệu lực do"), max_length=20, blank=True)
    reason = models.TextField(_("lý do"), blank=True)

    class Meta:
        verbose_name = _("biên nhận")
        verbose_name_plural = _("biên nhận")
        ordering = ["submission", "submitted_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="receipt_number_once"),
            models.UniqueConstraint(fields=["submission", "key"], name="receipt_key_once"),
            models.UniqueConstraint(
                fields=["submission", "stage"],
                condition=models.Q(ended_at__isnull=True),
                name="receipt_of_stage_in_force_once",
            ),
        ]

    def __str__(self) -> str:
        return self.number
