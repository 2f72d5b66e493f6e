"""An index run and the results it stored (DESIGN §3, §6)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.enums import RunState
from scoring.models import Bloc, Campaign, Participant
from scoring.models.fields import CanonicalJSONField, ExactDecimalField


class IndexRun(models.Model):
    """The job row of one computation; a finished one is never changed."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="index_runs", verbose_name=_("kỳ đánh giá")
    )
    state = models.CharField(_("trạng thái"), max_length=10, choices=RunState.choices, default=RunState.QUEUED)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, verbose_name=_("người yêu cầu")
    )
    requested_at = models.DateTimeField(_("yêu cầu lúc"), auto_now_add=True)
    started_at = models.DateTimeField(_("bắt đầu lúc"), null=True, blank=True)
    computed_at = models.DateTimeField(_("tính xong lúc"), null=True, blank=True)
    progress = models.PositiveIntegerField(_("đã tính"), default=0)
    total = models.PositiveIntegerField(_("tổng số"), default=0)
    error = models.TextField(_("lỗi"), blank=True)
    # Where the campaign's log stood when the worker began to read: what came later is not in the results.
    seen_event = models.PositiveBigIntegerField(null=True, blank=True, editable=False)
    same_as = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        verbose_name=_("trùng với"),
        help_text=_("Lần tính trước có cùng số liệu đầu vào; kết quả của lần đó được dùng lại."),
    )
    engine_version = models.CharField(_("phiên bản bộ tính"), max_length=20, blank=True)
    input_digest = models.CharField(_("mã băm đầu vào"), max_length=64, blank=True)
    policy = models.JSONField(_("quy định tính"), default=dict)
    overall_mean = ExactDecimalField(_("trung bình chung"), null=True, blank=True)
    overall_classes = CanonicalJSONField(_("số cơ quan theo xếp loại"), default=dict)

    class Meta:
        verbose_name = _("lần tính chỉ số")
        verbose_name_plural = _("lần tính chỉ số")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "input_digest", "engine_version"],
                condition=models.Q(state=RunState.DONE, same_as__isnull=True),
                name="run_once_a_digest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign.code} #{self.pk}"


class AgencyResult(models.Model):
    """One line of the results; points rounded to six decimals, the index to the campaign's digits."""

    run = models.ForeignKey(
        IndexRun, on_delete=models.CASCADE, related_name="agencies", db_index=False, verbose_name=_("lần tính")
    )
    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="agency_results", db_index=False, verbose_name=_("kỳ đánh giá")
    )
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="results", verbose_name=_("cơ quan")
    )
    position = models.PositiveIntegerField(_("thứ tự trong bảng"))
    standard_points = ExactDecimalField(_("điểm chuẩn"))
    self_points = ExactDecimalField(_("điểm tự chấm"))
    round1_points = ExactDecimalField(_("điểm thẩm định lần 1"))
    appraised_points = ExactDecimalField(_("điểm thẩm định"))
    survey_points = ExactDecimalField(_("điểm điều tra"))
    bonus_points = ExactDecimalField(_("điểm thưởng"))
    penalty_points = ExactDecimalField(_("điểm trừ"))
    index = ExactDecimalField(_("chỉ số"), null=True, blank=True)
    round1_index = ExactDecimalField(_("chỉ số sau lần 1"), null=True, blank=True)
    rank = models.PositiveIntegerField(_("thứ hạng chung"), null=True, blank=True)
    rank_in_bloc = models.PositiveIntegerField(_("thứ hạng trong khối"), null=True, blank=True)
    class_by_threshold = models.CharField(_("xếp loại theo thang"), max_length=100, blank=True)
    class_name = models.CharField(_("xếp loại"), max_length=100, blank=True)
    round1_class = models.CharField(_("xếp loại sau lần 1"), max_length=100, blank=True)
    modifiers = CanonicalJSONField(_("điều chỉnh xếp loại"), default=list)
    previous_index = ExactDecimalField(_("chỉ số năm trước"), null=True, blank=True)
    previous_class = models.CharField(_("xếp loại năm trước"), max_length=100, blank=True)
    change = ExactDecimalField(_("tăng, giảm"), null=True, blank=True)
    trend = models.CharField(_("xu hướng"), max_length=10, blank=True)
    missing = CanonicalJSONField(_("tiêu chí thiếu số liệu"), default=list)

    class Meta:
        verbose_name = _("kết quả của cơ quan")
        verbose_name_plural = _("kết quả của cơ quan")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["run", "participant"], name="agency_result_once")]

    def __str__(self) -> str:
        return f"{self.participant}: {self.index}"


class LeafResult(models.Model):
    """The credited points of every leaf of one agency, in one row: they are only ever read together.

    `points` is a JSON object from a leaf's code to its points (text, six decimals at most), null when exempt.
    """

    run = models.ForeignKey(
        IndexRun, on_delete=models.CASCADE, related_name="leaves", db_index=False, verbose_name=_("lần tính")
    )
    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="leaf_results", db_index=False, verbose_name=_("kỳ đánh giá")
    )
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="leaf_results", verbose_name=_("cơ quan")
    )
    points = CanonicalJSONField(_("điểm ghi nhận"))

    class Meta:
        verbose_name = _("điểm ghi nhận từng tiêu chí")
        verbose_name_plural = _("điểm ghi nhận từng tiêu chí")
        constraints = [models.UniqueConstraint(fields=["run", "participant"], name="leaf_result_once")]

    def __str__(self) -> str:
        return str(self.participant)


class CriterionResult(models.Model):
    """Attainment of one leaf in one bloc: what was credited out of what counted."""

    run = models.ForeignKey(
        IndexRun, on_delete=models.CASCADE, related_name="criteria", db_index=False, verbose_name=_("lần tính")
    )
    campaign = models.ForeignKey(
        Campaign,
        on_delete=models.CASCADE,
        related_name="criterion_results",
        db_index=False,
        verbose_name=_("kỳ đánh giá"),
    )
    bloc = models.ForeignKey(Bloc, on_delete=models.CASCADE, related_name="criteria", verbose_name=_("khối"))
    criterion = models.ForeignKey(
        "scoring.Criterion", on_delete=models.CASCADE, related_name="results", verbose_name=_("tiêu chí")
    )
    agencies = models.PositiveIntegerField(_("số cơ quan được chấm"))
    at_maximum = models.PositiveIntegerField(_("số cơ quan đạt điểm tối đa"))
    points = ExactDecimalField(_("tổng điểm ghi nhận"))
    standard_points = ExactDecimalField(_("tổng điểm chuẩn"))

    class Meta:
        verbose_name = _("kết quả theo tiêu chí")
        verbose_name_plural = _("kết quả theo tiêu chí")
        constraints = [models.UniqueConstraint(fields=["run", "bloc", "criterion"], name="criterion_result_once")]

    def __str__(self) -> str:
        return f"{self.bloc}: {self.criterion}"


class BlocResult(models.Model):
    """A bloc's mean and how many agencies stand in each class."""

    run = models.ForeignKey(
        IndexRun, on_delete=models.CASCADE, related_name="blocs", db_index=False, verbose_name=_("lần tính")
    )
    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="bloc_results", db_index=False, verbose_name=_("kỳ đánh giá")
    )
    bloc = models.ForeignKey(Bloc, on_delete=models.CASCADE, related_name="results", verbose_name=_("khối"))
    agencies = models.PositiveIntegerField(_("số cơ quan"))
    mean_index = ExactDecimalField(_("chỉ số trung bình"), null=True, blank=True)
    classes = CanonicalJSONField(_("số cơ quan theo xếp loại"))

    class Meta:
        verbose_name = _("kết quả của khối")
        verbose_name_plural = _("kết quả của khối")
        constraints = [models.UniqueConstraint(fields=["run", "bloc"], name="bloc_result_once")]

    def __str__(self) -> str:
        return f"{self.bloc}: {self.mean_index}"
