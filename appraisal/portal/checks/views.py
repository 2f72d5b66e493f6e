"""A member's own second marks, and the way to the lead's pages."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from appraisal.portal.checks.access import MEMBERS, check_some_role, leads, round_of
from appraisal.selectors.checks.queue import checks_of, cross_assignments, rows_of
from pari.accounts.enums import Role
from scoring.enums import Phase
from scoring.models import Campaign
from scoring.portal.access import campaign_of_team, signed_in

PAGE_SIZE = 50
MOST_CROSS = 100
BEFORE = (Phase.SETUP, Phase.SELF)


@login_required
@require_safe
def checks(request: HttpRequest) -> HttpResponse:
    """The campaigns that are appraised; with one there is nothing to choose."""
    check_some_role(request)
    campaigns = Campaign.objects.worked_on_by(signed_in(request)).exclude(phase__in=BEFORE)
    found = list(campaigns.select_related("authority").order_by("-year", "code"))
    if len(found) == 1:
        return redirect("appraisal:check-queue", found[0].code)
    return render(request, "appraisal/checks/campaigns.html", {"campaigns": found})


@login_required
@require_safe
def queue(request: HttpRequest, campaign: str) -> HttpResponse:
    """Hers to give, and parts that came to her by a conflict; who only runs the campaign goes to the lead's page."""
    found = campaign_of_team(request, campaign, MEMBERS)
    user = signed_in(request)
    if not user.has_role({Role.APPRAISER}, authority=found.authority_id):
        return redirect("appraisal:check-lead", found.code)
    round = round_of(found)
    page = Paginator(checks_of(found, round, user), PAGE_SIZE).get_page(request.GET.get("trang"))
    context = {
        "campaign": found,
        "round": round,
        "page": page,
        "rows": rows_of(list(page.object_list)),
        "cross": cross_assignments(found, user)[:MOST_CROSS],
        "leads": leads(request, found),
    }
    return render(request, "appraisal/checks/queue.html", context)
