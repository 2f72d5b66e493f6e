"""Second marks: blind until both are in, then compared (DESIGN §7)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from appraisal.enums import CheckReason, CheckState, Round
from scoring.enums import ReasonCode
from scoring.models import Campaign, Criterion, Participant
from scoring.models.fields import (
    CanonicalJSONField,
    ExactDecimalField,
    not_negative,
    scored_field,
    scored_with_value,
)


class CheckSample(models.Model):
    """A random sample as it was drawn: the same seed draws the same leaves from the same list again."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="check_samples", verbose_name=_("kỳ đánh giá")
    )
    round = models.PositiveSmallIntegerField(_("lần thẩm định"), choices=Round.choices)
    seed = models.CharField(_("số gieo"), max_length=64)
    share = ExactDecimalField(_("tỷ lệ"))
    population = models.PositiveIntegerField(_("số tiêu chí để chọn"))
    drawn = models.PositiveIntegerField(_("số tiêu chí được chọn"))
    drawn_at = models.DateTimeField(_("chọn lúc"), auto_now_add=True)
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("người chọn")
    )

    class Meta:
        verbose_name = _("mẫu chấm chéo")
        verbose_name_plural = _("mẫu chấm chéo")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.campaign}: {self.drawn}/{self.population}"


class CrossCheck(models.Model):
    """A second member's mark of one leaf; the first one's is the `Mark`.

    `first_points` is the first mark as it was when both were in, so that agreement stays what it was after
    moderation; points of both as exact fractions in text (`44/23`).
    """

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="cross_checks", db_index=False, verbose_name=_("kỳ đánh giá")
    )
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="cross_checks", db_index=False, verbose_name=_("cơ quan")
    )
    criterion = models.ForeignKey(
        Criterion, on_delete=models.PROTECT, related_name="cross_checks", verbose_name=_("tiêu chí")
    )
    round = models.PositiveSmallIntegerField(_("lần thẩm định"), choices=Round.choices)
    sample = models.ForeignKey(
        CheckSample, on_delete=models.CASCADE, null=True, related_name="checks", verbose_name=_("mẫu")
    )
    why = models.CharField(_("vì sao"), max_length=10, choices=CheckReason.choices)
    state = models.CharField(_("trạng thái"), max_length=10, choices=CheckState.choices, default=CheckState.OPEN)
    appraiser = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="cross_checks",
        verbose_name=_("người chấm chéo"),
    )
    points = ExactDecimalField(_("điểm"), null=True, blank=True)
    value = CanonicalJSONField(_("số liệu"), null=True, blank=True)
    scored = scored_field()
    note = models.TextField(_("lý do"), blank=True)
    reason_code = models.CharField(_("loại lý do"), max_length=20, choices=ReasonCode.choices, blank=True)
    version = models.PositiveIntegerField(_("phiên bản"), default=0)
    marked_at = models.DateTimeField(_("chấm lúc"), null=True, blank=True)
    first_points = models.TextField(_("điểm của người chấm thứ nhất"), blank=True)
    second_points = models.TextField(_("điểm của người chấm chéo"), blank=True)
    first_appraiser = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("người chấm thứ nhất"),
    )
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("người thống nhất"),
    )
    settled_at = models.DateTimeField(_("thống nhất lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("chấm chéo")
        verbose_name_plural = _("chấm chéo")
        constraints = [
            models.UniqueConstraint(fields=["participant", "criterion", "round"], name="cross_check_once_a_round"),
            not_negative("points", "cross_check_points_not_negative"),
            scored_with_value("cross_check_scored_with_value"),
        ]
        indexes = [models.Index(fields=["campaign", "round", "state"], name="cross_check_state")]

    def __str__(self) -> str:
        return f"{self.participant}: {self.criterion.code}"
