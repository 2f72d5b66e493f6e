"""What the council decides: motions, votes, who was there (DESIGN §7)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from appraisal.enums import Choice, MotionKind, MotionOrigin, MotionState
from appraisal.models.meetings import Meeting
from scoring.models import Campaign, Criterion, Participant
from scoring.models.fields import ExactDecimalField, not_negative


class Motion(models.Model):
    """One item of the agenda. A points motion names a leaf and the points to be ruled; an exemption only a leaf.

    `key` says what it is about, so that building the agenda again adds nothing twice.
    """

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="motions", db_index=False, verbose_name=_("kỳ đánh giá")
    )
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="motions", verbose_name=_("cuộc họp"))
    key = models.CharField(max_length=200)
    position = models.PositiveIntegerField(_("thứ tự"))
    kind = models.CharField(_("loại"), max_length=10, choices=MotionKind.choices)
    origin = models.CharField(_("vì sao"), max_length=10, choices=MotionOrigin.choices)
    participant = models.ForeignKey(
        Participant,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="motions",
        verbose_name=_("cơ quan"),
    )
    criterion = models.ForeignKey(
        Criterion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="motions",
        verbose_name=_("tiêu chí"),
    )
    title = models.CharField(_("nội dung"), max_length=500)
    argument = models.TextField(_("lý lẽ"), blank=True)
    points = ExactDecimalField(_("điểm đề nghị"), null=True, blank=True)
    state = models.CharField(_("trạng thái"), max_length=10, choices=MotionState.choices, default=MotionState.OPEN)
    reason = models.TextField(_("lý do quyết định"), blank=True)
    version = models.PositiveIntegerField(default=0)
    decided_at = models.DateTimeField(_("quyết định lúc"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người ghi"),
    )

    class Meta:
        verbose_name = _("nội dung trình Hội đồng")
        verbose_name_plural = _("nội dung trình Hội đồng")
        ordering = ["meeting", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "key"], name="motion_once"),
            not_negative("points", "motion_points_not_negative"),
            models.CheckConstraint(
                name="motion_names_its_leaf",
                condition=~models.Q(kind__in=[MotionKind.POINTS, MotionKind.EXEMPTION])
                | models.Q(participant__isnull=False, criterion__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    """A council member was there."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="+", db_index=False, verbose_name=_("kỳ đánh giá")
    )
    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="attendance", db_index=False, verbose_name=_("cuộc họp")
    )
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("thành viên")
    )

    class Meta:
        verbose_name = _("có mặt")
        verbose_name_plural = _("có mặt")
        constraints = [models.UniqueConstraint(fields=["meeting", "member"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.member}"


class Vote(models.Model):
    """A member's voice on a motion; the last one counts until the motion is decided."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="+", db_index=False, verbose_name=_("kỳ đánh giá")
    )
    motion = models.ForeignKey(
        Motion, on_delete=models.CASCADE, related_name="votes", db_index=False, verbose_name=_("nội dung")
    )
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("thành viên")
    )
    choice = models.CharField(_("phiếu"), max_length=10, choices=Choice.choices)
    cast_at = models.DateTimeField(_("bỏ phiếu lúc"))

    class Meta:
        verbose_name = _("phiếu biểu quyết")
        verbose_name_plural = _("phiếu biểu quyết")
        constraints = [models.UniqueConstraint(fields=["motion", "member"], name="vote_once")]

    def __str__(self) -> str:
        return f"{self.motion}: {self.member}"
