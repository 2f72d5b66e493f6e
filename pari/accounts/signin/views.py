"""The two doors: ours, and the administration's, which leads to ours."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache


class SignIn(LoginView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"identity_server": identity_server()}


def identity_server() -> str:
    """Name of the OpenID Connect server; nothing when there is none."""
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    return apps[0]["name"] if apps else ""


@never_cache
def admin_sign_in(request: HttpRequest) -> HttpResponseBase:
    """In place of Django's own form, which knows neither the lock-out nor the second step."""
    index = reverse("admin:index")
    wanted = request.GET.get("next", "")
    if not request.user.is_authenticated:
        return redirect_to_login(wanted or index)
    if not request.user.is_staff:
        raise PermissionDenied
    return redirect(wanted if wanted.startswith(index) else index)
