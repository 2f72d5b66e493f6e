"""The page that shows a link once: to copy, to print, and never again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from pari.accounts.models import Invitation, User


def invitation_link(request: HttpRequest, token: str) -> str:
    return request.build_absolute_uri(reverse("account:invitation", args=[token]))


def show_invitation(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    shown = {"invitation": invitation, "link": invitation_link(request, token)}
    return _once(render(request, "scoring/people/link.html", shown))


def show_password_link(request: HttpRequest, person: User, mark: str, token: str) -> HttpResponse:
    link = request.build_absolute_uri(reverse("account:new-password", args=[mark, token]))
    return _once(render(request, "scoring/people/password_link.html", {"person": person, "link": link}))


def _once(page: HttpResponse) -> HttpResponse:
    page["Cache-Control"] = "no-store"
    return page
