"""A campaign: one year of one authority, its policies, and who takes part (DESIGN §6, §7)."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from scoring.enums import PUBLIC_PHASES, IndexMode, On, OverallMean, Phase, SupplementScope
from scoring.models.criteria import Annex, CriteriaSet
from scoring.models.fields import CanonicalJSONField, ExactDecimalField, not_negative
from scoring.models.register import Agency, Authority


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def public(self) -> Self:
        return self.filter(phase__in=PUBLIC_PHASES)

    def visible_to(self, user: object) -> Self:
        """What this person may see: everybody the published ones, staff with the right all of them."""
        may_see_all = getattr(user, "has_perm", None)
        return self.all() if may_see_all and may_see_all("scoring.view_campaign") else self.public()


class Campaign(models.Model):
    code = models.CharField(_("mã"), max_length=100, unique=True)
    name = models.CharField(_("tên"), max_length=500)
    year = models.PositiveIntegerField(_("năm"))
    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="campaigns", verbose_name=_("cơ quan chủ trì")
    )
    criteria_set = models.ForeignKey(
        CriteriaSet, on_delete=models.PROTECT, related_name="campaigns", verbose_name=_("bộ tiêu chí")
    )
    phase = models.CharField(_("giai đoạn"), max_length=12, choices=Phase.choices, default=Phase.SETUP)
    is_reconstructed = models.BooleanField(
        _("số liệu dựng lại"),
        default=False,
        help_text=_("Điểm từng tiêu chí được dựng lại từ số tổng đã công bố; chỉ để trình diễn."),
    )
    decision_number = models.CharField(_("số quyết định"), max_length=100, blank=True)
    decision_date = models.DateField(_("ngày quyết định"), null=True, blank=True)
    self_deadline = models.DateTimeField(_("hạn tự đánh giá"), null=True, blank=True)
    supplement_rate = ExactDecimalField(_("tỷ lệ ghi nhận điểm bổ sung"))
    supplement_scope = models.CharField(_("phạm vi điểm bổ sung"), max_length=10, choices=SupplementScope.choices)
    index_mode = models.CharField(_("cách tính chỉ số"), max_length=10, choices=IndexMode.choices)
    index_digits = models.PositiveSmallIntegerField(_("số chữ số thập phân"))
    index_cap = ExactDecimalField(_("giới hạn chỉ số"), null=True, blank=True)
    overall_mean = models.CharField(_("trung bình chung"), max_length=10, choices=OverallMean.choices)
    classify_on = models.CharField(_("xếp loại theo"), max_length=10, choices=On.choices)
    rank_on = models.CharField(_("xếp hạng theo"), max_length=10, choices=On.choices)
    class_scale = models.TextField(_("thang xếp loại"), help_text=_("Ví dụ Tốt:85;Khá:75;Trung bình:60;Yếu:0"))
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("kỳ đánh giá")
        verbose_name_plural = _("kỳ đánh giá")
        ordering = ["-year", "code"]
        constraints = [not_negative("supplement_rate", "campaign_rate_not_negative")]

    def __str__(self) -> str:
        return self.name


class Modifier(models.Model):
    """A rule that changes the class after the thresholds (CONTRACT §7)."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="modifiers", db_index=False, verbose_name=_("kỳ đánh giá")
    )
    order = models.IntegerField(_("thứ tự"))
    rule = CanonicalJSONField(_("quy tắc"))

    class Meta:
        verbose_name = _("quy tắc điều chỉnh xếp loại")
        verbose_name_plural = _("quy tắc điều chỉnh xếp loại")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["campaign", "order"], name="modifier_order_once")]

    def __str__(self) -> str:
        return f"{self.order}. {self.rule['kind']}"


class Bloc(models.Model):
    """Agencies that are compared with one another (khối)."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="blocs", db_index=False, verbose_name=_("kỳ đánh giá")
    )
    code = models.CharField(_("mã"), max_length=100)
    name = models.CharField(_("tên"), max_length=300)
    order = models.IntegerField(_("thứ tự"), null=True, blank=True)
    position = models.PositiveIntegerField(_("vị trí xuất hiện"))

    class Meta:
        verbose_name = _("khối")
        verbose_name_plural = _("khối")
        ordering = [models.F("order").asc(nulls_last=True), "position"]
        constraints = [models.UniqueConstraint(fields=["campaign", "code"], name="bloc_code_once")]

    def __str__(self) -> str:
        return self.name


class Participant(models.Model):
    """An agency in a campaign, under the code and name it bore that year."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="participants", db_index=False, verbose_name=_("kỳ đánh giá")
    )
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="participations", verbose_name=_("cơ quan, đơn vị")
    )
    bloc = models.ForeignKey(Bloc, on_delete=models.CASCADE, related_name="participants", verbose_name=_("khối"))
    annex = models.ForeignKey(Annex, on_delete=models.PROTECT, related_name="participants", verbose_name=_("phụ lục"))
    parent = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="children", verbose_name=_("trực thuộc")
    )
    code = models.CharField(_("mã"), max_length=100)
    name = models.CharField(_("tên"), max_length=300)
    short_name = models.CharField(_("tên ngắn"), max_length=300, blank=True)
    level = models.CharField(_("cấp"), max_length=100, blank=True)
    position = models.PositiveIntegerField(_("vị trí xuất hiện"))

    class Meta:
        verbose_name = _("cơ quan tham gia")
        verbose_name_plural = _("cơ quan tham gia")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["campaign", "code"], name="participant_code_once")]

    def __str__(self) -> str:
        return self.name
