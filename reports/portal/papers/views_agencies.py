"""Papers about one agency, and those of all agencies in one ZIP."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pari.refusals import NotNow
from reports.documents.bundles import request_bundle
from reports.documents.papers.matters import agency_matter, count_of, every_paper, run_or_refuse
from reports.documents.papers.registry import About, vietnamese
from reports.documents.render import render_paper
from reports.documents.zips import file_title, zipped
from reports.enums import DocumentKind, RunState
from reports.models import Bundle
from reports.portal.downloads import as_attachment, handed_over, streamed
from reports.portal.papers.access import campaign_of_papers, kind_or_404, participant_of_papers, refuse_before
from reports.portal.papers.page import MOST_STREAMED, agency_lines
from scoring.models import Campaign
from scoring.portal.access import signed_in


@login_required
@require_safe
def agency(request: HttpRequest, campaign: str, agency: str) -> HttpResponse:
    participant, is_own = participant_of_papers(request, campaign, agency)
    context = {
        "participant": participant,
        "campaign": participant.campaign,
        "lines": agency_lines(participant, is_own=is_own),
        "is_own": is_own,
    }
    return render(request, "portal/papers/agency.html", context)


@login_required
@require_safe
def paper(request: HttpRequest, campaign: str, agency: str, kind: str, file_format: str) -> HttpResponse:
    participant, is_own = participant_of_papers(request, campaign, agency)
    item = kind_or_404(kind, file_format, About.AGENCY)
    since = item.agency_since if is_own else item.since
    if since is None:
        raise Http404
    refuse_before(participant.campaign, since, item.too_early if is_own else "")
    content = render_paper(matter=agency_matter(participant, kind), kind=kind, format=file_format)
    name = file_title(f"{vietnamese(DocumentKind(kind))} {participant.campaign.code} {participant.name}")[:150]
    return handed_over(content, name=name, file_format=file_format)


@login_required
@require_safe
def every(request: HttpRequest, campaign: str, kind: str, file_format: str) -> HttpResponseBase:
    """One ZIP, sent while it is made; for many agencies the worker makes it first."""
    found = _of_agencies(request, campaign, kind, file_format)
    if count_of(found, kind) > MOST_STREAMED:
        raise NotNow(_("Có quá nhiều cơ quan để tải ngay."), _("Chuẩn bị tệp ZIP ở trang văn bản, rồi tải khi xong."))
    response = StreamingHttpResponse(zipped(every_paper(found, kind, file_format)), content_type="application/zip")
    return as_attachment(response, _zip_name(found, kind, file_format), "zip")


@login_required
@require_POST
def bundle(request: HttpRequest, campaign: str, kind: str, file_format: str) -> HttpResponse:
    found = _of_agencies(request, campaign, kind, file_format)
    request_bundle(campaign=found, kind=kind, format=file_format, by=signed_in(request))
    messages.success(request, _("Đang chuẩn bị tệp ZIP; tải lại trang này sau ít phút."))
    return redirect("portal:papers", found.code)


@login_required
@require_safe
def bundle_file(request: HttpRequest, campaign: str, pk: int) -> HttpResponseBase:
    found = campaign_of_papers(request, campaign)
    made = get_object_or_404(Bundle, campaign=found, pk=pk, state=RunState.DONE)
    try:
        file = made.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return streamed(file, name=_zip_name(found, made.kind, made.format), file_format="zip")


def _of_agencies(request: HttpRequest, code: str, kind: str, file_format: str) -> Campaign:
    """The campaign, when papers of this kind are there for every agency."""
    found = campaign_of_papers(request, code)
    item = kind_or_404(kind, file_format, About.AGENCY)
    refuse_before(found, item.since)
    run_or_refuse(found)
    return found


def _zip_name(campaign: Campaign, kind: str, file_format: str) -> str:
    return f"{vietnamese(DocumentKind(kind))} {campaign.code} {file_format.upper()}"
