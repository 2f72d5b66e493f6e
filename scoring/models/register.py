"""Who exists: authorities, agencies and how agencies became one another (DESIGN §4)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from scoring.enums import LineageKind


class Authority(models.Model):
    """The people's committee that runs a campaign (cơ quan chủ trì)."""

    name = models.CharField(_("tên"), max_length=300, unique=True)

    class Meta:
        verbose_name = _("cơ quan chủ trì")
        verbose_name_plural = _("cơ quan chủ trì")

    def __str__(self) -> str:
        return self.name


class Agency(models.Model):
    """One agency for as long as it is itself; a code that the law reuses names another row."""

    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="agencies", verbose_name=_("cơ quan chủ trì")
    )
    code = models.CharField(_("mã"), max_length=100)
    name = models.CharField(_("tên"), max_length=300)
    short_name = models.CharField(_("tên ngắn"), max_length=300, blank=True)
    valid_from = models.DateField(_("có hiệu lực từ"), null=True, blank=True)
    valid_to = models.DateField(_("có hiệu lực đến"), null=True, blank=True)

    class Meta:
        verbose_name = _("cơ quan, đơn vị")
        verbose_name_plural = _("cơ quan, đơn vị")
        constraints = [
            models.UniqueConstraint(fields=["authority", "code", "name"], name="agency_identity"),
            models.CheckConstraint(
                name="agency_valid_in_order",
                condition=models.Q(valid_from__isnull=True)
                | models.Q(valid_to__isnull=True)
                | models.Q(valid_from__lte=models.F("valid_to")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Lineage(models.Model):
    """An edge from what an agency was to what it became, on the day the decision took effect."""

    predecessor = models.ForeignKey(
        Agency, on_delete=models.CASCADE, related_name="successors", verbose_name=_("trước")
    )
    successor = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="predecessors", verbose_name=_("sau"))
    kind = models.CharField(_("hình thức"), max_length=20, choices=LineageKind.choices)
    effective_on = models.DateField(_("ngày hiệu lực"))
    decision = models.CharField(_("quyết định"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("quan hệ kế thừa")
        verbose_name_plural = _("quan hệ kế thừa")
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="lineage_once"),
            models.CheckConstraint(
                name="lineage_not_to_itself", condition=~models.Q(predecessor=models.F("successor"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
