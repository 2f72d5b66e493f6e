"""The sheet of policies."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pari.refusals import Invalid, Refusal
from scoring.models import Campaign
from scoring.portal.access import signed_in
from scoring.portal.setup.page import context_of, run_campaign
from scoring.portal.setup.policy_sheet import rulebook_from, sheet_of, with_another
from scoring.selectors.campaigns.rulebook import Rulebook, checked, rulebook_of
from scoring.services.campaigns.policies import LOCKED_PHASES, set_policies


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def policies(request: HttpRequest, campaign: str) -> HttpResponse:
    """Show and save; `add` draws one more modifier and saves nothing."""
    found = run_campaign(request, campaign)
    if request.method != "POST":
        current = rulebook_of(found)
        return _page(request, found, current, seen=current.token)
    typed, seen = rulebook_from(request.POST), request.POST.get("seen", "")
    if kind := request.POST.get("add"):
        return _page(request, found, with_another(typed, kind), seen=seen)
    try:
        set_policies(campaign=found, wanted=typed, seen=seen, by=signed_in(request))
    except Refusal as refusal:
        found.refresh_from_db()
        return _page(request, found, typed, seen=rulebook_of(found).token, refusal=refusal)
    messages.success(request, _("Đã lưu chính sách."))
    return redirect("scoring:policies", found.code)


def _page(
    request: HttpRequest, campaign: Campaign, rulebook: Rulebook, *, seen: str, refusal: Refusal | None = None
) -> HttpResponse:
    blocs = list(campaign.blocs.values_list("code", "name"))
    faults = checked(rulebook, blocs={code for code, _name in blocs})[1] if isinstance(refusal, Invalid) else {}
    sheet = sheet_of(rulebook, blocs=blocs, seen=seen, faults=faults)
    shown = None if sheet.has_faults else refusal
    more = {"sheet": sheet, "refusal": shown, "is_locked": campaign.phase in LOCKED_PHASES}
    status = refusal.status if refusal else 200
    return render(request, "scoring/setup/policies.html", context_of(campaign, "policies", **more), status=status)
