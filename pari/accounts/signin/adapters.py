"""Where django-allauth asks what holds here."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pari.accounts.models import User

_WRONG = _("Tên đăng nhập hoặc mật khẩu không đúng.")
_TOO_MANY = _("Đã sai quá nhiều lần. Việc đăng nhập tạm khóa; hãy thử lại sau ít phút.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Tài khoản này đã ngừng hoạt động."),
        "enter_current_password": _("Mật khẩu đang dùng không đúng."),
        "incorrect_password": _("Mật khẩu không đúng."),
        "rate_limited": _TOO_MANY,
        "too_many_login_attempts": _TOO_MANY,
        "username_password_mismatch": _WRONG,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account:profile")


class TwoStepAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Mã không đúng hoặc đã hết hiệu lực. Mã đổi sau mỗi 30 giây."),
        "cannot_delete_authenticator": _("Không tắt được xác thực hai bước."),
        "cannot_generate_recovery_codes": _("Hãy bật xác thực hai bước trước khi tạo mã dự phòng."),
    }

    def get_totp_label(self, user: Any) -> str:
        return str(user.username)


class IdentityAdapter(DefaultSocialAccountAdapter):
    """The OpenID Connect server says who somebody is; whether she has an account is decided here.

    A first sign-in is joined to the account whose e-mail is the one that the server has verified, when there is
    exactly one such active account. From then on the server's own identifier counts, whatever becomes of the e-mail.
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def can_authenticate_by_email(self, login: Any, email: str) -> bool:
        """Not in allauth's way, which takes the account's password away; ours is below."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if sociallogin.state.get("process") == "connect":
            # Joining by a link would let whoever owns another identity slip it to somebody who has signed in.
            raise ImmediateHttpResponse(redirect("account:profile"))
        if sociallogin.is_existing:
            return
        user = _holder_of([address.email for address in sociallogin.email_addresses if address.verified])
        if user is not None:
            sociallogin.connect(request, user)

    def list_apps(self, request: HttpRequest, provider: Any = None, client_id: Any = None) -> list[Any]:
        """Servers are named by the environment alone; no row of the database adds one."""
        from allauth.socialaccount.adapter import _build_apps_from_settings  # allauth's models load after the settings

        built = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for apps in built.values() for app in apps]


def _holder_of(emails: list[str]) -> User | None:
    found = {user for email in emails for user in User.objects.filter(email__iexact=email, is_active=True)[:2]}
    return found.pop() if len(found) == 1 else None
