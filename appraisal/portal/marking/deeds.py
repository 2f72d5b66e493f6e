"""Agreeing with a whole list after a look at what it will do; proposing and withdrawing an exemption."""

from __future__ import annotations

from itertools import chain

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from appraisal.models import Exemption
from appraisal.portal.marking.access import leaf_of_hers, queue_of_agency, queue_of_criterion
from appraisal.portal.marking.routes import Route, selection_of
from appraisal.selectors.marks.agreeing import agreement_of
from appraisal.selectors.marks.queues import Queue
from appraisal.services.marks.agreeing import Scope, agree_with_claims
from appraisal.services.marks.exemptions import propose_exemption, withdraw_exemption
from pari.refusals import NotAllowed, Refusal
from scoring.models import Participant
from scoring.portal.access import signed_in

SHOWN = 200


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def agree_criterion(request: HttpRequest, campaign: str, annex: str, criterion: str) -> HttpResponse:
    return _agree(request, queue_of_criterion(request, campaign, annex, criterion, selection_of(request.GET)))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def agree_agency(request: HttpRequest, campaign: str, agency: str) -> HttpResponse:
    return _agree(request, queue_of_agency(request, campaign, agency, selection_of(request.GET)))


def _agree(request: HttpRequest, queue: Queue) -> HttpResponse:
    """The preview, and the deed that takes the preview's token."""
    route = Route(queue)
    if request.method != "POST":
        return _preview(request, route)
    scope = Scope(
        campaign=queue.campaign,
        criterion=queue.criterion,
        participant=queue.participant,
        selection=queue.selection,
    )
    token = request.POST.get("token", "")
    try:
        count = agree_with_claims(scope=scope, round=queue.round, token=token, by=signed_in(request))
    except NotAllowed:
        raise
    except Refusal as refusal:
        return _preview(request, Route(scope.queue(signed_in(request))), refusal)
    words = ngettext("Đã ghi %d điểm bằng điểm tự chấm.", "Đã ghi %d điểm bằng điểm tự chấm.", count)
    messages.success(request, words % count)
    return redirect(route.list_url)


def _preview(request: HttpRequest, route: Route, refusal: Refusal | None = None) -> HttpResponse:
    queue = route.queue
    agreement = agreement_of(queue)
    shown = {why: keys[:SHOWN] for why, keys in agreement.skipped.items()}
    # Read together: each part of the page finds its lines in what the queue keeps.
    queue.rows([*agreement.agreed[:SHOWN], *chain.from_iterable(shown.values())])
    context = {
        "route": route,
        "queue": queue,
        "campaign": queue.campaign,
        "agreement": agreement,
        "rows": queue.rows(agreement.agreed[:SHOWN]),
        "more": max(0, len(agreement.agreed) - SHOWN),
        "skipped": [(why, len(agreement.skipped[why]), queue.rows(keys)) for why, keys in shown.items()],
        "refusal": refusal,
    }
    return render(request, "appraisal/marking/agree.html", context, status=refusal.status if refusal else 200)


@login_required
@require_POST
def propose(request: HttpRequest, campaign: str, agency: str, criterion: str) -> HttpResponse:
    participant, leaf = leaf_of_hers(request, campaign, agency, criterion)
    try:
        propose_exemption(
            participant=participant.pk,
            criterion=leaf,
            reason=request.POST.get("reason", ""),
            by=signed_in(request),
        )
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Đã đề xuất giảm trừ; Hội đồng quyết định."))
    return _back(request, participant, leaf.code)


@login_required
@require_POST
def withdraw(request: HttpRequest, campaign: str, agency: str, criterion: str) -> HttpResponse:
    participant, leaf = leaf_of_hers(request, campaign, agency, criterion)
    found = get_object_or_404(Exemption, participant=participant, criterion=leaf)
    try:
        withdraw_exemption(exemption=found.pk, by=signed_in(request))
    except NotAllowed:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Đã rút đề xuất giảm trừ."))
    return _back(request, participant, leaf.code)


def _back(request: HttpRequest, participant: Participant, criterion: str) -> HttpResponse:
    back = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return redirect(back)
    return redirect(
        reverse("appraisal:marking-agency-leaf", args=[participant.campaign.code, participant.code, criterion])
    )
