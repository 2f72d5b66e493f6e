"""What is scored: a criteria set as issued by a decision, its annexes and their trees (DESIGN §5)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from scoring.enums import CriteriaSetState, Evidence, Kind, Source
from scoring.models.fields import CanonicalJSONField, ExactDecimalField, not_negative
from scoring.models.register import Authority


class CriteriaSet(models.Model):
    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="criteria_sets", verbose_name=_("cơ quan chủ trì")
    )
    name = models.CharField(_("tên"), max_length=300)
    decision_number = models.CharField(_("số quyết định"), max_length=100, blank=True)
    decision_date = models.DateField(_("ngày quyết định"), null=True, blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=CriteriaSetState.choices, default=CriteriaSetState.DRAFT
    )

    class Meta:
        verbose_name = _("bộ tiêu chí")
        verbose_name_plural = _("bộ tiêu chí")

    def __str__(self) -> str:
        return self.name


class Annex(models.Model):
    """The tree that one group of agencies answers (phụ lục)."""

    criteria_set = models.ForeignKey(
        CriteriaSet, on_delete=models.CASCADE, related_name="annexes", verbose_name=_("bộ tiêu chí")
    )
    code = models.CharField(_("mã"), max_length=100)
    position = models.PositiveIntegerField(_("thứ tự"))

    class Meta:
        verbose_name = _("phụ lục")
        verbose_name_plural = _("phụ lục")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["criteria_set", "code"], name="annex_code_once")]

    def __str__(self) -> str:
        return self.code


class Criterion(models.Model):
    """A node of the tree: a group, or a leaf that is scored by its rule."""

    annex = models.ForeignKey(
        Annex, on_delete=models.CASCADE, related_name="criteria", db_index=False, verbose_name=_("phụ lục")
    )
    code = models.CharField(_("mã"), max_length=100)
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="children", verbose_name=_("thuộc")
    )
    position = models.PositiveIntegerField(_("thứ tự"))
    name = models.TextField(_("tên"))
    kind = models.CharField(_("loại"), max_length=10, choices=Kind.choices)
    max_points = ExactDecimalField(_("điểm tối đa"), null=True, blank=True)
    cap = ExactDecimalField(_("giới hạn điểm thưởng, điểm trừ"), null=True, blank=True)
    source = models.CharField(_("nguồn"), max_length=10, choices=Source.choices, blank=True)
    specialty = models.CharField(_("chuyên môn"), max_length=200, blank=True)
    rule = CanonicalJSONField(_("cách chấm"), null=True, blank=True)
    evidence = models.CharField(
        _("tài liệu kiểm chứng"), max_length=10, choices=Evidence.choices, default=Evidence.OPTIONAL
    )
    indicator = models.CharField(_("chỉ tiêu"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("tiêu chí")
        verbose_name_plural = _("tiêu chí")
        ordering = ["annex", "position"]
        constraints = [
            models.UniqueConstraint(fields=["annex", "code"], name="criterion_code_once"),
            not_negative("max_points", "criterion_max_not_negative"),
            not_negative("cap", "criterion_cap_not_negative"),
            models.CheckConstraint(
                name="criterion_leaf_has_max_and_source",
                condition=models.Q(kind=Kind.GROUP, source="", rule__isnull=True)
                | (~models.Q(kind=Kind.GROUP) & ~models.Q(source="") & models.Q(max_points__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
