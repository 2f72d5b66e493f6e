"""A person's own pages: what she is here, her password and keys; taking up an invitation."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pari.accounts.forms import AccountForm, NewPasswordForm, TokenForm
from pari.accounts.models import Invitation, User
from pari.accounts.selectors import invitation_of, tokens_of
from pari.accounts.services import accept_invitation, create_token, open_account, revoke_token
from pari.refusals import Refusal


@login_required
@never_cache
@require_safe
def profile(request: HttpRequest) -> HttpResponse:
    return _profile(request, TokenForm())


@login_required
@never_cache
@require_safe
def session(request: HttpRequest) -> JsonResponse:
    """Whose the session is; a page asks before it sends a form that was open for long. Without one 401."""
    return JsonResponse({"user": request.user.pk})


@login_required
@never_cache
@require_POST
def make_token(request: HttpRequest) -> HttpResponse:
    """Answers with the page itself, not with a redirect: the key is shown now and never again."""
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _profile(request, form, status=400)
    user = _person(request)
    days = timedelta(days=form.cleaned_data["days"])
    _token, key = create_token(user=user, by=user, name=form.cleaned_data["name"], expires_in=days)
    return _profile(request, TokenForm(), key=key)


@login_required
@require_POST
def drop_token(request: HttpRequest, pk: int) -> HttpResponse:
    user = _person(request)
    revoke_token(token=get_object_or_404(tokens_of(user), pk=pk), by=user)
    messages.success(request, _("Đã thu hồi khóa API."))
    return redirect("account:profile")


@sensitive_post_parameters("password1", "password2")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind an invitation's link: a new account, or the role for whoever has signed in."""
    found = invitation_of(token)
    if found is None or found.accepted_at or found.revoked_at or not _is_open(found):
        return render(request, "account/invitation_gone.html", {"invitation": found}, status=404)
    if request.method == "POST" and request.user.is_authenticated:
        return _take(request, token, found)
    return _open(request, token, found)


@method_decorator(never_cache, name="dispatch")
class NewPassword(PasswordResetConfirmView):
    """The page behind a link for a new password. She signs in afterwards, with the second step if she has one."""

    template_name = "account/new_password.html"
    form_class = NewPasswordForm
    success_url = reverse_lazy("login")

    def dispatch(self, *args: Any, **kwargs: Any) -> Any:
        return super().dispatch(*args, uidb64=kwargs.pop("mark"), **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, _("Đã đặt mật khẩu mới. Mời bạn đăng nhập."))
        return super().form_valid(form)


def _take(request: HttpRequest, token: str, found: Invitation) -> HttpResponse:
    try:
        membership = accept_invitation(token=token, by=_person(request))
    except Refusal as refusal:
        return _invitation(request, found, None, refusal)
    messages.success(request, _("Bạn đã nhận vai trò: %(role)s.") % {"role": membership.get_role_display()})
    return redirect("account:profile")


def _open(request: HttpRequest, token: str, found: Invitation) -> HttpResponse:
    """The form of a new account, filled in as far as the one who invites knew; sent, it signs in as well."""
    known = {"full_name": found.full_name, "username": found.username}
    form = AccountForm(request.POST) if request.method == "POST" else AccountForm(initial=known)
    if not form.is_bound or not form.is_valid():
        return _invitation(request, found, form)
    given = form.cleaned_data
    try:
        user = open_account(
            token=token, username=given["username"], full_name=given["full_name"], password=given["password1"]
        )
    except Refusal as refusal:
        return _invitation(request, found, form, refusal)
    login(request, user)
    messages.success(request, _("Đã tạo tài khoản và nhận vai trò."))
    return redirect("account:profile")


def _invitation(
    request: HttpRequest, found: Invitation, form: AccountForm | None, refusal: Refusal | None = None
) -> HttpResponse:
    status = refusal.status if refusal else 400 if form and form.is_bound else 200
    shown = {"invitation": found, "form": form, "refusal": refusal}
    return render(request, "account/invitation.html", shown, status=status)


def _profile(request: HttpRequest, form: TokenForm, *, key: str = "", status: int = 200) -> HttpResponse:
    user = _person(request)
    shown = {
        "memberships": user.memberships.select_related("authority", "agency"),
        "two_steps": Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists(),
        "tokens": tokens_of(user),
        "form": form,
        "key": key,
    }
    return render(request, "account/profile.html", shown, status=status)


def _is_open(found: Invitation) -> bool:
    return Invitation.objects.pending().filter(pk=found.pk).exists()


def _person(request: HttpRequest) -> User:
    return cast(User, request.user)
