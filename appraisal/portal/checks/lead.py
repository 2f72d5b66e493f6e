"""What those who run the campaign do and see: a sample, one leaf more, who agrees with whom."""

from __future__ import annotations

from decimal import Decimal

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from appraisal.enums import CheckState
from appraisal.models import CrossCheck
from appraisal.portal.checks.access import campaign_led, round_of
from appraisal.portal.checks.forms import DrawForm, RequestForm
from appraisal.selectors.checks.overview import checks_in, counts_of, samples_of
from appraisal.selectors.checks.statistics import statistics_of
from appraisal.selectors.marks.rounds import PHASES
from appraisal.services.checks.drawing import Drawn, draw_sample, hand_on_check, request_check
from pari.refusals import Refusal
from scoring.core.numbers import exact
from scoring.models import Campaign
from scoring.portal.access import signed_in
from scoring.selectors.submissions.claim_inputs import speech

PAGE_SIZE = 50


@login_required
@require_safe
def overview(request: HttpRequest, campaign: str) -> HttpResponse:
    return _overview(request, campaign_led(request, campaign))


@login_required
@require_POST
def draw(request: HttpRequest, campaign: str) -> HttpResponse:
    found = campaign_led(request, campaign)
    form = DrawForm(request.POST)
    if not form.is_valid():
        return _overview(request, found, drawing=form, status=400)
    try:
        drawn = draw_sample(
            campaign=found, round=round_of(found), by=signed_in(request), seed=form.cleaned_data["so_gieo"]
        )
    except Refusal as refusal:
        return _overview(request, found, refusal=refusal, drawing=form, status=refusal.status)
    _say(request, drawn)
    return redirect("appraisal:check-lead", found.code)


@login_required
@require_POST
def request_one(request: HttpRequest, campaign: str) -> HttpResponse:
    found = campaign_led(request, campaign)
    form = RequestForm(request.POST, campaign=found)
    if not form.is_valid():
        return _overview(request, found, asking=form, status=400)
    try:
        check = request_check(
            participant=form.participant, criterion=form.criterion, round=round_of(found), by=signed_in(request)
        )
    except Refusal as refusal:
        return _overview(request, found, refusal=refusal, asking=form, status=refusal.status)
    messages.success(request, _("Đã giao chấm chéo cho %(name)s.") % {"name": check.appraiser})
    return redirect("appraisal:check-lead", found.code)


@login_required
@require_POST
def hand_on(request: HttpRequest, campaign: str, pk: int) -> HttpResponse:
    found = campaign_led(request, campaign)
    check = get_object_or_404(CrossCheck, campaign=found, pk=pk)
    given = hand_on_check(check=check.pk, by=signed_in(request))
    messages.success(request, _("Đã giao lại chấm chéo cho %(name)s.") % {"name": given.appraiser})
    return redirect("appraisal:check-lead", found.code)


@login_required
@require_safe
def statistics(request: HttpRequest, campaign: str) -> HttpResponse:
    found = campaign_led(request, campaign)
    round = round_of(found)
    context = {"campaign": found, "round": round, "statistics": statistics_of(found, round)}
    return render(request, "appraisal/checks/statistics.html", context)


def _say(request: HttpRequest, drawn: Drawn) -> None:
    words = {"drawn": drawn.sample.drawn, "population": drawn.sample.population, "seed": drawn.sample.seed}
    messages.success(
        request,
        _("Đã chọn %(drawn)d trong %(population)d tiêu chí bằng số gieo %(seed)s và giao cho người chấm chéo.") % words,
    )
    if drawn.unmanned:
        left = {"count": len(drawn.unmanned), "leaves": ", ".join(drawn.unmanned[:10])}
        messages.warning(
            request, _("%(count)d tiêu chí không có thành viên nào ngoài cơ quan để chấm chéo: %(leaves)s.") % left
        )


def _percent(share: Decimal) -> str:
    return speech().percent(exact(share))


def _overview(
    request: HttpRequest,
    campaign: Campaign,
    *,
    refusal: Refusal | None = None,
    drawing: DrawForm | None = None,
    asking: RequestForm | None = None,
    status: int = 200,
) -> HttpResponse:
    round, state = round_of(campaign), request.GET.get("trang-thai", "")
    state = state if state in CheckState.values else ""
    page = Paginator(checks_in(campaign, round, state=state), PAGE_SIZE).get_page(request.GET.get("trang"))
    counts = counts_of(campaign, round)
    context = {
        "campaign": campaign,
        "round": round,
        "is_open": campaign.phase == PHASES[round],
        "counts": counts.items(),
        "total": sum(counts.values()),
        "waiting": counts[CheckState.MODERATION],
        "state": state,
        "page": page,
        "samples": [(sample, _percent(sample.share)) for sample in samples_of(campaign)],
        "share": _percent(campaign.cross_check_share),
        "refusal": refusal,
        "drawing": drawing or DrawForm(),
        "asking": asking or RequestForm(campaign=campaign),
    }
    return render(request, "appraisal/checks/overview.html", context, status=status)
