"""Those whose role asks for it set up the second step before anything else."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from pari.accounts.models import User

#: Sign-out, language, the account's own pages, files for the browser, health.
OPEN = ("/dang-xuat/", "/ngon-ngu/", "/tai-khoan/", "/static/", "/health/")


class RequireTwoSteps:
    """`REQUIRE_TOTP_FOR` in the environment; without it this costs nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.REQUIRE_TOTP_FOR:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if isinstance(user, User) and not request.path.startswith(OPEN) and _must(user) and not is_mfa_enabled(user):
            return HttpResponseRedirect(reverse("mfa_activate_totp"))
        return self.get_response(request)


def _must(user: User) -> bool:
    required = settings.REQUIRE_TOTP_FOR
    if user.is_superuser and "superuser" in required:
        return True
    return any(item.role in required for item in user.current_memberships)
