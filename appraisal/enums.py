"""Words of the appraisal with their Vietnamese labels (DESIGN §7)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from scoring.core import enums as core


class Round(models.IntegerChoices):
    FIRST = 1, _("Lần 1")
    SECOND = 2, _("Lần 2")


class Basis(models.TextChoices):
    """Why the second round's mark differs from the first's (CONTRACT §5)."""

    SUPPLEMENT = core.Basis.SUPPLEMENT.value, _("Bổ sung tài liệu")
    CORRECTION = core.Basis.CORRECTION.value, _("Đính chính của Tổ")
