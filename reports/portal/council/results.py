"""The results that the council is asked to approve, before anybody else reads them."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.models import AgencyResult
from reports.portal.classes import class_counts
from reports.portal.council.access import refuse_narrow, seat_in
from reports.selectors.freshness import freshness_of
from scoring.core.policy import parse_class_scale

PAGE_SIZE = 100


@login_required
@require_safe
def results(request: HttpRequest, campaign: str) -> HttpResponse:
    """The last run's lines in the order of the table."""
    seat = seat_in(request, campaign)
    refuse_narrow(seat)
    fresh = freshness_of(seat.campaign)
    lines = AgencyResult.objects.filter(run=fresh.run).select_related("participant__bloc").order_by("position")
    context = {
        "campaign": seat.campaign,
        "seat": seat,
        "freshness": fresh,
        "page": Paginator(lines, PAGE_SIZE).get_page(request.GET.get("trang")),
        "digits": seat.campaign.index_digits,
        "counts": class_counts(parse_class_scale(seat.campaign.class_scale), fresh.run.overall_classes)
        if fresh.run
        else (),
    }
    return render(request, "portal/council/results.html", context)
