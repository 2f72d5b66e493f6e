"""What each person has to do next."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pari.inbox.selectors import notices_of
from scoring.portal.access import signed_in
from scoring.portal.home.cards import agency_card, team_card
from scoring.selectors.campaigns.home import agency_work, team_work

MOST_NOTICES = 5


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    context = {
        "agency_cards": [agency_card(work) for work in agency_work(user=user)],
        "team_cards": [team_card(work, user) for work in team_work(user=user)],
        "notices": notices_of(user).filter(read_at=None)[:MOST_NOTICES],
    }
    return render(request, "scoring/home/home.html", context)
