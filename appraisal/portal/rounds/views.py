"""Steering a campaign from round 1 to the council."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from appraisal.portal.rounds.access import steered
from appraisal.portal.rounds.page import CLOSINGS, round_page_of
from pari.accounts.enums import RUNNING_ROLES
from pari.refusals import NotAllowed, NotNow, Refusal
from scoring.enums import PUBLIC_PHASES, Phase
from scoring.models import Campaign
from scoring.phases import PhaseAction
from scoring.portal.access import signed_in

_QUIET = (Phase.SETUP, Phase.SELF, *PUBLIC_PHASES)


@login_required
@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """Campaigns that are being appraised; with one there is nothing to choose."""
    user = signed_in(request)
    if not (user.is_superuser or any(item.role in RUNNING_ROLES for item in user.current_memberships)):
        raise PermissionDenied
    running = Campaign.objects.run_by(user).exclude(phase__in=_QUIET)
    campaigns = list(running.select_related("authority").order_by("-year", "code"))
    if len(campaigns) == 1:
        return redirect("appraisal:round", campaigns[0].code)
    return render(request, "appraisal/rounds/rounds.html", {"campaigns": campaigns})


@login_required
@require_safe
def round_page(request: HttpRequest, campaign: str) -> HttpResponse:
    return _page(request, steered(request, campaign))


@login_required
@require_POST
def close(request: HttpRequest, campaign: str) -> HttpResponse:
    """The move that the form names, knowing what it showed."""
    found = steered(request, campaign)
    action = request.POST.get("action", "")
    try:
        if action not in CLOSINGS:
            raise NotNow(_("Không có việc này ở giai đoạn hiện tại."), _("Xem lại tình hình bên dưới."))
        CLOSINGS[PhaseAction(action)](
            campaign=found,
            confirmed=request.POST.get("xac-nhan") == "1",
            seen=request.POST.get("seen", ""),
            by=signed_in(request),
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _page(request, steered(request, campaign), refusal)
    found.refresh_from_db()
    messages.success(
        request, _("Đã chuyển kỳ đánh giá sang giai đoạn “%(phase)s”.") % {"phase": found.get_phase_display()}
    )
    return redirect("appraisal:round", campaign)


def _page(request: HttpRequest, campaign: Campaign, refusal: Refusal | None = None) -> HttpResponse:
    context = {"page": round_page_of(campaign), "campaign": campaign, "refusal": refusal}
    return render(request, "appraisal/rounds/round.html", context, status=refusal.status if refusal else 200)
