"""How far the agencies are with their supplements: for those who run the campaign and belong to none of them."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pari.accounts.enums import RUNNING_ROLES
from scoring.enums import SupplementState
from scoring.portal.access import campaign_of_team, signed_in
from scoring.selectors.campaigns.impartiality import check_impartial
from scoring.selectors.supplements.deadlines import deadline_of
from scoring.selectors.supplements.letters import supplements_of, tally_of

PAGE_SIZE = 50


@login_required
@require_safe
def supplements(request: HttpRequest, campaign: str) -> HttpResponse:
    found = campaign_of_team(request, campaign, RUNNING_ROLES)
    check_impartial(found, signed_in(request))
    state = request.GET.get("trang-thai", "")
    state = state if state in SupplementState.values else ""
    letters = supplements_of(found).filter(state=state) if state else supplements_of(found)
    page = Paginator(letters, PAGE_SIZE).get_page(request.GET.get("trang"))
    for row in page:
        row.campaign = found
    context = {
        "campaign": found,
        "page": page,
        "rows": [(row, deadline_of(row)) for row in page],
        "tally": tally_of(found),
        "state": state,
        "states": SupplementState,
    }
    return render(request, "scoring/supplement/board.html", context)
