"""A campaign: one year of one authority, its policies, and who takes part (DESIGN §6, §7)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from scoring.enums import IndexMode, LateSubmissions, On, OverallMean, Phase, SupplementScope
from scoring.models.criteria import Annex, CriteriaSet
from scoring.models.fields import CanonicalJSONField, ExactDecimalField, not_negative
from scoring.models.register import Agency, Authority
from scoring.models.visibility import CampaignQuerySet, ParticipantQuerySet


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
    round1_deadline = models.DateTimeField(_("hạn thẩm định lần 1"), null=True, blank=True)
    supplement_deadline = models.DateTimeField(_("hạn bổ sung"), null=True, blank=True)
    round2_deadline = models.DateTimeField(_("hạn thẩm định lần 2"), null=True, blank=True)
    council_deadline = models.DateTimeField(_("hạn họp Hội đồng"), null=True, blank=True)
    rolls_weekends = models.BooleanField(
        _("hạn rơi vào ngày nghỉ thì chuyển sang ngày làm việc kế tiếp"), default=False
    )
    late_submissions = models.CharField(
        _("nộp muộn"), max_length=10, choices=LateSubmissions.choices, default=LateSubmissions.ACCEPT
    )
    separate_sign_off = models.BooleanField(_("người ký nộp khác người lập"), default=False)
    opened_at = models.DateTimeField(_("mở lúc"), null=True, blank=True)
    supplement_rate = ExactDecimalField(_("tỷ lệ ghi nhận điểm bổ sung"))
    supplement_scope = models.CharField(_("phạm vi điểm bổ sung"), max_length=10, choices=SupplementScope.choices)
    index_mode = models.CharField(_("cách tính chỉ số"), max_length=10, choices=IndexMode.choices)
    index_digits = models.PositiveSmallIntegerField(_("số chữ số thập phân"))
    index_cap = ExactDecimalField(_("giới hạn chỉ số"), null=True, blank=True)
    overall_mean = models.CharField(_("trung bình chung"), max_length=10, choices=OverallMean.choices)
    classify_on = models.CharField(_("xếp loại theo"), max_length=10, choices=On.choices)
    rank_on = models.CharField(_("xếp hạng theo"), max_length=10, choices=On.choices)
    # The appraisal's own policies (DESIGN §7).
    conflict_since = models.DateField(
        _("xung đột lợi ích tính từ ngày"),
        null=True,
        blank=True,
        help_text=_("Ai từng thuộc cơ quan từ ngày này trở lại đây thì không thẩm định cơ quan đó."),
    )
    reply_phases = CanonicalJSONField(_("giai đoạn cơ quan xem và trả lời điểm"), default=list, db_default=[])
    cross_check_share = ExactDecimalField(_("tỷ lệ chấm chéo ngẫu nhiên"), default="0.05", db_default="0.05")
    cross_check_tolerance = ExactDecimalField(_("chênh lệch cho phép khi chấm chéo"), default="0", db_default="0")
    council_quorum = models.CharField(_("tỷ lệ thành viên phải có mặt"), max_length=20, default="2/3", db_default="2/3")
    council_bound = ExactDecimalField(_("điểm thưởng, điểm trừ phải qua Hội đồng từ"), default="1", db_default="1")
    class_scale = models.TextField(_("thang xếp loại"), help_text=_("Ví dụ Tốt:85;Khá:75;Trung bình:60;Yếu:0"))
    # Where the regulation says so: the policy's name to the place in the decision.
    citations = CanonicalJSONField(_("căn cứ"), default=dict, blank=True)
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

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = _("cơ quan tham gia")
        verbose_name_plural = _("cơ quan tham gia")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["campaign", "code"], name="participant_code_once")]

    def __str__(self) -> str:
        return self.name


class Extension(models.Model):
    """More time for one agency by a document; the newest one of a phase holds."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="extensions", db_index=False, verbose_name=_("kỳ đánh giá")
    )
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="extensions", verbose_name=_("cơ quan")
    )
    phase = models.CharField(_("giai đoạn"), max_length=12, choices=Phase.choices, default=Phase.SELF)
    until = models.DateTimeField(_("gia hạn đến"))
    document_number = models.CharField(_("số văn bản"), max_length=100)
    document_date = models.DateField(_("ngày văn bản"), null=True, blank=True)
    reason = models.TextField(_("lý do"))
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("người ghi")
    )
    granted_at = models.DateTimeField(_("ghi lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("gia hạn")
        verbose_name_plural = _("gia hạn")
        ordering = ["-granted_at", "-pk"]
        indexes = [models.Index(fields=["campaign", "participant", "phase"], name="extension_of_participant")]

    def __str__(self) -> str:
        return f"{self.participant}: {self.document_number}"
