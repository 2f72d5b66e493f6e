"""Who appraises what: specialties of the members, and each agency's part of a specialty (DESIGN §7)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from appraisal.enums import AssignmentOrigin
from scoring.models import Campaign, Participant


class Expertise(models.Model):
    """A member of the team marks leaves of this specialty; the empty one is that of leaves that name none."""

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="expertise", db_index=False, verbose_name=_("kỳ đánh giá")
    )
    appraiser = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("thành viên")
    )
    specialty = models.CharField(_("chuyên môn"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("chuyên môn của thành viên")
        verbose_name_plural = _("chuyên môn của thành viên")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "appraiser", "specialty"], name="expertise_once"),
        ]

    def __str__(self) -> str:
        return f"{self.appraiser}: {self.specialty}"


class Assignment(models.Model):
    """All leaves of one specialty in one agency's sheet are one member's to mark, in both rounds.

    `is_cross` says that those who have the specialty belong to the agency, so that it went to a member from
    elsewhere. Counters are kept by the services that mark, so that queues and boards count no marks.
    """

    campaign = models.ForeignKey(
        Campaign, on_delete=models.CASCADE, related_name="assignments", db_index=False, verbose_name=_("kỳ đánh giá")
    )
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="assignments", db_index=False, verbose_name=_("cơ quan")
    )
    specialty = models.CharField(_("chuyên môn"), max_length=200, blank=True)
    appraiser = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="assignments",
        db_index=False,
        verbose_name=_("thành viên"),
    )
    origin = models.CharField(_("phân công bởi"), max_length=10, choices=AssignmentOrigin.choices)
    is_cross = models.BooleanField(_("chấm chéo do xung đột"), default=False)
    why = models.CharField(_("vì sao"), max_length=500, blank=True)
    due1 = models.PositiveIntegerField(_("số tiêu chí lần 1"), default=0)
    done1 = models.PositiveIntegerField(_("đã chấm lần 1"), default=0)
    due2 = models.PositiveIntegerField(_("số tiêu chí lần 2"), default=0)
    done2 = models.PositiveIntegerField(_("đã chấm lần 2"), default=0)

    class Meta:
        verbose_name = _("phân công thẩm định")
        verbose_name_plural = _("phân công thẩm định")
        constraints = [
            models.UniqueConstraint(fields=["participant", "specialty"], name="assignment_once"),
        ]
        indexes = [
            models.Index(fields=["campaign", "appraiser", "specialty"], name="assignment_of_appraiser"),
        ]

    def __str__(self) -> str:
        return f"{self.participant}: {self.specialty} → {self.appraiser}"
