"""What people are told."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Notice(models.Model):
    """One message to one person. Its words are kept as they were written; `link` is a path of this site."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices", verbose_name=_("Người nhận")
    )
    title = models.CharField(_("Tiêu đề"), max_length=300)
    body = models.TextField(_("Nội dung"), blank=True)
    link = models.CharField(_("Địa chỉ"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("Gửi lúc"), auto_now_add=True)
    read_at = models.DateTimeField(_("Đọc lúc"), null=True, blank=True)
    mailed_at = models.DateTimeField(_("Gửi thư điện tử lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("Thông báo")
        verbose_name_plural = _("Thông báo")
        ordering = ("-created_at", "-pk")
        indexes = (models.Index(fields=("user", "read_at"), name="notice_unread"),)

    def __str__(self) -> str:
        return self.title
