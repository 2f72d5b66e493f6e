"""One row per thing done, in chains that show any later change."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ChainHead(models.Model):
    """The end of one chain; its row is the lock that puts writers in line."""

    chain = models.CharField(max_length=128, primary_key=True)
    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.chain} #{self.sequence}"


class AppendOnlyError(TypeError):
    """Events are never changed and never deleted."""


class AppendOnlyQuerySet(models.QuerySet["AuditEvent"]):
    """Reading and creating only."""

    def update(self, **kwargs: Any) -> int:
        raise AppendOnlyError

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError


class AuditEvent(models.Model):
    """Something a person or the program did. Written by `services.record` only and never changed."""

    chain = models.CharField(_("Chuỗi"), max_length=128)
    sequence = models.PositiveBigIntegerField(_("Số thứ tự"))
    time = models.DateTimeField(_("Thời điểm"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Người thực hiện"),
    )
    actor_name = models.CharField(_("Tên người thực hiện"), max_length=150, blank=True)
    verb = models.CharField(_("Việc"), max_length=64)
    subject = models.CharField(_("Đối tượng"), max_length=255)
    details = models.JSONField(_("Chi tiết"), default=dict)
    previous_hash = models.CharField(_("Mã băm trước"), max_length=64, blank=True)
    hash = models.CharField(_("Mã băm"), max_length=64)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("Sự kiện")
        verbose_name_plural = _("Sự kiện")
        ordering = ("chain", "sequence")
        constraints = (models.UniqueConstraint(fields=("chain", "sequence"), name="audit_event_chain_sequence"),)
        indexes = (models.Index(fields=("chain", "subject", "sequence"), name="audit_event_subject"),)

    def __str__(self) -> str:
        return f"{self.chain} #{self.sequence} {self.verb}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError
