"""What was published and how: every decision with its snapshot; publishing and correcting by those who run a campaign."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from appraisal.models import Ruling
from appraisal.services.council.correcting import record_correction
from pari.refusals import Invalid, NotNow, Refusal
from reports.models import Publication
from reports.portal.council.access import Seat, refuse_narrow, running_seat
from reports.portal.council.forms import CorrectionForm, DecisionForm
from reports.selectors.freshness import freshness_of
from reports.selectors.publications import Issue, figures_of, issues_of
from reports.services.issuing import publish_decision, refuse_undecided
from reports.services.runs import request_run
from scoring.core.numbers import plain
from scoring.enums import PUBLIC_PHASES, Phase
from scoring.models import Campaign, Criterion, Participant

DIFFERENCES_SHOWN = 20
PAGE_SIZE = 100


@require_safe
def publications(request: HttpRequest, campaign: str) -> HttpResponse:
    found = _public(request, campaign)
    context = {"campaign": found, "issues": issues_of(found), "shown": DIFFERENCES_SHOWN}
    return render(request, "portal/decision/publications.html", context)


@require_safe
def publication(request: HttpRequest, campaign: str, number: int) -> HttpResponse:
    """One snapshot: its own figures, or what it changed."""
    found = _public(request, campaign)
    issue = _issue(found, number)
    rows: Any = list(figures_of(issue.publication).items())
    wants_differences = request.GET.get("xem") == "thay-doi" and issue.number > 1
    if wants_differences:
        rows = issue.differences
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("trang"))
    context = {"campaign": found, "issue": issue, "page": page, "wants_differences": wants_differences}
    return render(request, "portal/decision/publication.html", context)


@require_safe
def data(request: HttpRequest, campaign: str, number: int) -> HttpResponse:
    """The snapshot byte for byte: its SHA-256 is the digest."""
    found = _public(request, campaign)
    issue = _issue(found, number)
    text = Publication.objects.values_list("results", flat=True).get(pk=issue.publication.pk)
    response = HttpResponse(text.encode(), content_type="application/json")
    name = f"{found.code}-{number}.json"
    response.headers["Content-Disposition"] = str(content_disposition_header(as_attachment=True, filename=name))
    return response


def _public(request: HttpRequest, code: str) -> Campaign:
    """Published campaigns only, for everybody; before that there is nothing to read."""
    visible = Campaign.objects.visible_to(request.user).filter(phase__in=PUBLIC_PHASES)
    return get_object_or_404(visible.select_related("authority"), code=code)


def _issue(campaign: Campaign, number: int) -> Issue:
    found = next((item for item in issues_of(campaign) if item.number == number), None)
    if found is None:
        raise Http404
    return found


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, campaign: str) -> HttpResponse:
    seat = running_seat(request, campaign)
    refuse_narrow(seat)
    form, refusal = DecisionForm(request.POST or None), None
    if form.is_valid():
        try:
            publish_decision(
                campaign=seat.campaign,
                decision_number=form.cleaned_data["number"],
                decision_date=form.cleaned_data["day"],
                seen_run=form.cleaned_data["run"],
                by=seat.user,
            )
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("Đã công bố kết quả và báo cho mọi cơ quan."))
            return redirect("portal:publications", seat.campaign.code)
    return _publish_page(request, seat, form, refusal)


def _publish_page(request: HttpRequest, seat: Seat, form: DecisionForm, refusal: Refusal | None) -> HttpResponse:
    seat.campaign.refresh_from_db()
    fresh = freshness_of(seat.campaign)
    in_force = Publication.objects.filter(campaign=seat.campaign).defer("results").first()
    context = {
        "campaign": seat.campaign,
        "seat": seat,
        "form": form,
        "refusal": refusal,
        "obstacle": _obstacle(seat.campaign),
        "freshness": fresh,
        "in_force": in_force,
        "is_same": bool(in_force and fresh.run and in_force.run_id == fresh.run.pk),
        "is_correction": seat.campaign.phase == Phase.PUBLISHED,
    }
    return render(request, "portal/decision/publish.html", context, status=refusal.status if refusal else 200)


def _obstacle(campaign: Campaign) -> Refusal | None:
    """Why it cannot be published now, whatever is typed."""
    if campaign.phase not in (Phase.COUNCIL, Phase.PUBLISHED):
        words = {"phase": campaign.get_phase_display()}
        return NotNow(_("Kỳ đánh giá đang ở giai đoạn “%(phase)s”, chưa công bố được.") % words)
    try:
        if campaign.phase == Phase.COUNCIL:
            refuse_undecided(campaign)
    except Refusal as refusal:
        return refusal
    return None


@login_required
@require_http_methods(["POST"])
def compute(request: HttpRequest, campaign: str) -> HttpResponse:
    seat = running_seat(request, campaign)
    refuse_narrow(seat)
    request_run(campaign=seat.campaign, by=seat.user)
    messages.info(request, _("Đang tính lại. Tải lại trang sau ít phút."))
    return redirect("portal:publish", seat.campaign.code)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, campaign: str) -> HttpResponse:
    """Points of one leaf by a new decision: first the leaf as it stands, then the figure."""
    seat, refusal = running_seat(request, campaign), None
    form = CorrectionForm(request.POST or None, initial=request.GET.dict())
    if form.is_valid():
        try:
            _correct(seat, form)
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("Đã ghi đính chính. Tính lại rồi công bố theo quyết định mới."))
            return redirect("portal:publish", seat.campaign.code)
    context = {
        "campaign": seat.campaign,
        "seat": seat,
        "form": form,
        "refusal": refusal,
        "rulings": _rulings(seat.campaign),
        "is_now": seat.campaign.phase == Phase.PUBLISHED,
    }
    return render(request, "portal/decision/correct.html", context, status=refusal.status if refusal else 200)


def _correct(seat: Seat, form: CorrectionForm) -> None:
    given = form.cleaned_data
    who = Participant.objects.filter(campaign=seat.campaign, code=given["agency"]).select_related("campaign").first()
    if who is None:
        raise Invalid(_("Không có cơ quan mã “%(code)s”.") % {"code": given["agency"]})
    leaf = Criterion.objects.filter(annex=who.annex_id, code=given["criterion"]).exclude(kind="group").first()
    if leaf is None:
        raise Invalid(_("Cơ quan này không có tiêu chí mã “%(code)s”.") % {"code": given["criterion"]})
    record_correction(
        participant=who,
        criterion=leaf,
        points=given["points"],
        reason=given["reason"],
        decision_number=given["number"],
        seen=given["seen"],
        by=seat.user,
    )


def _rulings(campaign: Campaign) -> list[tuple[Ruling, str]]:
    """The council's figures as they stand, with the text that a correction of one sends back."""
    found = (
        Ruling.objects.filter(campaign=campaign).select_related("participant", "criterion").order_by("-pk")[:PAGE_SIZE]
    )
    return [(item, "" if item.points is None else plain(item.points)) for item in found]
