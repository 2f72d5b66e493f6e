from typing import Any, cast

from allauth.account import admin as account_admin
from allauth.account.models import EmailAddress
from allauth.mfa import admin as mfa_admin
from allauth.mfa.models import Authenticator
from allauth.socialaccount import admin as identity_admin
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from pari.accounts.models import ApiToken, Invitation, Membership, User
from pari.accounts.services import drop_two_steps, revoke_token

# Secrets of the second step and servers that may sign people in are nothing to look at or to add by hand.
__all__ = ["account_admin", "identity_admin", "mfa_admin"]
for model in (EmailAddress, Authenticator, SocialAccount, SocialApp, SocialToken):
    if admin.site.is_registered(model):
        admin.site.unregister(model)


@admin.register(User)
class UserAdmin(DjangoUserAdmin[User]):
    """Django's own, with one name field."""

    list_display = ("username", "full_name", "email", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff", "is_superuser", "groups")
    search_fields = ("username", "full_name", "email")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Thông tin cá nhân"), {"fields": ("full_name", "email")}),
        (_("Quyền"), {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")}),
        (_("Thời điểm"), {"fields": ("last_login", "date_joined")}),
    )
    actions = ("drop_two_steps",)
    add_fieldsets = (
        (
            None,
            {"classes": ("wide",), "fields": ("username", "full_name", "usable_password", "password1", "password2")},
        ),
    )

    @admin.action(description=_("Bỏ xác thực hai bước của những người đã chọn"), permissions=["change"])
    def drop_two_steps(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for person in queryset:
            drop_two_steps(person=person, by=cast(User, request.user))


class _ReadOnly(admin.ModelAdmin[Any]):
    """To look at only: whatever changes it is a service with its event."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Membership)
class MembershipAdmin(_ReadOnly):
    list_display = ("user", "role", "authority", "agency", "valid_from", "valid_to")
    list_filter = ("role", "authority")
    list_select_related = ("user", "authority", "agency")
    search_fields = ("user__username", "user__full_name", "agency__code", "agency__name")


@admin.register(Invitation)
class InvitationAdmin(_ReadOnly):
    list_display = ("full_name", "role", "authority", "agency", "expires_at", "accepted_at", "revoked_at")
    list_filter = ("role", "authority")
    list_select_related = ("authority", "agency")
    search_fields = ("full_name", "username", "email")
    exclude = ("digest",)


@admin.register(ApiToken)
class ApiTokenAdmin(admin.ModelAdmin[ApiToken]):
    """Tokens can be seen and revoked here; they are made where their key can be shown once."""

    list_display = ("prefix", "user", "name", "created_at", "expires_at", "last_used_at", "revoked_at")
    list_select_related = ("user",)
    search_fields = ("prefix", "name", "user__username", "user__full_name")
    actions = ("revoke",)

    @admin.action(description=_("Thu hồi các khóa đã chọn"), permissions=["delete"])
    def revoke(self, request: HttpRequest, queryset: QuerySet[ApiToken]) -> None:
        for token in queryset.select_related("user"):
            revoke_token(token=token, by=cast(User, request.user))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: ApiToken | None = None) -> bool:
        return False
