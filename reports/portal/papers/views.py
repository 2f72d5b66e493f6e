"""The papers of a campaign: the list, and each of them as a file."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pari.accounts.enums import RUNNING_ROLES
from reports.documents.papers.matters import campaign_matter
from reports.documents.papers.registry import About, vietnamese
from reports.documents.render import render_paper
from reports.enums import DocumentKind
from reports.portal.downloads import handed_over
from reports.portal.papers.access import campaign_of_papers, kind_or_404, refuse_before
from reports.portal.papers.page import PapersPage
from reports.services.runs import request_run
from scoring.models import Campaign
from scoring.portal.access import signed_in


@login_required
@require_safe
def campaigns(request: HttpRequest) -> HttpResponse:
    """The campaigns whose papers this person makes; with one there is nothing to choose."""
    user = signed_in(request)
    if not (user.is_superuser or any(item.role in RUNNING_ROLES for item in user.current_memberships)):
        raise PermissionDenied
    found = list(Campaign.objects.run_by(user).select_related("authority").order_by("-year", "code"))
    if len(found) == 1:
        return redirect("portal:papers", found[0].code)
    return render(request, "portal/papers/campaigns.html", {"campaigns": found})


@login_required
@require_safe
def papers(request: HttpRequest, campaign: str) -> HttpResponse:
    found = campaign_of_papers(request, campaign)
    page = PapersPage(found, request.GET.get("tim", "").strip()[:100], request.GET.get("trang", ""))
    return render(request, "portal/papers/papers.html", {"campaign": found, "page": page})


@login_required
@require_POST
def compute(request: HttpRequest, campaign: str) -> HttpResponse:
    """Papers of a round that was closed just now need figures of just now."""
    found = campaign_of_papers(request, campaign)
    request_run(campaign=found, by=signed_in(request))
    messages.info(request, _("Đang tính lại. Tải lại trang sau ít phút."))
    return redirect("portal:papers", found.code)


@login_required
@require_safe
def paper(request: HttpRequest, campaign: str, kind: str, file_format: str, number: int | None = None) -> HttpResponse:
    found = campaign_of_papers(request, campaign)
    item = kind_or_404(kind, file_format, About.CAMPAIGN, About.MEETING)
    refuse_before(found, item.since, item.too_early)
    matter = campaign_matter(found, kind, number)
    if matter is None:
        raise Http404
    content = render_paper(matter=matter, kind=kind, format=file_format)
    name = f"{vietnamese(DocumentKind(kind))} {found.code}{f' {number}' if number else ''}"
    return handed_over(content, name=name, file_format=file_format)
