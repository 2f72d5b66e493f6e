"""Figures from outside a submission: indicators, survey points and what was published before."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from scoring.models.campaigns import Bloc, Campaign, Participant
from scoring.models.criteria import Criterion
from scoring.models.fields import ExactDecimalField, not_negative


class IndicatorValue(models.Model):
    """An outside figure of one agency, such as its late-dossier rate."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="indicator_values", verbose_name=_("kỳ đánh giá")
    )
    participant = models.ForeignKey(
        Participant,
        on_delete=models.CASCADE,
        related_name="indicator_values",
        db_index=False,
        verbose_name=_("cơ quan"),
    )
    indicator = models.CharField(_("chỉ tiêu"), max_length=100)
    value = ExactDecimalField(_("giá trị"))
    as_of = models.CharField(_("tính đến"), max_length=40, blank=True)
    source = models.TextField(_("nguồn"), blank=True)

    class Meta:
        verbose_name = _("giá trị chỉ tiêu")
        verbose_name_plural = _("giá trị chỉ tiêu")
        constraints = [models.UniqueConstraint(fields=["participant", "indicator"], name="indicator_value_once")]

    def __str__(self) -> str:
        return f"{self.participant}: {self.indicator} = {self.value}"


class SurveyScore(models.Model):
    """Points from the sociological survey for one leaf of one agency."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="survey_scores", verbose_name=_("kỳ đánh giá")
    )
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="survey_scores", db_index=False, verbose_name=_("cơ quan")
    )
    criterion = models.ForeignKey(
        Criterion, on_delete=models.PROTECT, related_name="survey_scores", verbose_name=_("tiêu chí")
    )
    points = ExactDecimalField(_("điểm"))

    class Meta:
        verbose_name = _("điểm điều tra xã hội học")
        verbose_name_plural = _("điểm điều tra xã hội học")
        constraints = [
            models.UniqueConstraint(fields=["participant", "criterion"], name="survey_score_once"),
            not_negative("points", "survey_points_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.participant}: {self.criterion.code} = {self.points}"


class PublishedIndex(models.Model):
    """An agency's index and class of an earlier year, as published then."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="published_indices", verbose_name=_("kỳ đánh giá")
    )
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="history", db_index=False, verbose_name=_("cơ quan")
    )
    year = models.PositiveIntegerField(_("năm"))
    index = ExactDecimalField(_("chỉ số"), null=True, blank=True)
    class_name = models.CharField(_("xếp loại"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("chỉ số đã công bố")
        verbose_name_plural = _("chỉ số đã công bố")
        constraints = [
            models.UniqueConstraint(fields=["participant", "year"], name="published_index_once"),
            models.CheckConstraint(
                name="published_index_says_something",
                condition=models.Q(index__isnull=False) | ~models.Q(class_name=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.participant}, {self.year}: {self.index}"


class PublishedBlocMean(models.Model):
    """A bloc's mean of an earlier year; without a bloc it is the overall mean."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="published_bloc_means", verbose_name=_("kỳ đánh giá")
    )
    bloc = models.ForeignKey(
        Bloc,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="history",
        db_index=False,
        verbose_name=_("khối"),
    )
    year = models.PositiveIntegerField(_("năm"))
    mean_index = ExactDecimalField(_("chỉ số trung bình"))

    class Meta:
        verbose_name = _("trung bình khối đã công bố")
        verbose_name_plural = _("trung bình khối đã công bố")
        constraints = [
            models.UniqueConstraint(fields=["bloc", "year"], name="bloc_mean_once"),
            models.UniqueConstraint(
                fields=["campaign", "year"], condition=models.Q(bloc__isnull=True), name="overall_mean_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bloc or '*'}, {self.year}: {self.mean_index}"
