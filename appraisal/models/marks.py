"""What the team and the council say of an agency's leaves (DESIGN §7)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from appraisal.enums import Basis, Round
from scoring.models import Campaign, Criterion, Participant
from scoring.models.fields import (
    CanonicalJSONField,
    ExactDecimalField,
    not_negative,
    scored_field,
    scored_with_value,
)


class Mark(models.Model):
    """An appraiser's points, or her reading of the data, for one leaf in one round."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="marks", db_index=False, verbose_name=_("kỳ đánh giá")
    )
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="marks", db_index=False, verbose_name=_("cơ quan")
    )
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="marks", verbose_name=_("tiêu chí"))
    round = models.PositiveSmallIntegerField(_("lần thẩm định"), choices=Round.choices)
    points = ExactDecimalField(_("điểm"), null=True, blank=True)
    value = CanonicalJSONField(_("số liệu"), null=True, blank=True)
    scored = scored_field()
    note = models.TextField(_("lý do"), blank=True)
    basis = models.CharField(_("căn cứ"), max_length=10, choices=Basis.choices, default=Basis.SUPPLEMENT)

    class Meta:
        verbose_name = _("điểm thẩm định")
        verbose_name_plural = _("điểm thẩm định")
        constraints = [
            models.UniqueConstraint(fields=["participant", "criterion", "round"], name="mark_once_a_round"),
            not_negative("points", "mark_points_not_negative"),
            scored_with_value("mark_scored_with_value"),
            models.CheckConstraint(name="mark_round_known", condition=models.Q(round__in=Round.values)),
        ]

    def __str__(self) -> str:
        return f"{self.participant}: {self.criterion.code}, {self.round}"


class Exemption(models.Model):
    """A leaf that does not count for an agency, neither in its points nor in its standard (giảm trừ)."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="exemptions", verbose_name=_("kỳ đánh giá")
    )
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="exemptions", db_index=False, verbose_name=_("cơ quan")
    )
    criterion = models.ForeignKey(
        Criterion, on_delete=models.PROTECT, related_name="exemptions", verbose_name=_("tiêu chí")
    )
    granted = models.BooleanField(_("được giảm trừ"))
    reason = models.TextField(_("lý do"))

    class Meta:
        verbose_name = _("giảm trừ")
        verbose_name_plural = _("giảm trừ")
        constraints = [models.UniqueConstraint(fields=["participant", "criterion"], name="exemption_once")]

    def __str__(self) -> str:
        return f"{self.participant}: {self.criterion.code}"


class Ruling(models.Model):
    """The council's points for one leaf, with its reason; they stand before any mark (CONTRACT §5)."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="rulings", verbose_name=_("kỳ đánh giá")
    )
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="rulings", db_index=False, verbose_name=_("cơ quan")
    )
    criterion = models.ForeignKey(
        Criterion, on_delete=models.PROTECT, related_name="rulings", verbose_name=_("tiêu chí")
    )
    points = ExactDecimalField(_("điểm"), null=True, blank=True)
    reason = models.TextField(_("lý do"))

    class Meta:
        verbose_name = _("quyết nghị của Hội đồng")
        verbose_name_plural = _("quyết nghị của Hội đồng")
        constraints = [
            models.UniqueConstraint(fields=["participant", "criterion"], name="ruling_once"),
            not_negative("points", "ruling_points_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.participant}: {self.criterion.code} = {self.points}"
