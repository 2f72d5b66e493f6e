"""Moving a campaign on: each move on a page of its own that says what it will do."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pari.refusals import Refusal
from scoring.enums import SubmissionState
from scoring.models import Campaign
from scoring.phases import MOVES, PhaseAction
from scoring.portal.access import signed_in
from scoring.portal.setup.page import context_of, run_campaign
from scoring.selectors.campaigns.preflight import preflight
from scoring.selectors.register.people import people_of
from scoring.services.campaigns.opening import close_self_assessment, open_campaign


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def open_self(request: HttpRequest, campaign: str) -> HttpResponse:
    found, refusal = run_campaign(request, campaign), None
    if request.method == "POST":
        try:
            open_campaign(campaign=found, by=signed_in(request))
        except Refusal as refused:
            refusal = refused
            found.refresh_from_db()
        else:
            messages.success(request, _("Đã mở tự đánh giá và báo cho mọi đơn vị."))
            return redirect("scoring:board", found.code)
    more = {"check": preflight(found), "people": people_of(campaign=found).count()}
    return _page(request, found, PhaseAction.OPEN, refusal, more)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def close_self(request: HttpRequest, campaign: str) -> HttpResponse:
    found, refusal = run_campaign(request, campaign), None
    if request.method == "POST":
        is_confirmed = request.POST.get("xac-nhan") == "1"
        try:
            left = close_self_assessment(campaign=found, confirmed=is_confirmed, by=signed_in(request))
        except Refusal as refused:
            refusal = refused
            found.refresh_from_db()
        else:
            words = {"count": left}
            messages.success(request, _("Đã đóng tự đánh giá; %(count)d cơ quan không nộp hồ sơ.") % words)
            return redirect("scoring:campaign", found.code)
    unsubmitted = found.participants.exclude(submission__state__in=_SENT).count()
    return _page(request, found, PhaseAction.CLOSE_SELF, refusal, {"unsubmitted": unsubmitted})


_SENT = [state for state in SubmissionState.values if state != SubmissionState.DRAFT]


def _page(
    request: HttpRequest, campaign: Campaign, action: PhaseAction, refusal: Refusal | None, more: dict[str, object]
) -> HttpResponse:
    move = MOVES[action]
    words = {"action": action, "move": move, "is_now": campaign.phase == move.source, "refusal": refusal}
    status = refusal.status if refusal else 200
    context = context_of(campaign, "campaign", **words, **more)
    return render(request, f"scoring/setup/{action.value}.html", context, status=status)
