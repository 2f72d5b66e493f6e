"""Users, what they are to an authority or an agency, and the tokens their programs carry."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from pari.accounts.enums import AGENCY_ROLES, RUNNING_ROLES, Role


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

    @cached_property
    def current_memberships(self) -> tuple[Membership, ...]:
        """What this person is today; asked once for each request."""
        return tuple(self.memberships.valid().select_related("authority", "agency"))

    def has_role(self, roles: Iterable[str], *, authority: int) -> bool:
        """Whether she holds one of the roles in this authority (primary key) today; a superuser holds all of them."""
        wanted = set(roles)
        held = self.current_memberships
        return self.is_superuser or any(item.role in wanted and item.authority_id == authority for item in held)


def _reach_of(user: User) -> models.Q:
    """The rows with an authority and an agency that this person may look at."""
    if user.is_superuser:
        return models.Q(pk__isnull=False)
    held = user.current_memberships
    run = {item.authority_id for item in held if item.role in RUNNING_ROLES}
    own = {item.agency_id for item in held if item.role in AGENCY_ROLES}
    return models.Q(authority__in=run) | models.Q(agency__in=own)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def seen_by(self, user: User) -> Self:
        """Of the authorities she runs and of the agencies she belongs to."""
        return self.filter(_reach_of(user))

    def overlapping(self, first: date, last: date | None) -> Self:
        """Those that hold on any day of the span; no last day is for ever."""
        begun = self if last is None else self.filter(valid_from__lte=last)
        return begun.filter(models.Q(valid_to=None) | models.Q(valid_to__gte=first))

    def valid(self, on: date | None = None) -> Self:
        """Those that hold on that day, today when none is given; the last day counts."""
        day = on or timezone.localdate()
        return self.filter(models.Q(valid_to=None) | models.Q(valid_to__gte=day), valid_from__lte=day)


class Membership(models.Model):
    """A person's role in an agency, or in an authority's team, from one day to another.

    The two registers belong to `scoring`, which stands above: they are named here, never imported.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("Người dùng"))
    role = models.CharField(_("Vai trò"), max_length=10, choices=Role.choices)
    authority = models.ForeignKey(
        "scoring.Authority", on_delete=models.PROTECT, related_name="memberships", verbose_name=_("Cơ quan chủ trì")
    )
    agency = models.ForeignKey(
        "scoring.Agency",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("Cơ quan, đơn vị"),
    )
    valid_from = models.DateField(_("Từ ngày"), default=timezone.localdate)
    valid_to = models.DateField(_("Đến hết ngày"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("Vai trò của người dùng")
        verbose_name_plural = _("Vai trò của người dùng")
        ordering = ("user", "valid_from", "pk")
        constraints = (
            models.CheckConstraint(
                name="membership_agency_by_role",
                condition=models.Q(role__in=sorted(AGENCY_ROLES), agency__isnull=False)
                | (~models.Q(role__in=sorted(AGENCY_ROLES)) & models.Q(agency__isnull=True)),
            ),
            models.CheckConstraint(
                name="membership_days_in_order",
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_from__lte=models.F("valid_to")),
            ),
            models.UniqueConstraint(
                fields=("user", "role", "agency", "valid_from"),
                condition=models.Q(agency__isnull=False),
                name="membership_of_agency_once",
            ),
            models.UniqueConstraint(
                fields=("user", "role", "authority", "valid_from"),
                condition=models.Q(agency__isnull=True),
                name="membership_of_team_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.agency or self.authority}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def seen_by(self, user: User) -> Self:
        """Of the authorities she runs and of the agencies she belongs to."""
        return self.filter(_reach_of(user))

    def pending(self) -> Self:
        """Still waiting for somebody to take them up."""
        return self.filter(accepted_at=None, revoked_at=None, expires_at__gt=timezone.now())


class Invitation(models.Model):
    """A role offered by a link. Only the link's SHA-256 is kept; taken up once, by a new account or by a known one."""

    role = models.CharField(_("Vai trò"), max_length=10, choices=Role.choices)
    authority = models.ForeignKey(
        "scoring.Authority", on_delete=models.PROTECT, related_name="invitations", verbose_name=_("Cơ quan chủ trì")
    )
    agency = models.ForeignKey(
        "scoring.Agency",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="invitations",
        verbose_name=_("Cơ quan, đơn vị"),
    )
    full_name = models.CharField(_("Họ và tên"), max_length=150)
    username = models.CharField(_("Tên đăng nhập"), max_length=150, blank=True)
    email = models.EmailField(_("Thư điện tử"), blank=True)
    valid_from = models.DateField(_("Từ ngày"))
    valid_to = models.DateField(_("Đến hết ngày"), null=True, blank=True)
    replaces = models.ForeignKey(
        Membership,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="successions",
        verbose_name=_("Thay cho"),
    )
    digest = models.CharField(_("SHA-256"), max_length=64, unique=True)
    invited_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="invitations_made", verbose_name=_("Người mời")
    )
    created_at = models.DateTimeField(_("Mời lúc"), auto_now_add=True)
    expires_at = models.DateTimeField(_("Hết hạn lúc"))
    accepted_at = models.DateTimeField(_("Nhận lúc"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="invitations_taken",
        verbose_name=_("Người nhận"),
    )
    revoked_at = models.DateTimeField(_("Thu hồi lúc"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("Lời mời")
        verbose_name_plural = _("Lời mời")
        ordering = ("-created_at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="invitation_agency_by_role",
                condition=models.Q(role__in=sorted(AGENCY_ROLES), agency__isnull=False)
                | (~models.Q(role__in=sorted(AGENCY_ROLES)) & models.Q(agency__isnull=True)),
            ),
            models.CheckConstraint(
                name="invitation_days_in_order",
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_from__lte=models.F("valid_to")),
            ),
            models.CheckConstraint(
                name="invitation_taken_or_revoked",
                condition=models.Q(accepted_at__isnull=True) | models.Q(revoked_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.full_name}: {self.get_role_display()}, {self.agency or self.authority}"


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
