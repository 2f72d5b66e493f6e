"""Users and the tokens their programs carry."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A person. Vietnamese names are one field: splitting them into first and last misleads."""

    first_name = None  # type: ignore[assignment]  # replaced by full_name
    last_name = None  # type: ignore[assignment]  # replaced by full_name
    full_name = models.CharField(_("Họ và tên"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("Người dùng")
        verbose_name_plural = _("Người dùng")

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        """Return the name to show; the user name stands in for a missing one."""
        return self.full_name or self.username

    def get_short_name(self) -> str:
        """Return the given name, which Vietnamese puts last."""
        return self.get_full_name().split()[-1]


class ApiToken(models.Model):
    """A program's key to the API with its holder's rights. Only the SHA-256 is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens", verbose_name=_("Người dùng"))
    name = models.CharField(_("Tên"), max_length=100, blank=True)
    prefix = models.CharField(_("Đầu khóa"), max_length=12)
    digest = models.CharField(_("SHA-256"), max_length=64, unique=True)
    created_at = models.DateTimeField(_("Tạo lúc"), auto_now_add=True)
    expires_at = models.DateTimeField(_("Hết hạn lúc"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("Dùng lần cuối"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("Thu hồi lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("Khóa API")
        verbose_name_plural = _("Khóa API")
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return f"{self.prefix}…"
