"""The inbox: a list, and opening one notice, which marks it as read and leads on."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from pari.accounts.models import User
from pari.inbox.models import Notice
from pari.inbox.selectors import notices_of
from pari.inbox.services import mark_all_read, mark_read

PAGE = 30


@login_required
@never_cache
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    page = Paginator(notices_of(_person(request)), PAGE).get_page(request.GET.get("trang"))
    # Unread ones come first: if the first page begins with none, there is none.
    has_unread = page.number > 1 or any(notice.read_at is None for notice in page)
    return render(request, "inbox/notices.html", {"page": page, "has_unread": has_unread})


@login_required
@require_POST
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """By POST, so that nothing that merely looks at links marks a notice as read."""
    notice = get_object_or_404(Notice, pk=pk, user=_person(request))
    mark_read(notice=notice, by=_person(request))
    return redirect(notice.link if _is_local(notice.link) else "inbox:notices")


@login_required
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    mark_all_read(by=_person(request))
    return redirect("inbox:notices")


def _is_local(link: str) -> bool:
    """A path of this site: no other host, and nothing that a browser would read as one."""
    return link.startswith("/") and url_has_allowed_host_and_scheme(link, allowed_hosts=None)


def _person(request: HttpRequest) -> User:
    return cast(User, request.user)
