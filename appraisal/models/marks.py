"""What the team and the council say of an agency's leaves (DESIGN §7)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from appraisal.enums import Basis, ExemptionOrigin, Round, Standing
from scoring.enums import ReasonCode
from scoring.models import Campaign, Criterion, Participant
from scoring.models.fields import (
    CanonicalJSONField,
    ExactDecimalField,
    not_negative,
    scored_field,
    scored_with_value,
)


class Mark(models.Model):
    """An appraiser's points, or her reading of the data, for one leaf in one round: the version that holds.

    `version` grows with every save; who marks says which one she saw. Earlier ones stay as `MarkVersion`.
    `standing` is found when it is written, as the claim does not change any more; nothing where it was taken in from
    a workbook.
    """

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
    reason_code = models.CharField(
        _("loại lý do"), max_length=20, choices=ReasonCode.choices, blank=True, db_default=""
    )
    internal_note = models.TextField(_("ghi chú nội bộ"), blank=True, db_default="")
    needs_discussion = models.BooleanField(_("cần thảo luận"), default=False, db_default=False)
    may_supplement = models.BooleanField(_("cho bổ sung"), default=True, db_default=True)
    standing = models.CharField(
        _("so với tự chấm"), max_length=10, choices=Standing.choices, blank=True, db_default="", editable=False
    )
    version = models.PositiveIntegerField(_("phiên bản"), default=0, db_default=0)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("người chấm"),
    )
    marked_at = models.DateTimeField(_("chấm lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("điểm thẩm định")
        verbose_name_plural = _("điểm thẩm định")
        constraints = [
            models.UniqueConstraint(fields=["participant", "criterion", "round"], name="mark_once_a_round"),
            not_negative("points", "mark_points_not_negative"),
            scored_with_value("mark_scored_with_value"),
            models.CheckConstraint(name="mark_round_known", condition=models.Q(round__in=Round.values)),
        ]
        indexes = [
            models.Index(
                fields=["campaign", "round"],
                name="mark_to_discuss",
                condition=models.Q(needs_discussion=True),
            ),
            # How a person marks is counted without a look at the marks themselves.
            models.Index(
                fields=["marked_by", "campaign", "round", "participant", "standing"], name="mark_of_appraiser"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant}: {self.criterion.code}, {self.round}"


class MarkVersion(models.Model):
    """One saved state of a mark, kept for ever. `content` has the mark's columns as canonical text."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="+", db_index=False, verbose_name=_("kỳ đánh giá")
    )
    mark = models.ForeignKey(
        Mark, on_delete=models.CASCADE, related_name="versions", db_index=False, verbose_name=_("điểm thẩm định")
    )
    version = models.PositiveIntegerField(_("phiên bản"))
    content = CanonicalJSONField(_("nội dung"))
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("người chấm")
    )
    marked_at = models.DateTimeField(_("chấm lúc"))

    class Meta:
        verbose_name = _("phiên bản điểm thẩm định")
        verbose_name_plural = _("phiên bản điểm thẩm định")
        constraints = [models.UniqueConstraint(fields=["mark", "version"], name="mark_version_once")]

    def __str__(self) -> str:
        return f"{self.mark} #{self.version}"


class Exemption(models.Model):
    """A leaf that does not count for an agency, neither in its points nor in its standard (giảm trừ).

    Asked for by the agency's claim or by the team, decided by the council; not granted before that.
    """

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
    origin = models.CharField(
        _("do"),
        max_length=10,
        choices=ExemptionOrigin.choices,
        default=ExemptionOrigin.WORKBOOK,
        db_default=ExemptionOrigin.WORKBOOK.value,
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người đề xuất"),
    )
    proposed_at = models.DateTimeField(_("đề xuất lúc"), null=True, blank=True)
    decided_at = models.DateTimeField(_("quyết định lúc"), null=True, blank=True)

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
