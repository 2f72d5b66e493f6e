"""The page of one second mark."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from appraisal.enums import CheckState, Round
from appraisal.models import CrossCheck
from appraisal.portal.checks.access import round_of
from appraisal.portal.checks.entry_form import form_context, leaf_context, sent, stored, version_in
from appraisal.selectors.checks.queue import checks_of, next_to_give
from appraisal.selectors.marks.rounds import PHASES
from appraisal.services.checks.saving import save_check
from appraisal.services.marks.saving import MarkEntry
from pari.accounts.enums import Role
from pari.refusals import Refusal
from scoring.models import Campaign
from scoring.portal.access import campaign_of_team, signed_in


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mark(request: HttpRequest, campaign: str, pk: int) -> HttpResponse:
    """Hers only; another's leads to nothing. Says nothing of the first mark."""
    found = campaign_of_team(request, campaign, {Role.APPRAISER})
    mine = checks_of(found, round_of(found), signed_in(request)).select_related("participant__annex")
    check = get_object_or_404(mine, pk=pk)
    if request.method == "POST":
        return _save(request, found, check)
    return _page(request, found, check, stored(check.criterion, check))


def _save(request: HttpRequest, campaign: Campaign, check: CrossCheck) -> HttpResponse:
    user, entry = signed_in(request), sent(request.POST, check.criterion)
    try:
        save_check(check=check.pk, entry=entry, seen_version=version_in(request.POST), by=user)
    except Refusal as refusal:
        check.refresh_from_db(fields=["state", "version"])
        return _page(request, campaign, check, entry, refusal=refusal)
    words = {"code": check.criterion.code, "agency": check.participant.name}
    messages.success(request, _("Đã lưu điểm chấm chéo tiêu chí %(code)s của %(agency)s.") % words)
    after = next_to_give(campaign, Round(check.round), user, but=check.pk) if "tiep" in request.POST else None
    if after is not None:
        return redirect("appraisal:check-mark", campaign.code, after.pk)
    return redirect("appraisal:check-queue", campaign.code)


def _page(
    request: HttpRequest, campaign: Campaign, check: CrossCheck, entry: MarkEntry, *, refusal: Refusal | None = None
) -> HttpResponse:
    is_open = check.state == CheckState.OPEN and campaign.phase == PHASES[Round(check.round)]
    context = {
        "campaign": campaign,
        "check": check,
        "is_open": is_open,
        "refusal": refusal,
        **leaf_context(check.participant, check.criterion),
        **form_context(check.criterion, entry),
    }
    return render(request, "appraisal/checks/mark.html", context, status=refusal.status if refusal else 200)
