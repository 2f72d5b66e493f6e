"""People with their roles; inviting, ending, handing over."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pari.accounts.models import Membership, User
from pari.accounts.rights import manages, may_end, may_hand_over, may_reset
from pari.accounts.services import (
    drop_two_steps,
    end_membership,
    hand_over,
    invite,
    invite_successor,
    password_link,
    renew_invitation,
    revoke_invitation,
)
from pari.refusals import Refusal
from scoring.portal.people.access import giver, imports_lists, invitation_of, membership_of, person_of, reader
from scoring.portal.people.forms import EndForm, HandOverForm, InviteForm
from scoring.portal.people.links import show_invitation, show_password_link
from scoring.selectors.register.roles import invitations_listed, memberships_listed, mentioned

PAGE = 50
LONGEST_SEARCH = 100
_FORM = ["GET", "HEAD", "POST"]


@login_required
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    user = reader(request)
    text = request.GET.get("tim", "").replace("\0", "").strip()[:LONGEST_SEARCH]
    ended = request.GET.get("xem") == "da-thoi"
    listed = memberships_listed(user=user, ended=ended)
    page = _page(request, listed, text)
    rows = [(item, may_end(user, item), may_hand_over(user, item)) for item in page]
    may = {"manages": manages(user), "imports_lists": imports_lists(user)}
    shown = {"page": page, "rows": rows, "text": text, "ended": ended, **may}
    return render(request, "scoring/people/people.html", shown)


@login_required
@require_safe
def invitations(request: HttpRequest) -> HttpResponse:
    user = giver(request)
    page = Paginator(invitations_listed(user=user), PAGE).get_page(request.GET.get("trang"))
    return render(request, "scoring/people/invitations.html", {"page": page, "now": timezone.now(), "manages": True})


@login_required
@require_http_methods(_FORM)
def new(request: HttpRequest) -> HttpResponse:
    user = giver(request)
    form = InviteForm(request.POST or None, user=user)
    if not form.is_valid():
        return _form(request, "invite", form)
    given = {key: form.cleaned_data[key] for key in ("role", "authority", "agency", "valid_from", "valid_to")}
    try:
        invitation, token = invite(invitee=form.invitee(), by=user, **given)
    except Refusal as refusal:
        return _form(request, "invite", form, refusal)
    return show_invitation(request, invitation, token)


@login_required
@require_POST
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    user = giver(request)
    return show_invitation(request, *renew_invitation(invitation=invitation_of(user, pk), by=user))


@login_required
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    user = giver(request)
    revoked = revoke_invitation(invitation=invitation_of(user, pk), by=user)
    messages.success(request, _("Đã thu hồi lời mời gửi %(name)s.") % {"name": revoked.full_name})
    return redirect("scoring:people-invitations")


@login_required
@require_http_methods(_FORM)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    user = reader(request)
    membership = membership_of(user, pk)
    form = EndForm(request.POST or None)
    if not form.is_valid():
        return _form(request, "end", form, membership=membership)
    try:
        end_membership(membership=membership, on=form.cleaned_data["on"], by=user)
    except Refusal as refusal:
        return _form(request, "end", form, refusal, membership=membership)
    messages.success(request, _("Đã ghi ngày thôi vai trò của %(name)s.") % {"name": membership.user})
    return redirect("scoring:people")


@login_required
@require_http_methods(_FORM)
def pass_on(request: HttpRequest, pk: int) -> HttpResponse:
    user = reader(request)
    membership = membership_of(user, pk)
    form = HandOverForm(request.POST or None, membership=membership)
    if not form.is_valid():
        return _form(request, "hand_over", form, membership=membership)
    try:
        return _handed_over(request, form, membership, user)
    except Refusal as refusal:
        return _form(request, "hand_over", form, refusal, membership=membership)


@login_required
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    user = reader(request)
    someone = person_of(user, pk)
    held = Membership.objects.seen_by(user).filter(user=someone).select_related("agency", "authority")
    rows = [(item, may_end(user, item), may_hand_over(user, item)) for item in held]
    shown = {"person": someone, "rows": rows, "may_reset": may_reset(user, someone), "today": timezone.localdate()}
    return render(request, "scoring/people/person.html", shown)


@login_required
@require_POST
def new_password(request: HttpRequest, pk: int) -> HttpResponse:
    user = giver(request)
    someone = person_of(user, pk)
    return show_password_link(request, someone, *password_link(person=someone, by=user))


@login_required
@require_POST
def one_step(request: HttpRequest, pk: int) -> HttpResponse:
    user = giver(request)
    someone = person_of(user, pk)
    drop_two_steps(person=someone, by=user)
    messages.success(request, _("%(name)s đăng nhập được chỉ bằng mật khẩu.") % {"name": someone})
    return redirect("scoring:person", pk=pk)


def _page(request: HttpRequest, listed: object, text: str) -> Page[Membership]:
    """A page of the list; a search is answered by the keys first, so that only the page's rows are read whole."""
    number = request.GET.get("trang")
    if not text:
        return Paginator(listed, PAGE).get_page(number)  # type: ignore[arg-type]
    keys = Paginator(mentioned(listed, text), PAGE).get_page(number)  # type: ignore[arg-type]
    rows = Membership.objects.select_related("user", "agency", "authority").in_bulk(list(keys))
    keys.object_list = [rows[key] for key in keys]  # type: ignore[misc]
    return keys  # type: ignore[return-value]


def _handed_over(request: HttpRequest, form: HandOverForm, membership: Membership, user: User) -> HttpResponse:
    given = form.cleaned_data
    if given["to"] is None:
        return show_invitation(
            request, *invite_successor(membership=membership, invitee=form.invitee(), on=given["on"], by=user)
        )
    hand_over(membership=membership, to=given["to"], on=given["on"], by=user)
    messages.success(request, _("Đã bàn giao vai trò cho %(name)s.") % {"name": given["to"]})
    return redirect("scoring:people")


def _form(
    request: HttpRequest, name: str, form: object, refusal: Refusal | None = None, **shown: object
) -> HttpResponse:
    status = refusal.status if refusal else 400 if request.method == "POST" else 200
    page = {"form": form, "refusal": refusal, **shown}
    return render(request, f"scoring/people/{name}.html", page, status=status)
