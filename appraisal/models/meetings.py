"""What was agreed and said: meetings with their minutes, and agencies' replies to their marks (DESIGN §7)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from appraisal.enums import MeetingKind
from scoring.models import Campaign, Criterion, Participant


class Meeting(models.Model):
    """A meeting of the team or the council; what the minutes say beside the figures. Fixed once it is closed."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="meetings", db_index=False, verbose_name=_("kỳ đánh giá")
    )
    kind = models.CharField(_("cuộc họp"), max_length=10, choices=MeetingKind.choices)
    number = models.PositiveSmallIntegerField(_("phiên thứ"), default=1)
    held_at = models.DateTimeField(_("họp lúc"), null=True, blank=True)
    ended_at = models.DateTimeField(_("kết thúc lúc"), null=True, blank=True)
    place = models.CharField(_("địa điểm"), max_length=300, blank=True)
    chair = models.CharField(_("chủ trì"), max_length=200, blank=True)
    clerk = models.CharField(_("thư ký"), max_length=200, blank=True)
    attendees = models.TextField(_("thành phần"), blank=True)
    content = models.TextField(_("nội dung, ý kiến"), blank=True)
    revision = models.PositiveIntegerField(default=0)
    closed_at = models.DateTimeField(_("chốt lúc"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người chốt"),
    )

    class Meta:
        verbose_name = _("cuộc họp")
        verbose_name_plural = _("cuộc họp")
        ordering = ["campaign", "kind", "number"]
        constraints = [models.UniqueConstraint(fields=["campaign", "kind", "number"], name="meeting_once")]

    def __str__(self) -> str:
        return f"{self.campaign}: {self.get_kind_display()}"


class Reply(models.Model):
    """An agency's answer to the mark of one leaf (quyền phản hồi)."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="replies", db_index=False, verbose_name=_("kỳ đánh giá")
    )
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="replies", db_index=False, verbose_name=_("cơ quan")
    )
    criterion = models.ForeignKey(
        Criterion, on_delete=models.PROTECT, related_name="replies", verbose_name=_("tiêu chí")
    )
    text = models.TextField(_("ý kiến"))
    version = models.PositiveIntegerField(_("phiên bản"), default=1)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("người viết")
    )
    written_at = models.DateTimeField(_("viết lúc"))

    class Meta:
        verbose_name = _("ý kiến của cơ quan")
        verbose_name_plural = _("ý kiến của cơ quan")
        constraints = [models.UniqueConstraint(fields=["participant", "criterion"], name="reply_once")]

    def __str__(self) -> str:
        return f"{self.participant}: {self.criterion.code}"
