"""What an agency may add after round 1: only the leaves that the letter lists (DESIGN §7)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from scoring.enums import ReasonCode, SupplementState
from scoring.models.campaigns import Campaign, Participant
from scoring.models.criteria import Criterion
from scoring.models.fields import CanonicalJSONField, ExactDecimalField


class Supplement(models.Model):
    """The letter to one agency and its answer; there is none where nothing is to be added."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="supplements", db_index=False, verbose_name=_("kỳ đánh giá")
    )
    participant = models.OneToOneField(
        Participant, on_delete=models.CASCADE, related_name="supplement", verbose_name=_("cơ quan")
    )
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=SupplementState.choices, default=SupplementState.OPEN
    )
    opened_at = models.DateTimeField(_("mở lúc"))
    deadline = models.DateTimeField(_("hạn riêng"), null=True, blank=True)
    sent_at = models.DateTimeField(_("gửi lúc"), null=True, blank=True)
    revision = models.PositiveIntegerField(_("lần sửa"), default=0)

    class Meta:
        verbose_name = _("bổ sung của cơ quan")
        verbose_name_plural = _("bổ sung của cơ quan")
        indexes = [models.Index(fields=["campaign", "state"], name="supplement_state")]

    def __str__(self) -> str:
        return str(self.participant)


class SupplementItem(models.Model):
    """One leaf of the letter as it was sent (claimed, granted, why), and what the agency adds to it."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="+", db_index=False, verbose_name=_("kỳ đánh giá")
    )
    supplement = models.ForeignKey(
        Supplement, on_delete=models.CASCADE, related_name="items", db_index=False, verbose_name=_("bổ sung")
    )
    criterion = models.ForeignKey(
        Criterion, on_delete=models.PROTECT, related_name="supplement_items", verbose_name=_("tiêu chí")
    )
    claimed = ExactDecimalField(_("điểm tự chấm"), null=True, blank=True)
    granted = ExactDecimalField(_("điểm thẩm định lần 1"))
    reason_code = models.CharField(_("loại lý do"), max_length=20, choices=ReasonCode.choices, blank=True)
    reason = models.TextField(_("lý do"), blank=True)
    explanation = models.TextField(_("giải trình bổ sung"), blank=True)
    version = models.PositiveIntegerField(_("lần sửa"), default=0)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("người sửa")
    )
    edited_at = models.DateTimeField(_("sửa lúc"), null=True, blank=True)
    # The explanation's version with the keys of its last edits, as `Answer.edits`.
    edits = CanonicalJSONField(default=dict, db_default={}, editable=False)

    class Meta:
        verbose_name = _("tiêu chí bổ sung")
        verbose_name_plural = _("tiêu chí bổ sung")
        constraints = [models.UniqueConstraint(fields=["supplement", "criterion"], name="supplement_item_once")]

    def __str__(self) -> str:
        return f"{self.supplement}: {self.criterion.code}"
