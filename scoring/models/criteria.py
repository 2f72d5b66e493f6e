"""What is scored: a criteria set as issued by a decision, its annexes and their trees (DESIGN §5)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from scoring.enums import CriteriaSetState, Evidence, Explanation, Kind, Source
from scoring.models.fields import CanonicalJSONField, ExactDecimalField, not_negative
from scoring.models.register import Authority


class CriteriaSet(models.Model):
    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="criteria_sets", verbose_name=_("cơ quan chủ trì")
    )
    name = models.CharField(_("tên"), max_length=300)
    decision_number = models.CharField(_("số quyết định"), max_length=100, blank=True)
    decision_date = models.DateField(_("ngày quyết định"), null=True, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=300, blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=CriteriaSetState.choices, default=CriteriaSetState.DRAFT
    )
    version = models.PositiveIntegerField(_("phiên bản"), default=1)
    amends = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="amended_by", verbose_name=_("sửa đổi")
    )
    # Grows with every change of a draft: who edits says which one she saw.
    revision = models.PositiveIntegerField(default=0)

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
    name = models.CharField(_("tên"), max_length=300, blank=True)
    position = models.PositiveIntegerField(_("thứ tự"))

    class Meta:
        verbose_name = _("phụ lục")
        verbose_name_plural = _("phụ lục")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["criteria_set", "code"], name="annex_code_once")]

    def __str__(self) -> str:
        return self.name or self.code


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
    explanation = models.CharField(
        _("giải trình"), max_length=10, choices=Explanation.choices, default=Explanation.OPTIONAL
    )
    indicator = models.CharField(_("chỉ tiêu"), max_length=100, blank=True)
    # The decision's own words, for officers and for print; the program reads only `rule`.
    guidance = models.TextField(_("cách tính điểm"), blank=True)
    evidence_guidance = models.TextField(_("tài liệu kiểm chứng cần có"), blank=True)
    note = models.TextField(_("ghi chú"), blank=True)

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


class Crosswalk(models.Model):
    """Which criterion of a version continues which one of an earlier version, for comparison across years."""

    criteria_set = models.ForeignKey(
        CriteriaSet, on_delete=models.CASCADE, related_name="crosswalk", verbose_name=_("bộ tiêu chí")
    )
    earlier = models.ForeignKey(
        Criterion, on_delete=models.CASCADE, related_name="continued_by", verbose_name=_("tiêu chí trước")
    )
    later = models.ForeignKey(
        Criterion, on_delete=models.CASCADE, related_name="continues", verbose_name=_("tiêu chí sau")
    )

    class Meta:
        verbose_name = _("đối chiếu tiêu chí")
        verbose_name_plural = _("đối chiếu tiêu chí")
        constraints = [models.UniqueConstraint(fields=["earlier", "later"], name="crosswalk_once")]

    def __str__(self) -> str:
        return f"{self.earlier.code} → {self.later.code}"
